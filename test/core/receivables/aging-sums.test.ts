import {currencyCode} from '../../../src/core/money/currency.ts';
import {money} from '../../../src/core/money/money.ts';
import {agingBuckets} from '../../../src/core/receivables/aging-bucket.ts';
import {addToAging, agingTotal, noAging} from '../../../src/core/receivables/aging-sums.ts';

const buckets = agingBuckets([30]);
const usd = (minorUnits: number) => money(minorUnits, currencyCode('USD'));
const eur = (minorUnits: number) => money(minorUnits, currencyCode('EUR'));

describe('addToAging()', () => {
  test('adds what is open to its bucket and keeps what is uncollectible beside it (R1, R6)', () => {
    const sums = noAging(currencyCode('USD'), buckets);
    addToAging(sums, {open: usd(5), uncollectible: usd(0), daysPastDue: 30}, buckets);
    addToAging(sums, {open: usd(7), uncollectible: usd(0), daysPastDue: 31}, buckets);
    addToAging(sums, {open: usd(0), uncollectible: usd(9), daysPastDue: 99}, buckets);
    expect(sums.buckets).toEqual([usd(0), usd(5), usd(7)]);
    expect([agingTotal(sums), sums.uncollectible]).toEqual([usd(12), usd(9)]);
  });

  test.each([0, 1])('refuses %d of another currency (R9)', (minorUnits) => {
    const sums = noAging(currencyCode('USD'), buckets);
    expect(() =>
      addToAging(sums, {open: eur(minorUnits), uncollectible: eur(0), daysPastDue: 0}, buckets),
    ).toThrow(expect.objectContaining({code: 'CURRENCY_MIXED'}));
  });
});
