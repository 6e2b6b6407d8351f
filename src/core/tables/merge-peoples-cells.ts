import {type Cell, cellFormats} from './cell.ts';
import {
  aboveKey,
  aboveName,
  beyondColumns,
  cellsAbove,
  isAboveKey,
  widthAbove,
  withCellsAbove,
} from './cells-above.ts';
import {movedDown} from './own-row-formula.ts';
import {
  cellInRow,
  headerKey,
  isBlank,
  isFilledFromHeader,
  keptUnder,
  type LiveTable,
  type PeoplesRow,
  peoplesRows,
  plainBackground,
  rowKeys,
} from './peoples-cells.ts';
import type {TabContent} from './tab-content.ts';
import {arrangedLayout, freshLayout, type LayoutColumn, type TableLayout} from './table-layout.ts';

/** Our new table with what people keep in it and beside it. */
export interface MergedTable {
  readonly content: TabContent;
  /**
   * What the archive must hold before the table is published: also the rows that leave with entries of people's, and all
   * notes, which no copy of cells takes along.
   */
  readonly archiveBefore: ReadonlyMap<string, PeoplesRow>;
  /** What it holds once that is done: no longer what stands in the table. */
  readonly archiveAfter: ReadonlyMap<string, PeoplesRow>;
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
  const rowsAbove = content.block.cells.slice(0, content.headerRow - 1);
  const standing =
    live === null
      ? new Map<string, PeoplesRow>()
      : new Map([
          ...peoplesRows(live, layout, identity),
          ...cellsAbove(live, {
            labels: rowsAbove.map(([label = null]) => label),
            columns: tableColumns(live),
          }),
        ]);

  const keyOf = rowKeys(ours, identity);
  const tableRows = content.block.cells.slice(content.headerRow);
  const rowKeysInTable = tableRows.map((row) =>
    keyOf(row.map((cell) => (typeof cell === 'string' ? cell : ''))),
  );
  const keys = [...rowsAbove.map(([label]) => aboveKey(label)), headerKey, ...rowKeysInTable];
  const kept = keys.map((key) => (key === null ? undefined : together(standing.get(key), archive.get(key))));
  const columnsMax = Math.max(layout.length, live === null ? 0 : tableColumns(live));
  const inTable = new Map(keys.flatMap((key, index) => (key === null ? [] : [[key, kept[index]] as const])));

  const archiveBefore = new Map(archive);
  const archiveAfter = new Map(archive);
  for (const [key, row] of standing) {
    if (inTable.has(key) || isBlank(row)) continue;
    const all = together(row, archive.get(key));
    archiveBefore.set(key, all);
    archiveAfter.set(key, all);
  }
  for (const [key, row] of inTable) {
    if (row === undefined || isBlank(row)) continue;
    if (Object.keys(row.notes).length > 0) {
      archiveBefore.set(key, {cells: archive.get(key)?.cells ?? {}, notes: row.notes});
    }
    const homeless = isAboveKey(key) ? beyondColumns(row, columnsMax) : withoutColumn(row, {layout, live});
    if (isBlank(homeless)) archiveAfter.delete(key);
    else archiveAfter.set(key, homeless);
  }
  return {content: laidOut(content, {layout, live, kept, columnsMax}), archiveBefore, archiveAfter};
}

/** What stands in the table, and from the archive what the table has nothing in place of. */
function together(standing: PeoplesRow | undefined, archived: PeoplesRow | undefined): PeoplesRow {
  return {
    cells: {...archived?.cells, ...standing?.cells},
    notes: {...archived?.notes, ...standing?.notes},
  };
}

/** What has no place in the table while the column that it stood in is not there. */
function withoutColumn(row: PeoplesRow, {layout, live}: Pick<Arrangement, 'layout' | 'live'>): PeoplesRow {
  const columns = new Set(layout.map(({name}) => name));
  const forCells = new Set(
    layout.filter((column) => !column.isOurs && takesCells(column, live)).map(({name}) => name),
  );
  const absent = <T>(kept: Readonly<Record<string, T>>, present: ReadonlySet<string>) =>
    Object.fromEntries(Object.entries(kept).filter(([name]) => !present.has(name)));
  return {cells: absent(row.cells, forCells), notes: absent(row.notes, columns)};
}

function takesCells({standsAt}: LayoutColumn, live: LiveTable | null): boolean {
  return live !== null && standsAt !== null && !isFilledFromHeader(live, standsAt);
}

interface Arrangement {
  readonly layout: TableLayout;
  readonly live: LiveTable | null;
  /** What people keep at each row of the tab, those above the header included. */
  readonly kept: readonly (PeoplesRow | undefined)[];
  /** Beyond these, nothing is ours to write. */
  readonly columnsMax: number;
}

function laidOut(content: TabContent, arrangement: Arrangement): TabContent {
  const {layout, live, kept} = arrangement;
  const {headerRow, block} = content;
  const width = tabWidth(content, arrangement);
  const placeOf = new Map(content.table.headers.map((header, index) => [header, index]));
  const newFormats = formatsOfNewRows(arrangement);
  const takes = layout.map((column) => takesCells(column, live));
  const keptIn = (index: number, column: number, name: string) => {
    const row = kept[index];
    return row === undefined || takes[column] !== true ? undefined : keptUnder(row.cells, name);
  };

  const above = (index: number) => ({label: block.cells[index]?.[0], row: kept[index]});

  const cells = block.cells.map((row, index) => {
    if (index < headerRow - 1) {
      return withCellsAbove(fitted(row, width, null), above(index), (cell) => cellInRow(cell, index + 1));
    }
    const laid = layout.map(({name, isOurs}, column): Cell => {
      if (isOurs) return row[placeOf.get(name) ?? -1] ?? null;
      if (index === headerRow - 1) return peoplesHeader(arrangement, column, headerRow);
      const cell = keptIn(index, column, name);
      return cell === undefined ? null : cellInRow(cell, index + 1);
    });
    return fitted(laid, width, null);
  });
  const formats = block.formats.map((row, index) => {
    if (index < headerRow - 1) {
      return withCellsAbove(fitted(row, width, cellFormats.text), above(index), ({format}) => format);
    }
    const laid = layout.map(({name, isOurs, standsAt}, column) => {
      if (isOurs) return row[placeOf.get(name) ?? -1] ?? cellFormats.text;
      if (index === headerRow - 1) return live?.formats()[0]?.[standsAt ?? -1] || cellFormats.text;
      return keptIn(index, column, name)?.format || newFormats[column] || cellFormats.text;
    });
    return fitted(laid, width, cellFormats.text);
  });
  return {
    ...content,
    headers: layout.map(({name}) => name),
    block: {cells, formats},
    ...decorations(content, arrangement, width),
    replaces: replaced(arrangement),
  };
}

/** Backgrounds and notes of people's, absent where there are none: most refreshes need not write them. */
function decorations(
  {headerRow}: TabContent,
  {layout, live, kept}: Arrangement,
  width: number,
): Pick<TabContent, 'backgrounds' | 'notes'> {
  const names = layout.map(({name}) => name);
  const namesAbove = Array.from({length: width}, (_, column) => aboveName(column));
  const placed = <T>(of: (row: PeoplesRow, name: string) => T | undefined) =>
    kept.flatMap((row, index) =>
      row === undefined
        ? []
        : (index < headerRow - 1 ? namesAbove : names).flatMap((name, column) => {
            const value = of(row, name);
            return value === undefined ? [] : [{row: index + 1, column: column + 1, value}];
          }),
    );
  const hasPeoples = layout.some(({isOurs}) => !isOurs);
  const ofHeader = hasPeoples ? (live?.backgrounds()[0] ?? []) : [];
  const headers = layout.flatMap(({isOurs, standsAt}, column) =>
    isOurs ? [] : [{row: headerRow, column: column + 1, value: ofHeader[standsAt ?? -1] ?? plainBackground}],
  );
  return {
    backgrounds: [...headers, ...placed((row, name) => keptUnder(row.cells, name)?.background)].filter(
      ({value}) => value !== plainBackground,
    ),
    notes: placed((row, name) => keptUnder(row.notes, name)),
  };
}

/** How far the table reached that this one replaces. */
function replaced({live}: Arrangement): TabContent['replaces'] {
  return live === null ? null : {rows: live.headerRow - 1 + live.values.length, columns: tableColumns(live)};
}

/** Up to the first blank header. */
function tableColumns({values: [headers = []]}: LiveTable): number {
  const blank = headers.indexOf('');
  return blank === -1 ? headers.length : blank;
}

/** As wide as the table, or what stands above it. */
function tabWidth({headerRow, block}: TabContent, {layout, kept, columnsMax}: Arrangement): number {
  const ours = block.cells.slice(0, headerRow - 1).map(filledWidth);
  const theirs = kept.slice(0, headerRow - 1).map((row) => (row === undefined ? 0 : widthAbove(row)));
  return Math.max(layout.length, ...ours, ...theirs.map((columns) => Math.min(columns, columnsMax)));
}

/** Their header as it stands; a formula in it goes on meaning the rows below where the header has moved. */
function peoplesHeader({layout, live}: Arrangement, column: number, headerRow: number): Cell {
  const standsAt = layout[column]?.standsAt ?? -1;
  if (live === null || standsAt === -1) return null;
  const formula = live.formulas[0]?.[standsAt] ?? '';
  if (formula === '') return live.values[0]?.[standsAt] ?? null;
  return {formula: movedDown(formula, {from: live.headerRow, rows: headerRow - live.headerRow})};
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
