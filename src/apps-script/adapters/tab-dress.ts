import type {TabContent, TextColour} from '../../core/tables/tab-content.ts';

type Sheet = GoogleAppsScript.Spreadsheet.Sheet;
type Rule = GoogleAppsScript.Spreadsheet.ConditionalFormatRule;

/** What makes a published tab readable and usable by formulas. Repeating it changes nothing; people's own rules stay. */
export function dressTab(sheet: Sheet, content: TabContent): void {
  if (sheet.getFrozenRows() !== content.frozenRows) sheet.setFrozenRows(content.frozenRows);
  if (sheet.getFrozenColumns() !== content.frozenColumns) sheet.setFrozenColumns(content.frozenColumns);
  coverByFilter(sheet, content);
  colourTexts(sheet, content);
  const spreadsheet = SpreadsheetApp.getActiveSpreadsheet();
  for (const {name, firstRow, firstColumn, lastRow, lastColumn} of content.namedRanges) {
    const range = sheet.getRange(firstRow, firstColumn, lastRow - firstRow + 1, lastColumn - firstColumn + 1);
    spreadsheet.setNamedRange(name, range);
  }
}

/** A filter cannot be stretched: it is made anew over the new rows with what people had chosen in it. */
function coverByFilter(sheet: Sheet, {block, headerRow, filterLastRow}: TabContent): void {
  const columns = block.cells[0]?.length ?? 0;
  const wanted = sheet.getRange(headerRow, 1, filterLastRow - headerRow + 1, columns);
  const filter = sheet.getFilter();
  if (filter === null) {
    wanted.createFilter();
    return;
  }
  const covered = filter.getRange();
  if (covered.getA1Notation() === wanted.getA1Notation()) return;

  const first = covered.getColumn();
  const last = Math.min(covered.getLastColumn(), columns);
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

function colourTexts(sheet: Sheet, {textColours, headerRow, filterLastRow}: TabContent): void {
  if (textColours.length === 0) return;
  const peoples = sheet.getConditionalFormatRules().filter((rule) => !isOurs(rule, textColours));
  const rows = Math.max(1, filterLastRow - headerRow);
  const ours = textColours.map(({column, equals, background}) =>
    SpreadsheetApp.newConditionalFormatRule()
      .whenTextEqualTo(equals)
      .setBackground(background)
      .setRanges([sheet.getRange(headerRow + 1, column, rows, 1)])
      .build(),
  );
  sheet.setConditionalFormatRules([...peoples, ...ours]);
}

function isOurs(rule: Rule, textColours: readonly TextColour[]): boolean {
  const condition = rule.getBooleanCondition();
  if (condition === null) return false;
  if (condition.getCriteriaType() !== SpreadsheetApp.BooleanCriteria.TEXT_EQUAL_TO) return false;
  const [text] = condition.getCriteriaValues();
  return rule
    .getRanges()
    .every((range) =>
      textColours.some((colour) => colour.equals === text && colour.column === range.getColumn()),
    );
}
