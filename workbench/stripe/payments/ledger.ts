/**
 * The account's ledger: each movement of money is one balance transaction whose amount is its fee plus its net, and the
 * balance is the sum of the nets.
 */
import type Stripe from 'stripe';
import type {Call} from '../engine/endpoint.ts';
import {asWireObject} from '../engine/wire.ts';
import {renderBalance} from './balance-objects.ts';
import type {StoredBalanceTransaction} from './objects.ts';

const secondsPerDay = 86_400;

/** How long it takes until what was paid can be paid out: two days, as in the United States. */
const daysUntilAvailable = 2;

interface Movement {
  readonly type: Stripe.BalanceTransaction.Type;
  /** Before the fee; below 0 leaves the account. */
  readonly amount: number;
  readonly fee: number;
  readonly currency: string;
  /** The object that moved it. */
  readonly source: string;
  readonly description: string | null;
  readonly createdUnixS: number;
}

/**
 * Writes the movement down and returns its id. What comes in is pending for two days, unless it is available at once;
 * what leaves is gone.
 */
export function postMovement(
  call: Call,
  movement: Movement,
  {availableAtOnce}: {readonly availableAtOnce: boolean} = {availableAtOnce: false},
): string {
  const id = call.change.newId('txn');
  const row = movementRow(id, movement);
  if (row.net <= 0) {
    call.change.insert('balance_transaction', row);
    return id;
  }
  const availableOn = availableAtOnce ? movement.createdUnixS : midnightWhenAvailable(movement.createdUnixS);
  call.change.insert('balance_transaction', {...row, available_on: availableOn, status: 'pending'});
  call.change.later({
    key: `release_funds:${availableOn}`,
    kind: 'release_funds',
    id: String(availableOn),
    atUnixS: availableOn,
    customer: null,
  });
  return id;
}

/** The movement as it stands once nothing is pending any more. */
export function movementRow(id: string, movement: Movement): StoredBalanceTransaction {
  const {type, amount, fee, currency, source, description, createdUnixS} = movement;
  return {
    id,
    object: 'balance_transaction',
    amount,
    available_on: createdUnixS,
    created: createdUnixS,
    currency,
    description,
    fee,
    net: amount - fee,
    source,
    status: 'available',
    type,
  };
}

function midnightWhenAvailable(createdUnixS: number): number {
  return (Math.floor(createdUnixS / secondsPerDay) + daysUntilAvailable) * secondsPerDay;
}

/** What was to become available at the moment is available. */
export function releaseFunds(call: Call, availableOn: string): void {
  for (const row of call.store.balanceTransactions.where('available_on', Number(availableOn))) {
    if (row.status !== 'pending') continue;
    call.change.update('balance_transaction', row.id, {status: 'available'});
  }
  call.change.eventAbout('balance.available', asWireObject(balanceOf(call)));
}

/** The balance as it stands. */
export function balanceOf({store}: Pick<Call, 'store'>): Stripe.Balance {
  return renderBalance(store.balanceTransactions.all(), {
    livemode: store.livemode,
    defaultCurrency: store.account.default_currency ?? 'usd',
  });
}

/** What can be paid out now. */
export function availableBalance({store}: Pick<Call, 'store'>, currency: string): number {
  return store.balanceTransactions
    .where('currency', currency)
    .reduce((sum, row) => (row.status === 'available' ? sum + row.net : sum), 0);
}
