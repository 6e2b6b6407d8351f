import {AddonError} from '../errors/addon-error.ts';
import type {Cell, CellValue} from './cell.ts';
import {formulaInRow, type OwnRowFormula, ownRowFormula} from './own-row-formula.ts';
import type {TableIdentity, TableLayout} from './table-layout.ts';

/** What people keep in one cell beside our columns. Plain JSON: the archive keeps it as it is. */
export interface PeoplesCell {
  /** Blank where only the background says something. */
  readonly value: CellValue;
  /** Null where the cell has none; then `value` counts. */
  readonly formula: OwnRowFormula | null;
  /** Number format and background carry meaning for whoever set them. */
  readonly format: string;
  readonly background: string;
}

/** What people keep at one row of ours, by column: their cells, and notes on any cell of the row. */
export interface PeoplesRow {
  readonly cells: Readonly<Record<string, PeoplesCell>>;
  readonly notes: Readonly<Record<string, string>>;
}

/** A visible table of ours as it stands: its header in the first row, everything rectangular and of one size. */
export interface LiveTable {
  /** 1-based row of the tab in which the header stands. */
  readonly headerRow: number;
  readonly values: readonly (readonly CellValue[])[];
  /** '' where a cell has none. */
  readonly formulas: readonly (readonly string[])[];
  readonly notes: readonly (readonly string[])[];
  /** Asked for only where people have columns: each is one more call to Google. */
  readonly formats: () => readonly (readonly string[])[];
  readonly backgrounds: () => readonly (readonly string[])[];
  /** The rows of the tab above the header. */
  readonly above: Omit<LiveTable, 'headerRow' | 'above'>;
}

/** A cell without a background of its own, as Google says it. */
export const plainBackground = '#ffffff';

/**
 * What people keep in the table, by the key of its row. A row in which they keep nothing is in it too, as far as it is
 * in the table: its emptiness is theirs.
 *
 * @throws AddonError TABLE_ROW_UNCLEAR for a row that is not one of ours, and for entries in two rows with the same key
 */
export function peoplesRows(
  live: LiveTable,
  layout: TableLayout,
  identity: TableIdentity,
): ReadonlyMap<string, PeoplesRow> {
  const keyOf = rowKeys(layout, identity);
  const isOurs = rowsOfOurs(live, layout, identity);
  const readRow = rowReader(live, layout);
  const rows = new Map<string, PeoplesRow>([[headerKey, {cells: {}, notes: readRow(0).notes}]]);
  for (let index = 1; index < live.values.length; index += 1) {
    const key = keyOf(live.values[index] ?? []);
    const row = readRow(index);
    if (key === null || !isOurs(index)) {
      if (isBlank(row) && holdsNothingOfTheirs(live, layout, index)) continue;
      const {keyHeaders} = identity;
      throw unclear(live.headerRow + index, `has no ${keyHeaders.join(' and ')} of ours`, identity);
    }
    const known = rows.get(key);
    if (known !== undefined && !isBlank(known)) {
      if (isBlank(row) || JSON.stringify(row) === JSON.stringify(known)) continue;
      throw unclear(
        live.headerRow + index,
        `is the second one of ${key}, and both hold entries of yours`,
        identity,
      );
    }
    rows.set(key, row);
  }
  return rows;
}

function rowsOfOurs(
  live: LiveTable,
  layout: TableLayout,
  {keyHeaders, isRowOfOurs}: TableIdentity,
): (index: number) => boolean {
  const places = keyHeaders.map((header) => layout.find(({name}) => name === header)?.standsAt ?? -1);
  return (index) => isRowOfOurs(places.map((place) => String(live.values[index]?.[place] ?? '')));
}

/** A row that is blank, or one of ours of which only the key was cleared: the rest of ours still fills most of it. */
function holdsNothingOfTheirs(live: LiveTable, layout: TableLayout, index: number): boolean {
  const ours = layout.filter(({isOurs, standsAt}) => isOurs && standsAt !== null);
  const filled = ours.filter(({standsAt}) => (live.values[index]?.[standsAt ?? -1] ?? '') !== '').length;
  return filled === 0 || filled > ours.length / 2;
}

export function isBlank(row: PeoplesRow): boolean {
  return Object.keys(row.cells).length === 0 && Object.keys(row.notes).length === 0;
}

/** Functions whose result can be more than one cell. */
const fillsCells =
  /\{|\b(?:ARRAYFORMULA|ARRAY_CONSTRAIN|BY(?:COL|ROW)|CHOOSE(?:COLS|ROWS)|FILTER|FLATTEN|[HV]STACK|IMPORT\w+|MAKEARRAY|MAP|QUERY|SCAN|SEQUENCE|SORTN?|SPLIT|TO(?:COL|ROW)|TRANSPOSE|UNIQUE|WRAP(?:COLS|ROWS))\s*\(/i;

/**
 * A formula in the header, such as `={"Fee"; ARRAYFORMULA(…)}`, fills its column: a value written there would block it.
 * One that shows an error is blocked already, by values that people typed; one such as `="Note "&A1` fills its cell alone.
 */
export function isFilledFromHeader(live: LiveTable, column: number): boolean {
  const isError = String(live.values[0]?.[column] ?? '').startsWith('#');
  return !isError && fillsCells.test(live.formulas[0]?.[column] ?? '');
}

/** The key under which notes on the header cells are kept, beside those of the rows. */
export const headerKey = 'header';

/** The cell as it is written into the row in which it now stands. */
export function cellInRow({value, formula}: PeoplesCell, row: number): Cell {
  if (formula !== null) return {formula: formulaInRow(formula, row)};
  return value === '' ? null : value;
}

/** What identifies a row of the table as it stands, null where all of it is blank. */
export function rowKeys(
  layout: TableLayout,
  {keyHeaders}: TableIdentity,
): (row: readonly CellValue[]) => string | null {
  const places = keyHeaders.map((header) => layout.find(({name}) => name === header)?.standsAt ?? -1);
  return (row) => {
    const parts = places.map((place) => String(row[place] ?? ''));
    return parts.every((part) => part === '') ? null : parts.join(' ');
  };
}

function rowReader(live: LiveTable, layout: TableLayout): (index: number) => PeoplesRow {
  const standing = layout.flatMap(({name, isOurs, standsAt}) =>
    standsAt === null ? [] : [{name, isOurs, standsAt}],
  );
  const peoples = standing.filter(({isOurs, standsAt}) => !isOurs && !isFilledFromHeader(live, standsAt));
  const formats = peoples.length === 0 ? [] : live.formats();
  const backgrounds = peoples.length === 0 ? [] : live.backgrounds();
  const cellAt = (index: number, column: number): PeoplesCell | null => {
    const formula = live.formulas[index]?.[column] ?? '';
    const value = live.values[index]?.[column] ?? '';
    const background = backgrounds[index]?.[column] ?? plainBackground;
    if (formula === '' && value === '' && background === plainBackground) return null;
    return {
      value: formula === '' ? value : '',
      formula: formula === '' ? null : ownRowFormula(formula, live.headerRow + index),
      format: formats[index]?.[column] ?? '',
      background,
    };
  };
  return (index) => ({
    cells: named(peoples, (column) => cellAt(index, column)),
    notes: named(standing, (column) => live.notes[index]?.[column] || null),
  });
}

/** Made from entries, for a header may be called `__proto__`. */
function named<T>(
  columns: readonly {readonly name: string; readonly standsAt: number}[],
  at: (column: number) => T | null,
): Readonly<Record<string, T>> {
  return Object.fromEntries(
    columns.flatMap(({name, standsAt}) => {
      const kept = at(standsAt);
      return kept === null ? [] : [[name, kept] as const];
    }),
  );
}

/** What a row keeps under this header; a header may be called `constructor`. */
export function keptUnder<T>(kept: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.getOwnPropertyDescriptor(kept, name) === undefined ? undefined : kept[name];
}

function unclear(row: number, what: string, {title}: TableIdentity): AddonError {
  return new AddonError({
    code: 'TABLE_ROW_UNCLEAR',
    fact: `Cannot refresh the tab "${title}": row ${row} ${what}, so what you wrote there would be lost. Nothing was written.`,
    nextStep: 'Move it to a row of the table or below the table, delete that row, then refresh again.',
  });
}
