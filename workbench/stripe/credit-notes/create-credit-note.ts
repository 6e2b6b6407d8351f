/** Issues a credit note, or shows what it would be. https://docs.stripe.com/api/credit_notes/create */
import type Stripe from 'stripe';
import {adjustBalance} from '../customer-balance/adjust-balance.ts';
import {nowOf} from '../engine/clock.ts';
import type {Call} from '../engine/endpoint.ts';
import {derivedId} from '../engine/ids.ts';
import {mergedMetadata} from '../engine/metadata.ts';
import {refundCharge} from '../payments/refund.ts';
import {creditInvoice} from './credit-invoice.ts';
import {chargeToRefund} from './credited-refunds.ts';
import type {StoredCreditNote} from './objects.ts';
import {type CreditNoteParams, type CreditNotePlan, planCreditNote} from './plan-credit-note.ts';
import {renderCreditNote} from './render-credit-note.ts';

/** @throws StripeRefusal where such a credit note cannot be issued */
export function createCreditNote(call: Call<Stripe.CreditNoteCreateParams>): object {
  const {change, params} = call;
  const plan = planCreditNote(call, params);
  const id = change.newId('cn');
  change.insert('credit_note', noteRow(call, plan, params, {id, newLineId: () => change.newId('cnli')}));
  change.update('credit_note', id, {
    refunds: [...plan.linkedRefunds, ...refunded(call, plan, params)],
    customer_balance_transaction: credited(call, plan, {id, amount: params.credit_amount ?? 0}),
  });
  change.event('credit_note.created', 'credit_note', id);
  creditInvoice(call, plan.invoice.id, plan.parts);
  return call.render('credit_note', id);
}

/** The credit note as `createCreditNote` would make it. Refunds and credits are made only then. */
export function previewCreditNote(
  call: Pick<Call, 'nowUnixS' | 'store'>,
  params: CreditNoteParams,
): StoredCreditNote {
  const plan = planCreditNote(call, params);
  const id = derivedId('cn', `preview:${plan.invoice.id}`);
  let lines = 0;
  const newLineId = () => {
    lines += 1;
    return derivedId('cnli', `${id}:${lines}`);
  };
  return {...noteRow(call, plan, params, {id, newLineId}), refunds: [...plan.linkedRefunds]};
}

/** As answers of the preview show it. */
export function renderPreview(call: Call<Stripe.CreditNotePreviewParams>): object {
  return renderCreditNote(previewCreditNote(call, call.params), call.store);
}

function noteRow(
  call: Pick<Call, 'nowUnixS' | 'store'>,
  {invoice, lines, parts, totals}: CreditNotePlan,
  params: CreditNoteParams,
  ids: {readonly id: string; readonly newLineId: () => string},
): StoredCreditNote {
  const created = nowOf(call, invoice.customer);
  const earlier = call.store.creditNotes.where('invoice', invoice.id).length;
  return {
    id: ids.id,
    object: 'credit_note',
    amount: totals.total,
    amount_shipping: 0,
    created,
    currency: invoice.currency,
    customer: invoice.customer ?? '',
    customer_account: invoice.customer_account ?? null,
    customer_balance_transaction: null,
    effective_at: params.effective_at ?? created,
    invoice: invoice.id,
    lines: lines.map((line) => ({id: ids.newLineId(), object: 'credit_note_line_item', ...line})),
    memo: params.memo ?? null,
    metadata: mergedMetadata({}, params.metadata),
    number: `${invoice.number ?? invoice.id}-CN-${String(earlier + 1).padStart(2, '0')}`,
    out_of_band_amount: params.out_of_band_amount ?? null,
    post_payment_amount: parts.postPayment,
    pre_payment_amount: parts.prePayment,
    reason: params.reason ?? null,
    refunds: [],
    shipping_cost: null,
    status: 'issued',
    type: parts.type,
    voided_at: null,
    ...totals,
  };
}

/** Gives `refund_amount` back to whoever paid. */
function refunded(
  call: Call,
  {invoice}: CreditNotePlan,
  {refund_amount: amount = 0}: CreditNoteParams,
): StoredCreditNote['refunds'] {
  if (amount === 0) return [];
  const charge = chargeToRefund(call.store, invoice, amount);
  const refund = refundCharge(call, charge, {amount, metadata: {}, reason: null});
  return [{amount_refunded: amount, payment_record_refund: null, refund: refund.id, type: 'refund'}];
}

/** Puts the amount to the customer's credit; null where there is none. */
function credited(
  call: Call,
  {invoice}: CreditNotePlan,
  {id, amount}: {readonly id: string; readonly amount: number},
): string | null {
  if (amount === 0) return null;
  const transaction = adjustBalance(call, invoice.customer ?? '', {
    amount: -amount,
    credit_note: id,
    currency: invoice.currency,
    invoice: invoice.id,
    type: 'credit_note',
  });
  return transaction.id;
}
