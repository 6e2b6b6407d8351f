import type {FormulaArgument} from '../univer-function.ts';
import {FormulaFault} from './formula-fault.ts';
import {anyNumber, type SheetFunction} from './sheet-function.ts';
import {type Rows, rowsOf} from './values.ts';

/**
 * What `{A2:A3, B2:B3; C2:D2}` is written as for the engine, whose own literals take constants only. The names are those
 * that Sheets itself uses in its errors. https://support.google.com/docs/answer/6208276
 */
export const arrayLiterals: readonly SheetFunction[] = [
  {name: 'ARRAY_ROW', least: 1, most: anyNumber, evaluate: sideBySide},
  {name: 'ARRAY_LITERAL', least: 1, most: anyNumber, evaluate: oneBelowAnother},
];

function sideBySide(args: readonly FormulaArgument[]): Rows {
  const tables = args.map(rowsOf);
  const height = tables[0]?.length ?? 0;
  tables.forEach((table, at) => {
    if (table.length === height) return;
    throw new FormulaFault(
      '#VALUE!',
      `Function ARRAY_ROW parameter ${at + 1} has mismatched row size. Expected: ${height}. Actual: ${table.length}.`,
    );
  });
  return Array.from({length: height}, (_row, row) => tables.flatMap((table) => table[row] ?? []));
}

function oneBelowAnother(args: readonly FormulaArgument[]): Rows {
  const tables = args.map(rowsOf);
  const width = tables[0]?.[0]?.length ?? 0;
  if (tables.some((table) => table[0]?.length !== width)) {
    throw new FormulaFault(
      '#VALUE!',
      'In ARRAY_LITERAL, an Array Literal was missing values for one or more rows.',
    );
  }
  return tables.flat();
}
