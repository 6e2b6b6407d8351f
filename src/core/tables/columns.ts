import {AddonError} from '../errors/addon-error.ts';
import type {CellValue} from './cell.ts';

/** The cells of a table by header, wherever its columns stand. */
export interface TableRows {
  readonly rows: readonly (readonly CellValue[])[];
  /** @throws AddonError TABLE_HEADER_MISSING naming the header. */
  columnOf(header: string): number;
}

/** Reads the table whose header is the first row that holds `header` in any cell. */
export function tableFrom(
  values: readonly (readonly CellValue[])[],
  {header: known, tab}: {readonly header: string; readonly tab: string},
): TableRows {
  const headerIndex = values.findIndex((row) => row.includes(known));
  const headers = values[headerIndex] ?? [];
  const columnOf = (header: string): number => {
    const index = headers.indexOf(header);
    if (index !== -1) return index;
    throw new AddonError({
      code: 'TABLE_HEADER_MISSING',
      fact: `Cannot read the tab "${tab}": it has no column "${header}".`,
      nextStep: `Put the header "${header}" back, or delete the tab: the next refresh makes it anew.`,
    });
  };
  if (headerIndex === -1) columnOf(known);
  return {rows: values.slice(headerIndex + 1), columnOf};
}
