import type {Store} from '../engine/store.ts';

/**
 * The customer's balance by currency, with the sign the other way round: positive is credit for the next invoice.
 * https://docs.stripe.com/api/customers/object#customer_object-invoice_credit_balance
 */
export function invoiceCreditBalance(customerId: string, store: Store): Readonly<Record<string, number>> {
  const customer = store.customers.get(customerId);
  if (customer === undefined || 'deleted' in customer) return {};
  const {balance = 0, currency = null} = customer;
  return currency === null || balance === 0 ? {} : {[currency]: -balance};
}
