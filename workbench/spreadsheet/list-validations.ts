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

/** Offers a list in every cell of the block; null takes away what stands on exactly this block. */
export function setListValidation(
  book: Book,
  block: Block,
  list: Pick<ListValidation, 'values' | 'allowInvalid'> | null,
): void {
  assertInside(book, block);
  const {engine} = book;
  const place = {unitId: engine.unitId, subUnitId: String(block.tabId)};
  const range = {
    startRow: block.row,
    startColumn: block.column,
    endRow: block.row + block.rows - 1,
    endColumn: block.column + block.columns - 1,
  };
  const isSame = ({ranges: [first]}: IDataValidationRule) =>
    first !== undefined && Object.entries(range).every(([name, at]) => Object(first)[name] === at);
  for (const {uid} of rulesOf(book, block.tabId).filter(isSame)) {
    engine.apply({id: commandIds.deleteValidation, params: {...place, ruleId: uid}});
  }
  if (list === null) return;
  if (list.values.some((value) => value.includes(','))) {
    throw new Error(
      'The workbench offers no values with a comma in a list: its engine would cut them there.',
    );
  }
  const rule = {
    uid: `validation-${takeId(book)}`,
    type: 'list',
    ranges: [range],
    formula1: list.values.join(','),
    allowBlank: true,
    errorStyle: list.allowInvalid ? warns : stops,
  };
  engine.apply({id: commandIds.addValidation, params: {...place, rule}});
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
