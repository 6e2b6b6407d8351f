import type Stripe from 'stripe';
import * as v from 'valibot';
import {currencyCode} from '../money/currency.ts';
import {formatMoney, type Money, money} from '../money/money.ts';
import {stripePath} from '../stripe/encoding.ts';
import type {StripeRead} from '../stripe/request.ts';
import type {WaveAnswer} from '../stripe/wave.ts';
import {decodeWire, schemaOf, wireAmount, wireCurrency} from '../stripe/wire.ts';
import type {ActionInvoice} from './action-invoice.ts';

/** Asks of each payment that is not made yet whether its money is on its way, such as a bank debit that takes days. */
export function paymentsUnderWayReads({status, payments}: ActionInvoice): readonly StripeRead[] {
  if (status !== 'open' && status !== 'uncollectible') return [];
  return (payments ?? []).flatMap(({status: of, source: {type, id}}): readonly StripeRead[] =>
    of === 'open' && type === 'payment_intent' && id !== null
      ? [{method: 'GET', path: stripePath`/v1/payment_intents/${id}`, params: {}}]
      : [],
  );
}

const wireIntent = schemaOf<Stripe.PaymentIntent>()(
  v.object({
    object: v.literal('payment_intent'),
    status: v.string(),
    amount: wireAmount,
    currency: wireCurrency,
  }),
);

/** What is on its way, from the answers to these reads; one that could not be read counts for nothing. */
export function paymentsUnderWay(answers: readonly WaveAnswer[]): readonly Money[] {
  return answers.flatMap((answer) => {
    if (answer.kind !== 'answered') return [];
    const {status, amount, currency} = decodeWire(wireIntent, answer.body, 'payment intent');
    return status === 'processing' ? [money(amount, currencyCode(currency))] : [];
  });
}

/** `A payment of EUR 48,200.00 is under way in Stripe: …` */
export function underWayWords(answers: readonly WaveAnswer[], consequence: string): readonly string[] {
  const told = paymentsUnderWay(answers).map(
    (amount) => `A payment of ${formatMoney(amount)} is under way in Stripe: ${consequence}`,
  );
  const isUnread = answers.some(({kind}) => kind === 'failed');
  return isUnread ? [...told, 'Whether a payment is under way could not be read.'] : told;
}
