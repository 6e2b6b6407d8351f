import {AddonError} from '../../src/core/errors/addon-error.ts';
import type {Tables} from '../../src/core/ports.ts';
import {type Cell, cellFormats} from '../../src/core/tables/cell.ts';
import type {TabContent, TabKey} from '../../src/core/tables/tab-content.ts';
import {serialFromDate, serialFromInstant} from '../../src/core/time/serial.ts';
import {assertEqual, assertThat, faultOf, type PortContract, type Probe} from './port-contract.ts';

const titles = {receivables: 'Receivables', 'ar-aging': 'AR Aging'} as const;

/** A tab with the header in its first row and everything else as simple as can be. */
export function tab(rows: readonly (readonly Cell[])[], changes: Partial<TabContent> = {}): TabContent {
  const key: TabKey = changes.key ?? 'receivables';
  const headers = (rows[0] ?? []).map(String);
  return {
    key,
    table: {
      title: titles[key],
      headers,
      keyHeaders: headers.slice(0, 1),
      varyingAmong: () => [],
      isRowOfOurs: ([part = '']) => part !== '',
    },
    block: {cells: rows, formats: rows.map((row) => row.map(formatOf))},
    headers,
    headerRow: 1,
    dataLastRow: rows.length,
    frozenRows: 1,
    frozenColumns: 1,
    textColours: [{header: headers[0] ?? '', equals: 'a', background: '#e6f4ea'}],
    boldRows: [1],
    columnWidths: headers.map(() => 120),
    namedRanges: [{name: 'Contract_rows', covers: 'table'}],
    backgrounds: [],
    notes: [],
    replaces: null,
    ...changes,
  };
}

function formatOf(cell: Cell): string {
  if (cell === null || typeof cell === 'string') return cellFormats.text;
  if (typeof cell === 'number') return '#,##0.00';
  if (typeof cell === 'boolean' || 'formula' in cell) return cellFormats.text;
  return 'unixMs' in cell ? cellFormats.instant : cellFormats.date;
}

const nastyTexts: readonly string[] = [
  '=IMPORTXML("http://x")',
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '＝1',
  '\t=1',
  '\n=1',
  ' =1',
  "'",
  "'=1",
  "''quoted''",
  '00123',
  '1e5',
  '1,000',
  '$2.99',
  '12%',
  'TRUE',
  'false',
  '2026-01-31',
  '1-30',
  '3/4',
  'May 2026',
  '12:30',
  '#REF!',
  'NaN',
  ' ',
  'two\nlines',
  'שלום',
  '日本',
  'é',
  '👩🏽‍🚀',
  '\u202Etxt',
  '1–30',
  '121+',
  '=HYPERLINK("https://x","y")',
];

const first = tab([
  ['id', 'amount'],
  ['a', 1],
  ['b', 2],
  ['c', 3],
]);
const second = tab([
  ['id', 'amount'],
  ['d', 4],
]);

/** Stages and publishes over what the tab shows of an earlier table. */
export function put(tables: Tables, content: TabContent, earlier: TabContent | null = null): void {
  const replaces =
    earlier === null
      ? null
      : {rows: earlier.block.cells.length, columns: earlier.block.cells[0]?.length ?? 0};
  tables.stage({...content, replaces});
  tables.publish({...content, replaces});
}

const values = (content: TabContent) => content.block.cells.map((row) => row.map((cell) => cell ?? ''));
const visibleTitles = (probe: Probe) =>
  probe
    .tabs()
    .filter(({hidden}) => !hidden)
    .map(({title}) => title);

export const tablesContracts: readonly PortContract[] = [
  {
    port: 'tables',
    fact: 'text is read back as it was written and never becomes a formula, a number, a date or a truth value',
    check({tables}, probe) {
      const content = tab([['text'], ...nastyTexts.map((text) => [text])]);
      assertEqual(tables.stage(content), values(content), 'What was staged');
      tables.publish(content);
      assertEqual(tables.read('receivables')?.values, values(content), 'What was published');
      assertEqual(tables.readValues('receivables'), values(content), 'The cells alone');
      nastyTexts.forEach((text, index) => {
        assertEqual(
          probe.cell('Receivables', index + 2, 1).formula,
          '',
          `The formula of ${JSON.stringify(text)}`,
        );
        assertEqual(
          probe.cell('Receivables', index + 2, 1).value,
          text,
          `The cell of ${JSON.stringify(text)}`,
        );
      });
    },
  },
  {
    port: 'tables',
    fact: 'a text of 60,000 characters is cut with a mark and stops nothing',
    check({tables}) {
      const [, [cut] = ['']] = tables.stage(tab([['text'], ['x'.repeat(60_000)]]));
      assertThat(
        /^x{40000,}… \(cut: 60000 characters\)$/.test(String(cut).replace(' … ', '… ')),
        'the text ends with its mark',
      );
      assertThat(String(cut).length <= 50_000, 'the text fits a cell');
    },
  },
  {
    port: 'tables',
    fact: 'numbers come back as they were written, to the last digit, with their formats',
    check({tables}, probe) {
      const content = tab([
        ['number'],
        [0],
        [0.29],
        [-1.25],
        [123_456.78],
        [99_999_999_999.99],
        [999_999_999_999_999],
      ]);
      assertEqual(tables.stage(content), values(content), 'What was staged');
      tables.publish(content);
      assertEqual(tables.read('receivables')?.values, values(content), 'What was published');
      assertEqual(probe.cell('Receivables', 3, 1).format, '#,##0.00', 'The format of a number');
    },
  },
  {
    port: 'tables',
    fact: 'days and instants come back as numbers of days, blanks as empty text',
    check({tables}, probe) {
      const [day, instant] = [{year: 2026, month: 3, day: 8}, {unixMs: Date.UTC(2026, 2, 8, 15, 4, 5)}];
      const content = tab([
        ['day', 'instant', 'blank'],
        [day, instant, null],
      ]);
      const staged = tables.stage(content);
      tables.publish(content);
      for (const [row, what] of [
        [staged[1], 'staged'],
        [tables.read('receivables')?.values[1], 'published'],
        [tables.readValues('receivables')?.[1], 'alone'],
      ] as const) {
        assertEqual(row?.[0], serialFromDate(day), `The ${what} day`);
        const apartDays = Math.abs(Number(row?.[1]) - serialFromInstant(instant.unixMs, tables.timeZone()));
        assertThat(apartDays * 86_400 < 0.001, `the ${what} instant is right to the millisecond`);
      }
      assertEqual(staged[1]?.[2], '', 'The staged blank');
      assertEqual(probe.cell('Receivables', 2, 1).format, cellFormats.date, 'The format of a day');
      assertEqual(probe.cell('Receivables', 2, 2).format, cellFormats.instant, 'The format of an instant');
    },
  },
  {
    port: 'tables',
    fact: 'nothing is read before the first publish, and the zone has a name',
    check({tables}) {
      assertEqual(tables.read('receivables')?.values ?? null, null, 'A tab that is not there');
      assertEqual(tables.readValues('receivables'), null, 'The cells of a tab that is not there');
      tables.stage(first);
      assertEqual(tables.read('receivables')?.values ?? null, null, 'A tab that is only staged');
      assertThat(
        /^[A-Z]\w+(\/[\w+-]+)*$/.test(tables.timeZone()),
        `${tables.timeZone()} is the name of a zone`,
      );
    },
  },
  {
    port: 'tables',
    fact: 'staging is hidden and does not touch the visible tab',
    check({tables}, probe) {
      put(tables, first);
      const before = visibleTitles(probe);
      tables.stage(second);
      assertEqual(tables.read('receivables')?.values, values(first), 'The visible tab');
      assertEqual(visibleTitles(probe), before, 'The visible tabs');
    },
  },
  {
    port: 'tables',
    fact: 'publish replaces what was there, blanks rows and columns that are gone, and touches nothing beyond',
    check({tables}, probe) {
      const wide = tab([
        ['id', 'amount', 'more'],
        ['a', 1, 'x'],
        ['b', 2, 'y'],
        ['c', 3, 'z'],
      ]);
      put(tables, wide);
      probe.typeInto('Receivables', 2, 6, 'our note');
      probe.typeInto('Receivables', 40, 1, 'our list');
      put(tables, second, wide);
      const shown = tables.read('receivables')?.values ?? [];
      assertEqual(
        shown.slice(0, 5).map((row) => row.slice(0, 4)),
        [
          ['id', 'amount', '', ''],
          ['d', 4, '', ''],
          ['', '', '', ''],
          ['', '', '', ''],
          ['', '', '', ''],
        ],
        'The table',
      );
      assertEqual(
        [probe.cell('Receivables', 2, 6).value, probe.cell('Receivables', 40, 1).value],
        ['our note', 'our list'],
        'What people wrote',
      );
    },
  },
  {
    port: 'tables',
    fact: 'a tab that people renamed and moved stays the tab, with the name and place they gave it',
    check({tables}, probe) {
      put(tables, first);
      probe.renameTab('Receivables', 'Nora’s list');
      probe.moveTabToFront('Nora’s list');
      put(tables, second, first);
      assertEqual(visibleTitles(probe)[0], 'Nora’s list', 'The first tab');
      assertThat(!visibleTitles(probe).includes('Receivables'), 'no second tab was made');
      assertEqual(probe.cell('Nora’s list', 2, 1).value, 'd', 'Its first row');
    },
  },
  {
    port: 'tables',
    fact: 'a tab that people deleted is made anew',
    check({tables}, probe) {
      put(tables, first);
      probe.deleteTab('Receivables');
      assertEqual(tables.read('receivables')?.values ?? null, null, 'The deleted tab');
      put(tables, second, first);
      assertEqual(tables.read('receivables')?.values, values(second), 'The new tab');
    },
  },
  {
    port: 'tables',
    fact: 'a deleted staging tab is made anew, and its loss between staging and publishing is told',
    check({tables}, probe) {
      tables.stage(first);
      const hidden = () => probe.tabs().find((one) => one.hidden)?.title ?? '';
      probe.deleteTab(hidden());
      faultOf(() => tables.publish(first), 'Publishing what is not staged');
      put(tables, first);
      assertEqual(tables.read('receivables')?.values, values(first), 'The tab');
    },
  },
  {
    port: 'tables',
    fact: 'refuses a tab of the same title that is somebody else’s, and takes one that is empty',
    check({tables}, probe) {
      probe.addTab('Receivables');
      probe.typeInto('Receivables', 3, 2, 'my own list');
      const fault = faultOf(() => tables.stage(first), 'Staging onto a foreign tab');
      assertThat(
        fault instanceof AddonError && fault.code === 'TABLE_HEADER_MISSING',
        'it is refused as TABLE_HEADER_MISSING',
      );
      assertEqual(probe.cell('Receivables', 3, 2).value, 'my own list', 'The foreign tab');
      probe.typeInto('Receivables', 3, 2, '');
      put(tables, first);
      assertEqual(
        visibleTitles(probe).filter((title) => title === 'Receivables').length,
        1,
        'The number of such tabs',
      );
    },
  },
  {
    port: 'tables',
    fact: 'the two tabs do not share anything',
    check({tables}) {
      const aging = tab([['customer'], ['cus_1']], {key: 'ar-aging', namedRanges: []});
      tables.stage(first);
      tables.stage(aging);
      tables.publish(first);
      tables.publish(aging);
      assertEqual(
        [tables.read('receivables')?.values, tables.read('ar-aging')?.values],
        [values(first), values(aging)],
        'The tabs',
      );
    },
  },
  {
    port: 'tables',
    fact: 'writeCell changes one cell of the visible tab, as text, and does nothing without the tab',
    check({tables}, probe) {
      tables.writeCell('receivables', {row: 2, column: 1}, 'x');
      assertThat(!visibleTitles(probe).includes('Receivables'), 'no tab was made');
      put(tables, first);
      tables.writeCell('receivables', {row: 2, column: 1}, '=1+1');
      assertEqual(
        tables.read('receivables')?.values,
        [
          ['id', 'amount'],
          ['=1+1', 1],
          ['b', 2],
          ['c', 3],
        ],
        'The tab',
      );
      assertEqual(probe.cell('Receivables', 2, 1).formula, '', 'The formula of the cell');
    },
  },
  {
    port: 'tables',
    fact: 'filter, frozen rows, colours and named ranges lie exactly on the table after each publish, once each',
    check({tables}, probe) {
      for (const [content, earlier] of [
        [first, null],
        [second, first],
        [first, second],
      ] as const) {
        put(tables, content, earlier);
        const rows = content.block.cells.length;
        const area = {firstRow: 1, firstColumn: 1, lastRow: rows, lastColumn: 2};
        assertEqual(probe.filter('Receivables'), area, `The filter over ${rows} rows`);
        assertEqual(
          probe.namedRange('Contract_rows'),
          {title: 'Receivables', ...area},
          `The named range over ${rows} rows`,
        );
        assertEqual(probe.frozen('Receivables'), {rows: 1, columns: 1}, 'What is frozen');
        const coloured = {firstRow: 2, firstColumn: 1, lastRow: rows, lastColumn: 1};
        assertEqual(
          probe.colours('Receivables'),
          [{equals: 'a', background: '#e6f4ea', area: coloured}],
          `The colours over ${rows} rows`,
        );
      }
    },
  },
];
