/** What the payer's bank answers to a debit, days later. https://docs.stripe.com/payments/bank-debits */
import type {Call} from '../engine/endpoint.ts';
import {returnDebit, settleDebit} from './charge-payment.ts';
import {reportReturnedDebit} from './collect-invoice.ts';
import {failIntent} from './confirm-intent.ts';
import type {StoredCharge} from './objects.ts';
import {renderPaymentMethod} from './payment-method-objects.ts';
import {settleInvoicesOf} from './settle-invoices.ts';
import {type DebitOutcome, debitOutcome} from './test-bank-accounts.ts';

/** Due when the bank has answered: the money is there, or the debit comes back. */
export function answerDebit(call: Call, chargeId: string): void {
  const charge = call.store.charges.get(chargeId);
  if (charge?.status !== 'pending') return;
  const outcome = outcomeOf(call, charge);
  const intent = charge.payment_intent ?? null;
  if (outcome.kind === 'fails') {
    returnDebit(call, charge, outcome);
    const method = call.store.paymentMethods.get(charge.payment_method ?? '');
    if (intent === null || method === undefined) return;
    failIntent(call, {
      intent,
      charge: charge.id,
      error: {
        charge: charge.id,
        code: outcome.code,
        doc_url: `https://stripe.com/docs/error-codes/${outcome.code.replaceAll('_', '-')}`,
        message: outcome.message,
        payment_method: renderPaymentMethod(method),
        type: 'card_error',
      },
    });
    reportReturnedDebit(call, intent);
    return;
  }
  settleDebit(call, charge);
  if (intent === null) return;
  call.change.update('payment_intent', intent, {
    amount_received: charge.amount,
    processing: null,
    status: 'succeeded',
  });
  call.change.event('payment_intent.succeeded', 'payment_intent', intent);
  settleInvoicesOf(call, intent, {attempt: false});
}

function outcomeOf(call: Call, charge: StoredCharge): DebitOutcome {
  const details = charge.payment_method_details;
  const type = details?.us_bank_account === undefined ? 'sepa_debit' : 'us_bank_account';
  return debitOutcome(type, details?.[type]?.last4 ?? '', call.store.livemode);
}
