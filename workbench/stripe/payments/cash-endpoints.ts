import type Stripe from 'stripe';
import {type Call, type Endpoint, endpoint, pathIdOf} from '../engine/endpoint.ts';
import {noSuchObject} from '../engine/errors.ts';
import {inOrder, listPage} from '../engine/lists.ts';
import {cashBalanceOf, keepCashBalance} from './cash.ts';
import {renderCashBalance, renderCashTransaction} from './cash-objects.ts';
import {fundCash, reconcileCash} from './reconcile-cash.ts';
import {invalidRequest} from './refusals.ts';

const read = {permission: 'rak_customer_read', evidence: 'modelled'} as const;
const write = {permission: 'rak_customer_write', evidence: 'modelled'} as const;
/** The package exports this type under no name. */
type FundParams = Parameters<Stripe['testHelpers']['customers']['fundCashBalance']>[1];

const transactionKind = 'customer_cash_balance_transaction';

export const cashEndpoints: readonly Endpoint[] = [
  endpoint<Stripe.CustomerRetrieveCashBalanceParams>({
    ...read,
    method: 'GET',
    path: '/v1/customers/{id}/cash_balance',
    expansion: {shape: 'object', of: 'cash_balance'},
    answer: (call) => renderCashBalance(cashBalanceOf(call, customerOfPath(call)), call.store),
  }),
  endpoint<Stripe.CustomerUpdateCashBalanceParams>({
    ...write,
    method: 'POST',
    path: '/v1/customers/{id}/cash_balance',
    expansion: {shape: 'object', of: 'cash_balance'},
    answer: updateCashBalance,
  }),
  endpoint<Stripe.CustomerListCashBalanceTransactionsParams>({
    ...read,
    method: 'GET',
    path: '/v1/customers/{id}/cash_balance_transactions',
    expansion: {shape: 'list', of: transactionKind},
    answer(call) {
      const customer = customerOfPath(call);
      return listPage(call, {
        rows: inOrder(call.store.cashTransactions.where('customer', customer).toReversed()),
        kind: transactionKind,
        url: `/v1/customers/${customer}/cash_balance_transactions`,
        render: renderCashTransaction,
      });
    },
  }),
  endpoint<Stripe.CustomerRetrieveCashBalanceTransactionParams>({
    ...read,
    method: 'GET',
    path: '/v1/customers/{id}/cash_balance_transactions/{id}',
    expansion: {shape: 'object', of: transactionKind},
    answer(call) {
      const [customer = '', id = ''] = call.pathIds;
      const row = call.store.cashTransactions.get(id);
      if (row?.customer !== customer)
        throw noSuchObject({kind: transactionKind, id, param: 'transaction', inPath: true});
      return renderCashTransaction(row);
    },
  }),
  endpoint<FundParams>({
    ...write,
    method: 'POST',
    path: '/v1/test_helpers/customers/{id}/fund_cash_balance',
    expansion: {shape: 'object', of: transactionKind},
    answer(call) {
      const {amount, currency, reference} = call.params;
      if (call.store.livemode) {
        throw invalidRequest('Test helpers can only be used in test mode.', {code: 'testmode_charges_only'});
      }
      if (amount < 1) {
        throw invalidRequest('This value must be greater than or equal to 1.', {
          code: 'parameter_invalid_integer',
          param: 'amount',
        });
      }
      const id = fundCash(call, customerOfPath(call), {
        amount,
        currency: currency.toLowerCase(),
        reference: reference ?? null,
      });
      return call.render(transactionKind, id);
    },
  }),
];

/** @throws StripeRefusal 404 */
function customerOfPath(call: Call): string {
  const id = pathIdOf(call);
  const customer = call.store.customers.get(id);
  if (customer === undefined || 'deleted' in customer) {
    throw noSuchObject({kind: 'customer', id, param: 'customer', inPath: true});
  }
  return id;
}

function updateCashBalance(call: Call<Stripe.CustomerUpdateCashBalanceParams>): object {
  const customer = customerOfPath(call);
  const mode = call.params.settings?.reconciliation_mode;
  const row = cashBalanceOf(call, customer);
  if (mode === undefined) return renderCashBalance(row, call.store);
  keepCashBalance(call, {...row, reconciliation_mode: modeOf(mode)});
  for (const currency of Object.keys(row.available))
    reconcileCash(call, customer, {currency, reference: null});
  return renderCashBalance(cashBalanceOf(call, customer), call.store);
}

/** Null for `merchant_default`. */
function modeOf(given: string): 'automatic' | 'manual' | null {
  if (given === 'automatic') return 'automatic';
  return given === 'manual' ? 'manual' : null;
}
