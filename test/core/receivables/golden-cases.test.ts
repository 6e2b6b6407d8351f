import {refreshReceivables} from '../../../src/core/receivables/refresh-receivables.ts';
import amounts from '../../cases/receivables-amounts.json' with {type: 'json'};
import buckets from '../../cases/receivables-buckets.json' with {type: 'json'};
import currencies from '../../cases/receivables-currencies.json' with {type: 'json'};
import days from '../../cases/receivables-days.json' with {type: 'json'};
import {wireInvoice} from '../../support/fake-invoice.ts';
import {fakePorts} from '../../support/fake-ports.ts';
import {shownReport} from '../../support/fake-report.ts';
import {fakeTables} from '../../support/fake-tables.ts';

interface GoldenCase {
  readonly name: string;
  readonly rule: string;
  readonly source: string;
  readonly input: {
    readonly now: string;
    readonly timeZone: string;
    readonly edges?: readonly number[];
    readonly currencyOrder?: readonly string[];
    readonly accountCurrency?: string;
    /** Wire fields that differ from the invoice of `wireInvoice`. */
    readonly invoices: readonly Readonly<Record<string, unknown>>[];
  };
  readonly expected: {
    /** By invoice id, every invoice of the tab; of each only the columns that the case is about. */
    readonly rows: Readonly<Record<string, object>>;
    /** All rows of the aging in their order, without columns of 0. */
    readonly aging?: readonly object[];
    /** The TOTAL row of each currency, without columns of 0. */
    readonly totals: object;
    readonly warnings?: string;
  };
}

const cases: readonly GoldenCase[] = [...buckets, ...days, ...amounts, ...currencies];

describe('receivables golden cases', () => {
  // From Stripe's wire form through the decoder, the aging, the check against the raw pages and the written cells.
  test.each(cases)('$rule: $name', ({input, expected}) => {
    const tables = fakeTables({timeZone: input.timeZone});
    const ports = fakePorts({invoices: input.invoices.map(wireInvoice), now: input.now, tables});
    ports.http.account = {...ports.http.account, default_currency: input.accountCurrency ?? 'usd'};
    ports.documentProperties.write(
      'settings',
      JSON.stringify({
        version: 1,
        timeZone: input.timeZone,
        ...(input.edges && {bucketEdges: input.edges}),
        ...(input.currencyOrder && {currencyOrder: input.currencyOrder}),
      }),
    );

    refreshReceivables(ports, {}, ports.clock.nowUnixMs() + 300_000);

    const report = shownReport(tables);
    expect([...report.rows.keys()].sort()).toEqual(Object.keys(expected.rows).sort());
    expect(Object.fromEntries(report.rows)).toMatchObject(expected.rows);
    if (expected.aging !== undefined) expect(report.aging).toEqual(expected.aging);
    expect(report.totals).toEqual(expected.totals);
    expect(Object.keys(report.totals)).toEqual(Object.keys(expected.totals));
    expect(report.stamp['Warnings']).toBe(expected.warnings ?? 'None');
    for (const currency of Object.keys(expected.totals)) {
      const ties = report.stamp[`Ties ${currency}`];
      if (ties !== undefined) expect(ties).toMatch(/^Yes: /);
    }
  });

  test('every case has a name of its own', () => {
    expect(new Set(cases.map(({rule, name}) => rule + name)).size).toBe(cases.length);
  });
});
