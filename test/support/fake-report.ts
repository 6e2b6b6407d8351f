import type {CellValue} from '../../src/core/tables/cell.ts';
import {formatIsoDate} from '../../src/core/time/civil-date.ts';
import {dateFromSerial} from '../../src/core/time/serial.ts';
import {cellOf, type FakeSheet, usedValues} from './fake-sheet.ts';
import type {FakeTables} from './fake-tables.ts';

type Line = Readonly<Record<string, CellValue>>;

/** What a reader sees of the two published tabs; dates as text, columns of 0 left out of the aging. */
export interface ShownReport {
  /** By invoice id, in the order of the tab. */
  readonly rows: ReadonlyMap<string, Line>;
  readonly aging: readonly Line[];
  /** The `TOTAL` rows by currency. */
  readonly totals: Readonly<Record<string, Line>>;
  /** The second column of the stamp by its first. */
  readonly stamp: Line;
}

export function shownReport(tables: FakeTables): ShownReport {
  const [receivables, aging] = [tables.sheetOf('receivables'), tables.sheetOf('ar-aging')];
  if (receivables === null || aging === null) throw new Error('Nothing is published.');
  return {rows: shownRows(receivables), ...shownAging(aging)};
}

function shownRows(sheet: FakeSheet): ReadonlyMap<string, Line> {
  const [headers = [], ...rows] = usedValues(sheet);
  const openColumn = headers.indexOf('Open') + 1;
  return new Map(
    rows.map((row, index) => [
      String(row[0]),
      {
        ...Object.fromEntries(
          headers.map((header, column) => [String(header), shown(sheet, index + 2, column + 1)]),
        ),
        'Format of Open': cellOf(sheet, index + 2, openColumn).format,
      },
    ]),
  );
}

/** A date as its format shows it, the label behind it included. */
function shown(sheet: FakeSheet, row: number, column: number): CellValue {
  const {value, format} = cellOf(sheet, row, column);
  const label = /^yyyy-mm-dd(?:"(.*)")?$/.exec(format);
  if (label === null || typeof value !== 'number') return value;
  return formatIsoDate(dateFromSerial(value)) + (label[1] ?? '');
}

function shownAging(sheet: FakeSheet): Omit<ShownReport, 'rows'> {
  const values = usedValues(sheet);
  const headerIndex = values.findIndex((row) => row[0] === 'Customer ID');
  const headers = (values[headerIndex] ?? []).map(String);
  const lines = values.slice(headerIndex + 1).map((row): Line => {
    const all = headers.map((header, column) => [header, row[column] ?? ''] as const);
    return Object.fromEntries(all.filter(([header, value]) => value !== 0 || header === 'Total'));
  });
  const isTotal = (line: Line) => line['Customer ID'] === 'TOTAL';
  return {
    aging: lines.filter((line) => !isTotal(line)),
    totals: Object.fromEntries(
      lines
        .filter(isTotal)
        .map(({'Customer ID': _, Customer: __, Currency: currency, ...amounts}) => [currency, amounts]),
    ),
    stamp: Object.fromEntries(
      values
        .slice(0, headerIndex - 1)
        .map((_, index) => [String(values[index]?.[0]), shown(sheet, index + 1, 2)]),
    ),
  };
}
