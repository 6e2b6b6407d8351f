import {readRun} from '../../../src/core/receivables/refresh-run.ts';
import {type Wire, wireInvoice} from '../../support/fake-invoice.ts';
import {archivedEntries, entryText, hands} from '../../support/fake-person.ts';
import {type FakePorts, fakePorts} from '../../support/fake-ports.ts';
import {shownReport} from '../../support/fake-report.ts';
import {runOnce, runToEnd} from '../../support/fake-run.ts';
import {cellOf, type FakeSheet, noteOf, putNote, usedValues} from '../../support/fake-sheet.ts';

const invoices = (...ids: readonly string[]): readonly Wire[] => ids.map((id) => wireInvoice({id}));
const mine = 21;

const sheetOf = ({tables}: FakePorts, key: 'receivables' | 'ar-aging' = 'receivables'): FakeSheet => {
  const sheet = tables.sheetOf(key);
  if (sheet === null) throw new Error('The tab is expected.');
  return sheet;
};
/** Refreshed, with a column `Owner` that names each invoice. */
const refreshed = (...ids: readonly string[]): FakePorts => {
  const ports = fakePorts({invoices: invoices(...ids)});
  runToEnd(ports);
  hands.type(sheetOf(ports), 1, mine, 'Owner');
  ids.forEach((_, index) => {
    const row = index + 2;
    hands.type(sheetOf(ports), row, mine, `of ${cellOf(sheetOf(ports), row, 1).value}`);
  });
  return ports;
};
const owners = (ports: FakePorts) =>
  Object.fromEntries(
    usedValues(sheetOf(ports))
      .slice(1)
      .map((row) => [row[0], row[mine - 1] ?? '']),
  );
const results = ({tables}: FakePorts) =>
  usedValues(tables.sheets.find(({title}) => title === 'Run Log') ?? tables.addSheet('none', [])).map(
    (row) => row[7],
  );

describe('a tab that is protected', () => {
  test('is refused before anything is written, and the log says so', () => {
    for (const key of ['receivables', 'ar-aging'] as const) {
      const ports = refreshed('in_a');
      sheetOf(ports, key).isProtected = true;
      const before = shownReport(ports.tables);
      ports.http.open = invoices('in_b');

      expect(() => runOnce(ports)).toThrow(
        expect.objectContaining({
          code: 'TAB_PROTECTED',
          message: `Cannot refresh the tab "${key === 'receivables' ? 'Receivables' : 'AR Aging'}": it is protected, and you may not edit there. Nothing was written. Ask the owner of the protection to add you, or to take it away (Data, Protect sheets and ranges).`,
        }),
      );
      expect(shownReport(ports.tables).rows).toEqual(before.rows);
      expect(shownReport(ports.tables).aging).toEqual(before.aging);
      expect(results(ports)).toEqual(['Result', 'Succeeded', 'Failed']);
    }
  });
});

describe('somebody who types while a refresh is under way', () => {
  /** A person who types into a cell before each of the first readings back. */
  const typing = (times: number): FakePorts => {
    const ports = refreshed('in_a', 'in_b');
    ports.http.open = invoices('in_b', 'in_a', 'in_c');
    let typed = 0;
    const {stage} = ports.tables;
    return {
      ...ports,
      tables: {
        ...ports.tables,
        stage(content) {
          const staged = stage(content);
          if (content.key === 'ar-aging' && typed < times) {
            typed += 1;
            hands.type(sheetOf(ports), 2, mine, `typed ${typed}`);
            putNote(sheetOf(ports), 3, 1, `noted ${typed}`);
          }
          return staged;
        },
      },
    };
  };

  test('loses nothing: it is staged again', () => {
    const ports = typing(2);
    runToEnd(ports);
    expect(owners(ports)).toEqual({in_a: 'typed 2', in_b: 'of in_b', in_c: ''});
    expect(noteOf(sheetOf(ports), 3, 1)).toBe('noted 2');
    expect(archivedEntries(ports.tables, 'receivables')).toEqual([]);
  });

  test('and does not stop is waited for: nothing is published and what was read stays', () => {
    const ports = typing(3);
    expect(() => runOnce(ports)).toThrow(
      expect.objectContaining({
        code: 'REFRESH_BUSY',
        message:
          'Cannot publish the receivables: somebody is typing into the tabs, and no entry may be lost. Refresh again in a moment: it goes on from here.',
      }),
    );
    expect(owners(ports)).toEqual({in_a: 'typed 3', in_b: 'of in_b'});
    expect(readRun(ports.documentProperties)).not.toBeNull();
  });
});

describe('a tab that was deleted', () => {
  test('is made anew, and the stamp says that formulas must be pointed to it again, once', () => {
    const ports = refreshed('in_a');
    ports.tables.sheets.splice(ports.tables.sheets.indexOf(sheetOf(ports)), 1);
    const {warnings} = runToEnd(ports);

    expect(warnings).toEqual([
      'The tab "Receivables" was deleted and is made anew: point the formulas that used it to it again.',
    ]);
    expect(shownReport(ports.tables).stamp['Warnings']).toBe(warnings[0]);
    expect(ports.tables.namedRanges.get('Receivables')?.sheetId).toBe(sheetOf(ports).id);
    expect(runToEnd(ports).warnings).toEqual([]);
  });

  test('gets back what the archive holds when its columns are back', () => {
    const ports = refreshed('in_a', 'in_b');
    ports.http.open = invoices('in_b');
    runToEnd(ports);
    ports.tables.sheets.splice(ports.tables.sheets.indexOf(sheetOf(ports)), 1);
    ports.http.open = invoices('in_a', 'in_b');
    runToEnd(ports);
    expect(archivedEntries(ports.tables, 'receivables').map(entryText)).toEqual(['in_a | Owner | of in_a']);

    hands.type(sheetOf(ports), 1, mine, 'Owner');
    runToEnd(ports);
    expect(owners(ports)).toEqual({in_a: 'of in_a', in_b: ''});
    expect(archivedEntries(ports.tables, 'receivables')).toEqual([]);
  });
});

describe('a copied spreadsheet', () => {
  test('is taken up with its tabs, columns and archive, where nobody remembers them', () => {
    const ports = refreshed('in_a', 'in_b');
    ports.http.open = invoices('in_b');
    runToEnd(ports);
    const copy = {...fakePorts({invoices: invoices('in_c', 'in_b', 'in_a')}), tables: ports.tables};
    copy.tables.forget();
    hands.type(sheetOf(copy), 5, 1, 'a remark below');
    runToEnd(copy);

    expect(owners(copy)).toEqual({in_a: 'of in_a', in_b: 'of in_b', in_c: '', '': '', 'a remark below': ''});
    expect(copy.tables.sheets.filter(({title}) => title.startsWith('Receivables'))).toHaveLength(2);
    expect(copy.tables.sheets.filter(({title}) => title === 'Run Log')).toHaveLength(1);
  });
});

describe('the buckets of other edges', () => {
  test('replace those that were there, and people’s columns stay, one called by a year among them', () => {
    const ports = fakePorts({invoices: invoices('in_a')});
    runToEnd(ports);
    const sheet = sheetOf(ports, 'ar-aging');
    const header = usedValues(sheet).findIndex((row) => row[0] === 'Customer ID') + 1;
    hands.type(sheet, header, 12, "'2026");
    hands.type(sheet, header + 1, 12, 'promised');
    ports.documentProperties.write('settings', JSON.stringify({version: 1, bucketEdges: [10]}));
    runToEnd(ports);

    expect(usedValues(sheet)[header - 1]?.filter((value) => value !== '')).toEqual([
      ...['Customer ID', 'Customer', 'Currency', 'Not due', '1–10', '11+', 'Total', 'Uncollectible'],
      '2026',
    ]);
    expect(usedValues(sheet)[header]?.slice(6, 9)).toEqual([100, 0, 'promised']);
  });
});
