import fc from 'fast-check';
import {reckonDraft} from '../../../src/core/invoicing/draft-amounts.ts';
import {decimalCell, times} from '../../../src/core/invoicing/draft-cells.ts';
import {currencyCode} from '../../../src/core/money/currency.ts';
import {formatMoney} from '../../../src/core/money/money.ts';
import {goodRow, readDrafts, type TypedRow} from './support/draft-tab.ts';

function reckoned(rows: readonly TypedRow[], currency = 'EUR') {
  const [reading] = readDrafts(rows);
  if (reading?.kind !== 'invoice') throw new Error(JSON.stringify(reading));
  return reckonDraft(reading.invoice, currencyCode(currency));
}

const problemsOf = (rows: readonly TypedRow[], currency?: string) =>
  reckoned(rows, currency).problems.map(({sentence}) => sentence);
const row = (change: TypedRow) => [{...goodRow, 'Order total (check)': '', ...change}];

describe('reckonDraft()', () => {
  test('adds up quantity × unit amount, each line rounded once', () => {
    const rows = [
      {
        ...goodRow,
        Group: 'A',
        Quantity: 1_400_000_123,
        'Unit amount': 0.0000025,
        'Order total (check)': 3523.45,
      },
      {...goodRow, Group: 'A', Quantity: 1.5, 'Unit amount': 15.63, 'Order total (check)': ''},
    ];
    const {lines, subtotal, problems} = reckoned(rows);
    expect(problems).toEqual([]);
    expect(
      lines.map(({unitAmountDecimal, amount}) => [unitAmountDecimal, amount && formatMoney(amount)]),
    ).toEqual([
      ['0.00025', 'EUR 3,500.00'],
      ['1563', 'EUR 23.45'],
    ]);
    expect(subtotal && formatMoney(subtotal)).toBe('EUR 3,523.45');
  });

  test('knows no subtotal while the catalogue has a price', () => {
    const {subtotal, problems} = reckoned(row({'Price ID': 'price_1', 'Unit amount': ''}));
    expect([subtotal, problems]).toEqual([null, []]);
  });

  test('compares the order form with the rows', () => {
    expect(
      problemsOf(row({Quantity: 1, 'Unit amount': 12_000, 'Order total (check)': 120_000}), 'USD'),
    ).toEqual(['Order form says USD 120,000.00, rows add up to USD 12,000.00.']);
    expect(reckoned(row({})).warnings.map(({sentence}) => sentence)).toEqual([
      'No order total to check against: a wrong price would go unseen.',
    ]);
  });

  test.each<[string, TypedRow, string, string]>([
    [
      'a line total that differs',
      {'Line total (check)': 2400.01},
      'EUR',
      'line total (check) says EUR 2,400.01, quantity × unit amount is EUR 2,400.00. Correct the quantity, the unit amount or the check.',
    ],
    [
      'a stated amount finer than the currency',
      {'Line total (check)': 2400.5},
      'JPY',
      'line total (check) is 2400.5, finer than JPY is counted. Round it to a whole number first.',
    ],
    [
      'a price finer than Stripe counts',
      {'Unit amount': '0.000000000000001'},
      'EUR',
      'unit amount 0.000000000000001 is finer than Stripe counts EUR. Round it to 14 decimals.',
    ],
    [
      'an invoice of nothing',
      {'Unit amount': 0},
      'EUR',
      'its lines add up to EUR 0.00. An invoice must exceed 0: give a credit note instead.',
    ],
    [
      'automatic tax on a negative line',
      {'Unit amount': -5, Quantity: 1, Tax: 'automatic', 'Line total (check)': 1},
      'EUR',
      'automatic tax takes no negative line. Use a discount or a credit note, or name a tax rate.',
    ],
  ])('refuses %s', (_name, change, currency, sentence) => {
    expect(problemsOf(row(change), currency)).toContain(`Cannot create the invoice of row 2: ${sentence}`);
  });

  test('refuses automatic tax beside another', () => {
    const [good] = row({Group: 'A'});
    expect(problemsOf([{...good}, {...good, Tax: 'VAT 19'}])).toEqual([
      'Cannot create the invoice of row 3: automatic tax is for whole invoices, and this line has another. Set every line of the invoice to “automatic”, or none.',
    ]);
  });

  test('takes a minus line and a line of nothing beside others', () => {
    const [good] = row({Group: 'A', Tax: 'VAT 19'});
    const {subtotal, problems} = reckoned([
      {...good},
      {...good, 'Unit amount': -100},
      {...good, 'Unit amount': 0},
    ]);
    expect([problems, subtotal && formatMoney(subtotal)]).toEqual([[], 'EUR 2,200.00']);
  });

  test('warns of a line that stands there twice', () => {
    const [good] = row({Group: 'A'});
    expect(reckoned([{...good}, {...good}]).warnings.map(({sentence}) => sentence)).toContain(
      'Rows 2 and 3 are the same line twice.',
    );
  });
});

describe('times()', () => {
  const decimal = fc
    .tuple(fc.bigInt({min: -(10n ** 20n), max: 10n ** 20n}), fc.integer({min: 0, max: 12}))
    .map(([digits, scale]) => ({digits, scale}));
  const text = ({digits, scale}: {readonly digits: bigint; readonly scale: number}) => {
    const magnitude = String(digits < 0n ? -digits : digits).padStart(scale + 1, '0');
    const at = magnitude.length - scale;
    return `${digits < 0n ? '-' : ''}${magnitude.slice(0, at)}${scale === 0 ? '' : `.${magnitude.slice(at)}`}`;
  };
  const scaled = (plain: string, scale: number) => {
    const [whole = '', fraction = ''] = plain.split('.');
    return (
      BigInt(`${whole}${fraction.padEnd(scale, '0')}`.replace('-', '')) * (plain.startsWith('-') ? -1n : 1n)
    );
  };

  test('is exact', () => {
    fc.assert(
      fc.property(decimal, decimal, (a, b) => {
        expect(scaled(times(text(a), text(b)), a.scale + b.scale)).toBe(a.digits * b.digits);
      }),
    );
  });
});

describe('decimalCell()', () => {
  test.each([
    [2.5e-7, '0.00000025'],
    [1e15, '1000000000000000'],
    [0.1 + 0.2, '0.3'],
    ['007.500', '7.5'],
    ['−2', '-2'],
    ['-0.0', '0'],
    [-0.0000025, '-0.0000025'],
  ])('reads %p', (cell, expected) => {
    expect(decimalCell(cell, 'quantity')).toEqual({kind: 'value', value: expected});
  });

  test.each(['1,000', '1.000,5', '1e3', '$5', '.5', 'Infinity', true])('refuses %p', (cell) => {
    expect(decimalCell(cell, 'quantity').kind).toBe('unclear');
  });
});
