import fc from 'fast-check';
import {AddonError} from '../../../src/core/errors/addon-error.ts';
import type {TabKey} from '../../../src/core/tables/tab-content.ts';
import {type Wire, wireInvoice} from '../../support/fake-invoice.ts';
import {
  archivedEntries,
  entriesOf,
  entryText,
  hands,
  type TableOnTab,
  tableOnTab,
} from '../../support/fake-person.ts';
import {type FakePorts, fakePorts} from '../../support/fake-ports.ts';
import {runToEnd} from '../../support/fake-run.ts';
import {cellOf, type FakeSheet, put, putNote, usedSize, usedValues} from '../../support/fake-sheet.ts';

/** Numbers that an edit turns into places of whatever table it meets. */
interface Edit {
  readonly kind: (typeof kinds)[number];
  readonly a: number;
  readonly b: number;
}

const kinds = [
  'add a column',
  'type a value',
  'type a value',
  'type a formula',
  'type a formula',
  'note',
  'note',
  'note on a header',
  'paint',
  'clear',
  'sort',
  'sort',
  'insert rows',
  'delete a row',
  'insert a column',
  'delete a column of theirs',
  'move a column',
  'rename a column of theirs',
  'fill a column from its header',
  'type below',
  'type beside',
  'type beside the stamp',
  'note on the stamp',
  'rename the tab',
  'delete the tab',
  'rename a column of ours',
  'blank a header',
] as const;
const edit = fc.record({kind: fc.constantFrom(...kinds), a: fc.nat(1_000), b: fc.nat(1_000)});

const keyHeaders = {receivables: ['Invoice ID'], 'ar-aging': ['Customer ID', 'Currency']} as const;

/** Cells that people put outside the table are told by this word. */
const outside = 'outside';

/** Does one edit; entries get a text of their own, so that each can be followed. */
function perform(
  ports: FakePorts,
  key: TabKey,
  {kind, a, b}: Edit,
  serial: number,
  ours: readonly string[],
): void {
  const sheet = ports.tables.sheetOf(key);
  if (sheet === null) return;
  const {headerRow, headers} = tableOnTab(sheet, ours, keyHeaders[key]);
  if (headerRow === 0 || headers.length === 0) return;
  const ids = usedValues(sheet)
    .map((line, index) => ({row: index + 1, id: String(line[headers.indexOf(keyHeaders[key][0])] ?? '')}))
    .filter(({row, id}) => row > headerRow && /^(in_|cus_|TOTAL)/.test(id));
  const lastRow = ids[ids.length - 1]?.row ?? headerRow;
  const theirs = headers.flatMap((header, at) => (ours.includes(header) ? [] : [at + 1]));
  const typable = theirs.filter((column) => cellOf(sheet, headerRow, column).formula === '');
  const pick = <T>(from: readonly T[], by: number): T | undefined => from[by % Math.max(1, from.length)];
  const row = pick(ids, a)?.row;
  const [column, mine] = [(b % headers.length) + 1, pick(typable, b)];

  switch (kind) {
    case 'add a column':
      if (usedSize(sheet).columns > headers.length)
        hands.insertColumn(sheet, headers.length + 1, `Mine ${serial}`, headerRow);
      else hands.type(sheet, headerRow, headers.length + 1, `Mine ${serial}`);
      return;
    case 'type a value':
      if (row !== undefined && mine !== undefined)
        hands.type(sheet, row, mine, b % 3 === 0 ? serial : `text ${serial}`);
      return;
    case 'type a formula':
      if (row === undefined || mine === undefined) return;
      hands.type(
        sheet,
        row,
        mine,
        pick([`=Q${row}*${serial}`, `=SUM(Q$2:q${row})+$R${row}`, `="Q${row}"&Q${row}&${serial}`], a) ?? '',
      );
      return;
    case 'note':
      if (row !== undefined) putNote(sheet, row, column, `note ${serial}`);
      return;
    case 'note on a header':
      putNote(sheet, headerRow, column, `header note ${serial}`);
      return;
    case 'paint':
      if (row !== undefined && mine !== undefined) hands.paint(sheet, row, mine, '#ff0000');
      return;
    case 'clear':
      if (row !== undefined && mine !== undefined) hands.clear(sheet, row, mine);
      return;
    case 'sort':
      hands.sort(sheet, {firstRow: headerRow + 1, lastRow, column}, a % 2 === 0 ? 1 : -1);
      return;
    case 'insert rows': {
      const at = row ?? headerRow + 1;
      hands.insertRows(sheet, at, 1 + (b % 2));
      if (mine !== undefined && b % 4 === 0) hands.type(sheet, at, mine, `lost? ${serial}`);
      return;
    }
    case 'delete a row':
      if (row !== undefined) hands.deleteRow(sheet, row);
      return;
    case 'insert a column':
      hands.insertColumn(sheet, column, a % 3 === 0 ? '' : `Mine ${serial}`, headerRow);
      return;
    case 'delete a column of theirs':
      if (mine !== undefined) hands.deleteColumn(sheet, mine);
      return;
    case 'move a column':
      hands.moveColumn(sheet, column, (a % headers.length) + 1);
      return;
    case 'rename a column of theirs':
      if (mine !== undefined) hands.type(sheet, headerRow, mine, `Mine ${serial}`);
      return;
    case 'fill a column from its header':
      if (mine === undefined) return;
      for (let below = headerRow + 1; below <= usedSize(sheet).rows; below += 1)
        hands.clear(sheet, below, mine);
      hands.type(sheet, headerRow, mine, `={"Filled ${serial}";ARRAYFORMULA(Q${headerRow + 1}:Q*2)}`);
      return;
    case 'type below':
      hands.type(
        sheet,
        usedSize(sheet).rows + 1 + (a % 3),
        (b % (headers.length + 3)) + 1,
        `${outside} ${serial}`,
      );
      return;
    case 'type beside':
      hands.type(sheet, headerRow + 1 + (a % 12), usedSize(sheet).columns + 2, `${outside} ${serial}`);
      return;
    case 'type beside the stamp':
    case 'note on the stamp': {
      if (key !== 'ar-aging') return;
      const at = 1 + (a % (headerRow - 1));
      if (kind === 'note on the stamp') putNote(sheet, at, column, `aside ${serial}`);
      else if (cellOf(sheet, at, column).value === '') hands.type(sheet, at, column, `aside ${serial}`);
      return;
    }
    case 'rename the tab':
      sheet.title = `Renamed ${serial}`;
      return;
    case 'delete the tab':
      ports.tables.sheets.splice(ports.tables.sheets.indexOf(sheet), 1);
      return;
    case 'rename a column of ours':
      hands.type(sheet, headerRow, headers.indexOf(ours[a % ours.length] ?? '') + 1, `Ours ${serial}`);
      return;
    case 'blank a header':
      // One that was part of a published table: else it is text beside the table, which may come to head a column.
      if (mine !== undefined && mine <= (sheet.filter?.lastColumn ?? 0))
        put(sheet, headerRow, mine, {...cellOf(sheet, headerRow, mine), value: '', formula: ''});
      return;
  }
}

const pool = Array.from({length: 8}, (_, n) => `in_${n}`);
const someInvoices = fc
  .subarray(pool)
  .chain((ids) =>
    fc.tuple(
      ...ids.map((id) =>
        fc.tuple(fc.constant(id), fc.integer({min: 1, max: 60}), fc.constantFrom('usd', 'eur', 'jpy')),
      ),
    ),
  )
  .map((all) =>
    all.map(([id, day, currency]) =>
      wireInvoice({
        id,
        currency,
        customer: {id: `cus_${day % 3}`, object: 'customer', name: `Customer ${day % 3}`, email: null},
        due_date: Date.UTC(2026, 0, day) / 1000,
      }),
    ),
  );
const round = fc.record({edits: fc.array(edit, {maxLength: 9}), invoices: someInvoices});

const key = fc.constantFrom<TabKey>('receivables', 'ar-aging');

const refresh = (ports: FakePorts, invoices: readonly Wire[]): AddonError | null => {
  ports.http.open = invoices;
  ports.clock.advance(3_600_000);
  try {
    runToEnd(ports, {acceptCountChange: true});
    return null;
  } catch (fault) {
    if (fault instanceof AddonError) return fault;
    throw fault;
  }
};

const sheetOf = (ports: FakePorts, tab: TabKey): FakeSheet => ports.tables.sheetOf(tab) ?? fail('the tab');
const ourHeaders = (tab: TabKey, invoices: readonly Wire[]): readonly string[] => {
  const sheet = sheetOf(fresh(invoices), tab);
  return tableOnTab(sheet, [], keyHeaders[tab]).headers;
};
const fresh = (invoices: readonly Wire[], now = '2026-03-15T12:00:00Z'): FakePorts => {
  const ports = fakePorts({invoices, now});
  runToEnd(ports);
  return ports;
};

/** Our own cells by row and header, as a spreadsheet that nobody has touched shows them. */
const ourCells = (sheet: FakeSheet, {ours, headerRow, headers, keyHeaders: keys}: TableOnTab) =>
  Object.fromEntries(
    usedValues(sheet)
      .slice(headerRow)
      .map((line) => {
        const at = (header: string) => line[headers.indexOf(header)] ?? '';
        return [keys.map(at).join(' '), ours.map(at)] as const;
      })
      .filter(([id]) => /^(in_|cus_|TOTAL)/.test(id)),
  );
/** What the archive holds of the table, without what stood above it. */
const archivedOf = (ports: FakePorts, tab: TabKey) =>
  archivedEntries(ports.tables, tab).filter(({id}) => !id.startsWith('above '));
/** What people keep beside the stamp, wherever on the sheet or in the archive. */
const asides = (ports: FakePorts, tab: TabKey): readonly string[] => {
  const sheet = ports.tables.sheetOf(tab);
  return [
    ...[...(sheet?.cells.values() ?? [])].map(({value}) => String(value)),
    ...(sheet?.notes.values() ?? []),
    ...archivedEntries(ports.tables, tab).map(({says}) => says),
  ]
    .filter((text) => text.startsWith('aside'))
    .sort();
};
const outsideOf = (sheet: FakeSheet) =>
  [...sheet.cells.values()]
    .map(({value}) => String(value))
    .filter((text) => text.startsWith(outside))
    .sort();
/** All that stands on a sheet, but for how the last attempt went. */
const everything = (sheet: FakeSheet | null): readonly string[] => {
  if (sheet === null) return [];
  const attempt = usedValues(sheet).findIndex((line) => line.includes('Last attempt')) + 1;
  return [
    sheet.title,
    ...[...sheet.cells]
      .filter(([place, {value, formula}]) => value + formula !== '' && !place.startsWith(`${attempt},`))
      .map(([place, {value, formula, background}]) => `${place} ${value} ${formula} ${background}`),
    ...[...sheet.notes].map(([place, note]) => `${place} note ${note}`),
    JSON.stringify(sheet.filter),
  ].sort();
};

describe('whatever people do to a tab between two refreshes', () => {
  test('no entry of theirs is lost or stands at another row, and a refusal writes nothing', () => {
    const met = {published: 0, refused: new Map<string, number>(), entries: 0, returned: 0};
    fc.assert(
      fc.property(key, someInvoices, fc.array(round, {minLength: 1, maxLength: 4}), (tab, first, rounds) => {
        const ports = fresh(first);
        const ours = ourHeaders(tab, first);
        let serial = 0;
        for (const {edits, invoices} of rounds) {
          for (const one of edits) perform(ports, tab, one, ++serial, ours);
          const edited = ports.tables.sheetOf(tab);
          const table = edited === null ? null : tableOnTab(edited, ours, keyHeaders[tab]);
          const entries = edited === null || table === null ? [] : entriesOf(edited, table);
          const standing = entries.filter(({says}) => !says.startsWith(outside)).map(entryText);
          const archived = archivedOf(ports, tab).map(entryText);
          const beside = asides(ports, tab);
          const around = edited === null ? [] : outsideOf(edited);
          const before = everything(edited);

          const fault = refresh(ports, invoices);
          if (fault !== null) {
            expect(['TABLE_HEADER_MISSING', 'TABLE_ROW_UNCLEAR']).toContain(fault.code);
            expect(fault.message).toMatch(/^Cannot refresh the tab ".*Nothing was written\. [A-Z].*\.$/);
            expect(everything(ports.tables.sheetOf(tab))).toEqual(before);
            expect(archivedOf(ports, tab).map(entryText)).toEqual(archived);
            met.refused.set(fault.code, (met.refused.get(fault.code) ?? 0) + 1);
            return;
          }

          const sheet = sheetOf(ports, tab);
          const after = tableOnTab(sheet, ours, keyHeaders[tab]);
          const shown = entriesOf(sheet, after).filter(({says}) => !says.startsWith(outside));
          const kept = archivedOf(ports, tab);
          const all = new Set([...shown, ...kept].map(entryText));
          const known = new Set([...standing, ...archived]);
          // Where both say something of one cell, what stood in the table counts.
          expect(standing.filter((entry) => !all.has(entry))).toEqual([]);
          expect(archived.filter((entry) => !all.has(entry) && !isReplaced(entry, standing))).toEqual([]);
          // Text beside the table may come to stand in the row that its header moves to: then it heads a column.
          const headed = shown.filter(({under}) => table?.headers.some((header) => under.endsWith(header)));
          expect(headed.map(entryText).filter((entry) => !known.has(entry))).toEqual([]);
          const model = sheetOf(fresh(invoices, new Date(ports.clock.nowUnixMs()).toISOString()), tab);
          expect(ourCells(sheet, after)).toEqual(ourCells(model, tableOnTab(model, ours, keyHeaders[tab])));
          const inTable = new Set(Object.keys(ourCells(sheet, after)));
          const homes = new Set([...after.headers, ...after.headers.map((header) => `note at ${header}`)]);
          const filled = after.headers.filter(
            (_, at) => cellOf(sheet, after.headerRow, at + 1).formula !== '',
          );
          expect(
            kept.filter(({id, under}) => inTable.has(id) && homes.has(under) && !filled.includes(under)),
          ).toEqual([]);
          expect(shown.filter(({under, id}) => filled.includes(under) && inTable.has(id))).toEqual([]);
          expect(outsideOf(sheet)).toEqual(around);
          expect(asides(ports, tab)).toEqual(beside);
          met.published += 1;
          met.entries += shown.length;
          met.returned += shown.filter((entry) => archived.includes(entryText(entry))).length;
        }
      }),
      // One seed, so that a run says something of the change it follows; another one looks further.
      {seed: Number(process.env['SURVIVAL_SEED'] ?? 1), numRuns: 200},
    );
    // The cases above are met, and often.
    expect(met.published).toBeGreaterThan(50);
    expect(met.entries).toBeGreaterThan(50);
    expect(met.returned).toBeGreaterThan(0);
    expect([...met.refused.keys()].sort()).toEqual(['TABLE_HEADER_MISSING', 'TABLE_ROW_UNCLEAR']);
  });
});

function isReplaced(archived: string, standing: readonly string[]): boolean {
  const place = archived.slice(0, archived.lastIndexOf(' | ') + 3);
  return standing.some((entry) => entry.startsWith(place));
}

function fail(what: string): never {
  throw new Error(`There should be ${what}.`);
}
