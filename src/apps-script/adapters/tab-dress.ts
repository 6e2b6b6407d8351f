import type {NamedCells, TabContent} from '../../core/tables/tab-content.ts';

type Sheet = GoogleAppsScript.Spreadsheet.Sheet;
type Range = GoogleAppsScript.Spreadsheet.Range;
type Rule = GoogleAppsScript.Spreadsheet.ConditionalFormatRule;

/** What makes a published tab readable and usable by formulas. Repeating it changes nothing; people's own rules stay. */
export function dressTab(sheet: Sheet, content: TabContent): void {
  if (sheet.getFrozenRows() !== content.frozenRows) sheet.setFrozenRows(content.frozenRows);
  if (sheet.getFrozenColumns() !== content.frozenColumns) sheet.setFrozenColumns(content.frozenColumns);
  const table = tableRange(sheet, content);
  coverByFilter(sheet, table);
  colourTexts(sheet, content);
  const spreadsheet = SpreadsheetApp.getActiveSpreadsheet();
  for (const named of content.namedRanges) {
    spreadsheet.setNamedRange(named.name, named.covers === 'table' ? table : cellRange(sheet, named));
  }
}

/** The header and the rows of the table, without the totals below. */
function tableRange(sheet: Sheet, {headerRow, dataLastRow, headers}: TabContent): Range {
  return sheet.getRange(headerRow, 1, dataLastRow - headerRow + 1, headers.length);
}

function cellRange(sheet: Sheet, {row, column}: Extract<NamedCells, {readonly covers: 'cell'}>): Range {
  return sheet.getRange(row, column);
}

/** A filter cannot be stretched: it is made anew over the new rows with what people had chosen in it. */
function coverByFilter(sheet: Sheet, wanted: Range): void {
  const filter = sheet.getFilter();
  if (filter === null) {
    wanted.createFilter();
    return;
  }
  const covered = filter.getRange();
  if (covered.getA1Notation() === wanted.getA1Notation()) return;

  const first = covered.getColumn();
  const last = Math.min(covered.getLastColumn(), wanted.getLastColumn());
  const chosen = Array.from({length: Math.max(0, last - first + 1)}, (_, index) => ({
    column: first + index,
    criteria: filter.getColumnFilterCriteria(first + index),
  }));
  filter.remove();
  const fresh = wanted.createFilter();
  for (const {column, criteria} of chosen) {
    if (criteria !== null) fresh.setColumnFilterCriteria(column, criteria);
  }
}

function colourTexts(sheet: Sheet, {textColours, headers, headerRow, dataLastRow}: TabContent): void {
  if (textColours.length === 0) return;
  const rows = Math.max(1, dataLastRow - headerRow);
  const columnOf = (header: string) => headers.indexOf(header) + 1;
  const texts = new Set(textColours.map(({equals}) => equals));
  const columns = new Set(textColours.map(({header}) => columnOf(header)));
  const peoples = sheet.getConditionalFormatRules().filter((rule) => !isOurs(rule, texts, columns));
  const ours = textColours.map(({header, equals, background}) =>
    SpreadsheetApp.newConditionalFormatRule()
      .whenTextEqualTo(equals)
      .setBackground(background)
      .setRanges([sheet.getRange(headerRow + 1, columnOf(header), rows, 1)])
      .build(),
  );
  sheet.setConditionalFormatRules([...peoples, ...ours]);
}

/** Recognised by what it does, for Google keeps no name of a rule. */
function isOurs(rule: Rule, texts: ReadonlySet<string>, columns: ReadonlySet<number>): boolean {
  const condition = rule.getBooleanCondition();
  if (condition === null) return false;
  if (condition.getCriteriaType() !== SpreadsheetApp.BooleanCriteria.TEXT_EQUAL_TO) return false;
  return (
    texts.has(String(condition.getCriteriaValues()[0])) &&
    rule.getRanges().every((range) => columns.has(range.getColumn()))
  );
}
