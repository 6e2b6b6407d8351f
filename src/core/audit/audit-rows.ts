import {AddonError} from '../errors/addon-error.ts';
import type {Digest} from '../ports.ts';
import type {CellValue} from '../tables/cell.ts';
import {type AuditCell, type AuditHeader, auditHeaders} from './audit-columns.ts';

/** A row of the log as the tab shows it now, whoever has changed it since. */
export interface AuditRow {
  /** Of the sheet, 1-based. */
  readonly row: number;
  readonly cell: (header: AuditHeader) => CellValue;
}

/** The tab by its headers, wherever people have moved the columns. */
export interface AuditTable {
  readonly columnOf: ReadonlyMap<AuditHeader, number>;
  readonly rows: readonly AuditRow[];
  /** Of the sheet; people may keep columns of their own beside the log. */
  readonly columns: number;
}

/** @throws AddonError TABLE_HEADER_MISSING naming the column whose header is gone */
export function readAuditTable(values: readonly (readonly CellValue[])[]): AuditTable {
  const [headers = [], ...lines] = values;
  const columnOf = new Map(
    auditHeaders.map((header) => {
      const column = headers.indexOf(header);
      if (column === -1) throw headerMissing(header);
      return [header, column] as const;
    }),
  );
  const rows = lines.map((line, index) => ({
    row: index + 2,
    cell: (header: AuditHeader) => line[columnOf.get(header) ?? -1] ?? '',
  }));
  // A row in which only people's own columns have something is theirs.
  const filled = rows.filter(({cell}) => auditHeaders.some((header) => cell(header) !== ''));
  return {columnOf, rows: filled, columns: headers.length};
}

/** What ties a row to the one before it: both texts change when any cell does. */
export function auditHash(
  digest: Digest,
  {previous, cells}: {readonly previous: string; readonly cells: readonly (AuditCell | CellValue)[]},
): string {
  return digest.sha256Hex(`${previous}\n${JSON.stringify(cells)}`);
}

/** Of a row, as its hash was made of them. */
export function hashedCells({cell}: AuditRow): readonly CellValue[] {
  return auditHeaders.filter((header) => header !== 'Hash').map((header) => cell(header));
}

function headerMissing(header: AuditHeader): AddonError {
  return new AddonError({
    code: 'TABLE_HEADER_MISSING',
    fact: `Cannot use the Audit Log: the header “${header}” is missing from its first row.`,
    nextStep: 'Put the first row back as it was with File, Version history; nothing is done without a log.',
  });
}
