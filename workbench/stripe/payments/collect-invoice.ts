/**
 * Asking for what an invoice still needs: once when somebody says so, and again and again where it is charged
 * automatically. https://docs.stripe.com/billing/revenue-recovery/smart-retries
 */
import {nowOf} from '../engine/clock.ts';
import type {Call} from '../engine/endpoint.ts';
import {markUncollectible} from '../invoices/mark-uncollectible.ts';
import type {StoredInvoice} from '../invoices/objects.ts';
import {openDefaultPayment, openPayments} from '../invoices/open-payments.ts';
import {confirmIntent, type PaymentOutcome} from './confirm-intent.ts';
import {orderReference} from './derived-payments.ts';
import {intentOf} from './invoice-payments.ts';
import type {StoredPaymentIntent, StoredPaymentMethod} from './objects.ts';
import {requireIntent} from './payment-intents.ts';
import {defaultPaymentMethodOf} from './payment-methods.ts';
import {openPaymentsOf, settleInvoicesOf} from './settle-invoices.ts';
import {cardBehaviour} from './test-cards.ts';

const secondsPerDay = 86_400;
/** How long after each failed attempt the next one is made; after the last there is none. */
const retryAfterDays: readonly number[] = [3, 5, 7];

/** The payment method that the invoice, or else its customer, has set for it; null for none. */
export function methodToCollect(call: Call, invoice: StoredInvoice): StoredPaymentMethod | null {
  const given = invoice.default_payment_method ?? null;
  const first = given === null || typeof given === 'string' ? given : given.id;
  return defaultPaymentMethodOf(call, {customer: invoice.customer, first});
}

/** How an attempt went, with the payment intent as it is afterwards. */
export interface Collected {
  readonly intent: StoredPaymentIntent;
  readonly outcome: PaymentOutcome;
}

/**
 * Who attempts: Stripe by its schedule (`automatic`), or somebody who says so (`manual`). The first attempt always
 * counts, later ones only by schedule. A transfer that comes in by itself (`none`) is no attempt.
 */
type Attempt = 'automatic' | 'manual' | 'none';

/** One attempt to collect what remains, with its events; a decline is an outcome, not a refusal. */
export function collectWith(
  call: Call,
  invoiceId: string,
  given: {
    readonly method: StoredPaymentMethod;
    readonly offSession: boolean;
    /** Manual where absent. */
    readonly attempt?: Attempt;
  },
): Collected {
  const {attempt = 'manual', method} = given;
  const invoice = requireInvoice(call, invoiceId);
  const counts = doesCount(invoice, attempt);
  const intent = intentToCollect(call, invoice, method.type);
  const offSession = given.offSession && !asksItsPayer(call, method);
  const outcome = confirmIntent(call, {intent, method, offSession});
  switch (outcome.kind) {
    case 'succeeded':
      settleInvoicesOf(call, intent.id, {attempt: counts});
      break;
    case 'processing':
    case 'requires_capture':
      noteAttempt(call, invoiceId, {counts, failed: false});
      break;
    case 'requires_action':
      noteAttempt(call, invoiceId, {counts, failed: true});
      call.change.event('invoice.payment_action_required', 'invoice', invoiceId);
      break;
    case 'declined':
      noteAttempt(call, invoiceId, {counts, failed: true});
      break;
  }
  return {intent: requireIntent(call, intent.id), outcome};
}

function doesCount({attempt_count}: StoredInvoice, attempt: Attempt): boolean {
  return attempt === 'automatic' || (attempt === 'manual' && (attempt_count ?? 0) === 0);
}

/** For an invoice the payer can be asked to authenticate later, so that an absent one is no reason to decline. */
function asksItsPayer({store}: Call, {card}: StoredPaymentMethod): boolean {
  if (card === undefined) return false;
  const behaviour = cardBehaviour(card, store.livemode);
  return behaviour.kind === 'authenticates' && behaviour.offSession === 'declines';
}

/** Collects less than what remains: what a customer's cash can give. */
export function collectPart(
  call: Call,
  invoiceId: string,
  part: {readonly method: StoredPaymentMethod; readonly amount: number},
): void {
  const invoice = requireInvoice(call, invoiceId);
  const intent = intentToCollect(call, invoice, part.method.type);
  for (const payment of openPaymentsOf(call, intent.id)) {
    call.change.update('invoice_payment', payment.id, {amount_requested: part.amount});
  }
  const smaller = call.change.update('payment_intent', intent.id, {amount: part.amount});
  confirmIntent(call, {intent: smaller, method: part.method, offSession: true});
  settleInvoicesOf(call, intent.id, {attempt: doesCount(invoice, 'manual')});
}

/** The default payment's intent, for exactly what remains. */
function intentToCollect(call: Call, invoice: StoredInvoice, methodType: string): StoredPaymentIntent {
  const open = () => openPayments(call, invoice).find((payment) => payment.is_default !== false);
  if (open() === undefined) openDefaultPayment(call, invoice);
  const id = intentOf(open() ?? missingPayment(invoice)) ?? '';
  const intent = requireIntent(call, id);
  const types = intent.payment_method_types ?? ['card', 'link'];
  return call.change.update('payment_intent', id, {
    payment_details: {customer_reference: null, order_reference: orderReference(invoice.id)},
    payment_method_types: types.includes(methodType) ? types : [...types, methodType],
  });
}

function missingPayment(invoice: StoredInvoice): never {
  throw new Error(`The open invoice '${invoice.id}' has no payment to collect with.`);
}

function requireInvoice({store}: Call, id: string): StoredInvoice {
  const invoice = store.invoices.get(id);
  if (invoice === undefined) throw new Error(`The sandbox does not hold the invoice '${id}'.`);
  return invoice;
}

/** Whether confirming the intent is the first attempt to pay one of its invoices; false where it has none. */
export function isFirstAttempt(call: Call, intentId: string): boolean {
  return openPaymentsOf(call, intentId).some(({invoice}) =>
    doesCount(requireInvoice(call, invoice), 'manual'),
  );
}

/** The payer tried by themselves, and their payment method was declined. */
export function noteDeclined(call: Call, intentId: string): void {
  for (const {invoice} of openPaymentsOf(call, intentId)) {
    noteAttempt(call, invoice, {counts: doesCount(requireInvoice(call, invoice), 'manual'), failed: true});
  }
}

/** An attempt that did not pay at once. One that does not count leaves the schedule as it is. */
function noteAttempt(
  call: Call,
  invoiceId: string,
  {counts, failed}: {readonly counts: boolean; readonly failed: boolean},
): void {
  if (counts) {
    const before = call.render('invoice', invoiceId);
    const {attempt_count} = requireInvoice(call, invoiceId);
    call.change.update('invoice', invoiceId, {attempt_count: (attempt_count ?? 0) + 1, attempted: true});
    if (failed) planRetry(call, invoiceId);
    else endRetries(call, invoiceId);
    call.change.event('invoice.updated', 'invoice', invoiceId, before);
  }
  if (failed) call.change.event('invoice.payment_failed', 'invoice', invoiceId);
}

/** Only what Stripe collects by itself is tried again by itself; after the last time it is left, or given up. */
function planRetry(call: Call, invoiceId: string): void {
  const invoice = requireInvoice(call, invoiceId);
  if (!isCollectedByItself(invoice)) return;
  const days = retryAfterDays[(invoice.attempt_count ?? 0) - 1];
  if (days === undefined) {
    endRetries(call, invoiceId);
    return;
  }
  const at = nowOf(call, invoice.customer) + days * secondsPerDay;
  call.change.update('invoice', invoiceId, {next_payment_attempt: at});
  call.change.later({
    key: `collect:${invoiceId}`,
    kind: 'collect_invoice',
    id: invoiceId,
    atUnixS: at,
    customer: invoice.customer,
  });
}

function endRetries(call: Call, invoiceId: string): void {
  call.change.cancelLater(`collect:${invoiceId}`);
  call.change.update('invoice', invoiceId, {next_payment_attempt: null});
}

function isCollectedByItself(invoice: StoredInvoice): boolean {
  return invoice.collection_method === 'charge_automatically' && invoice.auto_advance === true;
}

/** Due when the next attempt is: charges whatever the invoice or its customer has set for it by then. */
export function collectInvoice(call: Call, invoiceId: string): void {
  const invoice = call.store.invoices.get(invoiceId);
  if (invoice?.status !== 'open' || !isCollectedByItself(invoice) || isUnderWay(call, invoice)) return;
  const method = methodToCollect(call, invoice);
  if (method === null || isHopeless(call, invoice, method)) {
    noteAttempt(call, invoiceId, {counts: true, failed: true});
  } else {
    collectWith(call, invoiceId, {attempt: 'automatic', method, offSession: true});
  }
  giveUpAfterLast(call, invoiceId);
}

/**
 * Whether the issuer has said never to try this payment method again: then retries are counted, but only made with
 * another one.
 */
function isHopeless(call: Call, invoice: StoredInvoice, method: StoredPaymentMethod): boolean {
  return openPayments(call, invoice).some((payment) => {
    const error = call.store.paymentIntents.get(intentOf(payment) ?? '')?.last_payment_error ?? null;
    return error?.advice_code === 'do_not_try_again' && error.payment_method?.id === method.id;
  });
}

/** A debit that came back leaves its invoice owed, and it is asked for again. */
export function reportReturnedDebit(call: Call, intentId: string): void {
  for (const {invoice} of openPaymentsOf(call, intentId)) {
    const before = call.render('invoice', invoice);
    planRetry(call, invoice);
    call.change.event('invoice.updated', 'invoice', invoice, before);
    call.change.event('invoice.payment_failed', 'invoice', invoice);
    giveUpAfterLast(call, invoice);
  }
}

/** Whether a debit has been sent to the payer's bank and not yet been answered. */
export function isUnderWay(call: Call, invoice: StoredInvoice): boolean {
  return openPayments(call, invoice).some(
    (payment) => call.store.paymentIntents.get(intentOf(payment) ?? '')?.status === 'processing',
  );
}

/**
 * The account's rule for what nobody pays: left open, unless the account's metadata says `after_last_retry:
 * mark_uncollectible`, for Stripe's dashboard setting that no object shows.
 */
function giveUpAfterLast(call: Call, invoiceId: string): void {
  const invoice = requireInvoice(call, invoiceId);
  const exhausted = (invoice.attempt_count ?? 0) > retryAfterDays.length && !isUnderWay(call, invoice);
  if (invoice.status !== 'open' || !isCollectedByItself(invoice) || !exhausted) return;
  if (call.store.account.metadata?.['after_last_retry'] !== 'mark_uncollectible') return;
  markUncollectible(call, invoiceId, 'max_payment_attempts');
}
