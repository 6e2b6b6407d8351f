import * as v from 'valibot';
import {wireInvoice} from '../../support/fake-invoice.ts';
import {fakePorts} from '../../support/fake-ports.ts';
import {shownReport} from '../../support/fake-report.ts';
import {runToEnd} from '../../support/fake-run.ts';
import {fakeTables} from '../../support/fake-tables.ts';
import {goldenCases} from '../money/golden-cases.ts';

const line = v.record(v.string(), v.union([v.string(), v.number()]));
const shape = {
  input: v.strictObject({
    now: v.string(),
    timeZone: v.string(),
    edges: v.optional(v.array(v.number())),
    currencyOrder: v.optional(v.array(v.string())),
    accountCurrency: v.optional(v.string()),
    // Wire fields that differ from the invoice of `wireInvoice`.
    invoices: v.array(v.record(v.string(), v.unknown())),
  }),
  expected: v.strictObject({
    // By invoice id, every invoice of the tab; of each only the columns that the case is about.
    rows: v.record(v.string(), line),
    // All rows of the aging in their order, without columns of 0.
    aging: v.optional(v.array(line)),
    // The TOTAL row of each currency in their order, without columns of 0.
    totals: v.record(v.string(), line),
    warnings: v.optional(v.string(), 'None'),
  }),
};

const cases = ['buckets', 'days', 'amounts', 'currencies'].flatMap((part) =>
  goldenCases(`receivables-${part}.json`, shape),
);

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

    runToEnd(ports);

    const report = shownReport(tables);
    expect([...report.rows.keys()].sort()).toEqual(Object.keys(expected.rows).sort());
    expect(Object.fromEntries(report.rows)).toMatchObject(expected.rows);
    if (expected.aging !== undefined) expect(report.aging).toEqual(expected.aging);
    expect(report.totals).toEqual(expected.totals);
    expect(Object.keys(report.totals)).toEqual(Object.keys(expected.totals));
    expect(report.stamp['Warnings']).toBe(expected.warnings);
    for (const currency of Object.keys(expected.totals)) {
      const ties = report.stamp[`Ties ${currency}`];
      if (ties !== undefined) expect(ties).toMatch(/^Yes: /);
    }
  });

  test('every case has a name of its own', () => {
    expect(new Set(cases.map(({rule, name}) => rule + name)).size).toBe(cases.length);
  });
});
