import {AddonError} from '../../src/core/errors/addon-error.ts';
import type {LogTab, Tables} from '../../src/core/ports.ts';
import {cellFormats} from '../../src/core/tables/cell.ts';
import type {LiveTab} from '../../src/core/tables/live-table.ts';
import {assertEqual, assertThat, faultOf, type PortContract, type Probe} from './port-contract.ts';
import {put, tab} from './port-tables.ts';

const small = tab([
  ['id', 'amount'],
  ['a', 1],
]);
const large = tab([
  ['id', 'amount', 'more'],
  ['a', 1, 'x'],
  ['b', 2, 'y'],
  ['c', 3, 'z'],
]);

const log: LogTab = {
  title: 'Contract Log',
  headers: ['When', 'What'],
  widths: [150, 200],
  formats: [cellFormats.instant, cellFormats.text],
};

function shown(tables: Tables): LiveTab {
  const live = tables.read('receivables');
  if (live === null) throw new Error('The tab should be there.');
  return live;
}

const hiddenTitles = (probe: Probe) =>
  probe
    .tabs()
    .filter(({hidden}) => hidden)
    .map(({title}) => title);

/** What people keep in and around a table. */
const peoplesContracts: readonly PortContract[] = [
  {
    port: 'tables',
    fact: 'read tells values, formulas, notes, formats and backgrounds of what people put there, all of one size',
    check({tables}, probe) {
      put(tables, small);
      probe.typeInto('Receivables', 1, 3, 'mine');
      probe.typeInto('Receivables', 2, 3, '=B2*2');
      probe.setNote('Receivables', 2, 1, 'call them');
      probe.paint('Receivables', 2, 3, '#ff0000');
      const live = shown(tables);
      assertEqual(live.values[0], ['id', 'amount', 'mine'], 'The header');
      assertEqual(
        live.formulas,
        [
          ['', '', ''],
          ['', '', '=B2*2'],
        ],
        'The formulas',
      );
      assertEqual(
        live.notes,
        [
          ['', '', ''],
          ['call them', '', ''],
        ],
        'The notes',
      );
      assertEqual(live.formats()[1]?.[1], '#,##0.00', 'The format of an amount');
      assertEqual(
        live.backgrounds().map((row) => row[2]),
        ['#ffffff', '#ff0000'],
        'The backgrounds',
      );
    },
  },
  {
    port: 'tables',
    fact: 'a formula of people’s computes where it is staged and published, beside text that looks like one',
    check({tables}, probe) {
      const content = tab([
        ['id', 'twice', 'text'],
        ['a', {formula: '=1+1'}, '=1+1'],
      ]);
      put(tables, content);
      assertEqual(shown(tables).formulas[1], ['', '=1+1', ''], 'The formulas');
      assertEqual(probe.cell('Receivables', 2, 3).value, '=1+1', 'The text');
    },
  },
  {
    port: 'tables',
    fact: 'publish puts notes and backgrounds where the content has them, and nowhere else in the table',
    check({tables}, probe) {
      put(tables, large);
      probe.setNote('Receivables', 2, 1, 'of a');
      probe.setNote('Receivables', 4, 2, 'of c');
      probe.setNote('Receivables', 3, 9, 'beside');
      probe.paint('Receivables', 3, 1, '#ff0000');
      const moved = {
        ...large,
        notes: [{row: 4, column: 1, value: 'of a'}],
        backgrounds: [{row: 2, column: 3, value: '#00ff00'}],
      };
      put(tables, moved, large);
      const notes = [2, 3, 4].flatMap((row) =>
        [1, 2, 3].map((column) => probe.cell('Receivables', row, column).note),
      );
      assertEqual(notes, ['', '', '', '', '', '', 'of a', '', ''], 'The notes of the table');
      assertEqual(probe.cell('Receivables', 3, 9).note, 'beside', 'A note beside the table');
      assertEqual(
        [probe.cell('Receivables', 3, 1).background, probe.cell('Receivables', 2, 3).background],
        ['#ffffff', '#00ff00'],
        'The backgrounds',
      );
    },
  },
  {
    port: 'tables',
    fact: 'a table that grows pushes what stands below and beside it out of the way',
    check({tables}, probe) {
      put(tables, small);
      probe.typeInto('Receivables', 3, 1, 'just below');
      probe.typeInto('Receivables', 6, 2, '=B2');
      probe.typeInto('Receivables', 2, 4, 'beside');
      put(tables, large, small);
      assertEqual(
        shown(tables)
          .values.slice(0, 4)
          .map((row) => row.slice(0, 3)),
        large.block.cells,
        'The table',
      );
      assertEqual(probe.cell('Receivables', 5, 1).value, 'just below', 'What stood just below');
      assertEqual(probe.cell('Receivables', 8, 2).formula, '=B2', 'The formula below');
      assertEqual(probe.cell('Receivables', 2, 5).value, 'beside', 'What stood beside');
    },
  },
  {
    port: 'tables',
    fact: 'read remembers how the table was left, whatever people added since',
    check({tables}, probe) {
      put(tables, large);
      assertEqual(shown(tables).published, {headerRow: 1, rows: 4, columns: 3}, 'How it was left');
      probe.typeInto('Receivables', 9, 1, 'below');
      put(tables, small, large);
      assertEqual(shown(tables).published, {headerRow: 1, rows: 2, columns: 2}, 'How it was left again');
    },
  },
  {
    port: 'tables',
    fact: 'wasDeleted is true only while a tab that was made is gone',
    check({tables}, probe) {
      assertEqual(tables.wasDeleted('receivables'), false, 'Before the first publish');
      put(tables, small);
      assertEqual(tables.wasDeleted('receivables'), false, 'After it');
      probe.deleteTab('Receivables');
      assertEqual(tables.wasDeleted('receivables'), true, 'After somebody deleted the tab');
      put(tables, small);
      assertEqual(tables.wasDeleted('receivables'), false, 'After it was made anew');
    },
  },
  {
    port: 'tables',
    fact: 'a protection that lets this person write does not hinder',
    check({tables}, probe) {
      put(tables, small);
      probe.protectForOthers('Receivables');
      put(tables, large, small);
      assertEqual(shown(tables).values, large.block.cells, 'The tab');
    },
  },
  {
    port: 'tables',
    fact: 'tabs of ours in a copied spreadsheet are taken up, the hidden lists with what they hold',
    check({tables}, probe) {
      put(tables, large);
      tables.replaceRecords('peoples-archive', [['receivables', 'in_1', '{}']]);
      probe.typeInto('Receivables', 3, 4, 'beside');
      const before = probe.tabs();
      probe.loseDocumentProperties();
      assertEqual(shown(tables).values[3]?.slice(0, 3), ['c', 3, 'z'], 'The tab as it is read');
      assertEqual(shown(tables).published, null, 'How it was left');
      assertEqual(tables.wasDeleted('receivables'), false, 'That it was deleted');
      assertEqual(tables.readRecords('peoples-archive'), [['receivables', 'in_1', '{}']], 'The archive');
      put(tables, small, large);
      tables.replaceRecords('peoples-archive', [['receivables', 'in_2', '{}']]);
      assertEqual(probe.tabs(), before, 'The tabs');
      assertEqual(
        [probe.cell('Receivables', 2, 1).value, probe.cell('Receivables', 3, 1).value],
        ['a', ''],
        'The first column',
      );
      assertEqual(probe.cell('Receivables', 3, 4).value, 'beside', 'What people have beside it');
    },
  },
  {
    port: 'tables',
    fact: 'refuses a tab of that title with another table, in a copied spreadsheet too',
    check({tables}, probe) {
      probe.addTab('Receivables');
      probe.typeInto('Receivables', 1, 1, 'Customer');
      probe.typeInto('Receivables', 2, 1, 'id of mine');
      const fault = faultOf(() => tables.stage(small), 'Staging onto it');
      assertThat(fault instanceof AddonError && fault.code === 'TABLE_HEADER_MISSING', 'it is refused');
      assertEqual(probe.cell('Receivables', 2, 1).value, 'id of mine', 'The tab');
    },
  },
];

/** The hidden lists and the log. */
const recordContracts: readonly PortContract[] = [
  {
    port: 'tables',
    fact: 'a hidden list is empty at first, and gives back as text what is written from a row on',
    check({tables}, probe) {
      assertEqual(tables.readRecords('refresh-progress'), [], 'The list before');
      const rows = [
        ['=1+1', '{"a":1}'],
        ['00123', 'TRUE'],
        ['2026-01-31', ' two\nlines'],
      ];
      tables.writeRecords('refresh-progress', 1, rows);
      assertEqual(tables.readRecords('refresh-progress'), rows, 'The list');
      tables.writeRecords('refresh-progress', 3, [
        ['c', 'd'],
        ['e', 'f'],
      ]);
      assertEqual(
        tables.readRecords('refresh-progress'),
        [...rows.slice(0, 2), ['c', 'd'], ['e', 'f']],
        'The list written over from row 3',
      );
      assertEqual(hiddenTitles(probe).length, 1, 'The number of hidden tabs');
    },
  },
  {
    port: 'tables',
    fact: 'a hidden list is replaced whole, by a shorter and by a wider one, and apart from the other',
    check({tables}) {
      tables.writeRecords('refresh-progress', 1, [['other']]);
      tables.replaceRecords('peoples-archive', [['a'], ['b'], ['c']]);
      tables.replaceRecords('peoples-archive', [['d', 'wide']]);
      const filled = (rows: readonly (readonly string[])[]) =>
        rows.filter((row) => row.some((text) => text !== ''));
      assertEqual(filled(tables.readRecords('peoples-archive')), [['d', 'wide']], 'The list');
      tables.replaceRecords('peoples-archive', []);
      assertEqual(filled(tables.readRecords('peoples-archive')), [], 'The emptied list');
      assertEqual(tables.readRecords('refresh-progress'), [['other']], 'The other list');
    },
  },
  {
    port: 'tables',
    fact: 'writing nothing into a hidden list changes nothing',
    check({tables}) {
      tables.writeRecords('refresh-progress', 1, [['a']]);
      tables.writeRecords('refresh-progress', 2, []);
      assertEqual(tables.readRecords('refresh-progress'), [['a']], 'The list');
    },
  },
  {
    port: 'tables',
    fact: 'the log grows by one row each time, below whatever stands there, and text stays text',
    check({tables}, probe) {
      tables.appendToLog(log, [{unixMs: Date.UTC(2026, 2, 8, 15)}, '=1+1']);
      tables.appendToLog(log, [null, 'second']);
      assertEqual(
        [1, 2, 3].map((row) => probe.cell('Contract Log', row, 2).value),
        ['What', '=1+1', 'second'],
        'The log',
      );
      assertEqual(probe.cell('Contract Log', 2, 2).formula, '', 'A formula in the log');
      assertEqual(probe.cell('Contract Log', 2, 1).format, cellFormats.instant, 'The format of its times');
      probe.typeInto('Contract Log', 6, 2, 'a remark');
      tables.appendToLog(log, [null, 'third']);
      assertEqual(
        [probe.cell('Contract Log', 6, 2).value, probe.cell('Contract Log', 7, 2).value],
        ['a remark', 'third'],
        'The remark and what follows',
      );
    },
  },
  {
    port: 'tables',
    fact: 'a log that was renamed goes on, one that was deleted begins anew, and somebody’s tab of its title is left alone',
    check({tables}, probe) {
      probe.addTab('Contract Log');
      probe.typeInto('Contract Log', 1, 1, 'my own log');
      tables.appendToLog(log, [null, 'first']);
      assertEqual(probe.cell('Contract Log', 2, 2).value, '', 'The foreign tab');
      const ours = probe
        .tabs()
        .map(({title}) => title)
        .find((title) => title.startsWith('Contract Log ('));
      assertThat(ours !== undefined, 'the log has a tab of its own');
      probe.renameTab(ours ?? '', 'Diary');
      tables.appendToLog(log, [null, 'second']);
      assertEqual(probe.cell('Diary', 3, 2).value, 'second', 'The renamed log');
      probe.deleteTab('Diary');
      tables.appendToLog(log, [null, 'third']);
      assertEqual(probe.cell(ours ?? '', 2, 2).value, 'third', 'The new log');
    },
  },
];

export const keptContracts: readonly PortContract[] = [...peoplesContracts, ...recordContracts];
