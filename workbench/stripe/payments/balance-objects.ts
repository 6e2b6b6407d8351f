/** The account's ledger as Stripe sends it: balance transactions, payouts, and the balance that they add up to. */
import type Stripe from 'stripe';
import {overlay} from '../engine/overlay.ts';
import type {StoredBalanceTransaction, StoredPayout, WireBalanceTransaction, WirePayout} from './objects.ts';

/** Every required key in Stripe's order. */
const everyTransactionField: WireBalanceTransaction = {
  id: '',
  object: 'balance_transaction',
  amount: 0,
  available_on: 0,
  balance_type: 'payments',
  created: 0,
  currency: '',
  description: null,
  exchange_rate: null,
  fee: 0,
  fee_details: [],
  net: 0,
  reporting_category: 'charge',
  source: null,
  status: 'available',
  type: 'charge',
};

export function renderBalanceTransaction(row: StoredBalanceTransaction): WireBalanceTransaction {
  return overlay(
    everyTransactionField,
    {
      fee_details: feeDetails(row),
      reporting_category: reportingCategory(row.type),
    },
    row,
  );
}

function feeDetails(row: StoredBalanceTransaction): Stripe.BalanceTransaction.FeeDetail[] {
  if (row.fee === 0) return [];
  const description = row.type === 'adjustment' ? 'Dispute fee' : 'Stripe processing fees';
  return [{amount: row.fee, application: null, currency: row.currency, description, type: 'stripe_fee'}];
}

// https://docs.stripe.com/reports/reporting-categories
function reportingCategory(type: Stripe.BalanceTransaction.Type): string {
  switch (type) {
    case 'payment':
      return 'charge';
    case 'payment_refund':
      return 'refund';
    case 'payment_failure_refund':
      return 'charge_failure';
    case 'payout_cancel':
    case 'payout_failure':
      return 'payout_reversal';
    default:
      return type;
  }
}

/** Every required key in Stripe's order. */
const everyPayoutField: WirePayout = {
  id: '',
  object: 'payout',
  amount: 0,
  application_fee: null,
  application_fee_amount: null,
  arrival_date: 0,
  automatic: false,
  balance_transaction: null,
  created: 0,
  currency: '',
  description: null,
  destination: null,
  failure_balance_transaction: null,
  failure_code: null,
  failure_message: null,
  livemode: false,
  metadata: {},
  method: 'standard',
  original_payout: null,
  payout_method: null,
  reconciliation_status: 'not_applicable',
  reversed_by: null,
  source_type: 'card',
  statement_descriptor: null,
  status: 'pending',
  trace_id: null,
  type: 'bank_account',
};

export function renderPayout(row: StoredPayout): WirePayout {
  return overlay(everyPayoutField, row);
}

/** What the account has, per currency: the sum of the nets of its transactions, by whether they are available. */
export function renderBalance(
  transactions: readonly StoredBalanceTransaction[],
  account: {readonly livemode: boolean; readonly defaultCurrency: string},
): Stripe.Balance {
  const sums = new Map([[account.defaultCurrency, {available: 0, pending: 0}]]);
  for (const {currency, net, status} of transactions) {
    const sum = sums.get(currency) ?? {available: 0, pending: 0};
    sum[status === 'pending' ? 'pending' : 'available'] += net;
    sums.set(currency, sum);
  }
  const amounts = (which: 'available' | 'pending') =>
    [...sums].map(([currency, sum]) => ({
      amount: sum[which],
      currency,
      source_types: {card: sum[which]},
    }));
  return {
    object: 'balance',
    available: amounts('available'),
    livemode: account.livemode,
    pending: amounts('pending'),
  };
}
