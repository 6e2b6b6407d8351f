import {absentGlobals} from './absent-globals.ts';
import {type Bridge, bridgeGlobal, type ScriptEnvironment} from './bridge.ts';
import {createCacheService} from './cache-service.ts';
import {type EventSource, eventObject} from './event-object.ts';
import {googleException} from './google-exception.ts';
import type {HostCall} from './host-call.ts';
import {createHtmlService} from './html-service.ts';
import {createLockService} from './lock-service.ts';
import {createConsole, createLogger} from './logs.ts';
import {createGmailApp, createMailApp} from './mail-app.ts';
import {absentService} from './only-known.ts';
import {createPropertiesService} from './properties-service.ts';
import {createScriptApp} from './script-app.ts';
import {fromCellValues, toCellValues, toRunValue} from './script-values.ts';
import {createRandom} from './seeded-random.ts';
import {createSession} from './session.ts';
import {simulatedDate} from './simulated-date.ts';
import {createSpreadsheetApp} from './spreadsheet/spreadsheet-app.ts';
import {createUi} from './ui.ts';
import {createUrlFetchApp} from './url-fetch-app.ts';
import {createUtilities} from './utilities.ts';

// Runs first in every new context: takes the bridge away from the script and puts Google's globals in its place.

installGoogle(takeBridge());

function takeBridge(): Bridge {
  const bridge: Bridge = Reflect.get(globalThis, bridgeGlobal);
  Reflect.deleteProperty(globalThis, bridgeGlobal);
  return bridge;
}

function installGoogle(bridge: Bridge): void {
  const environment: ScriptEnvironment = JSON.parse(bridge.environmentText);
  const hostCall = createHostCall(bridge);
  const {callHost: _callHost, nowUnixMs, log} = bridge;
  const spreadsheetApp = createSpreadsheet(hostCall, environment);

  defineGlobal('Date', simulatedDate(nowUnixMs));
  Math.random = createRandom(environment.seed);
  defineGlobal('console', createConsole(log, nowUnixMs));
  defineGlobal('Logger', createLogger(log));
  defineGlobal('CacheService', createCacheService(hostCall));
  defineGlobal('GmailApp', createGmailApp(hostCall));
  defineGlobal('HtmlService', createHtmlService(hostCall));
  defineGlobal('LockService', createLockService(hostCall));
  defineGlobal('MailApp', createMailApp(hostCall));
  defineGlobal('PropertiesService', createPropertiesService(hostCall));
  defineGlobal('ScriptApp', createScriptApp(hostCall, nowUnixMs));
  defineGlobal('Session', createSession(hostCall, environment.timeZone));
  defineGlobal('SpreadsheetApp', spreadsheetApp);
  defineGlobal('UrlFetchApp', createUrlFetchApp(hostCall));
  // Its own sequence, so that a script's use of Math.random does not change its ids.
  defineGlobal('Utilities', createUtilities(hostCall, createRandom(environment.seed ^ 0x5bd1e995)));
  for (const name of absentGlobals) defineGlobal(name, absentService(name));

  bridge.start = (functionName, argsText) => start(bridge, environment, functionName, argsText);
}

function createHostCall(bridge: Bridge): HostCall {
  return (service, method, args) => {
    const answer = bridge.callHost(service, method, JSON.stringify(args));
    if (!answer.ok) throw googleException(answer.text);
    return JSON.parse(answer.text);
  };
}

/** Calls a top-level function of the script and hands over its value, or that of the promise it returned. */
function start(bridge: Bridge, environment: ScriptEnvironment, functionName: string, argsText: string): void {
  const isCell = environment.authMode === 'CUSTOM_FUNCTION';
  const succeed = (value: unknown): void => {
    bridge.succeeded(JSON.stringify(isCell ? toCellValues(value) : toRunValue(value)));
  };
  const args: unknown[] = JSON.parse(argsText);
  const value: unknown = Reflect.get(globalThis, functionName)(...toArguments(args, environment));
  if (value instanceof Promise) value.then(succeed).catch((error: unknown) => bridge.failed(error));
  else succeed(value);
}

function toArguments(args: readonly unknown[], environment: ScriptEnvironment): readonly unknown[] {
  if (environment.authMode === 'CUSTOM_FUNCTION') return args.map(fromCellValues);
  const [event, ...rest] = args;
  if (environment.trigger === null) return args;
  const fields = typeof event === 'object' && event !== null ? event : {};
  return [eventObject(fields, environment, eventSource), ...rest];
}

const eventSource: EventSource = {
  getActive: () => SpreadsheetApp.getActive(),
  getRange: (a1Notation) => SpreadsheetApp.getActive().getRange(a1Notation),
};

function createSpreadsheet(hostCall: HostCall, environment: ScriptEnvironment) {
  const ui = createUi(hostCall);
  return createSpreadsheetApp(hostCall, {
    authMode: environment.authMode,
    getUi() {
      if (environment.trigger === 'clock' || environment.authMode === 'CUSTOM_FUNCTION') {
        throw googleException('Cannot call SpreadsheetApp.getUi() from this context.');
      }
      return ui;
    },
  });
}

function defineGlobal(name: string, value: unknown): void {
  Object.defineProperty(globalThis, name, {value, configurable: true, writable: true, enumerable: false});
}
