import type {ActionContext} from '../../invoice-actions/action-context.ts';
import type {ActionInvoice} from '../../invoice-actions/action-invoice.ts';
import {paymentsUnderWay, paymentsUnderWayReads} from '../../invoice-actions/payments-under-way.ts';
import {type FactsReading, readFacts} from '../../invoice-actions/read-facts.ts';
import {intentMetadataKey} from '../../stripe/intent-metadata.ts';
import {decodePage} from '../../stripe/list-page.ts';
import {pageObjectsMax} from '../../stripe/listing.ts';
import {readInWaves} from '../../stripe/paced-waves.ts';
import type {StripeRead} from '../../stripe/request.ts';
import type {WaveAnswer} from '../../stripe/wave.ts';
import {civilDateAt} from '../../time/zone.ts';
import type {InvoiceIntent} from '../invoice-intent.ts';
import type {Delivery, Reversible} from './reversal-way.ts';
import {readSent, type SentRecord} from './sent-record.ts';

/** What Stripe holds of one intent at this moment. */
export interface ReadIntent {
  readonly intent: InvoiceIntent;
  /** `in_…`; the key of an intent that made none. */
  readonly invoiceId: string;
  /** Null where there is nothing to read. */
  readonly reading: FactsReading | null;
  /** Null where `problem` says why nothing can be decided. */
  readonly reversible: Reversible | null;
  readonly problem: string | null;
}

/**
 * Reads the invoices of a batch with what the way back depends on: payments under way, e-mails, countries.
 *
 * @throws AddonError where the same fault keeps all of them from being read
 */
export function readBatch(context: ActionContext, intents: readonly InvoiceIntent[]): readonly ReadIntent[] {
  const found = findLost(context, intents);
  const made = intents
    .filter(({state}) => state !== 'reversed')
    .flatMap((intent) => found.get(intent.key)?.id ?? []);
  const readings = readFacts(context, made, {withLines: true});
  const invoices = [...readings.values()].flatMap((reading) =>
    reading.kind === 'read' ? [reading.facts.invoice] : [],
  );
  const inFlight = findInFlight(context, invoices);
  const sent = readSent(context, invoices);
  return intents.map((intent): ReadIntent => {
    const {id, problem} = found.get(intent.key) ?? {id: null, problem: null};
    const reading = id === null ? null : (readings.get(id) ?? null);
    const invoiceId = id ?? intent.key;
    if (reading === null || reading.kind === 'failed') {
      const why = reading?.sentence ?? reversedWords(intent) ?? problem;
      return {intent, invoiceId, reading, reversible: null, problem: why};
    }
    const {invoice} = reading.facts;
    const isPaymentInFlight = inFlight.has(invoice.id) ? (inFlight.get(invoice.id) ?? null) : false;
    const delivery = deliveryOf(intent, invoice.id, {sent, timeZone: context.timeZone});
    return {
      intent,
      invoiceId,
      reading,
      reversible: reversibleOf(invoice, {isPaymentInFlight, delivery, timeZone: context.timeZone}),
      problem: null,
    };
  });
}

function reversedWords({state, problem}: InvoiceIntent): string | null {
  return state === 'reversed' ? (problem ?? 'It was reversed before.') : null;
}

interface FoundInvoice {
  readonly id: string | null;
  /** Why there is none, as a sentence. */
  readonly problem: string | null;
}

/** The invoice of each intent; one whose creation had no answer is looked for by its metadata, in a list that is true at once. */
function findLost(
  {client, clock, deadlineUnixMs}: ActionContext,
  intents: readonly InvoiceIntent[],
): ReadonlyMap<string, FoundInvoice> {
  const lost = intents.filter(({invoiceId, state}) => invoiceId === null && state !== 'reversed');
  const requests = lost.map(
    ({customerId, intendedAtUnixS}): StripeRead => ({
      method: 'GET',
      path: '/v1/invoices',
      params: {customer: customerId, created: {gte: intendedAtUnixS - clockSkewS}, limit: pageObjectsMax},
    }),
  );
  const answers = readInWaves(clock, client, {requests, deadlineUnixMs});
  const found = new Map(lost.map(({key}, index) => [key, foundIn(answers[index], key)]));
  return new Map(intents.map(({key, invoiceId}) => [key, found.get(key) ?? {id: invoiceId, problem: null}]));
}

/** A draft may be a little older than its intent, by Stripe's clock. */
const clockSkewS = 300;

function foundIn(answer: WaveAnswer | undefined, key: string): FoundInvoice {
  if (answer?.kind !== 'answered') {
    return {id: null, problem: answer?.error.message ?? 'Stripe was not asked for it.'};
  }
  const {data, hasMore} = decodePage(answer.body, '/v1/invoices');
  const invoice = data.find((wire) => intentOf(wire) === key);
  if (invoice !== undefined) return {id: invoice.id, problem: null};
  return {
    id: null,
    problem: hasMore
      ? `Whether it was made cannot be told: its customer has more than ${pageObjectsMax} newer invoices. Look in Stripe.`
      : 'It was never made. Clear its row if it should not be made any more.',
  };
}

function intentOf(wire: object): unknown {
  const metadata: unknown = Reflect.get(wire, 'metadata');
  return typeof metadata === 'object' && metadata !== null ? Reflect.get(metadata, intentMetadataKey) : null;
}

/** Invoices of which a payment is on its way, by id; null where that could not be read. */
function findInFlight(
  {client, clock, deadlineUnixMs}: ActionContext,
  invoices: readonly ActionInvoice[],
): ReadonlyMap<string, true | null> {
  const asked = invoices.flatMap((invoice) =>
    paymentsUnderWayReads(invoice).map((request) => ({id: invoice.id, request})),
  );
  const requests = asked.map(({request}) => request);
  const answers = readInWaves(clock, client, {requests, deadlineUnixMs});
  const inFlight = new Map<string, true | null>();
  asked.forEach(({id}, index) => {
    const answer = answers[index];
    if (answer?.kind !== 'answered') inFlight.set(id, inFlight.get(id) ?? null);
    else if (paymentsUnderWay([answer]).length > 0) inFlight.set(id, true);
  });
  for (const {id, payments} of invoices) if (payments === null) inFlight.set(id, null);
  return inFlight;
}

function deliveryOf(
  {state, deliverAs}: InvoiceIntent,
  invoiceId: string,
  {sent, timeZone}: {readonly sent: SentRecord; readonly timeZone: string},
): Delivery {
  const atUnixS = sent.sentAtUnixS.get(invoiceId);
  if (atUnixS !== undefined) return {kind: 'sent', on: civilDateAt(atUnixS, timeZone)};
  if (state === 'sent') return {kind: 'sent', on: null};
  if (sent.gap !== null) return {kind: 'unclear', because: sent.gap};
  switch (deliverAs ?? null) {
    case 'We send':
    case 'Customer portal':
      return {
        kind: 'unclear',
        because: `Its row says to deliver it by “${deliverAs}”: only you know whether the customer has it.`,
      };
    case 'Stripe e-mail':
    case 'Hold':
      return {kind: 'never'};
    case null:
      return {kind: 'unclear', because: 'The batch does not say how it was to be delivered.'};
  }
}

function reversibleOf(
  invoice: ActionInvoice,
  {
    isPaymentInFlight,
    delivery,
    timeZone,
  }: {readonly isPaymentInFlight: boolean | null; readonly delivery: Delivery; readonly timeZone: string},
): Reversible {
  const {status, total, amountPaid, amountRemaining, credited, customerCountry, accountCountry} = invoice;
  const issuedAtUnixS = invoice.effectiveAtUnixS ?? invoice.finalizedAtUnixS;
  return {
    status,
    total,
    amountPaid,
    amountRemaining,
    credited,
    isPaymentInFlight,
    issuedOn: status === 'draft' || issuedAtUnixS === null ? null : civilDateAt(issuedAtUnixS, timeZone),
    delivery,
    customerCountry,
    accountCountry,
  };
}
