import {arAging} from '../../../src/core/functions/ar-aging.ts';
import type {CellValue} from '../../../src/core/tables/cell.ts';
import {wireInvoice} from '../../support/fake-invoice.ts';
import {type FakePorts, fakePorts} from '../../support/fake-ports.ts';
import {runToEnd} from '../../support/fake-run.ts';
import {cellOf, put, usedValues} from '../../support/fake-sheet.ts';

const invoices = [
  wireInvoice({id: 'in_1', number: 'INV-1', custom_fields: [{name: 'PO', value: 'P-1'}]}),
  wireInvoice({id: 'in_2', number: 'INV-2', due_date: null, collection_method: 'charge_automatically'}),
];

const desk = (settings: object = {}): FakePorts => {
  const ports = fakePorts({invoices});
  set(ports, settings);
  return ports;
};
const set = (ports: FakePorts, settings: object) =>
  ports.documentProperties.write('settings', JSON.stringify({version: 1, ...settings}));
const sheetOf = (ports: FakePorts) => {
  const sheet = ports.tables.sheetOf('receivables');
  if (sheet === null) throw new Error('The tab is expected.');
  return sheet;
};
const headers = (ports: FakePorts): readonly CellValue[] =>
  (usedValues(sheetOf(ports))[0] ?? []).filter((header) => header !== '');
const column = (ports: FakePorts, header: string): readonly CellValue[] => {
  const [first = [], ...rows] = usedValues(sheetOf(ports));
  return rows.map((row) => row[first.indexOf(header)] ?? 'no such column');
};
/** A column of people's in the first free one, with a text for each invoice. */
const addColumn = (ports: FakePorts, header: string, texts: readonly string[]) => {
  const at = headers(ports).length + 1;
  [header, ...texts].forEach((value, row) => {
    put(sheetOf(ports), row + 1, at, {...cellOf(sheetOf(ports), row + 1, at), value});
  });
};

describe('columns that the settings leave out', () => {
  test('are not written, and come back when they are wanted again', () => {
    const ports = desk();
    runToEnd(ports);
    const all = headers(ports);
    set(ports, {hiddenColumns: ['PO', 'Link', 'Finalized']});
    runToEnd(ports);
    expect(headers(ports)).toEqual(
      all.filter((header) => !['PO', 'Link', 'Finalized'].includes(String(header))),
    );
    set(ports, {hiddenColumns: ['Finalized']});
    runToEnd(ports);
    expect(headers(ports)).toEqual(all.filter((header) => header !== 'Finalized'));
    expect([...column(ports, 'PO')].sort()).toEqual(['', 'P-1']);
  });

  test('leave the columns of people beside their invoices', () => {
    const ports = desk();
    runToEnd(ports);
    addColumn(ports, 'Note', ['called', 'waits']);
    set(ports, {hiddenColumns: ['PO', 'Link']});
    runToEnd(ports);
    expect(headers(ports).at(-1)).toBe('Note');
    expect(column(ports, 'Note')).toEqual(['called', 'waits']);
    set(ports, {});
    runToEnd(ports);
    expect(column(ports, 'Note')).toEqual(['called', 'waits']);
  });

  test('may be the name of a column of people, which is never taken for ours', () => {
    const ports = desk({hiddenColumns: ['PO']});
    runToEnd(ports);
    addColumn(ports, 'PO', ['my own 1', 'my own 2']);
    runToEnd(ports);
    expect(column(ports, 'PO')).toEqual(['my own 1', 'my own 2']);
    set(ports, {});
    expect(() => runToEnd(ports)).toThrow(
      'Cannot refresh the tab "Receivables": the settings ask for our column "PO", and a column of yours is called that. Nothing was written. Rename your column, or leave ours out in the settings.',
    );
    expect(column(ports, 'PO')).toEqual(['my own 1', 'my own 2']);
  });

  test('still are refused as missing when somebody has renamed one that is wanted', () => {
    const ports = desk();
    runToEnd(ports);
    const at = headers(ports).indexOf('PO') + 1;
    put(sheetOf(ports), 1, at, {...cellOf(sheetOf(ports), 1, at), value: 'Bestellung'});
    expect(() => runToEnd(ports)).toThrow('its column "PO" is not there');
  });

  test.each(['made way', 'reach in doubt', 'copied', 'dressed'] as const)(
    'are settled by the next refresh when one is ended at "%s"',
    (step) => {
      const ports = desk();
      runToEnd(ports);
      addColumn(ports, 'Note', ['called', 'waits']);
      for (const hiddenColumns of [['PO', 'Link'], []]) {
        set(ports, {hiddenColumns});
        let ended = false;
        ports.tables.onPublishStep = (reached) => {
          if (reached !== step || ended) return;
          ended = true;
          throw new Error('Exceeded maximum execution time');
        };
        expect(() => runToEnd(ports)).toThrow('Exceeded maximum execution time');
        runToEnd(ports);
        expect(headers(ports).includes('PO')).toBe(hiddenColumns.length === 0);
        expect(column(ports, 'Note')).toEqual(['called', 'waits']);
      }
    },
  );
});

describe('what has no due date', () => {
  test('is aged from its finalization, or stays in Not due where the settings say so. Rule R5', () => {
    const ports = desk();
    runToEnd(ports);
    expect(column(ports, 'Bucket')).toEqual(['61–90', '31–60']);

    set(ports, {noDueDate: 'not-due'});
    const reply = runToEnd(ports);
    expect(reply.totals).toMatchObject([{currency: 'USD', open: 200, ties: true}]);
    const ids = column(ports, 'Invoice ID');
    const row = ids.indexOf('in_2');
    expect([
      column(ports, 'Bucket')[row],
      column(ports, 'Aged from')[row],
      column(ports, 'Days past due')[row],
    ]).toEqual(['Not due', 'no due date', '']);
    const aging = ports.tables.sheetOf('ar-aging');
    const stamp = aging === null ? [] : usedValues(aging).find(([label]) => label === 'Aged from');
    expect(stamp?.[1]).toBe('due date: 1; never, for want of a due date: 1');
  });

  test('stays in Not due in formulas too, on any later day', () => {
    const ports = desk({noDueDate: 'not-due'});
    runToEnd(ports);
    const table = usedValues(sheetOf(ports)).map((row, index) =>
      row.map((value, at) =>
        index > 0 &&
        typeof value === 'number' &&
        ['Finalized', 'Due', 'Aged from', 'Read on'].includes(String(headers(ports)[at]))
          ? {serial: value}
          : value,
      ),
    );
    const [first = [], ...rows] = arAging({
      receivables: table,
      asOf: {serial: 46_400},
      groupBy: 'currency',
      edges: '',
    });
    expect(rows[0]?.[first.indexOf('Not due')]).toBe(100);
    expect(rows[0]?.[first.indexOf('121+')]).toBe(100);
  });
});
