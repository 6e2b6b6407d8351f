/**
 * Bank transfers find their invoices: a transfer pays what its reference names, else what is exactly its amount, else
 * the oldest that the customer's cash covers whole. What covers nothing whole is kept.
 * https://docs.stripe.com/payments/customer-balance/reconciliation
 */
import type Stripe from 'stripe';
import type {Call} from '../engine/endpoint.ts';
import {asWireObject} from '../engine/wire.ts';
import type {StoredInvoice} from '../invoices/objects.ts';
import {availableCash, cashBalanceOf, moveCash} from './cash.ts';
import {renderCashBalance} from './cash-objects.ts';
import {collectWith, isUnderWay} from './collect-invoice.ts';
import {confirmIntent, transferTypeOf} from './confirm-intent.ts';
import type {StoredPaymentIntent, StoredPaymentMethod} from './objects.ts';
import {insertPaymentMethod} from './payment-methods.ts';
import {invalidRequest} from './refusals.ts';
import {settleInvoicesOf} from './settle-invoices.ts';

/** A transfer comes in, and is spent at once where it should be; returns the transaction's id. */
export function fundCash(
  call: Call,
  customer: string,
  transfer: {readonly amount: number; readonly currency: string; readonly reference: string | null},
): string {
  const {amount, currency, reference} = transfer;
  const id = moveCash(
    call,
    {customer, currency, amount},
    {type: 'funded', funded: {bank_transfer: bankTransfer(currency, reference)}},
  );
  call.change.eventAbout(
    'cash_balance.funds_available',
    asWireObject(renderCashBalance(cashBalanceOf(call, customer), call.store)),
  );
  reconcileCash(call, customer, {currency, reference});
  return id;
}

function bankTransfer(
  currency: string,
  reference: string | null,
): Stripe.CustomerCashBalanceTransaction.Funded.BankTransfer {
  const type = transferTypeOf(currency);
  switch (type) {
    case 'eu_bank_transfer':
      return {eu_bank_transfer: {bic: 'COBADEFFXXX', iban_last4: '3000', sender_name: null}, reference, type};
    case 'gb_bank_transfer':
      return {
        gb_bank_transfer: {account_number_last4: '5678', sender_name: null, sort_code: '108800'},
        reference,
        type,
      };
    case 'jp_bank_transfer':
      return {jp_bank_transfer: {sender_bank: null, sender_branch: null, sender_name: null}, reference, type};
    case 'mx_bank_transfer':
      return {reference, type};
    case 'us_bank_transfer':
      return {reference, type, us_bank_transfer: {network: 'ach', sender_name: null}};
  }
}

/** Spends the customer's cash, where their reconciliation is automatic, for as long as it covers something whole. */
export function reconcileCash(
  call: Call,
  customer: string,
  {currency, reference}: {readonly currency: string; readonly reference: string | null},
): void {
  if (cashBalanceOf(call, customer).reconciliation_mode === 'manual') return;
  for (const intent of waitingIntents(call, customer, currency)) payIntent(call, intent);
  for (;;) {
    const available = availableCash(call, customer, currency);
    const invoice = nextToPay(payableInvoices(call, customer, currency), {available, reference});
    if (invoice === null) return;
    const {outcome} = collectWith(call, invoice.id, {
      attempt: 'none',
      method: transferMethod(call, customer),
      offSession: true,
    });
    if (outcome.kind !== 'succeeded') return;
  }
}

/** Payment intents whose customer was told where to send the money, oldest first. */
function waitingIntents({store}: Call, customer: string, currency: string): readonly StoredPaymentIntent[] {
  return store.paymentIntents
    .where('customer', customer)
    .filter(
      (intent) =>
        intent.currency === currency &&
        intent.status === 'requires_action' &&
        intent.next_action?.type === 'display_bank_transfer_instructions' &&
        intent.pays_invoice === undefined,
    );
}

function payIntent(call: Call, intent: StoredPaymentIntent): void {
  const method = call.store.paymentMethods.get(intent.payment_method ?? '');
  const available = availableCash(call, intent.customer ?? '', intent.currency);
  if (method === undefined || available < intent.amount) return;
  const outcome = confirmIntent(call, {intent, method, offSession: true});
  if (outcome.kind === 'succeeded') settleInvoicesOf(call, intent.id, {attempt: false});
}

/**
 * Pays a waiting intent from its customer's cash because the vendor says so, whatever the reconciliation mode.
 *
 * @throws StripeRefusal for anything but the whole amount of an intent that waits for a bank transfer
 */
export function applyCash(call: Call, intent: StoredPaymentIntent, amount: number): void {
  if (
    intent.status !== 'requires_action' ||
    intent.next_action?.type !== 'display_bank_transfer_instructions'
  ) {
    throw invalidRequest(
      `The customer's cash can only be applied to a PaymentIntent that waits for a bank transfer. This one has the ` +
        `status ${intent.status}.`,
      {
        code: 'payment_intent_unexpected_state',
        details: {payment_intent: call.render('payment_intent', intent.id)},
      },
    );
  }
  if (amount !== intent.amount) {
    throw invalidRequest(
      'This sandbox applies the whole amount of a PaymentIntent only. Leave `amount` out.',
      {
        param: 'amount',
      },
    );
  }
  if (availableCash(call, intent.customer ?? '', intent.currency) < amount) {
    throw invalidRequest("The customer's cash balance does not cover the amount of the PaymentIntent.", {
      code: 'balance_insufficient',
    });
  }
  payIntent(call, intent);
}

/** Only what Stripe may touch by itself: `auto_advance` is off where it may not. Oldest first. */
function payableInvoices(call: Call, customer: string, currency: string): readonly StoredInvoice[] {
  return call.store.invoices
    .where('customer', customer)
    .filter(
      (invoice) =>
        invoice.status === 'open' &&
        invoice.currency === currency &&
        invoice.collection_method === 'send_invoice' &&
        invoice.auto_advance !== false &&
        invoice.amount_remaining > 0 &&
        takesTransfers(invoice) &&
        !isUnderWay(call, invoice),
    );
}

function takesTransfers(invoice: StoredInvoice): boolean {
  const types = invoice.payment_settings?.payment_method_types ?? null;
  return types === null || types.some((type) => type === 'customer_balance');
}

function nextToPay(
  invoices: readonly StoredInvoice[],
  cash: {readonly available: number; readonly reference: string | null},
): StoredInvoice | null {
  const covered = invoices.filter((invoice) => invoice.amount_remaining <= cash.available);
  return (
    covered.find(({number}) => number !== null && number !== undefined && namesIt(cash.reference, number)) ??
    covered.find((invoice) => invoice.amount_remaining === cash.available) ??
    covered[0] ??
    null
  );
}

function namesIt(reference: string | null, number: string): boolean {
  return reference?.toUpperCase().includes(number.toUpperCase()) === true;
}

/** The customer's bank transfers as a payment method; the first transfer makes it. */
function transferMethod(call: Call, customer: string): StoredPaymentMethod {
  const known = call.store.paymentMethods
    .where('customer', customer)
    .find(({type}) => type === 'customer_balance');
  return known ?? insertPaymentMethod(call, {type: 'customer_balance', customer, customer_balance: {}});
}
