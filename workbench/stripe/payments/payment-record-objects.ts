import {overlay} from '../engine/overlay.ts';
import type {StoredPaymentRecord, WirePaymentRecord} from './objects.ts';

/** Every required key in Stripe's order; amounts are in the currency of the amount requested. */
export function renderPaymentRecord(row: StoredPaymentRecord): WirePaymentRecord {
  // The record of a world may say no more than what was paid.
  const requested = row.amount_requested ?? row.amount ?? {currency: 'usd', value: 0};
  const {currency} = requested;
  const none = {currency, value: 0};
  const everyField: WirePaymentRecord = {
    id: row.id,
    object: 'payment_record',
    amount: requested,
    amount_authorized: none,
    amount_canceled: none,
    amount_failed: none,
    amount_guaranteed: none,
    amount_refunded: none,
    amount_requested: requested,
    application: null,
    created: 0,
    customer_details: null,
    customer_presence: null,
    description: null,
    latest_payment_attempt_record: null,
    livemode: false,
    metadata: {},
    payment_method_details: null,
    processor_details: {type: 'custom'},
    reported_by: 'self',
    shipping_details: null,
  };
  return overlay(everyField, row);
}
