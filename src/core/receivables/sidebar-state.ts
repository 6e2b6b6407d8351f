import {AddonError} from '../errors/addon-error.ts';
import {failureOf} from '../failure.ts';
import type {Schedule} from '../ports.ts';
import {defaultSettings, readSettings, type Settings} from '../settings.ts';
import type {
  AutomaticRefreshState,
  ConnectionState,
  LastFailure,
  SettingsState,
  SettingsValues,
  SidebarState,
  TimeZones,
  UnfinishedRefresh,
} from '../sidebar-contract.ts';
import {type ConnectedAccount, readConnectedAccount, readConnection} from '../stripe/connection.ts';
import type {StripeKey} from '../stripe/credentials.ts';
import {formatIsoInstant} from '../time/zone.ts';
import {isOwnedBy, readAutomaticRefresh} from './automatic-refresh.ts';
import {readLastFailure} from './last-failure.ts';
import {type LastRefreshFacts, readLastRefresh} from './last-refresh.ts';
import {columnChoices} from './receivables-tab.ts';
import type {RefreshPorts} from './refresh-receivables.ts';
import {isResumable, readRun} from './refresh-run.ts';
import {lastRefreshState} from './sidebar-last-refresh.ts';

export type SidebarPorts = RefreshPorts & {readonly schedule: Schedule};

/** The key of this person as far as it may be seen. */
interface Connected {
  readonly credentials: StripeKey;
  readonly account: ConnectedAccount | null;
}

/** Everything that the sidebar shows before Stripe is asked anything. */
export function readSidebarState(ports: SidebarPorts): SidebarState {
  const {documentProperties, tables} = ports;
  const settings = settingsState(documentProperties);
  const connected = connectedKey(ports);
  const facts = readLastRefresh(documentProperties);
  const automaticRefresh = automaticRefreshState(ports);
  const lastRefresh =
    facts === null
      ? null
      : lastRefreshState(facts, {
          tab: tables.readValues('receivables'),
          settings: {...settings.values, version: 1},
          nowUnixMs: ports.clock.nowUnixMs(),
          isAutomatic: automaticRefresh.isOn,
        });
  return {
    person: ports.person.email(),
    connection: connected === null ? null : connectionState(connected),
    lastRefresh,
    lastFailure: lastFailureState(ports, facts),
    unfinishedRefresh: unfinishedRefresh(ports, {connected, facts}),
    automaticRefresh,
    timeZones: timeZones(settings.values, {
      account: connected?.account?.timeZone ?? facts?.accountTimeZone ?? null,
      spreadsheet: tables.timeZone(),
    }),
    settings,
    deletedTabs: deletedTabs(ports),
  };
}

/** The settings as a form shows them: those that are stored, or the defaults and why. */
export function settingsState(documentProperties: SidebarPorts['documentProperties']): SettingsState {
  const state = ({version: _, ...values}: Settings, problem: SettingsState['problem']): SettingsState => {
    const {version: __, ...defaults} = defaultSettings;
    return {values, defaults, columns: columnChoices(), problem};
  };
  try {
    return state(readSettings(documentProperties), null);
  } catch (fault) {
    // The sidebar is where stored settings are put right, so it must open with those that cannot be used.
    if (fault instanceof AddonError) return state(defaultSettings, failureOf(fault));
    throw fault;
  }
}

function connectedKey({userProperties}: SidebarPorts): Connected | null {
  try {
    const credentials = readConnection(userProperties);
    return {credentials, account: readConnectedAccount(userProperties, credentials)};
  } catch (fault) {
    // Without a key, or with one that is none, the sidebar opens where one is connected.
    if (fault instanceof AddonError) return null;
    throw fault;
  }
}

function connectionState({credentials, account}: Connected): ConnectionState {
  const {mode, lastFour, kind, needsConfirmation} = credentials;
  return {
    mode,
    lastFour,
    kind,
    account: account === null ? null : {id: account.id, name: account.name},
    warning: needsConfirmation
      ? 'A live secret key may do everything, payouts included. Connect a restricted key (rk_live_) in its place.'
      : null,
  };
}

function lastFailureState(ports: SidebarPorts, facts: LastRefreshFacts | null): LastFailure | null {
  const stored = readLastFailure(ports.documentProperties);
  if (stored === null) return null;
  const zone = facts?.timeZone ?? ports.tables.timeZone();
  return {at: formatIsoInstant(stored.atUnixMs, zone), by: stored.by, failure: stored.failure};
}

function unfinishedRefresh(
  ports: SidebarPorts,
  {connected, facts}: {readonly connected: Connected | null; readonly facts: LastRefreshFacts | null},
): UnfinishedRefresh | null {
  const run = readRun(ports.documentProperties);
  if (run === null) return null;
  const now = {
    mode: connected?.credentials.mode ?? run.mode,
    accountId: connected?.account?.id ?? run.accountId,
    unixMs: ports.clock.nowUnixMs(),
  };
  const isRunning = ports.lock.runAlone(0, () => null).kind === 'busy';
  // One that failed before its first page has left nothing to go on with or to discard.
  if (run.pages === 0 && !isRunning) return null;
  return {
    runId: run.id,
    by: run.by,
    startedAt: formatIsoInstant(run.startedAtUnixMs, facts?.timeZone ?? ports.tables.timeZone()),
    pages: run.pages,
    invoices: run.storedRows,
    expectedPages: facts?.pages ?? null,
    isRunning,
    isResumable: isResumable(run, now),
  };
}

function automaticRefreshState(ports: SidebarPorts): AutomaticRefreshState {
  const automatic = readAutomaticRefresh(ports.documentProperties);
  if (automatic === null) return {isOn: false, owner: null, isMine: false, since: null, warning: null};
  const isMine = isOwnedBy(ports.person, automatic);
  const isWhole = !isMine || ports.schedule.count() === 1;
  return {
    isOn: true,
    owner: automatic.owner,
    isMine,
    since: formatIsoInstant(automatic.sinceUnixMs, ports.tables.timeZone()),
    warning: isWhole
      ? null
      : 'Your hourly trigger is gone or doubled at Google. Turn automatic refresh on again to repair it.',
  };
}

function timeZones(
  settings: SettingsValues,
  {account, spreadsheet}: {readonly account: string | null; readonly spreadsheet: string},
): TimeZones {
  const counting = settings.timeZone ?? account ?? spreadsheet;
  const from = settings.timeZone !== null ? 'settings' : account !== null ? 'account' : 'spreadsheet';
  const warning =
    counting === spreadsheet
      ? null
      : `Days are counted in ${counting}, and this spreadsheet shows times in ${spreadsheet}. To make them equal, choose File, Settings in the spreadsheet, or set the time zone here.`;
  return {counting, from, account, spreadsheet, warning};
}

function deletedTabs({tables}: SidebarPorts): readonly string[] {
  const titles = {receivables: 'Receivables', 'ar-aging': 'AR Aging'} as const;
  return (['receivables', 'ar-aging'] as const)
    .filter((key) => tables.wasDeleted(key))
    .map((key) => titles[key]);
}
