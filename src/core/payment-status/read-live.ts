import {assertInvariant} from '../errors/assert-invariant.ts';
import {type Failure, failureOf} from '../failure.ts';
import {isZero, type Money} from '../money/money.ts';
import type {StripeClient} from '../stripe/client.ts';
import {stripePath} from '../stripe/encoding.ts';
import {isNoSuchObject} from '../stripe/errors.ts';
import {decodeInvoiceDetails, type InvoiceDetails} from '../stripe/invoice-details.ts';
import {decodePage} from '../stripe/list-page.ts';
import type {StripeRead} from '../stripe/request.ts';
import type {WaveAnswer} from '../stripe/wave.ts';
import {
  type CashArrival,
  type CreditNote,
  type Dispute,
  decodeArrival,
  decodeCashHeld,
  decodeCharge,
  decodeCreditNote,
  decodeDispute,
  decodePaymentIntent,
  decodeSent,
  type PaymentAttempt,
} from './payment-parts.ts';

/** Everything that Stripe tells of one invoice at this moment. Null is a part that could not be read, named in `missing`. */
export interface LiveInvoice {
  readonly invoice: InvoiceDetails;
  /** By the id of the payment intent or charge; one that could not be read is not there. */
  readonly attempts: ReadonlyMap<string, PaymentAttempt>;
  readonly creditNotes: readonly CreditNote[] | null;
  readonly disputes: readonly Dispute[] | null;
  /** What the customer has sent by bank transfer and no invoice has taken, in the invoice's currency. */
  readonly cash: {readonly amount: Money; readonly lastArrival: CashArrival | null} | null;
  /** E-mails, newest first; those before `sinceUnixS` are not known, and null is the 30 days that Stripe keeps. */
  readonly sent: {
    readonly emails: readonly {readonly to: string | null; readonly atUnixS: number}[];
    readonly sinceUnixS: number | null;
  } | null;
  readonly missing: readonly Failure[];
}

export type LiveReading =
  | {readonly kind: 'read'; readonly live: LiveInvoice}
  | {readonly kind: 'not-found'}
  | {readonly kind: 'failed'; readonly failure: Failure};

type Answers = ReadonlyMap<string, WaveAnswer>;

/** Newest ones; an invoice with more is rare, and each costs two requests. */
const paymentsMax = 10;

/**
 * Reads several invoices side by side: one round for the invoices, one for what they name, and a third only where a
 * bank transfer waits. One that fails never hides the others, and neither does a part.
 */
export function readLiveInvoices(
  client: StripeClient,
  ids: readonly string[],
  {deadlineUnixMs}: {readonly deadlineUnixMs: number},
): ReadonlyMap<string, LiveReading> {
  const ask = (requests: ReadonlyMap<string, StripeRead>): Answers => {
    const answers = client.sendWave([...requests.values()], {deadlineUnixMs});
    return new Map([...requests.keys()].map((key, index) => [key, answerAt(answers, index)]));
  };
  const first = ask(firstRound(ids));
  const plain = ask(
    requestsOf(ids.filter((id) => lacksPermission(first.get(invoiceKey(id)))).map(plainInvoice)),
  );
  const invoices = new Map(ids.map((id) => [id, readInvoice(id, plain, first)]));
  const found = [...invoices.values()].flatMap((reading) =>
    reading.kind === 'read' ? [reading.invoice] : [],
  );
  const second = ask(requestsOf(found.flatMap(secondRound)));
  const third = ask(requestsOf(found.flatMap((invoice) => thirdRound(invoice, second))));

  return new Map(
    [...invoices].map(([id, reading]) => [
      id,
      reading.kind === 'read'
        ? {
            kind: 'read',
            live: liveInvoice(reading.invoice, new Map([...first, ...plain, ...second, ...third])),
          }
        : reading,
    ]),
  );
}

function answerAt(answers: readonly WaveAnswer[], index: number): WaveAnswer {
  const answer = answers[index];
  assertInvariant(answer !== undefined, 'every request of a wave has an answer');
  return answer;
}

type Request = readonly [key: string, request: StripeRead];

/** One request for each key: customers and payments that several invoices share are asked for once. */
function requestsOf(requests: readonly Request[]): ReadonlyMap<string, StripeRead> {
  return new Map(requests);
}

function get(path: string, params: StripeRead['params'] = {}): StripeRead {
  return {method: 'GET', path, params};
}

const invoiceKey = (id: string) => `invoice ${id}`;
const plainKey = (id: string) => `plain invoice ${id}`;
const creditNotesKey = (id: string) => `credit notes ${id}`;
const sentKey = 'e-mails';
const sourceKey = (id: string) => `payment ${id}`;
const disputesKey = (id: string) => `disputes ${id}`;
const cashKey = (customerId: string) => `cash ${customerId}`;
const arrivalsKey = (customerId: string) => `arrivals ${customerId}`;

function firstRound(ids: readonly string[]): ReadonlyMap<string, StripeRead> {
  return requestsOf([
    ...ids.flatMap((id): readonly Request[] => [
      [invoiceKey(id), get(stripePath`/v1/invoices/${id}`, {expand: ['customer', 'payments']})],
      [creditNotesKey(id), get('/v1/credit_notes', {invoice: id, limit: 20})],
    ]),
    // Events cannot be asked for by invoice; Stripe keeps them for 30 days.
    [sentKey, get('/v1/events', {type: 'invoice.sent', limit: 100})],
  ]);
}

/** A key that may read invoices, but not the payments of one. */
function plainInvoice(id: string): Request {
  return [plainKey(id), get(stripePath`/v1/invoices/${id}`, {expand: ['customer']})];
}

function lacksPermission(answer: WaveAnswer | undefined): boolean {
  return answer?.kind === 'failed' && answer.error.code === 'PERMISSION_MISSING';
}

type InvoiceReading =
  | {readonly kind: 'read'; readonly invoice: InvoiceDetails}
  | Extract<LiveReading, {kind: 'not-found' | 'failed'}>;

function readInvoice(id: string, plain: Answers, first: Answers): InvoiceReading {
  const answer = plain.get(plainKey(id)) ?? first.get(invoiceKey(id));
  assertInvariant(answer !== undefined, 'every invoice was asked for');
  if (answer.kind === 'failed') {
    return isNoSuchObject(answer.error)
      ? {kind: 'not-found'}
      : {kind: 'failed', failure: failureOf(answer.error)};
  }
  try {
    return {kind: 'read', invoice: decodeInvoiceDetails(answer.body)};
  } catch (fault) {
    // One that cannot be decoded must not hide the others.
    return {kind: 'failed', failure: failureOf(fault)};
  }
}

function paymentsOf({payments}: InvoiceDetails): NonNullable<InvoiceDetails['payments']> {
  return [...(payments ?? [])].sort((a, b) => b.createdUnixS - a.createdUnixS).slice(0, paymentsMax);
}

function secondRound(invoice: InvoiceDetails): readonly Request[] {
  const {status, customerId, customerDeleted} = invoice;
  const ofPayments = paymentsOf(invoice).flatMap(({source: {type, id}}): readonly Request[] => {
    if (id === null) return [];
    if (type === 'charge') {
      return [
        [sourceKey(id), get(stripePath`/v1/charges/${id}`)],
        [disputesKey(id), get('/v1/disputes', {charge: id, limit: 10})],
      ];
    }
    if (type !== 'payment_intent') return [];
    return [
      [sourceKey(id), get(stripePath`/v1/payment_intents/${id}`, {expand: ['latest_charge']})],
      [disputesKey(id), get('/v1/disputes', {payment_intent: id, limit: 10})],
    ];
  });
  const mayHoldCash = status === 'open' && customerId?.startsWith('cus_') && !customerDeleted;
  if (!mayHoldCash || customerId === null) return ofPayments;
  return [...ofPayments, [cashKey(customerId), get(stripePath`/v1/customers/${customerId}/cash_balance`)]];
}

function thirdRound(invoice: InvoiceDetails, second: Answers): readonly Request[] {
  const {customerId} = invoice;
  const answer = customerId === null ? undefined : second.get(cashKey(customerId));
  if (customerId === null || answer?.kind !== 'answered') return [];
  const reading = parted(() => heldIn(invoice, answer.body));
  if (reading.value === null || isZero(reading.value)) return [];
  const path = stripePath`/v1/customers/${customerId}/cash_balance_transactions`;
  return [[arrivalsKey(customerId), get(path, {limit: 20})]];
}

function heldIn({currency}: InvoiceDetails, body: object): Money | null {
  return decodeCashHeld(body).available.find((amount) => amount.currency === currency) ?? null;
}

/** A part, or why it is missing. */
interface Parted<T> {
  readonly value: T | null;
  readonly failure: Failure | null;
}

function parted<T>(read: () => T): Parted<T> {
  try {
    return {value: read(), failure: null};
  } catch (fault) {
    // A part that cannot be read is named beside the others, which are shown.
    return {value: null, failure: failureOf(fault)};
  }
}

/** What was not asked for is missing without a failure. */
function part<T>(answers: Answers, key: string, decode: (body: object) => T): Parted<T> {
  const answer = answers.get(key);
  if (answer === undefined) return {value: null, failure: null};
  if (answer.kind === 'failed') return {value: null, failure: failureOf(answer.error)};
  return parted(() => decode(answer.body));
}

function listed<T>(path: string, decode: (wire: unknown) => T): (body: object) => readonly T[] {
  return (body) => decodePage(body, path).data.map(decode);
}

function liveInvoice(invoice: InvoiceDetails, answers: Answers): LiveInvoice {
  const creditNotes = part(answers, creditNotesKey(invoice.id), listed('/v1/credit_notes', decodeCreditNote));
  const sent = part(answers, sentKey, (body) => sentFrom(body, invoice.id));
  const sources = paymentsOf(invoice).flatMap(({source: {type, id}}) =>
    id === null || (type !== 'charge' && type !== 'payment_intent')
      ? []
      : [
          {
            id,
            attempt: part(answers, sourceKey(id), type === 'charge' ? decodeCharge : decodePaymentIntent),
            disputes: part(answers, disputesKey(id), listed('/v1/disputes', decodeDispute)),
          },
        ],
  );
  const {customerId} = invoice;
  const cash = part(answers, cashKey(customerId ?? ''), (body) => heldIn(invoice, body));
  const arrivals = part(
    answers,
    arrivalsKey(customerId ?? ''),
    listed('/v1/customers/…/cash_balance_transactions', decodeArrival),
  );
  const arrived = arrivals.value?.find((arrival) => arrival?.amount.currency === invoice.currency);
  const refusedPayments = part(answers, invoiceKey(invoice.id), () => null);
  const disputesRead = sources.every(({disputes}) => disputes.failure === null);
  return {
    invoice,
    attempts: new Map(
      sources.flatMap(({id, attempt}) => (attempt.value === null ? [] : [[id, attempt.value]])),
    ),
    creditNotes: creditNotes.value,
    disputes: disputesRead ? sources.flatMap(({disputes}) => disputes.value ?? []) : null,
    cash: cash.value === null ? null : {amount: cash.value, lastArrival: arrived ?? null},
    sent: sent.value,
    missing: withoutRepetition([
      refusedPayments.failure,
      creditNotes.failure,
      sent.failure,
      ...sources.flatMap(({attempt, disputes}) => [attempt.failure, disputes.failure]),
      cash.failure,
      arrivals.failure,
    ]),
  };
}

/** Stripe lists the newest e-mails of all invoices, so of a busy account they do not reach back 30 days. */
function sentFrom(body: object, invoiceId: string): NonNullable<LiveInvoice['sent']> {
  const {data, hasMore} = decodePage(body, '/v1/events');
  const events = data.map(decodeSent);
  return {
    emails: events.filter((event) => event.invoiceId === invoiceId).map(({to, atUnixS}) => ({to, atUnixS})),
    sinceUnixS: hasMore ? (events[events.length - 1]?.atUnixS ?? null) : null,
  };
}

function withoutRepetition(failures: readonly (Failure | null)[]): readonly Failure[] {
  const byFact = new Map<string, Failure>();
  for (const failure of failures) if (failure !== null) byFact.set(failure.fact, failure);
  return [...byFact.values()];
}
