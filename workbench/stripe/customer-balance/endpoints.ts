/** The ledger of a customer's balance. https://docs.stripe.com/api/customer_balance_transactions */
import type Stripe from 'stripe';
import {type Call, type Endpoint, endpoint} from '../engine/endpoint.ts';
import {noSuchObject} from '../engine/errors.ts';
import {inOrder, isWithin, listPage} from '../engine/lists.ts';
import {mergedMetadata} from '../engine/metadata.ts';
import {adjustBalance} from './adjust-balance.ts';
import type {StoredCustomerBalanceTransaction} from './objects.ts';
import {renderCustomerBalanceTransaction} from './render-balance-transaction.ts';

export const customerBalanceEndpoints: readonly Endpoint[] = [
  endpoint<Stripe.CustomerListBalanceTransactionsParams>({
    method: 'GET',
    path: '/v1/customers/{id}/balance_transactions',
    evidence: 'recorded',
    permission: 'rak_customer_read',
    expansion: {shape: 'list', of: 'customer_balance_transaction'},
    answer: listTransactions,
  }),
  endpoint<Stripe.CustomerCreateBalanceTransactionParams>({
    method: 'POST',
    path: '/v1/customers/{id}/balance_transactions',
    evidence: 'recorded',
    permission: 'rak_customer_write',
    expansion: {shape: 'object', of: 'customer_balance_transaction'},
    answer: createTransaction,
  }),
  endpoint<Stripe.CustomerRetrieveBalanceTransactionParams>({
    method: 'GET',
    path: '/v1/customers/{id}/balance_transactions/{id}',
    evidence: 'modelled',
    permission: 'rak_customer_read',
    expansion: {shape: 'object', of: 'customer_balance_transaction'},
    answer: (call) => renderCustomerBalanceTransaction(transactionOf(call), call.store),
  }),
  endpoint<Stripe.CustomerUpdateBalanceTransactionParams>({
    method: 'POST',
    path: '/v1/customers/{id}/balance_transactions/{id}',
    evidence: 'modelled',
    permission: 'rak_customer_write',
    expansion: {shape: 'object', of: 'customer_balance_transaction'},
    answer: updateTransaction,
  }),
];

function listTransactions(call: Call<Stripe.CustomerListBalanceTransactionsParams>): object {
  const {params, store} = call;
  const customer = customerOf(call);
  const rows = store.customerBalanceTransactions.where('customer', customer);
  return listPage(call, {
    rows: inOrder(rows.toReversed()),
    kind: 'customer balance transaction',
    url: `/v1/customers/${customer}/balance_transactions`,
    matches: (row) =>
      isWithin(row.created, params.created) &&
      (params.invoice === undefined || row.invoice === params.invoice),
    render: (row) => renderCustomerBalanceTransaction(row, store),
  });
}

function createTransaction(call: Call<Stripe.CustomerCreateBalanceTransactionParams>): object {
  const {amount, currency, description, metadata} = call.params;
  const transaction = adjustBalance(call, customerOf(call), {
    amount,
    currency: currency.toLowerCase(),
    type: 'adjustment',
    ...(description === undefined ? {} : {description}),
    metadata: mergedMetadata({}, metadata),
  });
  return renderCustomerBalanceTransaction(transaction, call.store);
}

function updateTransaction(call: Call<Stripe.CustomerUpdateBalanceTransactionParams>): object {
  const before = transactionOf(call);
  const {description, metadata} = call.params;
  const after = call.change.update('customer_balance_transaction', before.id, {
    ...(description === undefined ? {} : {description}),
    ...(metadata === undefined ? {} : {metadata: mergedMetadata(before.metadata ?? {}, metadata)}),
  });
  return renderCustomerBalanceTransaction(after, call.store);
}

/** @throws StripeRefusal 404 for a customer that is not there any more */
function customerOf({store, pathIds: [id = '']}: Pick<Call, 'pathIds' | 'store'>): string {
  const customer = store.customers.get(id);
  if (customer === undefined || 'deleted' in customer) {
    throw noSuchObject({kind: 'customer', id, param: 'id', inPath: true});
  }
  return id;
}

function transactionOf(call: Pick<Call, 'pathIds' | 'store'>): StoredCustomerBalanceTransaction {
  const customer = customerOf(call);
  const [, id = ''] = call.pathIds;
  const transaction = call.store.customerBalanceTransactions.get(id);
  if (transaction === undefined || transaction.customer !== customer) {
    throw noSuchObject({kind: 'customer balance transaction', id, param: 'id', inPath: true});
  }
  return transaction;
}
