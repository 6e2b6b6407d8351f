import * as v from 'valibot';
import {currencyCode} from '../../money/currency.ts';
import {type Money, money} from '../../money/money.ts';
import {decodePage} from '../../stripe/list-page.ts';
import {pageObjectsMax} from '../../stripe/listing.ts';
import type {StripeRead} from '../../stripe/request.ts';
import {decodeWire, wireAmount, wireCurrency, wireId} from '../../stripe/wire.ts';

/** Money that was recorded on an invoice before. */
export interface EarlierPayment {
  /** `pr_…` */
  readonly id: string;
  readonly amount: Money;
  /** As it was typed; null where Stripe has none. */
  readonly reference: string | null;
  /** YYYY-MM-DD; null where another program has recorded it, because Stripe does not tell the date again. */
  readonly receivedOn: string | null;
}

/** Metadata of a payment record: Stripe takes the date of a payment and does not tell it. */
export const receivedOnKey = 'billing_ops_received_on';

export function earlierPaymentsRead(invoiceId: string): StripeRead {
  return {
    method: 'GET',
    path: '/v1/invoice_payments',
    params: {invoice: invoiceId, limit: pageObjectsMax, expand: ['data.payment.payment_record']},
  };
}

const wireOnInvoice = v.object({
  status: v.string(),
  payment: v.object({type: v.string(), payment_record: v.optional(v.unknown())}),
});

const wireRecord = v.object({
  id: wireId,
  amount_requested: v.object({value: wireAmount, currency: wireCurrency}),
  metadata: v.nullish(v.record(v.string(), v.string())),
  processor_details: v.nullish(
    v.object({custom: v.nullish(v.object({payment_reference: v.nullish(v.string())}))}),
  ),
});

/** @throws AddonError RESPONSE_UNREADABLE naming the path of the field that is not as declared */
export function decodeEarlierPayments(body: object): readonly EarlierPayment[] {
  return decodePage(body, '/v1/invoice_payments').data.flatMap((wire) => {
    const {status, payment} = decodeWire(wireOnInvoice, wire, 'payment');
    if (payment.type !== 'payment_record' || status === 'canceled') return [];
    const record = decodeWire(wireRecord, payment.payment_record, 'payment record');
    const {value, currency} = record.amount_requested;
    return [
      {
        id: record.id,
        amount: money(value, currencyCode(currency)),
        reference: record.processor_details?.custom?.payment_reference ?? null,
        receivedOn: record.metadata?.[receivedOnKey] ?? null,
      },
    ];
  });
}
