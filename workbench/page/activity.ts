import type {ExecutionRecord} from '../apps-script/execution.ts';
import type {QuotaKind, QuotaLedger} from '../apps-script/quota-ledger.ts';
import type {SentMail} from '../apps-script/services/mail.ts';
import type {Exchange} from '../apps-script/services/url-fetch/exchange.ts';
import type {Workbench} from '../workbench.ts';
import type {BenchControls} from './bench-controls.ts';
import type {ShownExecution, ShownMail, ShownQuota, ShownRequest, ToPage} from './client/messages.ts';
import type {Pages} from './pages.ts';
import type {ToSourcePlaces} from './source-places.ts';

/** A fault of the workbench itself, not of the script. */
export function tellFault(pages: Pick<Pages, 'send'>, attempt: string, fault: unknown): void {
  const reason = fault instanceof Error ? fault.message : String(fault);
  const sentence = `Cannot ${attempt}: ${reason}`;
  pages.send({kind: 'script', script: {state: 'failed', functionName: attempt, sentence}});
}

const requestsKeptMax = 200;
const executionsShownMax = 50;
const logLinesShownMax = 200;
const lookAgainMs = 400;

/** The latest requests to Stripe, oldest first, as they may be shown: no key, no body, no value of a query. */
export interface RequestLog {
  note(exchange: Exchange, atUnixMs: number): void;
  latest(): readonly ShownRequest[];
}

export function createRequestLog(): RequestLog {
  const requests: ShownRequest[] = [];
  return {
    note: ({request, result, durationMs}, atUnixMs) => {
      requests.push({
        method: request.method,
        path: shownPath(request.url),
        status: 'status' in result ? result.status : null,
        durationMs: Math.round(result.latencyMs ? result.latencyMs : durationMs),
        atUnixMs,
      });
      if (requests.length > requestsKeptMax) requests.shift();
    },
    latest: () => requests,
  };
}

/** `/v1/invoices?limit&status`: what was asked, without anything that a person typed or Stripe gave. */
function shownPath(text: string): string {
  const url = new URL(text);
  const names = [...new Set(url.searchParams.keys())];
  return names.length === 0 ? url.pathname : `${url.pathname}?${names.join('&')}`;
}

export interface ActivityOptions {
  readonly requests: RequestLog;
  readonly timeZone: string;
  /** Where the frames of faults come from. */
  readonly toSourcePlaces: ToSourcePlaces;
  readonly controls: BenchControls;
}

/**
 * Tells the pages what runs, what was asked of Stripe, what was sent and what the clock says, whenever that has changed.
 *
 * @returns the function that ends it.
 */
export function tellActivity(
  pages: Pages,
  workbench: Pick<Workbench, 'executions' | 'clock' | 'advance' | 'mails' | 'quota'>,
  {requests, timeZone, toSourcePlaces, controls}: ActivityOptions,
): () => void {
  const {clock, advance} = workbench;
  const shown = createShownExecutions(toSourcePlaces);
  const messages = (): readonly ToPage[] => [
    {kind: 'executions', executions: workbench.executions().slice(-executionsShownMax).map(shown)},
    {kind: 'requests', requests: requests.latest()},
    {kind: 'mails', mails: workbench.mails().map(shownMail)},
    {kind: 'quotas', quotas: shownQuotas(workbench.quota)},
    {kind: 'bench', bench: controls.settings()},
    {kind: 'clock', nowUnixMs: clock.now(), timeZone},
  ];
  let told: readonly string[] = [];
  pages.onJoin((page) => {
    for (const message of messages()) page.send(message);
  });
  // Executions, requests and time move in many places; looking is simpler than being told, and cheap.
  const timer = setInterval(() => {
    if (pages.count() === 0) return;
    const current = messages();
    const texts = current.map((message) => JSON.stringify(message));
    for (const [at, message] of current.entries()) if (texts[at] !== told[at]) pages.send(message);
    told = texts;
  }, lookAgainMs);
  let last: Promise<unknown> = Promise.resolve();
  pages.onMessage((message) => {
    if (message.kind !== 'advance') return;
    // One after another: the clock does not pass the same hour twice.
    last = last
      .then(() => advance(message.hours * 3_600_000))
      .catch((fault: unknown) => tellFault(pages, 'advance the clock', fault));
  });
  return () => clearInterval(timer);
}

/** Each record is written once and then stays: what is shown of it is made once too. */
function createShownExecutions(toSourcePlaces: ToSourcePlaces): (record: ExecutionRecord) => ShownExecution {
  const known = new WeakMap<ExecutionRecord, ShownExecution>();
  return (record) => {
    const shown = known.get(record) ?? shownExecution(record, toSourcePlaces);
    known.set(record, shown);
    return shown;
  };
}

function shownExecution(record: ExecutionRecord, toSourcePlaces: ToSourcePlaces): ShownExecution {
  const {executionId, functionName, trigger, startedAtUnixMs, result} = record;
  return {
    id: executionId,
    functionName,
    startedBy: starters[trigger ?? 'person'],
    startedAtUnixMs,
    state: result === null ? 'running' : result.ok ? 'completed' : 'failed',
    durationMs: result === null ? null : Math.round(result.durationMs),
    fault: result === null || result.ok ? '' : toSourcePlaces(result.error.stack),
    log: (result?.log ?? []).slice(-logLinesShownMax).map(({level, message}) => ({level, message})),
  };
}

const starters = {
  person: 'Editor',
  simple: 'Simple trigger',
  installable: 'Trigger',
  clock: 'Time-driven',
} as const;

function shownMail({atUnixMs, to, cc, bcc, subject, body, htmlBody, attachments}: SentMail): ShownMail {
  const copies = [
    ...cc.map((address) => `${address} (copy)`),
    ...bcc.map((address) => `${address} (blind copy)`),
  ];
  return {
    atUnixMs,
    to: [...to, ...copies].join(', '),
    subject,
    body: body === '' ? htmlBody : body,
    attachments: attachments.map(({name}) => name),
  };
}

const quotaNames: Readonly<Record<QuotaKind, string>> = {
  urlfetch: 'Requests (UrlFetchApp)',
  properties: 'Reads and writes of properties',
  email: 'Recipients of mails',
};

function shownQuotas({used, limits}: Pick<QuotaLedger, 'used' | 'limits'>): readonly ShownQuota[] {
  return (['urlfetch', 'properties', 'email'] as const).map((kind) => ({
    name: quotaNames[kind],
    used: used(kind),
    limit: limits[kind],
  }));
}
