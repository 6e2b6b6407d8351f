import type {Clock} from './apps-script/clock.ts';
import type {HostService} from './apps-script/host-call.ts';
import {createQuotaLedger, type QuotaLedger} from './apps-script/quota-ledger.ts';
import {createCacheService} from './apps-script/services/cache.ts';
import {createHtmlService} from './apps-script/services/html-files.ts';
import {createLockService} from './apps-script/services/locks.ts';
import {createMailService, type MailHost} from './apps-script/services/mail.ts';
import {
  createPropertiesService,
  type PropertiesHost,
  type PropertyStores,
} from './apps-script/services/properties.ts';
import {createSessionService} from './apps-script/services/session.ts';
import {
  createTriggersService,
  type StoredTrigger,
  type TriggersHost,
} from './apps-script/services/triggers.ts';
import {createUiService, type Page, type Responder, type UiHost} from './apps-script/services/ui.ts';
import type {Exchange, StripeRoute} from './apps-script/services/url-fetch/exchange.ts';
import {createUrlFetchService} from './apps-script/services/url-fetch/url-fetch.ts';
import {createUtilitiesService} from './apps-script/services/utilities.ts';
import type {BuiltAddOn} from './built-add-on.ts';

export interface GoogleServicesOptions {
  readonly built: BuiltAddOn;
  readonly clock: Clock;
  /** Whose e-mail a script learns that runs for nobody else. */
  readonly email: string;
  readonly stripe: StripeRoute;
  readonly properties: PropertyStores;
  readonly triggers: readonly StoredTrigger[];
  readonly responder: Responder | undefined;
  readonly onPage: ((page: Page, screen: string | null) => void) | undefined;
  readonly onExchange: ((exchange: Exchange) => void) | undefined;
}

/** Google's services beside the spreadsheet, and those of them that the workbench itself looks into. */
export interface GoogleServices {
  readonly all: readonly HostService[];
  readonly quota: QuotaLedger;
  readonly properties: PropertiesHost;
  readonly triggers: TriggersHost;
  readonly ui: UiHost;
  readonly mail: MailHost;
}

export function createGoogleServices(options: GoogleServicesOptions): GoogleServices {
  const {built, clock, responder, onPage, onExchange} = options;
  const quota = createQuotaLedger({clock});
  const properties = createPropertiesService({quota, initial: options.properties});
  const locks = createLockService({clock});
  const triggers = createTriggersService({initial: options.triggers});
  const ui = createUiService({locks, ...(responder && {responder}), ...(onPage && {onPage})});
  const mail = createMailService({quota, nowUnixMs: clock.now});
  const urlFetch = createUrlFetchService({
    route: options.stripe,
    clock,
    quota,
    urlFetchWhitelist: built.manifest.urlFetchWhitelist,
    ...(onExchange && {onExchange}),
  });
  const all = [
    properties,
    triggers,
    createCacheService({clock}),
    locks,
    createUtilitiesService({clock}),
    createSessionService({email: options.email, locale: 'en'}),
    createHtmlService({Sidebar: built.sidebar}),
    ui,
    mail,
    {...mail, name: 'GmailApp'},
    urlFetch,
  ];
  return {all, quota, properties, triggers, ui, mail};
}
