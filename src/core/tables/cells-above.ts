import type {Cell, CellValue} from './cell.ts';
import {ownRowFormula} from './own-row-formula.ts';
import {type LiveTable, type PeoplesCell, type PeoplesRow, plainBackground} from './peoples-cells.ts';

/**
 * What people keep above a table, beside the stamp: who has reviewed it, say. A row there is known by its label in the
 * first column, and a cell by its column, counted from 1.
 */
export const aboveKey = (label: unknown): string => `above ${label ?? ''}`;

/** A label and what it says. */
const stampColumns = 2;

export function isAboveKey(key: string): boolean {
  return key.startsWith('above ');
}

/** The name of a cell above the table, in place of a header. */
export const aboveName = (column: number): string => String(column + 1);

/** By the key of their row, as far as the table's columns reach: beyond, nothing is written. */
export function cellsAbove(
  {above}: LiveTable,
  {labels, columns}: {readonly labels: readonly Cell[]; readonly columns: number},
): ReadonlyMap<string, PeoplesRow> {
  const stamp = stampPlace(above.values, labels);
  const blankRow = above.values.length - 1;
  // People may have deleted a column of theirs that held the labels: then each row is the one that it was.
  const labelOf = (index: number) => {
    if (index === blankRow) return null;
    if (stamp.label === null) return labels[index] ?? `row ${index + 1}`;
    return above.values[index]?.[stamp.label] || `row ${index + 1}`;
  };
  const isTheirs = (index: number, column: number) =>
    column < columns && (!isLabel(labelOf(index)) || (column !== stamp.label && column !== stamp.says));
  const isFilled = above.values.some((row, index) =>
    row.some(
      (value, column) => isTheirs(index, column) && value + (above.formulas[index]?.[column] ?? '') !== '',
    ),
  );
  const [formats, backgrounds] = isFilled ? [above.formats(), above.backgrounds()] : [[], []];

  /** The stamp will stand in the first columns again; what people have there by then goes to the end. */
  const nameOf = (column: number) => {
    if (column === stamp.label) return aboveName(0);
    if (column === stamp.says) return aboveName(1);
    return aboveName(column < stampColumns ? columns + column : column);
  };
  const cellAt = (index: number, column: number): PeoplesCell | null => {
    const formula = above.formulas[index]?.[column] ?? '';
    const value = above.values[index]?.[column] ?? '';
    if (formula === '' && value === '') return null;
    return {
      value: formula === '' ? value : '',
      formula: formula === '' ? null : ownRowFormula(formula, index + 1),
      format: formats[index]?.[column] ?? '',
      background: backgrounds[index]?.[column] ?? plainBackground,
    };
  };
  return new Map(
    above.values.map((row, index) => {
      const cells = row.flatMap((_, column) => {
        const cell = isTheirs(index, column) ? cellAt(index, column) : null;
        return cell === null ? [] : [[nameOf(column), cell] as const];
      });
      const notes = row.slice(0, columns).flatMap((_, column) => {
        const note = above.notes[index]?.[column] ?? '';
        return note === '' ? [] : [[nameOf(column), note] as const];
      });
      return [aboveKey(labelOf(index)), {cells: Object.fromEntries(cells), notes: Object.fromEntries(notes)}];
    }),
  );
}

/** Where people have moved the stamp: its labels, null where they are gone, and of the other columns the one that says most. */
function stampPlace(
  rows: readonly (readonly CellValue[])[],
  labels: readonly Cell[],
): {readonly label: number | null; readonly says: number} {
  const known = new Set(labels.filter(isLabel));
  const columns = Array.from({length: rows[0]?.length ?? 0}, (_, column) => column);
  const count = (column: number, of: (value: CellValue) => boolean) =>
    rows.filter((row) => of(row[column] ?? '')).length;
  const most = (among: readonly number[], of: (value: CellValue) => boolean) =>
    among.reduce((best, column) => (count(column, of) > count(best, of) ? column : best), among[0] ?? -1);
  const mostKnown = most(columns, (value) => known.has(value));
  const label = count(mostKnown, (value) => known.has(value)) === 0 ? null : mostKnown;
  return {
    label,
    says: most(
      columns.filter((column) => column !== label),
      (value) => value !== '',
    ),
  };
}

/** How many columns the row needs. */
export function widthAbove({cells, notes}: PeoplesRow): number {
  return Math.max(0, ...[...Object.keys(cells), ...Object.keys(notes)].map(Number));
}

/** What of the row lies beyond so many columns. */
export function beyondColumns({cells, notes}: PeoplesRow, columns: number): PeoplesRow {
  const beyond = <T>(kept: Readonly<Record<string, T>>) =>
    Object.fromEntries(Object.entries(kept).filter(([name]) => Number(name) > columns));
  return {cells: beyond(cells), notes: beyond(notes)};
}

/** Our own row of cells, or of formats, with theirs where ours says nothing. */
export function withCellsAbove<T>(
  ours: readonly T[],
  {label, row}: {readonly label: Cell | undefined; readonly row: PeoplesRow | undefined},
  of: (cell: PeoplesCell) => T,
): readonly T[] {
  if (row === undefined) return ours;
  const first = isLabel(label) ? stampColumns : 0;
  return ours.map((own, column) => {
    const theirs = row.cells[aboveName(column)];
    return theirs === undefined || column < first ? own : of(theirs);
  });
}

function isLabel(cell: Cell | undefined): boolean {
  return cell !== undefined && cell !== null && cell !== '';
}
