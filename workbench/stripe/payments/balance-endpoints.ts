/** The balance, its transactions, and payouts from it. */
import type Stripe from 'stripe';
import {type Call, type Endpoint, endpoint, pathIdOf} from '../engine/endpoint.ts';
import {inOrder, isWithin, listPage, newestFirst} from '../engine/lists.ts';
import {mergedMetadata} from '../engine/metadata.ts';
import {renderBalanceTransaction, renderPayout} from './balance-objects.ts';
import {balanceOf} from './ledger.ts';
import type {StoredPayout} from './objects.ts';
import {cancelPayout, createPayout, reversePayout} from './payouts.ts';
import {inPath} from './references.ts';
import {refuseUnmodelled} from './refusals.ts';

const readPayouts = {permission: 'rak_payout_read', evidence: 'modelled'} as const;
const writePayouts = {permission: 'rak_payout_write', evidence: 'modelled'} as const;
const onePayout = {expansion: {shape: 'object', of: 'payout'}} as const;

export const balanceEndpoints: readonly Endpoint[] = [
  endpoint<Stripe.BalanceRetrieveParams>({
    method: 'GET',
    path: '/v1/balance',
    evidence: 'modelled',
    permission: 'rak_balance_read',
    expansion: {shape: 'object', of: 'other'},
    answer: balanceOf,
  }),
  endpoint<Stripe.BalanceTransactionListParams>({
    method: 'GET',
    path: '/v1/balance_transactions',
    evidence: 'modelled',
    permission: 'rak_balance_transaction_source_read',
    expansion: {shape: 'list', of: 'balance_transaction'},
    answer: listTransactions,
  }),
  endpoint<Stripe.BalanceTransactionRetrieveParams>({
    method: 'GET',
    path: '/v1/balance_transactions/{id}',
    evidence: 'modelled',
    permission: 'rak_balance_transaction_source_read',
    expansion: {shape: 'object', of: 'balance_transaction'},
    answer: (call) =>
      renderBalanceTransaction(
        inPath(call.store.balanceTransactions, {kind: 'balance transaction', id: pathIdOf(call)}),
      ),
  }),
  endpoint<Stripe.PayoutCreateParams>({
    ...writePayouts,
    ...onePayout,
    evidence: 'scripted',
    method: 'POST',
    path: '/v1/payouts',
    answer(call) {
      const {amount, currency, description, metadata, method, statement_descriptor} = call.params;
      refuseUnmodelled(call.params, ['destination', 'payout_method', 'source_type']);
      return renderPayout(
        createPayout(call, {
          amount,
          currency: currency.toLowerCase(),
          description: description ?? null,
          instant: method === 'instant',
          metadata: mergedMetadata({}, metadata),
          statementDescriptor: statement_descriptor ?? null,
        }),
      );
    },
  }),
  endpoint<Stripe.PayoutListParams>({
    ...readPayouts,
    expansion: {shape: 'list', of: 'payout'},
    method: 'GET',
    path: '/v1/payouts',
    answer: listPayouts,
  }),
  endpoint<Stripe.PayoutRetrieveParams>({
    ...readPayouts,
    ...onePayout,
    method: 'GET',
    path: '/v1/payouts/{id}',
    answer: (call) => renderPayout(payoutOfPath(call)),
  }),
  endpoint<Stripe.PayoutUpdateParams>({
    ...writePayouts,
    ...onePayout,
    method: 'POST',
    path: '/v1/payouts/{id}',
    answer(call) {
      const payout = payoutOfPath(call);
      const before = call.render('payout', payout.id);
      const updated = call.change.update('payout', payout.id, {
        metadata: mergedMetadata(payout.metadata ?? {}, call.params.metadata),
      });
      call.change.event('payout.updated', 'payout', payout.id, before);
      return renderPayout(updated);
    },
  }),
  endpoint<Stripe.PayoutCancelParams>({
    ...writePayouts,
    ...onePayout,
    method: 'POST',
    path: '/v1/payouts/{id}/cancel',
    answer(call) {
      const payout = payoutOfPath(call);
      cancelPayout(call, payout);
      return call.render('payout', payout.id);
    },
  }),
  endpoint<Stripe.PayoutReverseParams>({
    ...writePayouts,
    ...onePayout,
    method: 'POST',
    path: '/v1/payouts/{id}/reverse',
    answer: (call) =>
      renderPayout(reversePayout(call, payoutOfPath(call), mergedMetadata({}, call.params.metadata))),
  }),
];

function payoutOfPath(call: Call): StoredPayout {
  return inPath(call.store.payouts, {kind: 'payout', id: pathIdOf(call)});
}

function listTransactions(call: Call<Stripe.BalanceTransactionListParams>): object {
  const {created, currency, payout, source, type} = call.params;
  const {balanceTransactions} = call.store;
  const from = source ?? payout;
  return listPage(call, {
    rows:
      from === undefined
        ? newestFirst(balanceTransactions)
        : inOrder(balanceTransactions.where('source', from).toReversed()),
    kind: 'balance transaction',
    url: '/v1/balance_transactions',
    render: renderBalanceTransaction,
    matches: (row) =>
      isWithin(row.created, created) &&
      (currency === undefined || row.currency === currency) &&
      (payout === undefined || row.source === payout) &&
      (type === undefined || row.type === type),
  });
}

function listPayouts(call: Call<Stripe.PayoutListParams>): object {
  const {arrival_date, created, destination, status} = call.params;
  return listPage(call, {
    rows: newestFirst(call.store.payouts),
    kind: 'payout',
    url: '/v1/payouts',
    render: renderPayout,
    matches: (row) =>
      isWithin(row.created, created) &&
      isWithin(row.arrival_date, arrival_date) &&
      (destination === undefined || row.destination === destination) &&
      (status === undefined || row.status === status),
  });
}
