/** Making, changing and deleting customers. https://docs.stripe.com/api/customers */
import type Stripe from 'stripe';
import {notModelled} from '../catalogue/refusals.ts';
import {adjustBalance} from '../customer-balance/adjust-balance.ts';
import {type Call, type Endpoint, endpoint, pathIdOf} from '../engine/endpoint.ts';
import {noSuchObject} from '../engine/errors.ts';
import {isWithin, listPage, newestFirst} from '../engine/lists.ts';
import {attachPaymentMethod} from '../payments/payment-methods.ts';
import {endSubscriptionsOf} from '../subscriptions/end-subscription.ts';
import {readCustomer} from './customer-fields.ts';
import type {StoredCustomer, StoredLiveCustomer} from './objects.ts';
import {renderCustomer} from './render-customer.ts';
import {insertTaxId} from './tax-ids.ts';

function createCustomer(call: Call<Stripe.CustomerCreateParams>): object {
  const {change, params, store} = call;
  if (params.source !== undefined) throw notModelled('source');
  if (params.cash_balance !== undefined) throw notModelled('cash_balance');
  const id = change.newId('cus');
  const blank: StoredLiveCustomer = {
    id,
    object: 'customer',
    created: clockTime(call, params.test_clock),
    livemode: store.livemode,
    test_clock: params.test_clock ?? null,
  };
  const {payment_method: method, tax_id_data: _taxIds, test_clock: _clock, ...given} = params;
  change.insert('customer', blank);
  if (method !== undefined) attachPaymentMethod(call, {id: method, customer: id, param: 'payment_method'});
  change.update('customer', id, readCustomer(call, given, blank));
  for (const taxId of params.tax_id_data ?? []) insertTaxId(call, id, taxId);
  change.event('customer.created', 'customer', id);
  if (params.balance !== undefined && params.balance !== 0) setBalance(call, id, params.balance);
  return call.render('customer', id);
}

/** A customer of a test clock comes into being at its time. @throws StripeRefusal for a clock that is not there */
function clockTime(call: Call, clockId: string | undefined): number {
  if (clockId === undefined) return call.nowUnixS;
  const clock = call.store.testClocks.get(clockId);
  if (clock === undefined)
    throw noSuchObject({kind: 'testclock', id: clockId, param: 'test_clock', inPath: false});
  return clock.frozen_time;
}

/** The balance is set by the transaction that leads to it. */
function setBalance(call: Call, id: string, balance: number): void {
  const customer = liveCustomer(call, id);
  const difference = balance - (customer.balance ?? 0);
  if (difference === 0) return;
  adjustBalance(call, id, {
    amount: difference,
    currency: customer.currency ?? call.store.account.default_currency ?? 'usd',
    type: 'adjustment',
  });
}

function updateCustomer(call: Call<Stripe.CustomerUpdateParams>): object {
  const {change, params} = call;
  const customer = liveCustomer(call, pathIdOf(call));
  if (params.source !== undefined) throw notModelled('source');
  if (params.cash_balance !== undefined) throw notModelled('cash_balance');
  const before = call.render('customer', customer.id);
  change.update('customer', customer.id, readCustomer(call, params, customer));
  if (JSON.stringify(call.render('customer', customer.id)) !== JSON.stringify(before)) {
    change.event('customer.updated', 'customer', customer.id, before);
  }
  if (params.balance !== undefined) setBalance(call, customer.id, params.balance);
  return call.render('customer', customer.id);
}

/** Their invoices stay; what would bill them again ends. https://docs.stripe.com/api/customers/delete */
function deleteCustomer(call: Call): object {
  const {change, store} = call;
  const {id} = liveCustomer(call, pathIdOf(call));
  endSubscriptionsOf(call, id);
  change.event('customer.deleted', 'customer', id);
  for (const item of store.invoiceItems.where('customer', id)) {
    if (item.invoice === null) change.remove('invoiceitem', item.id);
  }
  for (const taxId of store.taxIds.where('customer', id)) change.remove('tax_id', taxId.id);
  change.replace('customer', {id, object: 'customer', deleted: true});
  return {id, object: 'customer', deleted: true};
}

/** @throws StripeRefusal 404 for one that is not there, or deleted */
function liveCustomer(call: Pick<Call, 'store'>, id: string): StoredLiveCustomer {
  const customer = call.store.customers.get(id);
  if (customer === undefined || 'deleted' in customer) {
    throw noSuchObject({kind: 'customer', id, param: 'id', inPath: true});
  }
  return customer;
}

function listCustomers(call: Call<Stripe.CustomerListParams>): object {
  const {email, test_clock: clock, created} = call.params;
  return listPage(call, {
    rows: newestFirst(call.store.customers, isLive),
    kind: 'customer',
    url: '/v1/customers',
    render: renderCustomer,
    matches: (customer) =>
      (email === undefined || customer.email === email) &&
      // Customers of a test clock are listed only when their clock is asked for.
      (customer.test_clock ?? null) === (clock ?? null) &&
      isWithin(customer.created, created),
  });
}

/** Deleted ones are listed no more. */
function isLive(customer: StoredCustomer): customer is StoredLiveCustomer {
  return !('deleted' in customer);
}

function retrieveCustomer(call: Call<Stripe.CustomerRetrieveParams>): object {
  const id = pathIdOf(call);
  const customer = call.store.customers.get(id);
  if (customer === undefined) throw noSuchObject({kind: 'customer', id, param: 'id', inPath: true});
  return renderCustomer(customer);
}

const expansion = {shape: 'object', of: 'customer'} as const;

export const customerActs: readonly Endpoint[] = [
  endpoint<Stripe.CustomerListParams>({
    method: 'GET',
    path: '/v1/customers',
    evidence: 'modelled',
    permission: 'rak_customer_read',
    expansion: {shape: 'list', of: 'customer'},
    answer: listCustomers,
  }),
  endpoint<Stripe.CustomerCreateParams>({
    method: 'POST',
    path: '/v1/customers',
    evidence: 'recorded',
    permission: 'rak_customer_write',
    expansion,
    answer: createCustomer,
  }),
  endpoint<Stripe.CustomerRetrieveParams>({
    method: 'GET',
    path: '/v1/customers/{id}',
    evidence: 'recorded',
    permission: 'rak_customer_read',
    expansion,
    answer: retrieveCustomer,
  }),
  endpoint<Stripe.CustomerUpdateParams>({
    method: 'POST',
    path: '/v1/customers/{id}',
    evidence: 'recorded',
    permission: 'rak_customer_write',
    expansion,
    answer: updateCustomer,
  }),
  endpoint({
    method: 'DELETE',
    path: '/v1/customers/{id}',
    evidence: 'modelled',
    permission: 'rak_customer_write',
    expansion,
    answer: deleteCustomer,
  }),
];
