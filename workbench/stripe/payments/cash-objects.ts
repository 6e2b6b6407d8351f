/** A customer's cash: bank transfers that came in and are not yet spent. https://docs.stripe.com/payments/customer-balance */
import {overlay} from '../engine/overlay.ts';
import type {Store} from '../engine/store.ts';
import type {
  StoredCashBalance,
  StoredCashTransaction,
  WireCashBalance,
  WireCashTransaction,
} from './objects.ts';

/** Stripe answers null where nothing was ever there. */
export function renderCashBalance(
  row: StoredCashBalance,
  {livemode}: Pick<Store, 'livemode'>,
): WireCashBalance {
  return {
    object: 'cash_balance',
    available: Object.keys(row.available).length === 0 ? null : {...row.available},
    customer: row.id,
    customer_account: null,
    livemode,
    settings: {
      reconciliation_mode: row.reconciliation_mode ?? 'automatic',
      using_merchant_default: row.reconciliation_mode === null,
    },
  };
}

/** Every required key in Stripe's order. */
const everyField: WireCashTransaction = {
  id: '',
  object: 'customer_cash_balance_transaction',
  created: 0,
  currency: '',
  customer: '',
  customer_account: null,
  ending_balance: 0,
  livemode: false,
  net_amount: 0,
  type: 'funded',
};

export function renderCashTransaction(row: StoredCashTransaction): WireCashTransaction {
  return overlay(everyField, row);
}
