import type {CellValue} from '../tables/cell.ts';
import {textCell} from './draft-cells.ts';
import {type DraftColumn, type DraftField, draftColumns} from './draft-columns.ts';
import type {DraftRow} from './draft-rows.ts';
import {type RowProblem, rowsInWords} from './row-problem.ts';

/** The rows of one invoice. */
export interface DraftGroup {
  /** As typed; null for a row that is an invoice by itself. */
  readonly name: string | null;
  /** In the order of the sheet; the first carries the invoice's own cells and every total. */
  readonly rows: readonly [DraftRow, ...DraftRow[]];
}

/** An invoice's own cell: what its rows say where they agree, and the row that says it. */
export interface InvoiceCell {
  readonly cell: CellValue;
  readonly row: number;
}

/** Rows of one group name make one invoice, wherever they stand; a row without one is an invoice of its own. */
export function groupDrafts(rows: readonly DraftRow[]): readonly DraftGroup[] {
  const groups: {readonly name: string | null; readonly rows: [DraftRow, ...DraftRow[]]}[] = [];
  const byName = new Map<string, DraftRow[]>();
  for (const row of rows) {
    const name = textCell(row.cell('group'));
    const known = name === null ? undefined : byName.get(name);
    if (known !== undefined) {
      known.push(row);
      continue;
    }
    const group = {name, rows: [row] as [DraftRow, ...DraftRow[]]};
    groups.push(group);
    if (name !== null) byName.set(name, group.rows);
  }
  return groups;
}

/** The group's value of a cell that belongs to the invoice: the first that is not blank. */
export function invoiceCell(group: DraftGroup, field: DraftField): InvoiceCell {
  const typed = group.rows.find((row) => textCell(row.cell(field)) !== null) ?? group.rows[0];
  return {cell: typed.cell(field), row: typed.row};
}

/** Cells of one invoice that contradict each other: nobody can tell which of them is meant. */
export function conflictsIn(group: DraftGroup): readonly RowProblem[] {
  const ofInvoice = draftColumns.filter((column) => column.of === 'invoice');
  return [
    ...ofInvoice.flatMap((column) => conflict(group, column.header, (row) => row.cell(column.field), column)),
    ...metadataKeysOf(group).flatMap((key) =>
      conflict(group, `meta: ${key}`, (row) => row.metadata.get(key) ?? ''),
    ),
  ];
}

/** Every metadata key that a row of the group fills. */
export function metadataKeysOf(group: DraftGroup): readonly string[] {
  return [...new Set(group.rows.flatMap((row) => [...row.metadata.keys()]))];
}

function conflict(
  group: DraftGroup,
  header: string,
  cellOf: (row: DraftRow) => CellValue,
  column?: DraftColumn,
): readonly RowProblem[] {
  const typed = group.rows.filter((row) => textCell(cellOf(row)) !== null);
  const [first, ...others] = typed;
  const other = others.find((row) => first && textCell(cellOf(row)) !== textCell(cellOf(first)));
  if (first === undefined || other === undefined) return [];
  const name = column === undefined ? `values of ${header}` : plural(column);
  return [
    {
      row: other.row,
      header,
      sentence: `Group ${group.name ?? ''}: ${rowsInWords([first.row, other.row])} have different ${name}. Keep one.`,
    },
  ];
}

/** What several of a column are called in a sentence. */
function plural({field, header}: DraftColumn): string {
  switch (field) {
    case 'terms':
      return 'terms';
    case 'currency':
      return 'currencies';
    case 'poNumber':
      return 'PO numbers';
    case 'deliver':
      return 'ways to deliver';
    case 'billOn':
      return 'days to bill on';
    case 'includePending':
      return 'answers to Include pending items';
    case 'acceptWarning':
      return 'reasons to accept a warning';
    case 'collection':
      return 'collections';
    case 'orderTotal':
      return 'order totals';
    default:
      return `${header.charAt(0).toLowerCase()}${header.slice(1)}s`;
  }
}
