import {type ArgumentRow, type ArgumentTable, argumentTable, foldCase} from './argument-table.ts';
import {
  argumentInvalid,
  type FunctionArgument,
  type FunctionResult,
  type FunctionValue,
  isBlank,
  isRange,
  mapCells,
  rowsOf,
  textOf,
  withoutHeader,
} from './function-arguments.ts';

const idsShownMax = 5;
const idHeader = 'Invoice ID';
const nameHeaders: readonly string[] = ['Number', 'PO'];

/** A found invoice, or the words that stand in its row instead. */
type Found = {readonly row: ArgumentRow} | {readonly problem: string};

/**
 * Stripe's status of each invoice, in the shape of `ids`. An id is an invoice id, a number or a PO; a blank gives a
 * blank, and so does the header of a whole column. One that is not found, or that several invoices have, is words in
 * its own cell and stops no other.
 *
 * @throws AddonError TABLE_HEADER_MISSING when the table has no `Status`, or none of the columns to look in.
 */
export function invoiceStatus(args: {
  readonly invoices: FunctionArgument;
  readonly ids: FunctionArgument;
}): FunctionResult {
  return invoiceField({...args, headers: 'Status'});
}

/**
 * What the columns `headers` say of each invoice; several headers spill to the right of one column of ids.
 *
 * @throws AddonError as `invoiceStatus`; ARGUMENT_INVALID for several headers with ids in several columns.
 */
export function invoiceField(args: {
  readonly invoices: FunctionArgument;
  readonly ids: FunctionArgument;
  readonly headers: FunctionArgument;
}): FunctionResult {
  const table = argumentTable(args.invoices, {
    name: 'invoices',
    advice: 'Give a table that has it, such as the named range Receivables, with its header row.',
  });
  const columns = headersArgument(args.headers).map((header) =>
    header === '' ? null : table.column(header),
  );
  const find = invoiceFinder(table);
  const fields = (id: FunctionValue): FunctionValue[] => {
    if (isBlank(id)) return columns.map(() => '');
    const found = find(textOf(id));
    return columns.map((column, index) => {
      if ('problem' in found) return index === 0 ? found.problem : '';
      return column === null ? '' : (found.row.cells[column] ?? '');
    });
  };

  const headers = new Set(table.headers.map(foldCase));
  const idCells = withoutHeader(
    args.ids,
    (text) => headers.has(foldCase(text)) && 'problem' in find(textOf(text)),
  );
  if (columns.length === 1) return mapCells(idCells, (id) => fields(id)[0] ?? '');
  const ids = rowsOf(idCells);
  if (ids.some((row) => row.length > 1)) {
    throw argumentInvalid('ids', 'has several columns and headers several names', 'Give ids in one column.');
  }
  return ids.map(([id]) => fields(id ?? ''));
}

/** In the order given; blanks at the end are the rest of an open range, one in between keeps its column. */
function headersArgument(argument: FunctionArgument): readonly string[] {
  const headers = (isRange(argument) ? argument.flat() : [argument]).map(textOf);
  while (headers.length > 0 && headers[headers.length - 1] === '') headers.pop();
  if (headers.length === 0) {
    throw argumentInvalid('headers', 'is blank', 'Name a column of the table, such as "Due".');
  }
  return headers;
}

function invoiceFinder(table: ArgumentTable): (id: string) => Found {
  const idColumn = table.columnIfAny(idHeader);
  const named = nameHeaders.flatMap((header) => {
    const column = table.columnIfAny(header);
    return column === null ? [] : [{header, column}];
  });
  const idColumns = idColumn === null ? [] : [idColumn];
  const searched = [...idColumns, ...named.map(({column}) => column)];
  if (searched.length === 0) table.column(idHeader);

  const rows = table.rowsWith(searched);
  const byId = new Map<string, ArgumentRow[]>();
  const byName = new Map<string, {readonly header: string; readonly row: ArgumentRow}[]>();
  for (const row of rows) {
    if (idColumn !== null) push(byId, textOf(row.cells[idColumn] ?? ''), row);
    for (const {header, column} of named)
      push(byName, foldCase(textOf(row.cells[column] ?? '')), {header, row});
  }
  return (id) => {
    const matches = byId.get(id)?.map((row) => ({header: idHeader, row})) ?? byName.get(foldCase(id)) ?? [];
    return foundIn(matches, id, idColumn);
  };
}

function push<T>(into: Map<string, T[]>, key: string, item: T): void {
  if (key === '') return;
  const known = into.get(key);
  if (known === undefined) into.set(key, [item]);
  else known.push(item);
}

function foundIn(
  matches: readonly {readonly header: string; readonly row: ArgumentRow}[],
  id: string,
  idColumn: number | null,
): Found {
  const rows = [...new Set(matches.map(({row}) => row))];
  const [row] = rows;
  if (row === undefined) return {problem: 'not found'};
  if (rows.length === 1) return {row};
  const headers = [...new Set(matches.map(({header}) => header))].join(' or ');
  const places = rows
    .slice(0, idsShownMax)
    .map(({cells, rowNumber}) => textOf(cells[idColumn ?? -1] ?? '') || `row ${rowNumber}`);
  const more = rows.length > idsShownMax ? ` and ${rows.length - idsShownMax} more` : '';
  return {problem: `${rows.length} invoices have ${headers} ${id}: ${places.join(', ')}${more}`};
}
