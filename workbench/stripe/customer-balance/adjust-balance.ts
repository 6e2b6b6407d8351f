/**
 * Moves a customer's balance, and writes down by how much and why. A negative balance is the customer's credit; it
 * comes off the next invoice when that is finalized. https://docs.stripe.com/billing/customer/balance
 */
import {nowOf} from '../engine/clock.ts';
import type {Call} from '../engine/endpoint.ts';
import {noSuchObject, StripeRefusal} from '../engine/errors.ts';
import type {StoredCustomerBalanceTransaction} from './objects.ts';

export interface BalanceAdjustment {
  /** Minor units, negative in the customer's favour. */
  readonly amount: number;
  /** Lower case. The first currency a customer is billed in stays theirs. */
  readonly currency: string;
  readonly type: StoredCustomerBalanceTransaction['type'];
  /** The invoice that the amount was applied to or came back from. */
  readonly invoice?: string;
  readonly credit_note?: string;
  readonly description?: string;
  readonly metadata?: Readonly<Record<string, string>>;
}

/** @throws StripeRefusal for another currency than the customer's, and 404 where there is no such customer */
export function adjustBalance(
  call: Pick<Call, 'change' | 'nowUnixS' | 'render' | 'store'>,
  customerId: string,
  adjustment: BalanceAdjustment,
): StoredCustomerBalanceTransaction {
  const customer = call.store.customers.get(customerId);
  if (customer === undefined || 'deleted' in customer) {
    throw noSuchObject({kind: 'customer', id: customerId, param: 'id', inPath: true});
  }
  const held = customer.currency ?? null;
  if (held !== null && held !== adjustment.currency) {
    throw new StripeRefusal({
      status: 400,
      message:
        'You cannot combine currencies on a single customer. This customer has had a subscription, coupon, or ' +
        `invoice item with currency ${held}`,
      param: 'currency',
    });
  }
  const before = call.render('customer', customerId);
  const endingBalance = (customer.balance ?? 0) + adjustment.amount;
  const transaction: StoredCustomerBalanceTransaction = {
    id: call.change.newId('cbtxn'),
    object: 'customer_balance_transaction',
    amount: adjustment.amount,
    checkout_session: null,
    created: nowOf(call, customerId),
    credit_note: adjustment.credit_note ?? null,
    currency: adjustment.currency,
    customer: customerId,
    customer_account: customer.customer_account ?? null,
    description: adjustment.description ?? null,
    ending_balance: endingBalance,
    invoice: adjustment.invoice ?? null,
    metadata: {...adjustment.metadata},
    type: adjustment.type,
  };
  call.change.insert('customer_balance_transaction', transaction);
  call.change.update('customer', customerId, {balance: endingBalance, currency: adjustment.currency});
  call.change.event('customer.updated', 'customer', customerId, before);
  return transaction;
}
