import {AddonError} from '../errors/addon-error.ts';
import type {CellValue} from '../tables/cell.ts';
import {
  type DraftField,
  type DraftResultHeader,
  draftColumns,
  draftResultHeaders,
  metadataHeaderPrefix,
} from './draft-columns.ts';

/** One typed row of `Invoice Drafts`, wherever its columns stand. */
export interface DraftRow {
  /** Of the sheet, 1-based. */
  readonly row: number;
  readonly cell: (field: DraftField) => CellValue;
  /** What `meta: …` columns hold, by metadata key; blanks are left out. */
  readonly metadata: ReadonlyMap<string, CellValue>;
  readonly result: (header: DraftResultHeader) => CellValue;
}

export interface DraftTable {
  /** Of the sheet, 1-based. */
  readonly headerRow: number;
  readonly rows: readonly DraftRow[];
  /** 0-based column of each result header; the add-on writes nowhere else. */
  readonly resultColumns: ReadonlyMap<DraftResultHeader, number>;
}

/** Without these there is nothing to bill. */
const neededHeaders = ['Customer', 'Description', 'Quantity', 'Unit amount'] as const;

/**
 * Reads the tab by its headers: columns may stand in any order, among people's own, and those that are not there count
 * as blank. A row without anything typed in a column of ours is no draft.
 *
 * @throws AddonError TABLE_HEADER_MISSING for a header that is needed, or that stands twice
 */
export function readDraftRows(values: readonly (readonly CellValue[])[], tab: string): DraftTable {
  const headerIndex = values.findIndex((row) => row.includes('Customer') && row.includes('Quantity'));
  const headers = (values[headerIndex] ?? []).map((header) => String(header).trim());
  checkHeaders(headers, tab);

  const columnOfField = new Map(
    draftColumns.flatMap(({field, header}) => {
      const column = headers.indexOf(header);
      return column === -1 ? [] : [[field, column] as const];
    }),
  );
  const resultColumns = new Map(
    draftResultHeaders.flatMap((header) => {
      const column = headers.indexOf(header);
      return column === -1 ? [] : [[header, column] as const];
    }),
  );
  const metadataColumns = metadataColumnsOf(headers);
  const inputColumns = [...columnOfField.values(), ...metadataColumns.values()];
  const rows = values.slice(headerIndex + 1).flatMap((cells, index): DraftRow[] => {
    const at = (column: number | undefined): CellValue => (column === undefined ? '' : (cells[column] ?? ''));
    if (inputColumns.every((column) => isBlank(at(column)))) return [];
    return [
      {
        row: headerIndex + 2 + index,
        cell: (field) => at(columnOfField.get(field)),
        metadata: new Map(
          [...metadataColumns].flatMap(([key, column]) =>
            isBlank(at(column)) ? [] : [[key, at(column)] as const],
          ),
        ),
        result: (header) => at(resultColumns.get(header)),
      },
    ];
  });
  return {headerRow: headerIndex + 1, rows, resultColumns};
}

function isBlank(cell: CellValue): boolean {
  return cell === '' || (typeof cell === 'string' && cell.trim() === '');
}

function checkHeaders(headers: readonly string[], tab: string): void {
  const refusal = (fact: string, nextStep: string) =>
    new AddonError({code: 'TABLE_HEADER_MISSING', fact: `Cannot read the tab "${tab}": ${fact}.`, nextStep});
  const missing = neededHeaders.find((header) => !headers.includes(header));
  if (missing !== undefined) {
    throw refusal(`it has no column "${missing}"`, `Put the header "${missing}" back. Nothing was changed.`);
  }
  const twice = [...draftColumns.map(({header}) => header), ...draftResultHeaders].find(
    (header) => headers.indexOf(header) !== headers.lastIndexOf(header),
  );
  if (twice !== undefined) {
    throw refusal(`it has two columns "${twice}"`, 'Rename the one that is not to be billed from.');
  }
}

/** By metadata key. */
function metadataColumnsOf(headers: readonly string[]): ReadonlyMap<string, number> {
  return new Map(
    headers.flatMap((header, column) => {
      if (!header.toLowerCase().startsWith(metadataHeaderPrefix)) return [];
      const key = header.slice(metadataHeaderPrefix.length).trim();
      return key === '' ? [] : [[key, column] as const];
    }),
  );
}
