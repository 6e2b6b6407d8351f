import type Stripe from 'stripe';
import * as v from 'valibot';
import {currencyCode} from '../../money/currency.ts';
import {compare, formatMoney, type Money, money} from '../../money/money.ts';
import {stripePath} from '../../stripe/encoding.ts';
import {paymentMethodWords} from '../../stripe/payment-method-words.ts';
import type {StripeRead} from '../../stripe/request.ts';
import type {WaveAnswer} from '../../stripe/wave.ts';
import {decodeWire, schemaOf, wireAmount, wireCurrency} from '../../stripe/wire.ts';
import {type ActionInvoice, shortName} from '../action-invoice.ts';

type Payment = NonNullable<ActionInvoice['payments']>[number];

/** Those that went through Stripe, which alone can give them back. */
function stripePayments({payments}: ActionInvoice): readonly Payment[] {
  return (payments ?? []).filter(
    ({status, source: {type, id}}) =>
      status === 'paid' && id !== null && (type === 'payment_intent' || type === 'charge'),
  );
}

/** Why nothing can be refunded, as a sentence; null when something may be. */
export function refundRefusal(invoice: ActionInvoice): string | null {
  const name = shortName(invoice);
  if (invoice.payments === null) {
    return `The key may not read how ${name} was paid, so nothing can be refunded. Choose the customer's balance or outside Stripe.`;
  }
  return stripePayments(invoice).length > 0
    ? null
    : `${name} was not paid through Stripe, so Stripe has nothing to refund. Choose the customer's balance or outside Stripe.`;
}

/** How its payments were made, and what of them went back already. */
export function paymentReads(invoice: ActionInvoice): readonly StripeRead[] {
  return stripePayments(invoice).map(({source: {type, id}}) =>
    type === 'charge'
      ? {method: 'GET', path: stripePath`/v1/charges/${id ?? ''}`, params: {}}
      : {
          method: 'GET',
          path: stripePath`/v1/payment_intents/${id ?? ''}`,
          params: {expand: ['latest_charge']},
        },
  );
}

/**
 * Where a refund of that much goes, `Visa •4242`, or why it cannot, as a sentence. Stripe takes it from one charge.
 *
 * @throws AddonError RESPONSE_UNREADABLE as the decoders of payments
 */
export function refundWords(
  goesBack: Money,
  invoice: ActionInvoice,
  answers: readonly WaveAnswer[],
): {readonly to: string} | string {
  const failed = answers.find((answer) => answer.kind === 'failed');
  if (failed !== undefined) return failed.error.message;
  const left = answers.flatMap((answer) => (answer.kind === 'answered' ? [refundableOf(answer.body)] : []));
  const enough = left.find(({amount}) => compare(amount, goesBack) >= 0);
  if (enough !== undefined) return {to: enough.method ?? 'where it was paid from'};
  const [most] = left.map(({amount}) => amount).sort((a, b) => compare(b, a));
  const has = most === undefined ? 'nothing' : `at most ${formatMoney(most)}`;
  return `Cannot refund ${formatMoney(goesBack)} of ${shortName(invoice)}: one credit note refunds one payment, and ${has} of one can go back. Credit less at a time, or choose the customer's balance or outside Stripe.`;
}

const wireCharge = schemaOf<Stripe.Charge>()(
  v.object({
    object: v.literal('charge'),
    amount: wireAmount,
    amount_refunded: v.nullish(wireAmount, 0),
    currency: wireCurrency,
    payment_method_details: v.unknown(),
  }),
);

const wireIntent = schemaOf<Stripe.PaymentIntent>()(
  v.object({object: v.literal('payment_intent'), latest_charge: v.unknown()}),
);

/** What of a payment has not gone back yet. */
function refundableOf(wire: object): {readonly method: string | null; readonly amount: Money} {
  const isCharge = Reflect.get(wire, 'object') === 'charge';
  const charge = isCharge ? wire : decodeWire(wireIntent, wire, 'payment intent').latest_charge;
  const read = decodeWire(wireCharge, charge, 'charge');
  return {
    method: paymentMethodWords(read.payment_method_details),
    amount: money(read.amount - read.amount_refunded, currencyCode(read.currency)),
  };
}
