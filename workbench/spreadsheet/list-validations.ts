import type {IDataValidationRule, IRange} from '@univerjs/core';
import type {Block, ListValidation} from '../apps-script/context/spreadsheet/wire.ts';
import {assertInside, type Book, takeId} from './book.ts';
import {commandIds} from './univer.ts';

/** The lists that cells of the tab offer, the newest first. */
export function readListValidations(book: Book, tabId: number): ListValidation[] {
  return rulesOf(book, tabId)
    .flatMap(({ranges, formula1, errorStyle}) =>
      ranges.map((range: IRange) => ({
        block: blockOf(tabId, range),
        values: (formula1 ?? '').split(','),
        allowInvalid: errorStyle !== stops,
      })),
    )
    .reverse();
}

/** Offers a list in every cell of the block in place of what they offered; null offers none. */
export function setListValidation(
  book: Book,
  block: Block,
  list: Pick<ListValidation, 'values' | 'allowInvalid'> | null,
): void {
  assertInside(book, block);
  const range = rangeOf(block);
  if (list?.values.some((value) => value.includes(','))) {
    throw new Error(
      'The workbench offers no values with a comma in a list: its engine would cut them there.',
    );
  }
  for (const rule of rulesOf(book, block.tabId).filter(({ranges}) =>
    ranges.some((one: IRange) => meet(one, range)),
  )) {
    apply(book, block, commandIds.deleteValidation, {ruleId: rule.uid});
    const ranges = rule.ranges.flatMap((one: IRange) => (meet(one, range) ? around(one, range) : [one]));
    if (ranges.length > 0) apply(book, block, commandIds.addValidation, {rule: {...rule, ranges}});
  }
  if (list === null) return;
  const rule = {
    uid: `validation-${takeId(book)}`,
    type: 'list',
    ranges: [range],
    formula1: list.values.join(','),
    allowBlank: true,
    errorStyle: list.allowInvalid ? warns : stops,
  };
  apply(book, block, commandIds.addValidation, {rule});
}

function apply({engine}: Book, {tabId}: Block, id: string, params: object): void {
  engine.apply({id, params: {unitId: engine.unitId, subUnitId: String(tabId), ...params}});
}

function rangeOf({row, column, rows, columns}: Block): IRange {
  return {startRow: row, startColumn: column, endRow: row + rows - 1, endColumn: column + columns - 1};
}

function meet(a: IRange, b: IRange): boolean {
  const rows = a.startRow <= b.endRow && b.startRow <= a.endRow;
  return rows && a.startColumn <= b.endColumn && b.startColumn <= a.endColumn;
}

/** What is left of a range when another is cut out of it: above, below, and beside it. */
function around(whole: IRange, cut: IRange): readonly IRange[] {
  const startRow = Math.max(whole.startRow, cut.startRow);
  const endRow = Math.min(whole.endRow, cut.endRow);
  return [
    {...whole, endRow: startRow - 1},
    {...whole, startRow: endRow + 1},
    {...whole, startRow, endRow, endColumn: cut.startColumn - 1},
    {...whole, startRow, endRow, startColumn: cut.endColumn + 1},
  ].filter((left) => left.startRow <= left.endRow && left.startColumn <= left.endColumn);
}

function blockOf(tabId: number, {startRow: row, startColumn: column, endRow, endColumn}: IRange): Block {
  return {tabId, row, column, rows: endRow - row + 1, columns: endColumn - column + 1};
}

/** The engine's words: DataValidationErrorStyle. */
const stops = 1;
const warns = 2;

function rulesOf(book: Book, tabId: number): readonly IDataValidationRule[] {
  const {engine} = book;
  return engine.validations.getRules(engine.unitId, String(tabId)).filter(({type}) => type === 'list');
}
