import {createHash} from 'node:crypto';
import {createFromPlans} from '../../src/core/invoicing/create/create-from-plans.ts';
import {openRegister} from '../../src/core/invoicing/create/intent-register.ts';
import type {InvoiceIntent} from '../../src/core/invoicing/invoice-intent.ts';
import type {InvoicePlan} from '../../src/core/invoicing/invoice-plan.ts';
import {isSettled} from '../../src/core/invoicing/plans/earlier-intent.ts';
import type {Clock, Digest, Http, Tables} from '../../src/core/ports.ts';
import {createStripeClient} from '../../src/core/stripe/client.ts';
import {parseStripeKey} from '../../src/core/stripe/credentials.ts';
import {seededRandom} from '../../workbench/stripe/engine/random.ts';
import {createStripeSandbox, type StripeSandbox} from '../../workbench/stripe/sandbox.ts';
import {parseWorld} from '../../workbench/worlds/parse-world.ts';
import {worldKey} from '../../workbench/worlds/world.ts';

interface Simulation {
  readonly intents: number;
  /** Kills, waits and faults follow from it. */
  readonly seed: number;
}

/** What happened, and what Stripe holds after the last run. All but the counts of what happened must be 0. */
export interface SimulationReport {
  readonly intents: number;
  readonly invoices: number;
  readonly requests: number;
  readonly answersLost: number;
  readonly runs: number;
  readonly runsKilled: number;
  /** Of these, how often the next run came only a day later. */
  readonly daysLater: number;
  /** Intents of which Stripe holds more than one invoice. */
  readonly duplicates: number;
  /** Intents of which Stripe holds none. */
  readonly missing: number;
  /** Invoices of another total, or not as far as their intent was told. */
  readonly wrong: number;
  /** Invoices that no intent explains, and intents that name another invoice than Stripe holds. */
  readonly unexplained: number;
}

const start = '2026-11-20T15:00:00Z';
const customersCount = 100;
const hourMs = 3_600_000;

/** Many accounts one after another, each with a fate of its own. */
export function simulateInvoices(count: number): SimulationReport {
  const reports: SimulationReport[] = [];
  for (let left = count; left > 0; left -= accountIntents) {
    reports.push(simulateAccount({intents: Math.min(left, accountIntents), seed: reports.length + 1}));
  }
  const sum = (field: keyof SimulationReport): number => reports.reduce((all, one) => all + one[field], 0);
  return {
    intents: sum('intents'),
    invoices: sum('invoices'),
    requests: sum('requests'),
    answersLost: sum('answersLost'),
    runs: sum('runs'),
    runsKilled: sum('runsKilled'),
    daysLater: sum('daysLater'),
    duplicates: sum('duplicates'),
    missing: sum('missing'),
    wrong: sum('wrong'),
    unexplained: sum('unexplained'),
  };
}

const accountIntents = 250;

/**
 * Brings so many intents to Stripe while one answer in ten is lost after Stripe has done the work, runs are killed
 * before or after they record a wave, and some go on only the next day, when Stripe has forgotten every key.
 */
function simulateAccount({intents: count, seed}: Simulation): SimulationReport {
  const clock = clockAt(Date.parse(start));
  const random = seededRandom(seed);
  const account = openAccount(seed);
  const network = lossyNetwork(account, clock);
  const properties = new Map<string, string>();
  const register = {
    tables: memoryRecords(),
    digest,
    random: seededRandom(seed),
    documentProperties: {
      read: (key: string) => properties.get(key) ?? null,
      write: (key: string, value: string | null) => void properties.set(key, value ?? ''),
    },
  };
  const plans = Array.from({length: count}, (_, index) => planOf(index));
  openRegister(register).record(plans.map((plan) => intentOf(plan, Date.parse(start) / 1000)));
  const ports = {http: network.http, clock, random, log: {record: () => undefined}, digest};

  let runs = 0;
  let runsKilled = 0;
  let daysLater = 0;
  for (let isDone = false; !isDone; runs += 1) {
    if (runs > count + 1_000) throw new Error('The simulation makes no progress.');
    const intents = openRegister(register);
    const jobs = plans.flatMap((plan) => {
      const intent = intents.of(plan.key);
      return intent === null || isSettled(intent) ? [] : [{plan, intent}];
    });
    try {
      createFromPlans(ports, jobs, {
        client: createStripeClient(ports, parseStripeKey(worldKey)),
        deadlineUnixMs: clock.nowUnixMs() + 300_000,
        record(changed) {
          const chance = random.nextFraction();
          if (chance < killedBeforeRecord) throw new Killed();
          intents.record(changed);
          if (chance > 1 - killedAfterRecord) throw new Killed();
        },
      });
    } catch (fault) {
      if (!(fault instanceof Killed)) throw fault;
      runsKilled += 1;
      if (random.nextFraction() >= nextDay) continue;
      daysLater += 1;
      clock.advance(30 * hourMs);
    }
    isDone = openRegister(register)
      .all()
      .every((intent) => isSettled(intent));
  }
  account.faults.clear();
  const judged = judge(plans, openRegister(register).all(), listInvoices(account, clock));
  const happened = {requests: network.requests(), answersLost: network.lost(), runs, runsKilled, daysLater};
  return {...judged, ...happened, intents: count};
}

const killedBeforeRecord = 0.02;
const killedAfterRecord = 0.02;
const nextDay = 0.2;

/** What the end of a run by Google is to the run: nothing after it happens. */
class Killed extends Error {}

// No helper of the tests' own: this also runs outside Jest.
interface MovedClock extends Clock {
  advance(durationMs: number): void;
}

function clockAt(startUnixMs: number): MovedClock {
  let nowUnixMs = startUnixMs;
  const advance = (durationMs: number): void => {
    nowUnixMs += durationMs;
  };
  return {nowUnixMs: () => nowUnixMs, sleep: advance, advance};
}

const digest: Digest = {sha256Hex: (text) => createHash('sha256').update(text).digest('hex')};

function openAccount(seed: number): StripeSandbox {
  const objects = Array.from({length: customersCount}, (_, index) => ({
    id: `cus_${index}`,
    object: 'customer',
    name: `Customer ${index}`,
    email: `ap${index}@customer.example`,
    currency: 'eur',
  }));
  const world = parseWorld(JSON.stringify({now: start, timeZone: 'UTC', objects}));
  const account = createStripeSandbox({objects: world.objects, keys: [worldKey], timeZone: 'UTC'});
  account.faults.set([{fault: {kind: 'dropped_after_commit'}, method: 'POST', probability: 0.1, seed}]);
  return account;
}

function lossyNetwork(account: StripeSandbox, clock: MovedClock) {
  let requests = 0;
  let lost = 0;
  const http: Http = {
    sendAll(wave) {
      clock.advance(350);
      return wave.map((request) => {
        requests += 1;
        const {isLost, ...response} = account.handle(request, clock.nowUnixMs());
        if (!isLost) return {kind: 'response', response};
        lost += 1;
        return {kind: 'unreachable', reason: 'Address unavailable'};
      });
    },
  };
  return {http, requests: () => requests, lost: () => lost};
}

function memoryRecords(): Pick<Tables, 'readRecords' | 'writeRecords'> {
  const stored: (readonly string[])[] = [];
  return {
    readRecords: () => [...stored],
    writeRecords(_store, firstRow, rows) {
      rows.forEach((row, index) => {
        stored[firstRow - 1 + index] = row;
      });
    },
  };
}

function planOf(index: number): InvoicePlan {
  const lines = Array.from({length: 1 + (index % 3)}, (_, line) => ({
    description: `Line ${line + 1}`,
    priceId: null,
    unitAmountDecimal: String(1_000 + index + line),
    quantity: String(1 + (index % 4)),
    taxRateIds: [],
    period: null,
  }));
  return {
    key: `intent-${index}`,
    group: null,
    customerId: `cus_${index % customersCount}`,
    currency: 'eur',
    collection: 'send_invoice',
    dueAtUnixS: null,
    daysUntilDue: 30,
    effectiveAtUnixS: null,
    automaticTax: false,
    discounts: [],
    customFields: [],
    memo: null,
    footer: null,
    includesPending: false,
    deliver: index % 5 === 0 ? 'Stripe e-mail' : 'Hold',
    metadata: {},
    lines,
  };
}

/** A third stay drafts, the others are finalized, and what Stripe e-mails is sent. */
function intentOf(plan: InvoicePlan, nowUnixS: number): InvoiceIntent {
  const finalize = Number(plan.key.slice('intent-'.length)) % 3 !== 0;
  const total = plan.lines.reduce(
    (sum, {unitAmountDecimal, quantity}) => sum + Number(unitAmountDecimal) * Number(quantity),
    0,
  );
  return {
    key: plan.key,
    batchId: 'simulation',
    accountId: null,
    mode: 'test',
    state: 'intended',
    contentDigest: plan.key,
    customerId: plan.customerId,
    currency: plan.currency,
    totals: {subtotal: total, discount: 0, tax: 0, total, amountDue: total},
    finalize,
    deliver: finalize && plan.deliver === 'Stripe e-mail',
    intendedAtUnixS: nowUnixS,
    invoiceId: null,
    number: null,
    preparedBy: null,
    approvedBy: null,
    problem: null,
  };
}

interface HeldInvoice {
  readonly id: string;
  readonly status: string;
  readonly total: number;
  readonly metadata: Readonly<Record<string, string>>;
}

function listInvoices(account: StripeSandbox, clock: MovedClock): readonly HeldInvoice[] {
  const all: HeldInvoice[] = [];
  for (;;) {
    const last = all[all.length - 1];
    const url = `https://api.stripe.com/v1/invoices?limit=100${last === undefined ? '' : `&starting_after=${last.id}`}`;
    const headers = {Authorization: `Bearer ${worldKey}`};
    const {body} = account.handle({method: 'GET', url, headers, body: null}, clock.nowUnixMs());
    const page: {readonly data: readonly HeldInvoice[]; readonly has_more: boolean} = JSON.parse(body);
    all.push(...page.data);
    if (!page.has_more) return all;
  }
}

function judge(
  plans: readonly InvoicePlan[],
  intents: readonly InvoiceIntent[],
  held: readonly HeldInvoice[],
): Pick<SimulationReport, 'invoices' | 'duplicates' | 'missing' | 'wrong' | 'unexplained'> {
  const byKey = new Map<string, HeldInvoice[]>();
  for (const invoice of held) {
    const key = invoice.metadata['billing_ops_intent'] ?? '';
    byKey.set(key, [...(byKey.get(key) ?? []), invoice]);
  }
  const countPlans = (is: (made: readonly HeldInvoice[]) => boolean) =>
    plans.filter(({key}) => is(byKey.get(key) ?? [])).length;
  const known = new Set(intents.map(({key}) => key));
  const isWrong = ({key, totals, finalize}: InvoiceIntent): boolean => {
    const [invoice] = byKey.get(key) ?? [];
    return (
      invoice !== undefined &&
      (invoice.total !== totals.total || invoice.status !== (finalize ? 'open' : 'draft'))
    );
  };
  const foreign = held.filter(({metadata}) => !known.has(metadata['billing_ops_intent'] ?? '')).length;
  const misnamed = intents.filter(({key, invoiceId}) => byKey.get(key)?.[0]?.id !== invoiceId).length;
  return {
    invoices: held.length,
    duplicates: countPlans((made) => made.length > 1),
    missing: countPlans((made) => made.length === 0),
    wrong: intents.filter(isWrong).length,
    unexplained: foreign + misnamed,
  };
}
