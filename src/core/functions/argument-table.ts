import {AddonError} from '../errors/addon-error.ts';
import {
  argumentInvalid,
  type FunctionArgument,
  type FunctionValue,
  isBlank,
  isRange,
  shownValue,
  textOf,
} from './function-arguments.ts';

/** A range with a header row, as a custom function is given it; columns are found by header, in any order. */
export interface ArgumentTable {
  /** The parameter that holds it, for sentences. */
  readonly name: string;
  readonly headers: readonly string[];
  /** @throws AddonError TABLE_HEADER_MISSING naming the header and where to find it; ARGUMENT_INVALID when it stands twice. */
  column(header: string): number;
  columnIfAny(header: string): number | null;
  /** The rows that hold something in one of these columns; what stands in others does not make a row. */
  rowsWith(columns: readonly number[]): readonly ArgumentRow[];
}

export interface ArgumentRow {
  /** Counted as in the range: the header's first row is 1. */
  readonly rowNumber: number;
  readonly cells: readonly FunctionValue[];
}

/**
 * Reads a range whose first row that is not blank is its header.
 *
 * @param advice what to do when a header is missing: which tab has it.
 * @throws AddonError ARGUMENT_INVALID for one value, or for a range without a header.
 */
export function argumentTable(
  argument: FunctionArgument,
  {name, advice}: {readonly name: string; readonly advice: string},
): ArgumentTable {
  if (!isRange(argument)) {
    const what = isBlank(argument) ? 'is blank' : `is ${shownValue(argument)}, not a table`;
    throw argumentInvalid(name, what, 'Give a range with its header row.');
  }
  const headerIndex = argument.findIndex((row) => row.some((cell) => !isBlank(cell)));
  const headers = (argument[headerIndex] ?? []).map(textOf);
  if (headerIndex === -1) throw argumentInvalid(name, 'is blank', 'Give a range with its header row.');

  const columnIfAny = (header: string): number | null => columnNamed(headers, header, name);
  return {
    name,
    headers,
    columnIfAny,
    column: (header) => {
      const column = columnIfAny(header);
      if (column !== null) return column;
      throw new AddonError({
        code: 'TABLE_HEADER_MISSING',
        fact: `Cannot compute: ${name} has no column "${header}".`,
        nextStep: advice,
      });
    },
    rowsWith: (columns) =>
      argument.flatMap((cells, index) =>
        index > headerIndex && columns.some((column) => !isBlank(cells[column]))
          ? [{rowNumber: index + 1, cells}]
          : [],
      ),
  };
}

/** As written; else in any case, as people type headers into formulas. */
function columnNamed(headers: readonly string[], header: string, name: string): number | null {
  const wanted = header.trim();
  const exact = placesOf(headers, (text) => text === wanted);
  const found = exact.length > 0 ? exact : placesOf(headers, (text) => foldCase(text) === foldCase(wanted));
  if (found.length > 1) {
    throw argumentInvalid(
      name,
      `has ${found.length} columns "${wanted}"`,
      'Rename one of them, or give a range that holds only one.',
    );
  }
  return found[0] ?? null;
}

function placesOf(headers: readonly string[], matches: (text: string) => boolean): readonly number[] {
  return headers.flatMap((text, index) => (text !== '' && matches(text) ? [index] : []));
}

/** Names compare without regard to case, width of blanks and the way an accent was typed. */
export function foldCase(text: string): string {
  return text.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase();
}
