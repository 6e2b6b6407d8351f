import {AddonError} from '../errors/addon-error.ts';
import type {ColumnFilter, Tables, View} from '../ports.ts';
import type {CellValue} from '../tables/cell.ts';

const identifying = {receivables: 'Invoice ID', 'ar-aging': 'Customer ID'} as const;

/**
 * What the selected rows of a tab of ours stand for: invoices on Receivables, customers on AR Aging. Rows that a filter
 * hides are selected only in appearance.
 *
 * @throws AddonError ARGUMENT_INVALID when no row of such a tab is selected
 */
export function selectedTexts({tables, view}: {readonly tables: Tables; readonly view: View}): {
  readonly texts: readonly string[];
  readonly notes: readonly string[];
} {
  const selection = view.selection();
  const values = selection === null ? null : tables.readValues(selection.key);
  if (selection === null || values === null) throw nothingSelected();
  const headerIndex = values.findIndex((row) => row.includes(identifying[selection.key]));
  const column = values[headerIndex]?.indexOf(identifying[selection.key]) ?? -1;
  if (column === -1) throw nothingSelected();

  const filters = view.filters(selection.key);
  const isRow = (row: number) => row > headerIndex + 1;
  const rows = selection.rows.filter(isRow).map((row) => values[row - 1] ?? []);
  const seen = rows.filter((row) => !isHidden(row, filters));
  const texts = seen.map((row) => String(row[column] ?? '')).filter((text) => /^(in|cus)_\w+$/.test(text));
  if (texts.length === 0) throw nothingSelected();
  const hidden = rows.length - seen.length;
  return {
    texts,
    notes:
      hidden > 0
        ? [`${hidden} selected ${hidden === 1 ? 'row is' : 'rows are'} hidden by a filter and left out.`]
        : [],
  };
}

/** By the texts it hides; a filter by a condition is Google's own to judge. */
function isHidden(row: readonly CellValue[], filters: readonly ColumnFilter[]): boolean {
  return filters.some(({column, hidden}) => hidden.includes(String(row[column - 1] ?? '')));
}

function nothingSelected(): AddonError {
  return new AddonError({
    code: 'ARGUMENT_INVALID',
    fact: 'Cannot look up the selection: no row of Receivables or AR Aging is selected.',
    nextStep: 'Select rows of Receivables, or enter an invoice id, number, customer, e-mail or PO.',
  });
}
