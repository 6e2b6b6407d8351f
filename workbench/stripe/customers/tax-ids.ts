/** Tax ids of customers, which their invoices print. https://docs.stripe.com/api/tax_ids/customer_create */
import type Stripe from 'stripe';
import {type Call, type Endpoint, endpoint} from '../engine/endpoint.ts';
import {noSuchObject, StripeRefusal} from '../engine/errors.ts';
import {inOrder, listPage} from '../engine/lists.ts';
import type {Store} from '../engine/store.ts';
import type {WireList} from '../engine/wire.ts';
import type {StoredLiveCustomer, StoredTaxId} from './objects.ts';

const taxIdsMax = 25;

/** Countries of types that do not name theirs. */
const countryOfType: Readonly<Record<string, string | null>> = {eu_oss_vat: null, unknown: null};

/** Adds it with its event. Verification runs elsewhere and would answer later: here nobody does. */
export function insertTaxId(
  call: Call,
  customerId: string,
  given: {readonly type: Stripe.TaxId.Type; readonly value: string},
): StoredTaxId {
  const {change, nowUnixS, store} = call;
  const held = store.taxIds.where('customer', customerId);
  if (held.length >= taxIdsMax) {
    throw new StripeRefusal({status: 400, message: `A customer can have at most ${taxIdsMax} tax IDs.`});
  }
  if (held.some(({type, value}) => type === given.type && value === given.value)) {
    throw new StripeRefusal({
      status: 400,
      code: 'tax_id_already_exists',
      message: 'The customer already has this tax ID.',
      param: 'value',
    });
  }
  const id = change.newId('txi');
  const row: StoredTaxId = {
    id,
    object: 'tax_id',
    country: countryOf(given),
    created: nowUnixS,
    customer: customerId,
    customer_account: null,
    livemode: store.livemode,
    owner: {customer: customerId, customer_account: null, type: 'customer'},
    type: given.type,
    value: given.value,
    verification: {status: 'unavailable', verified_address: null, verified_name: null},
  };
  change.insert('tax_id', row);
  change.event('customer.tax_id.created', 'tax_id', id);
  return row;
}

function countryOf({type, value}: {readonly type: string; readonly value: string}): string | null {
  if (type in countryOfType) return countryOfType[type] ?? null;
  // An EU VAT number begins with its country.
  const letters = type === 'eu_vat' ? value.slice(0, 2) : type.slice(0, 2);
  return /^[a-z]{2}$/i.test(letters) ? letters.toUpperCase() : null;
}

/** The list that `expand[]=tax_ids` adds to a customer. */
export function taxIdsInside(customerId: string, store: Store): WireList<StoredTaxId> {
  return {
    object: 'list',
    data: store.taxIds.where('customer', customerId).toReversed(),
    has_more: false,
    url: `/v1/customers/${customerId}/tax_ids`,
  };
}

/** @throws StripeRefusal 404 */
function customerOfPath({store, pathIds}: Call): StoredLiveCustomer {
  const id = pathIds[0] ?? '';
  const customer = store.customers.get(id);
  if (customer === undefined || 'deleted' in customer) {
    throw noSuchObject({kind: 'customer', id, param: 'customer', inPath: true});
  }
  return customer;
}

function taxIdOfPath(call: Call): StoredTaxId {
  const customer = customerOfPath(call);
  const id = call.pathIds[1] ?? '';
  const taxId = call.store.taxIds.get(id);
  if (taxId === undefined || taxId.customer !== customer.id) {
    throw noSuchObject({kind: 'tax_id', id, param: 'id', inPath: true});
  }
  return taxId;
}

function deleteTaxId(call: Call): object {
  const {id} = taxIdOfPath(call);
  call.change.event('customer.tax_id.deleted', 'tax_id', id);
  call.change.remove('tax_id', id);
  return {id, object: 'tax_id', deleted: true};
}

const expansion = {shape: 'object', of: 'tax_id'} as const;

export const taxIdEndpoints: readonly Endpoint[] = [
  endpoint<Stripe.CustomerListTaxIdsParams>({
    method: 'GET',
    path: '/v1/customers/{id}/tax_ids',
    evidence: 'modelled',
    permission: 'rak_customer_read',
    expansion: {shape: 'list', of: 'tax_id'},
    answer: (call) => {
      const {id} = customerOfPath(call);
      return listPage(call, {
        rows: inOrder(call.store.taxIds.where('customer', id).toReversed()),
        kind: 'tax_id',
        url: `/v1/customers/${id}/tax_ids`,
        render: (row) => row,
      });
    },
  }),
  endpoint<Stripe.CustomerCreateTaxIdParams>({
    method: 'POST',
    path: '/v1/customers/{id}/tax_ids',
    evidence: 'modelled',
    permission: 'rak_customer_write',
    expansion,
    answer: (call) => insertTaxId(call, customerOfPath(call).id, call.params),
  }),
  endpoint<Stripe.CustomerRetrieveTaxIdParams>({
    method: 'GET',
    path: '/v1/customers/{id}/tax_ids/{id}',
    evidence: 'modelled',
    permission: 'rak_customer_read',
    expansion,
    answer: taxIdOfPath,
  }),
  endpoint({
    method: 'DELETE',
    path: '/v1/customers/{id}/tax_ids/{id}',
    evidence: 'modelled',
    permission: 'rak_customer_write',
    expansion,
    answer: deleteTaxId,
  }),
];
