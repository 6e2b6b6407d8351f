import {overlay} from '../engine/overlay.ts';
import type {Store} from '../engine/store.ts';
import type {WireList} from '../engine/wire.ts';
import type {StoredRefund, WireRefund} from './objects.ts';

/** Every required key in Stripe's order. */
const everyField: WireRefund = {
  id: '',
  object: 'refund',
  amount: 0,
  balance_transaction: null,
  charge: null,
  created: 0,
  currency: '',
  customer: null,
  customer_account: null,
  metadata: {},
  payment_intent: null,
  payment_method: null,
  reason: null,
  receipt_number: null,
  source_transfer_reversal: null,
  status: 'succeeded',
  transfer_reversal: null,
};

export function renderRefund(row: StoredRefund): WireRefund {
  return overlay(everyField, row);
}

/** The list that `expand[]=refunds` adds to a charge: the ten newest. */
export function refundsInside(chargeId: string, store: Store): WireList<WireRefund> {
  const refunds = store.refunds.where('charge', chargeId).toReversed();
  return {
    object: 'list',
    data: refunds.slice(0, 10).map(renderRefund),
    has_more: refunds.length > 10,
    url: `/v1/charges/${chargeId}/refunds`,
  };
}
