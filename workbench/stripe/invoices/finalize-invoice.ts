/**
 * Makes a draft a document: numbered, unchangeable, with the customer's balance applied.
 * https://docs.stripe.com/api/invoices/finalize
 */
import {adjustBalance} from '../customer-balance/adjust-balance.ts';
import {nowOf} from '../engine/clock.ts';
import type {Call} from '../engine/endpoint.ts';
import {StripeRefusal} from '../engine/errors.ts';
import {minimumCharge} from '../payments/amounts.ts';
import {freezeCustomer} from './freeze-customer.ts';
import {nextNumber} from './invoice-number.ts';
import type {StoredInvoice} from './objects.ts';
import {openDefaultPayment} from './open-payments.ts';
import {replaceRevised} from './replace-revised.ts';
import {balanceOf, holdsBalance} from './total-invoice.ts';

const secondsPerHour = 3600;

export interface Finalization {
  /** Absent: as the draft has it. */
  readonly autoAdvance?: boolean;
  /** Charges right away where it is charged automatically; else about an hour later. */
  readonly collectsAtOnce?: boolean;
}

/** An invoice of which nothing is due is paid at once. @throws StripeRefusal for anything but a draft */
export function finalizeInvoice(call: Call, invoiceId: string, options: Finalization = {}): StoredInvoice {
  const {change} = call;
  const draft = change.update('invoice', invoiceId, {});
  if (draft.status !== 'draft') {
    throw new StripeRefusal({
      status: 400,
      message: "This invoice is already finalized, you can't re-finalize a non-draft invoice.",
    });
  }
  const before = call.render('invoice', invoiceId);
  const now = nowOf(call, draft.customer);
  change.cancelLater(`finalize:${invoiceId}`);
  const finalized = change.update('invoice', invoiceId, {
    ...freezeCustomer(call.store, draft),
    ...applyBalance(call, draft),
    attempt_count: 0,
    attempted: false,
    auto_advance: options.autoAdvance ?? draft.auto_advance ?? false,
    automatically_finalizes_at: null,
    effective_at: draft.effective_at ?? now,
    next_payment_attempt: null,
    number: draft.number ?? nextNumber(call, draft),
    ...(draft.rendering ? {rendering: printed(draft.rendering)} : {}),
    status: 'open',
    status_transitions: {...draft.status_transitions, finalized_at: now},
  });
  if (finalized.amount_due === 0) settleAtOnce(call, finalized, now);
  else askForPayment(call, finalized, {now, atOnce: options.collectsAtOnce === true});

  change.event('invoice.updated', 'invoice', invoiceId, before);
  change.event('invoice.finalized', 'invoice', invoiceId);
  if (finalized.amount_due === 0) {
    change.event('invoice.paid', 'invoice', invoiceId);
    change.event('invoice.payment_succeeded', 'invoice', invoiceId);
  }
  replaceRevised(call, finalized);
  return change.update('invoice', invoiceId, {});
}

function printed(rendering: NonNullable<StoredInvoice['rendering']>) {
  const size = rendering.pdf?.page_size;
  return {...rendering, pdf: {page_size: size === undefined || size === 'auto' ? ('letter' as const) : size}};
}

/**
 * Credit pays first; what the customer owes from before is asked for too; a total below zero becomes credit. Less than
 * the smallest charge waits in the balance for the next invoice.
 * https://docs.stripe.com/invoicing/customer/balance
 */
function applyBalance(call: Call, draft: StoredInvoice) {
  const starting = balanceOf(call.store, draft);
  const owed = draft.total + starting;
  const isTooSmall =
    draft.collection_method === 'charge_automatically' &&
    owed > 0 &&
    owed < minimumCharge(draft.currency) &&
    holdsBalance(call.store, draft);
  const due = isTooSmall ? 0 : Math.max(0, owed);
  const ending = owed - due;
  if (draft.customer !== null && ending !== starting) {
    adjustBalance(call, draft.customer, {
      amount: ending - starting,
      currency: draft.currency,
      type: isTooSmall ? 'invoice_too_small' : 'applied_to_invoice',
      invoice: draft.id,
    });
  }
  return {
    amount_due: due,
    amount_remaining: due,
    ending_balance: ending,
    starting_balance: starting,
  };
}

function settleAtOnce(call: Call, invoice: StoredInvoice, now: number): void {
  call.change.update('invoice', invoice.id, {
    attempted: true,
    auto_advance: false,
    status: 'paid',
    status_transitions: {...invoice.status_transitions, paid_at: now},
  });
}

function askForPayment(
  call: Call,
  invoice: StoredInvoice,
  {now, atOnce}: {readonly now: number; readonly atOnce: boolean},
): void {
  openDefaultPayment(call, invoice);
  if (invoice.auto_advance !== true || invoice.collection_method !== 'charge_automatically') return;
  const at = atOnce ? now : now + secondsPerHour;
  call.change.update('invoice', invoice.id, {next_payment_attempt: at});
  call.change.later({
    key: `collect:${invoice.id}`,
    kind: 'collect_invoice',
    id: invoice.id,
    atUnixS: at,
    customer: invoice.customer,
  });
}
