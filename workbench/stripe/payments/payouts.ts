/** Payouts: money that leaves the account for its bank. https://docs.stripe.com/payouts */
import type {Call} from '../engine/endpoint.ts';
import {derivedId} from '../engine/ids.ts';
import {availableBalance, postMovement} from './ledger.ts';
import type {StoredPayout} from './objects.ts';
import {invalidRequest} from './refusals.ts';

const secondsPerDay = 86_400;

interface PayoutRequest {
  readonly amount: number;
  readonly currency: string;
  readonly description: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly statementDescriptor: string | null;
  readonly instant: boolean;
}

/** @throws StripeRefusal when there is not so much available */
export function createPayout(call: Call, request: PayoutRequest): StoredPayout {
  const {amount, currency, instant} = request;
  if (amount > availableBalance(call, currency)) {
    throw invalidRequest(
      'You have insufficient funds in your Stripe account for this transfer. Your card balance is too low. You can use ' +
        'the /v1/balance endpoint to view your Stripe balance (for more details, see stripe.com/docs/api#balance).',
      {code: 'balance_insufficient'},
    );
  }
  const arrival = instant ? call.nowUnixS : nextBusinessDay(call.nowUnixS);
  const row = insertPayout(call, {
    amount,
    arrival_date: arrival,
    currency,
    description: request.description,
    metadata: request.metadata,
    method: instant ? 'instant' : 'standard',
    statement_descriptor: request.statementDescriptor,
  });
  call.change.later({
    key: `pay_out:${row.id}`,
    kind: 'pay_out',
    id: row.id,
    atUnixS: arrival,
    customer: null,
  });
  return row;
}

function insertPayout(
  call: Call,
  given: Partial<StoredPayout> & Pick<StoredPayout, 'amount' | 'arrival_date' | 'currency'>,
): StoredPayout {
  const id = call.change.newId('po');
  const moved = postMovement(call, {
    type: 'payout',
    amount: -given.amount,
    fee: 0,
    currency: given.currency,
    source: id,
    description: given.amount < 0 ? 'REVERSED PAYOUT' : 'STRIPE PAYOUT',
    createdUnixS: call.nowUnixS,
  });
  const row: StoredPayout = {
    id,
    object: 'payout',
    balance_transaction: moved,
    created: call.nowUnixS,
    destination: derivedId('ba', `payouts:${call.store.account.id}:${given.currency}`),
    livemode: call.store.livemode,
    status: 'pending',
    ...given,
  };
  call.change.insert('payout', row);
  call.change.event('payout.created', 'payout', id);
  return row;
}

/** Banks take in money from Monday to Friday. */
function nextBusinessDay(nowUnixS: number): number {
  let day = Math.floor(nowUnixS / secondsPerDay) + 1;
  // 1 January 1970, day 0, was a Thursday.
  while ((day + 4) % 7 === 0 || (day + 4) % 7 === 6) day += 1;
  return day * secondsPerDay;
}

/** The money has arrived. */
export function payOut(call: Call, id: string): void {
  const payout = call.store.payouts.get(id);
  if (payout?.status !== 'pending') return;
  call.change.update('payout', id, {
    status: 'paid',
    trace_id: {status: 'supported', value: derivedId('in', `trace:${id}`).slice(4, 19)},
  });
  call.change.event('payout.paid', 'payout', id);
}

/** @throws StripeRefusal once it is under way */
export function cancelPayout(call: Call, payout: StoredPayout): void {
  if (payout.status !== 'pending') {
    throw invalidRequest(
      `Payouts can only be canceled while they are pending. This payout has the status ${payout.status}.`,
    );
  }
  call.change.cancelLater(`pay_out:${payout.id}`);
  const moved = postMovement(
    call,
    {
      type: 'payout_cancel',
      amount: payout.amount,
      fee: 0,
      currency: payout.currency,
      source: payout.id,
      description: 'PAYOUT CANCELED',
      createdUnixS: call.nowUnixS,
    },
    {availableAtOnce: true},
  );
  call.change.update('payout', payout.id, {failure_balance_transaction: moved, status: 'canceled'});
  call.change.event('payout.canceled', 'payout', payout.id);
}

/** Fetches the money of a payout that has arrived back from the bank: a payout the other way round. */
export function reversePayout(
  call: Call,
  payout: StoredPayout,
  metadata: Readonly<Record<string, string>>,
): StoredPayout {
  if (payout.status !== 'paid' || payout.amount < 0) {
    throw invalidRequest('Only payouts that have been paid can be reversed.');
  }
  if (typeof payout.reversed_by === 'string') {
    throw invalidRequest(`This payout has already been reversed by ${payout.reversed_by}.`);
  }
  const arrival = nextBusinessDay(call.nowUnixS);
  const reversal = insertPayout(call, {
    amount: -payout.amount,
    arrival_date: arrival,
    currency: payout.currency,
    metadata,
    original_payout: payout.id,
  });
  const before = call.render('payout', payout.id);
  call.change.update('payout', payout.id, {reversed_by: reversal.id});
  call.change.event('payout.updated', 'payout', payout.id, before);
  call.change.later({
    key: `pay_out:${reversal.id}`,
    kind: 'pay_out',
    id: reversal.id,
    atUnixS: arrival,
    customer: null,
  });
  return reversal;
}
