import fc from 'fast-check';
import {processingFee} from '../../../../workbench/stripe/payments/amounts.ts';
import {at, dataOf} from '../ask.ts';
import {type Account, openAccount} from './account.ts';

type Act =
  | {readonly kind: 'pay'; readonly method: string; readonly amount: number; readonly capture: boolean}
  | {
      readonly kind: 'capture' | 'refund' | 'answer' | 'payout';
      readonly which: number;
      readonly amount: number;
    }
  | {readonly kind: 'wait'; readonly days: number};

const methods = [
  'pm_card_visa',
  'pm_card_bypassPending',
  'pm_card_chargeDeclined',
  'pm_card_createDispute',
  'pm_card_createDisputeInquiry',
  'pm_usBankAccount_success',
  'pm_usBankAccount_dispute',
  'pm_usBankAccount_insufficientFunds',
];

const acts: fc.Arbitrary<Act> = fc.oneof(
  fc.record({
    kind: fc.constant('pay' as const),
    method: fc.constantFrom(...methods),
    amount: fc.integer({min: 50, max: 1_000_000}),
    capture: fc.boolean(),
  }),
  fc.record({
    kind: fc.constantFrom('capture' as const, 'refund' as const, 'answer' as const, 'payout' as const),
    which: fc.nat(20),
    amount: fc.integer({min: 1, max: 500_000}),
  }),
  fc.record({kind: fc.constant('wait' as const), days: fc.integer({min: 1, max: 6})}),
);

function pick(account: Account, path: string, which: number): unknown {
  const rows = dataOf(account.read(path, {limit: 100}));
  return at(rows[which % Math.max(1, rows.length)], 'id');
}

/** Refusals are as good as answers here: they must leave no trace. */
function carryOut(account: Account, act: Act): void {
  switch (act.kind) {
    case 'pay':
      account.post('/v1/payment_intents', {
        amount: act.amount,
        capture_method: act.capture || !act.method.startsWith('pm_card') ? 'automatic' : 'manual',
        confirm: true,
        currency: 'usd',
        payment_method: act.method,
        payment_method_types: ['card', 'us_bank_account'],
      });
      return;
    case 'capture':
      account.post(`/v1/payment_intents/${pick(account, '/v1/payment_intents', act.which)}/capture`, {
        amount_to_capture: act.amount,
      });
      return;
    case 'refund':
      account.post('/v1/refunds', {amount: act.amount, charge: pick(account, '/v1/charges', act.which)});
      return;
    case 'answer':
      account.post(`/v1/disputes/${pick(account, '/v1/disputes', act.which)}`, {
        evidence: {uncategorized_text: act.amount % 2 === 0 ? 'winning_evidence' : 'losing_evidence'},
      });
      return;
    case 'payout':
      account.post('/v1/payouts', {amount: act.amount, currency: 'usd'});
      return;
    case 'wait':
      account.passDays(act.days);
  }
}

function sumOf(rows: readonly unknown[], field: string): number {
  return rows.reduce<number>((sum, row) => sum + Number(at(row, field)), 0);
}

describe('the ledger', () => {
  test('is the balance, whatever was paid, refunded, disputed and paid out', () => {
    fc.assert(
      fc.property(fc.array(acts, {maxLength: 12}), (steps) => {
        const account = openAccount();
        for (const step of steps) carryOut(account, step);
        const lines = dataOf(account.read('/v1/balance_transactions', {limit: 100}));
        const balance = account.read('/v1/balance');
        expect(sumOf(lines, 'net')).toBe(
          Number(at(balance, 'available', 0, 'amount')) + Number(at(balance, 'pending', 0, 'amount')),
        );
        expect(sumOf(lines, 'amount') - sumOf(lines, 'fee')).toBe(sumOf(lines, 'net'));
        for (const charge of dataOf(account.read('/v1/charges', {limit: 100}))) {
          const refunds = dataOf(account.read('/v1/refunds', {charge: at(charge, 'id'), limit: 100}));
          expect(sumOf(refunds, 'amount')).toBe(at(charge, 'amount_refunded'));
          expect(Number(at(charge, 'amount_refunded'))).toBeLessThanOrEqual(Number(at(charge, 'amount')));
        }
      }),
      {numRuns: 30, seed: 5},
    );
  });
});

describe('processingFee()', () => {
  test.each([
    [2000, 'usd', 'card', 88],
    [100, 'usd', 'card', 33],
    [50, 'usd', 'card', 31],
    [1000, 'jpy', 'card', 59],
    [10_000, 'kwd', 'card', 590],
    [100_000, 'usd', 'us_bank_account', 500],
    [10_000, 'usd', 'us_bank_account', 80],
    [10_000, 'eur', 'sepa_debit', 35],
    [10_000, 'usd', 'customer_balance', 50],
    [20, 'usd', 'card', 20],
  ] as const)('of %d %s by %s is %d', (amount, currency, method, fee) => {
    expect(processingFee(amount, currency, method)).toBe(fee);
  });
});
