/** Takes a credit note back. https://docs.stripe.com/api/credit_notes/void */
import {nowOf} from '../engine/clock.ts';
import type {Call} from '../engine/endpoint.ts';
import {StripeRefusal} from '../engine/errors.ts';
import {creditInvoice} from './credit-invoice.ts';
import type {StoredCreditNote} from './objects.ts';

/**
 * Only while nothing went back to the customer and the invoice still waits for payment: what was paid out cannot be
 * fetched back. https://docs.stripe.com/billing/invoices/credit-notes#voiding
 *
 * @throws StripeRefusal otherwise
 */
export function voidCreditNote(call: Call<unknown>, note: StoredCreditNote): object {
  const {change, store} = call;
  const status = store.invoices.get(note.invoice)?.status ?? null;
  if (note.status === 'void') {
    throw new StripeRefusal({
      status: 400,
      message: `The credit note ${note.number} has already been voided.`,
    });
  }
  if (note.post_payment_amount > 0 || (status !== 'open' && status !== 'uncollectible')) {
    throw new StripeRefusal({
      status: 400,
      message:
        `You cannot void the credit note ${note.number}: only credit notes that reduced the amount due of an invoice ` +
        `that is still open can be voided. This invoice is ${status}.`,
    });
  }
  const before = call.render('credit_note', note.id);
  change.update('credit_note', note.id, {
    status: 'void',
    voided_at: nowOf(call, store.invoices.get(note.invoice)?.customer ?? null),
  });
  change.event('credit_note.voided', 'credit_note', note.id, before);
  creditInvoice(call, note.invoice, {prePayment: -note.pre_payment_amount, postPayment: 0});
  return call.render('credit_note', note.id);
}
