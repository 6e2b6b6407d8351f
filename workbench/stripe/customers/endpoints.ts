import type Stripe from 'stripe';
import {type Call, type Endpoint, endpoint, pathIdOf} from '../engine/endpoint.ts';
import {noSuchObject} from '../engine/errors.ts';
import {isWithin, listPage, newestFirst} from '../engine/lists.ts';
import type {StoredCustomer, StoredLiveCustomer} from './objects.ts';
import {renderCustomer} from './render-customer.ts';

export const customerEndpoints: readonly Endpoint[] = [
  endpoint<Stripe.CustomerListParams>({
    method: 'GET',
    path: '/v1/customers',
    evidence: 'modelled',
    permission: 'rak_customer_read',
    expansion: {shape: 'list', of: 'customer'},
    answer: listCustomers,
  }),
  endpoint<Stripe.CustomerRetrieveParams>({
    method: 'GET',
    path: '/v1/customers/{id}',
    evidence: 'recorded',
    permission: 'rak_customer_read',
    expansion: {shape: 'object', of: 'customer'},
    answer: retrieveCustomer,
  }),
];

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
