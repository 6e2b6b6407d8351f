import {derivedId} from '../engine/ids.ts';
import type {StoredObjects} from '../engine/world-objects.ts';
import type {StoredCustomerBalanceTransaction} from './objects.ts';

/**
 * The world's balance transactions, and one for what they do not explain of a customer's balance, so that the ledger
 * of every customer adds up to the balance.
 */
export function seedCustomerBalanceTransactions(
  world: StoredObjects,
): readonly StoredCustomerBalanceTransaction[] {
  const written = world.others
    .filter(({object}) => object === 'customer_balance_transaction')
    .map(({livemode: _livemode, ...given}) => {
      // A world keeps objects of this kind unchecked, as somebody exported them from Stripe.
      return {...unwritten, ...given} as unknown as StoredCustomerBalanceTransaction;
    });
  const explained = new Map<string, number>();
  for (const {amount, customer} of written) explained.set(customer, (explained.get(customer) ?? 0) + amount);
  const initial = world.customers.flatMap((customer) => {
    if ('deleted' in customer) return [];
    const amount = (customer.balance ?? 0) - (explained.get(customer.id) ?? 0);
    if (amount === 0) return [];
    const transaction: StoredCustomerBalanceTransaction = {
      ...unwritten,
      id: derivedId('cbtxn', customer.id),
      object: 'customer_balance_transaction',
      amount,
      created: customer.created,
      currency: customer.currency ?? 'usd',
      customer: customer.id,
      ending_balance: amount,
      type: 'initial',
    };
    return [transaction];
  });
  return [...initial, ...written];
}

const unwritten = {
  checkout_session: null,
  credit_note: null,
  customer_account: null,
  description: null,
  invoice: null,
  metadata: {},
} as const;
