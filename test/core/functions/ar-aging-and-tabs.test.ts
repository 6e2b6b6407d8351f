import fc from 'fast-check';
import {arAging} from '../../../src/core/functions/ar-aging.ts';
import type {FunctionValue} from '../../../src/core/functions/function-arguments.ts';
import {toMajor} from '../../../src/core/money/money.ts';
import {agingBuckets} from '../../../src/core/receivables/aging-bucket.ts';
import {agingReport} from '../../../src/core/receivables/aging-report.ts';
import {receivableFrom} from '../../../src/core/receivables/receivable.ts';
import {receivablesTab} from '../../../src/core/receivables/receivables-tab.ts';
import {defaultSettings} from '../../../src/core/settings.ts';
import {decodeInvoice} from '../../../src/core/stripe/invoice.ts';
import type {Cell} from '../../../src/core/tables/cell.ts';
import {parseIsoDate} from '../../../src/core/time/civil-date.ts';
import {serialFromDate} from '../../../src/core/time/serial.ts';
import {wireInvoice} from '../../support/fake-invoice.ts';

const asOf = parseIsoDate('2026-06-15');
const timeZone = 'America/New_York';
const buckets = agingBuckets(defaultSettings.bucketEdges);

/** As a sheet hands back what the refresh wrote. */
function handedOver(cell: Cell): FunctionValue {
  if (cell === null) return '';
  if (typeof cell !== 'object') return cell;
  if ('year' in cell) return {serial: serialFromDate(cell)};
  throw new Error('Receivables holds neither times nor formulas.');
}

const dueUnixS = fc.integer({min: Date.UTC(2024, 0, 1) / 1000, max: Date.UTC(2027, 0, 1) / 1000});
const invoices = fc.array(
  fc.record({
    status: fc.constantFrom('open', 'open', 'open', 'uncollectible', 'on_hold'),
    currency: fc.constantFrom('usd', 'eur', 'jpy', 'kwd', 'isk', 'inr'),
    collection_method: fc.constantFrom('send_invoice', 'charge_automatically'),
    customer: fc.constantFrom(
      {id: 'cus_a', object: 'customer', name: 'Acme', email: 'a@x.example'},
      {id: 'cus_b', object: 'customer', name: 'Acme', email: null},
      {id: 'cus_c', object: 'customer', name: '=1+1', email: '00123'},
      null,
    ),
    customer_name: fc.constantFrom('Nobody', null),
    created: fc.constant(Date.UTC(2024, 0, 1) / 1000),
    due_date: fc.oneof(dueUnixS, fc.constant(null)),
    amount_due: fc.integer({min: 0, max: 99_999_999_999}),
  }),
  {maxLength: 25},
);

test('arAging() of the Receivables tab is the AR Aging tab, row for row, for any invoices (R1, R4, R6, R9)', () => {
  fc.assert(
    fc.property(invoices, (drawn) => {
      const receivables = drawn.map((fields, at) =>
        receivableFrom(decodeInvoice(wireInvoice({...fields, id: `in_${at}`})), {
          asOf,
          timeZone,
          noDueDate: 'finalized',
        }),
      );
      const {block} = receivablesTab(receivables, {
        asOf,
        buckets,
        settings: defaultSettings,
        accountId: null,
        columnMemory: {possible: [], certain: []},
      });
      const [, ...rows] = arAging({
        receivables: block.cells.map((row) => row.map(handedOver)),
        asOf: {serial: serialFromDate(asOf)},
        groupBy: '',
        edges: '',
      });

      const report = agingReport(receivables, {buckets, currencyOrder: []});
      expect(rows).toEqual(
        report.rows.map(({customerId, customerName, currency, buckets: amounts, total, uncollectible}) => [
          ...[customerId ?? '', customerName ?? '', currency],
          ...[...amounts, total, uncollectible].map(toMajor),
        ]),
      );
    }),
    {numRuns: 100},
  );
});
