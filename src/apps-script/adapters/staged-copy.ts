import type {TabContent} from '../../core/tables/tab-content.ts';
import {dressTab} from './tab-dress.ts';
import {growTo, registeredTab, registerTab} from './tab-registry.ts';

type Sheet = GoogleAppsScript.Spreadsheet.Sheet;

/**
 * One copy on the server puts the staged block onto the visible tab; it also covers what the table reached before, so
 * rows that are gone turn blank in the same step. What people have below or beside the table is moved out of the way.
 */
export function copyOntoLive(staging: Sheet, live: Sheet, content: TabContent): void {
  const rows = content.block.cells.length;
  const columns = content.block.cells[0]?.length ?? 0;
  const coveredRows = Math.max(rows, content.replaces?.rows ?? 0);
  const coveredColumns = Math.max(columns, content.replaces?.columns ?? 0);
  makeWay(live, content, rows, columns);
  growTo(staging, coveredRows, coveredColumns);
  growTo(live, coveredRows, coveredColumns);

  const place = {sheetId: live.getSheetId(), headerRow: content.headerRow};
  const headerStays = registeredTab(content.key)?.headerRow === content.headerRow;
  // Written before the copy, so that a run that is ended between the two leaves no row that the next one does not blank.
  registerTab(content.key, {
    ...place,
    ...(headerStays ? {} : {headerRow: 0}),
    rows: coveredRows,
    columns: coveredColumns,
  });
  const covered = live.getRange(1, 1, coveredRows, coveredColumns);
  // Off before the copy and on after it, so that a note that stands here is at its own row whenever the run is ended.
  covered.clearNote();
  SpreadsheetApp.flush();
  staging.getRange(1, 1, coveredRows, coveredColumns).copyTo(covered);
  writeNotes(live, content);
  SpreadsheetApp.flush();
  registerTab(content.key, {...place, rows, columns});

  dressTab(live, content);
}

/** A sum below the table or a remark beside it keeps its distance as the table grows. */
function makeWay(live: Sheet, {replaces}: TabContent, rows: number, columns: number): void {
  if (replaces === null) return;
  const moreRows = rows - replaces.rows;
  if (moreRows > 0 && live.getLastRow() > replaces.rows) live.insertRowsAfter(replaces.rows, moreRows);
  const moreColumns = columns - replaces.columns;
  if (moreColumns > 0 && live.getLastColumn() > replaces.columns) {
    live.insertColumnsAfter(replaces.columns, moreColumns);
  }
}

/** A copy takes no notes along. */
function writeNotes(live: Sheet, {notes, block}: TabContent): void {
  if (notes.length === 0) return;
  const texts = block.cells.map((row) => row.map((): string | null => null));
  for (const {row, column, value} of notes) (texts[row - 1] ?? [])[column - 1] = value;
  live.getRange(1, 1, texts.length, texts[0]?.length ?? 0).setNotes(texts);
}
