import type {ICellData, IStyleData, Nullable, Workbook} from '@univerjs/core';

type Cells = Readonly<Record<string, Readonly<Record<string, Nullable<ICellData>>>>>;

/**
 * The change with each style written out. The engine names styles by ids that mean nothing in another engine.
 */
export function withPlainStyles(workbook: Workbook, params: object): object {
  const {cellValue, sheet}: {cellValue?: Cells; sheet?: {readonly cellData?: Cells}} = params;
  if (cellValue !== undefined) return {...params, cellValue: plainCells(workbook, cellValue)};
  if (sheet?.cellData === undefined) return params;
  return {...params, sheet: {...sheet, cellData: plainCells(workbook, sheet.cellData)}};
}

function plainCells(workbook: Workbook, cells: Cells): Cells {
  return mapValues(cells, (line) =>
    mapValues(line, (cell) =>
      typeof cell?.s === 'string' ? {...cell, s: styleNamed(workbook, cell.s)} : cell,
    ),
  );
}

function styleNamed(workbook: Workbook, id: string): IStyleData | null {
  return workbook.getStyles().get(id) ?? null;
}

function mapValues<T, U>(values: Readonly<Record<string, T>>, map: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(values ?? {}).map(([key, value]) => [key, map(value)]));
}
