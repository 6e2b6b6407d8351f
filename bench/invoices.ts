import {createHash} from 'node:crypto';
import Stripe from 'stripe';
import {createFromPlans} from '../src/core/invoicing/create/create-from-plans.ts';
import type {InvoiceIntent} from '../src/core/invoicing/invoice-intent.ts';
import type {InvoicePlan} from '../src/core/invoicing/invoice-plan.ts';
import type {HttpRequest} from '../src/core/ports.ts';
import {createStripeClient} from '../src/core/stripe/client.ts';
import {parseStripeKey} from '../src/core/stripe/credentials.ts';
import {createStripeSandbox} from '../workbench/stripe/sandbox.ts';
import {parseWorld} from '../workbench/worlds/parse-world.ts';
import {worldKey} from '../workbench/worlds/world.ts';

/**
 * 1,000 invoices of one line, drafted, given their line and finalized, on a simulated clock under Stripe's limits for
 * live accounts: in waves by the add-on, and one after another by the official SDK. Planning and previewing come before.
 */

const invoices = 1_000;
const timesFasterMin = 8;
const latencyMs = 350;
const rateLimits = {globalPerSecond: 100, endpointPerSecond: 25};
const start = '2026-11-20T15:00:00Z';
const amount = 120_000;
const customerOf = (index: number) => `cus_${index}`;

const startUnixMs = Date.parse(start);

function openAccount() {
  const objects = Array.from({length: invoices}, (_, index) => ({
    id: customerOf(index),
    object: 'customer',
    name: `Customer ${index}`,
    email: `ap${index}@customer.example`,
    currency: 'eur',
  }));
  const world = parseWorld(JSON.stringify({now: start, timeZone: 'UTC', objects}));
  return createStripeSandbox({objects: world.objects, keys: [worldKey], timeZone: 'UTC', rateLimits});
}

function jobOf(index: number): {readonly plan: InvoicePlan; readonly intent: InvoiceIntent} {
  const totals = {subtotal: amount, discount: 0, tax: 0, total: amount, amountDue: amount};
  const both = {key: `intent-${index}`, customerId: customerOf(index), currency: 'eur'};
  const line = {
    description: 'Platform',
    priceId: null,
    unitAmountDecimal: String(amount),
    quantity: '1',
    taxRateIds: [],
    period: null,
  };
  return {
    plan: {
      ...both,
      group: null,
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
      deliver: 'Hold',
      metadata: {},
      lines: [line],
    },
    intent: {
      ...both,
      batchId: 'bench',
      accountId: null,
      mode: 'test',
      state: 'intended',
      contentDigest: both.key,
      totals,
      finalize: true,
      deliver: false,
      intendedAtUnixS: startUnixMs / 1000,
      invoiceId: null,
      number: null,
      preparedBy: null,
      approvedBy: null,
      problem: null,
    },
  };
}

/** Simulated seconds. */
function inWaves(): number {
  const account = openAccount();
  let nowUnixMs = startUnixMs;
  const ports = {
    clock: {
      nowUnixMs: () => nowUnixMs,
      sleep(durationMs: number) {
        nowUnixMs += durationMs;
      },
    },
    http: {
      sendAll(wave: readonly HttpRequest[]) {
        const answers = wave.map((request) => ({
          kind: 'response' as const,
          response: account.handle(request, nowUnixMs),
        }));
        nowUnixMs += latencyMs;
        return answers;
      },
    },
    random: {nextFraction: () => 0.5},
    log: {record: () => undefined},
    digest: {sha256Hex: (text: string) => createHash('sha256').update(text).digest('hex')},
  };
  // The pace of a live key, which the account's limits are those of.
  const client = {...createStripeClient(ports, parseStripeKey(worldKey)), mode: 'live' as const};
  let finalized = 0;
  createFromPlans(
    ports,
    Array.from({length: invoices}, (_, index) => jobOf(index)),
    {
      client,
      deadlineUnixMs: Number.MAX_SAFE_INTEGER,
      record: (changed) => {
        finalized += changed.filter(({state}) => state === 'finalized').length;
      },
    },
  );
  if (finalized !== invoices) throw new Error(`Cannot measure: ${finalized} of ${invoices} were finalized.`);
  return (nowUnixMs - startUnixMs) / 1000;
}

/** Simulated seconds. */
async function oneAfterAnother(): Promise<number> {
  const account = openAccount();
  let nowUnixMs = startUnixMs;
  const send: typeof fetch = async (input, init) => {
    const {status, headers, body} = account.handle(
      {
        method: init?.method ?? 'GET',
        url: String(input),
        headers: Object.fromEntries(new Headers(init?.headers)),
        body: typeof init?.body === 'string' ? init.body : null,
      },
      nowUnixMs,
    );
    nowUnixMs += latencyMs;
    return new Response(body, {status, headers: {...headers}});
  };
  const stripe = new Stripe(worldKey, {httpClient: Stripe.createFetchHttpClient(send), telemetry: false});
  for (let index = 0; index < invoices; index += 1) {
    const {id} = await stripe.invoices.create({
      customer: customerOf(index),
      currency: 'eur',
      collection_method: 'send_invoice',
      days_until_due: 30,
      auto_advance: false,
    });
    const product = {currency: 'eur', unit_amount: amount, product_data: {name: 'Platform'}};
    await stripe.invoices.addLines(id, {lines: [{description: 'Platform', price_data: product}]});
    const {status} = await stripe.invoices.finalizeInvoice(id, {auto_advance: false});
    if (status !== 'open') throw new Error(`Cannot measure: ${id} is ${status}.`);
  }
  return (nowUnixMs - startUnixMs) / 1000;
}

oneAfterAnother().then((sdkS) => {
  const wavesS = inWaves();
  const timesFaster = Number((sdkS / wavesS).toFixed(1));
  console.log(`${invoices} invoices of one line, drafted, filled and finalized, on Stripe's clock:`);
  console.log(`in waves ${wavesS.toFixed(1)} s, by the SDK one after another ${sdkS.toFixed(1)} s.`);
  console.log(`${timesFaster} times faster; it is to be at least ${timesFasterMin} times.`);
  console.log(JSON.stringify({benchmark: 'invoices', invoices, wavesS, sdkS, timesFaster, timesFasterMin}));
  if (timesFaster < timesFasterMin) process.exitCode = 1;
});
