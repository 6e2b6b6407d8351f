import {type Cell, cellFormats} from './cell.ts';
import {
  cellInRow,
  isBlank,
  isFilledFromHeader,
  type LiveTable,
  type PeoplesRow,
  peoplesRows,
  plainBackground,
  rowKeys,
} from './peoples-cells.ts';
import type {TabContent} from './tab-content.ts';
import {arrangedLayout, freshLayout, type TableLayout} from './table-layout.ts';

/** Our new table with what people keep in it and beside it. */
export interface MergedTable {
  readonly content: TabContent;
  /** Rows that left the table with entries of people's, by key: they go to the archive before anything is written. */
  readonly left: ReadonlyMap<string, PeoplesRow>;
  /** Keys of the archive that are rows of the table again. */
  readonly returned: readonly string[];
}

/**
 * Lays our new rows out in the columns as people have arranged them, and puts each of their entries into the row of the
 * same key, wherever that row stands now. What stands in the table counts before what the archive holds.
 *
 * @param live the table as it stands; null when there is none
 * @throws AddonError TABLE_HEADER_MISSING, TABLE_ROW_UNCLEAR
 */
export function mergePeoplesCells(
  content: TabContent,
  live: LiveTable | null,
  archive: ReadonlyMap<string, PeoplesRow>,
): MergedTable {
  const identity = content.table;
  const ours = freshLayout(identity).map((column, standsAt) => ({...column, standsAt}));
  const layout = live === null ? ours : arrangedLayout(live.values[0] ?? [], identity);
  const standing = live === null ? new Map<string, PeoplesRow>() : peoplesRows(live, layout, identity);

  const keyOf = rowKeys(ours, identity);
  const tableRows = content.block.cells.slice(content.headerRow);
  const keys = tableRows.map((row) => keyOf(row.map((cell) => (typeof cell === 'string' ? cell : ''))));
  const entries = keys.map((key) => (key === null ? undefined : (standing.get(key) ?? archive.get(key))));
  const inTable = new Set(keys);
  return {
    content: laidOut(content, {layout, live, entries}),
    left: new Map([...standing].filter(([key, row]) => !inTable.has(key) && !isBlank(row))),
    returned: [...archive.keys()].filter((key) => inTable.has(key)),
  };
}

interface Arrangement {
  readonly layout: TableLayout;
  readonly live: LiveTable | null;
  /** Of each row below the header. */
  readonly entries: readonly (PeoplesRow | undefined)[];
}

function laidOut(content: TabContent, arrangement: Arrangement): TabContent {
  const {layout, entries} = arrangement;
  const {headerRow, block} = content;
  const width = Math.max(layout.length, ...block.cells.slice(0, headerRow - 1).map(filledWidth));
  const placeOf = new Map(content.table.headers.map((header, index) => [header, index]));
  const newFormats = formatsOfNewRows(arrangement);

  const cells = block.cells.map((row, index) => {
    if (index < headerRow - 1) return fitted(row, width, null);
    const entry = entries[index - headerRow];
    return fitted(
      layout.map(({name, isOurs}, column): Cell => {
        if (isOurs) return row[placeOf.get(name) ?? -1] ?? null;
        if (index === headerRow - 1) return peoplesHeader(arrangement, column);
        const cell = entry?.cells[name];
        return cell === undefined ? null : cellInRow(cell, index + 1);
      }),
      width,
      null,
    );
  });
  const formats = block.formats.map((row, index) => {
    if (index < headerRow - 1) return fitted(row, width, cellFormats.text);
    const entry = entries[index - headerRow];
    return fitted(
      layout.map(({name, isOurs}, column) => {
        if (isOurs) return row[placeOf.get(name) ?? -1] ?? cellFormats.text;
        if (index === headerRow - 1) return cellFormats.text;
        return entry?.cells[name]?.format || newFormats[column] || cellFormats.text;
      }),
      width,
      cellFormats.text,
    );
  });
  return {
    ...content,
    headers: layout.map(({name}) => name),
    block: {cells, formats},
    ...decorations(content, arrangement),
    replaces: replaced(arrangement),
  };
}

/** Backgrounds and notes of people's, absent where there are none: most refreshes need not write them. */
function decorations(
  {headerRow}: TabContent,
  {layout, entries}: Arrangement,
): Pick<TabContent, 'backgrounds' | 'notes'> {
  const placed = <T>(of: (entry: PeoplesRow, name: string) => T | undefined) =>
    entries.flatMap((entry, index) =>
      entry === undefined
        ? []
        : layout.flatMap(({name}, column) => {
            const value = of(entry, name);
            return value === undefined ? [] : [{row: headerRow + 1 + index, column: column + 1, value}];
          }),
    );
  return {
    backgrounds: placed((entry, name) => entry.cells[name]?.background).filter(
      ({value}) => value !== plainBackground,
    ),
    notes: placed((entry, name) => entry.notes[name]),
  };
}

/** How far the table reached that this one replaces. */
function replaced({live}: Arrangement): TabContent['replaces'] {
  if (live === null) return null;
  const blank = live.values[0]?.indexOf('') ?? -1;
  return {
    rows: live.headerRow - 1 + live.values.length,
    columns: blank === -1 ? (live.values[0]?.length ?? 0) : blank,
  };
}

/** Their header as it stands, with the formula that fills the column where it has one. */
function peoplesHeader({layout, live}: Arrangement, column: number): Cell {
  const standsAt = layout[column]?.standsAt ?? -1;
  if (live === null || standsAt === -1) return null;
  if (isFilledFromHeader(live, standsAt)) return {formula: live.formulas[0]?.[standsAt] ?? ''};
  return String(live.values[0]?.[standsAt] ?? '');
}

/** A row that is new looks like the first one in people's columns: whoever keeps dates there keeps dates there. */
function formatsOfNewRows({layout, live}: Arrangement): readonly string[] {
  if (live === null || layout.every(({isOurs}) => isOurs)) return [];
  const first = live.formats()[1] ?? [];
  return layout.map(({standsAt}) => first[standsAt ?? -1] ?? '');
}

function filledWidth(row: readonly Cell[]): number {
  let width = row.length;
  while (width > 0 && row[width - 1] === null) width -= 1;
  return width;
}

function fitted<T>(row: readonly T[], width: number, filler: T): readonly T[] {
  return row.length >= width ? row.slice(0, width) : [...row, ...Array<T>(width - row.length).fill(filler)];
}
