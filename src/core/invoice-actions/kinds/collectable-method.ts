import * as v from 'valibot';
import {stripePath} from '../../stripe/encoding.ts';
import {paymentMethodWords} from '../../stripe/payment-method-words.ts';
import type {StripeRead} from '../../stripe/request.ts';
import type {WaveAnswer} from '../../stripe/wave.ts';
import {decodeWire, wireId} from '../../stripe/wire.ts';
import {type ActionInvoice, shortName} from '../action-invoice.ts';

/** Newest ones; an invoice with more open payments is rare. */
const paymentsMax = 3;

const reference = v.nullish(v.union([wireId, v.looseObject({id: wireId})]));

/** Where Stripe looks for what to charge, in its order: https://docs.stripe.com/api/invoices/pay */
const wirePaying = v.object({
  default_payment_method: reference,
  default_source: reference,
  parent: v.nullish(
    v.object({
      subscription_details: v.nullish(
        v.object({
          subscription: v.nullish(
            v.union([wireId, v.object({default_payment_method: reference, default_source: reference})]),
          ),
        }),
      ),
    }),
  ),
  customer: v.nullish(
    v.union([
      wireId,
      v.object({
        default_source: reference,
        invoice_settings: v.nullish(v.object({default_payment_method: reference})),
      }),
    ]),
  ),
});

const wireIntent = v.object({status: v.nullish(v.string())});

/** The invoice with what it would be charged to, then its open payments. */
export function payingReads(invoice: ActionInvoice): readonly StripeRead[] {
  const expand = [
    'default_payment_method',
    'customer.invoice_settings.default_payment_method',
    ...(invoice.isOfSubscription ? ['parent.subscription_details.subscription.default_payment_method'] : []),
  ];
  return [
    {method: 'GET', path: stripePath`/v1/invoices/${invoice.id}`, params: {expand}},
    ...openIntents(invoice).map(
      (id): StripeRead => ({method: 'GET', path: stripePath`/v1/payment_intents/${id}`, params: {}}),
    ),
  ];
}

function openIntents({payments}: ActionInvoice): readonly string[] {
  return (payments ?? [])
    .flatMap(({status, source: {type, id}}) =>
      status === 'open' && type === 'payment_intent' && id !== null ? [id] : [],
    )
    .slice(0, paymentsMax);
}

/**
 * What Stripe would charge, `Visa •4242`, or why nothing can be, as a sentence.
 *
 * @throws AddonError RESPONSE_UNREADABLE for an answer that is not as declared
 */
export function collectableMethod(
  invoice: ActionInvoice,
  [paying, ...intents]: readonly WaveAnswer[],
): {readonly method: string} | string {
  const name = shortName(invoice);
  const isUnderWay = intents.some(
    (answer) =>
      answer.kind === 'answered' && decodeWire(wireIntent, answer.body, 'payment').status === 'processing',
  );
  if (isUnderWay) return `A payment of ${name} is on its way already. Wait until it has arrived or failed.`;
  if (paying === undefined) return `Stripe was not asked how ${name} is paid.`;
  if (paying.kind === 'failed') return paying.error.message;
  const method = methodOf(paying.body);
  return (
    method ?? `${name} cannot be charged: its customer has no saved payment method. Send the invoice instead.`
  );
}

function methodOf(body: object): {readonly method: string} | null {
  const {default_payment_method, default_source, parent, customer} = decodeWire(wirePaying, body, 'invoice');
  const subscription = parent?.subscription_details?.subscription;
  const own = typeof subscription === 'object' ? subscription : null;
  const buyer = typeof customer === 'object' ? customer : null;
  const methods = [
    default_payment_method,
    default_source,
    own?.default_payment_method,
    own?.default_source,
    buyer?.invoice_settings?.default_payment_method,
    buyer?.default_source,
  ];
  const method = methods.find((one) => one !== null && one !== undefined);
  if (method === null || method === undefined) return null;
  return {method: paymentMethodWords(method) ?? 'the saved payment method'};
}
