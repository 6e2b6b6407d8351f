import type {View} from '../core/ports.ts';
import type {SidebarPorts} from '../core/receivables/sidebar-state.ts';
import {consoleLog} from './adapters/console-log.ts';
import {documentLock} from './adapters/document-lock.ts';
import {googleClock} from './adapters/google-clock.ts';
import {documentProperties, userProperties} from './adapters/google-properties.ts';
import {hourlySchedule} from './adapters/hourly-schedule.ts';
import {sheetTables} from './adapters/sheet-tables.ts';
import {sheetView} from './adapters/sheet-view.ts';
import {signedInPerson} from './adapters/signed-in-person.ts';
import {urlFetchHttp} from './adapters/url-fetch-http.ts';

/** Connects core to Google. Built by each call on demand: nothing of Google is touched while the script loads. */
export function ports(): SidebarPorts & {readonly view: View} {
  return {
    http: urlFetchHttp(),
    clock: googleClock(),
    random: {nextFraction: () => Math.random()},
    log: consoleLog(),
    lock: documentLock(),
    person: signedInPerson(),
    userProperties: userProperties(),
    documentProperties: documentProperties(),
    tables: sheetTables(),
    view: sheetView(),
    schedule: hourlySchedule('refreshReceivablesOnSchedule'),
  };
}

/** Google ends a run at 6 minutes. New pages stop being asked for well before, so that writing what was read still fits. */
const runTimeMaxMs = 300_000;

/** The moment after which this run starts nothing new. */
export function deadlineUnixMs(): number {
  return Date.now() + runTimeMaxMs;
}
