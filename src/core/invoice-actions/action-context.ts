import type {Clock, Properties, Tables} from '../ports.ts';
import {readSettings, type Settings} from '../settings.ts';
import {createStripeClient, type StripeClient} from '../stripe/client.ts';
import {readConnectedAccount, readConnection} from '../stripe/connection.ts';
import type {StripePorts} from '../stripe/wave.ts';
import type {CivilDate} from '../time/civil-date.ts';
import {civilDateAt} from '../time/zone.ts';

export interface ActionContextPorts extends StripePorts {
  readonly clock: Clock;
  readonly userProperties: Properties;
  readonly documentProperties: Properties;
  readonly tables: Pick<Tables, 'timeZone'>;
}

/** What is the same for all invoices of one call. */
export interface ActionContext {
  readonly client: StripeClient;
  readonly clock: Clock;
  readonly settings: Settings;
  readonly accountId: string | null;
  readonly mode: 'test' | 'live';
  readonly timeZone: string;
  readonly today: CivilDate;
  readonly nowUnixS: number;
  /** Nothing is begun after it. */
  readonly deadlineUnixMs: number;
}

/** @throws AddonError CREDENTIALS_MISSING, SETTINGS_INVALID */
export function actionContext(
  ports: ActionContextPorts,
  {deadlineUnixMs}: {readonly deadlineUnixMs: number},
): ActionContext {
  const settings = readSettings(ports.documentProperties);
  const credentials = readConnection(ports.userProperties);
  const account = readConnectedAccount(ports.userProperties, credentials);
  const nowUnixS = Math.floor(ports.clock.nowUnixMs() / 1000);
  // Stripe prints days in the zone of the account; another one of Settings is for aging alone.
  const timeZone = account?.timeZone ?? settings.timeZone ?? ports.tables.timeZone();
  return {
    client: createStripeClient(ports, credentials),
    clock: ports.clock,
    settings,
    accountId: account?.id ?? null,
    mode: credentials.mode,
    timeZone,
    today: civilDateAt(nowUnixS, timeZone),
    nowUnixS,
    deadlineUnixMs,
  };
}
