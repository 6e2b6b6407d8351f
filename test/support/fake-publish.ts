import type {NamedCells, TabContent} from '../../src/core/tables/tab-content.ts';
import {type Area, copyCells, type FakeSheet, moveLines, putNote, usedSize} from './fake-sheet.ts';

/** The steps of the adapter's publish, in its order: a run can be ended between any two of them. */
export type PublishStep =
  | 'made way'
  | 'reach in doubt'
  | 'notes taken off'
  | 'copied'
  | 'notes put back'
  | 'reach settled'
  | 'dressed';

/** What a publish changes outside the sheet. */
export interface PublishEffects {
  /** Where the header was remembered to stand; 0 when it was not. */
  readonly headerRowBefore: number;
  /** Remembers where the table is; a header row of 0 says that it is not known. */
  reaches(extent: {readonly headerRow: number; readonly rows: number; readonly columns: number}): void;
  name(name: string, area: Area): void;
  done(step: PublishStep): void;
}

export function publishStaged(
  staging: FakeSheet,
  live: FakeSheet,
  content: TabContent,
  {headerRowBefore, reaches, name, done}: PublishEffects,
): void {
  const {block, replaces, notes} = content;
  const rows = block.cells.length;
  const columns = block.cells[0]?.length ?? 0;
  const covered = {
    rows: Math.max(rows, replaces?.rows ?? 0),
    columns: Math.max(columns, replaces?.columns ?? 0),
  };
  makeWay(live, content, rows, columns);
  done('made way');
  const headerStays = headerRowBefore === content.headerRow;
  reaches({...covered, headerRow: headerStays ? content.headerRow : 0});
  done('reach in doubt');
  for (let row = 1; row <= covered.rows; row += 1) {
    for (let column = 1; column <= covered.columns; column += 1) putNote(live, row, column, '');
  }
  done('notes taken off');
  copyCells(staging, live, covered);
  done('copied');
  for (const {row, column, value} of notes) putNote(live, row, column, value);
  done('notes put back');
  reaches({headerRow: content.headerRow, rows, columns});
  done('reach settled');
  dress(live, content, name);
  done('dressed');
}

/** Rows and columns for what the table has more of, where people have something below or beside it. */
function makeWay(live: FakeSheet, {replaces}: TabContent, rows: number, columns: number): void {
  if (replaces === null) return;
  const used = usedSize(live);
  const moreRows = rows - replaces.rows;
  if (moreRows > 0 && used.rows > replaces.rows) {
    moveLines(live, 'row', (row) => (row > replaces.rows ? row + moreRows : row));
  }
  const moreColumns = columns - replaces.columns;
  if (moreColumns > 0 && used.columns > replaces.columns) {
    moveLines(live, 'column', (column) => (column > replaces.columns ? column + moreColumns : column));
  }
}

function dress(live: FakeSheet, content: TabContent, name: PublishEffects['name']): void {
  const {headerRow, dataLastRow, headers} = content;
  const table = {firstRow: headerRow, firstColumn: 1, lastRow: dataLastRow, lastColumn: headers.length};
  live.filter = table;
  live.colours = content.textColours.map(({header, equals, background}) => {
    const column = headers.indexOf(header) + 1;
    const lastRow = Math.max(dataLastRow, headerRow + 1);
    return {
      equals,
      background,
      area: {firstRow: headerRow + 1, firstColumn: column, lastRow, lastColumn: column},
    };
  });
  live.frozenRows = content.frozenRows;
  live.frozenColumns = content.frozenColumns;
  const areaOf = (named: NamedCells): Area => {
    if (named.covers === 'table') return table;
    const {row, column} = named;
    return {firstRow: row, firstColumn: column, lastRow: row, lastColumn: column};
  };
  for (const named of content.namedRanges) name(named.name, areaOf(named));
}
