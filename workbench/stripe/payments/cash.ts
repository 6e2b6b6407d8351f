/**
 * The customer's cash: bank transfers come in, and are spent on payments that they cover whole.
 * https://docs.stripe.com/payments/customer-balance
 */
import {nowOf} from '../engine/clock.ts';
import type {Call} from '../engine/endpoint.ts';
import type {StoredCashBalance, StoredCashTransaction} from './objects.ts';

/** The customer's cash and settings; an empty one where nothing ever came in. */
export function cashBalanceOf(call: Pick<Call, 'store'>, customer: string): StoredCashBalance {
  return (
    call.store.cashBalances.get(customer) ?? {
      id: customer,
      object: 'cash_balance',
      available: {},
      reconciliation_mode: null,
    }
  );
}

/** What the customer can spend now, in the currency's smallest unit. */
export function availableCash(call: Pick<Call, 'store'>, customer: string, currency: string): number {
  return cashBalanceOf(call, customer).available[currency] ?? 0;
}

/** Writes the cash balance down, whether or not there was one. */
export function keepCashBalance(call: Call, row: StoredCashBalance): void {
  if (call.store.cashBalances.has(row.id)) call.change.replace('cash_balance', row);
  else call.change.insert('cash_balance', row);
}

/** Adds to the customer's cash, or takes from it, and records why; returns the transaction's id. */
export function moveCash(
  call: Call,
  moved: {readonly customer: string; readonly currency: string; readonly amount: number},
  why: Pick<StoredCashTransaction, 'type'> & Partial<StoredCashTransaction>,
): string {
  const {customer, currency, amount} = moved;
  const balance = cashBalanceOf(call, customer);
  const ending = (balance.available[currency] ?? 0) + amount;
  if (ending < 0) {
    throw new Error(`Cannot take ${-amount} ${currency} from the cash of ${customer}: there is less.`);
  }
  keepCashBalance(call, {...balance, available: {...balance.available, [currency]: ending}});
  const id = call.change.newId('ccsbtxn');
  call.change.insert('customer_cash_balance_transaction', {
    id,
    object: 'customer_cash_balance_transaction',
    created: nowOf(call, customer),
    currency,
    customer,
    ending_balance: ending,
    livemode: call.store.livemode,
    net_amount: amount,
    ...why,
  });
  call.change.event('customer_cash_balance_transaction.created', 'customer_cash_balance_transaction', id);
  return id;
}

/** Pays from the customer's cash if it covers the whole amount; false, and nothing done, if it does not. */
export function spendCash(
  call: Call,
  payment: {
    readonly customer: string;
    readonly currency: string;
    readonly amount: number;
    readonly paymentIntent: string;
  },
): boolean {
  const {customer, currency, amount, paymentIntent} = payment;
  if (availableCash(call, customer, currency) < amount) return false;
  moveCash(
    call,
    {customer, currency, amount: -amount},
    {type: 'applied_to_payment', applied_to_payment: {payment_intent: paymentIntent}},
  );
  return true;
}
