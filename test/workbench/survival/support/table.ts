import type {PlainCell} from '../../../../workbench/spreadsheet/plain-cells.ts';
import type {Spreadsheet} from '../../../../workbench/spreadsheet/spreadsheet.ts';
import {askSpreadsheet, type Place} from './person.ts';

/** A table of the add-on as it stands, asked by invoice (or customer) and header. */
export interface Table {
  /** Up to the first blank one. */
  readonly headers: readonly string[];
  readonly headerRow: number;
  /** From the top. */
  readonly ids: readonly string[];
  value(id: string, header: string): PlainCell;
  /** All of a column, from the top. */
  values(header: string): readonly PlainCell[];
  formula(id: string, header: string): string;
  note(id: string, header: string): string;
  background(id: string, header: string): string;
  display(id: string, header: string): string;
  place(id: string, header: string): Place;
  column(header: string): number;
  /** Of the whole tab, from A1. */
  readonly cells: readonly (readonly PlainCell[])[];
}

const keyHeaders = ['Invoice ID', 'Customer ID'];

/** @throws Error when there is no such tab or no header on it. */
export async function readTable(spreadsheet: Spreadsheet, title: string): Promise<Table> {
  await spreadsheet.settled();
  const read = spreadsheet.readTab(title);
  const {tabs} = await askSpreadsheet(spreadsheet, 'workbook');
  const tabId = tabs.find((tab) => tab.title === title)?.id;
  if (read === null || tabId === undefined) throw new Error(`There is no tab "${title}".`);

  const cells = read.plain;
  const block = {tabId, row: 0, column: 0, rows: cells.length, columns: cells[0]?.length ?? 0};
  const formulas = await askSpreadsheet(spreadsheet, 'readTexts', block, 'formula');
  const notes = await askSpreadsheet(spreadsheet, 'readTexts', block, 'note');
  const backgrounds = await askSpreadsheet(spreadsheet, 'readFormats', block, 'background');
  const keyHeader = keyHeaders.find((header) => cells.some((row) => row.includes(header))) ?? '';
  const headerIndex = cells.findIndex((row) => row.includes(keyHeader));
  if (headerIndex === -1) throw new Error(`The tab "${title}" has no header.`);

  const header = (cells[headerIndex] ?? []).map(String);
  const blank = header.indexOf('');
  const headers = blank === -1 ? header : header.slice(0, blank);
  const keyColumn = header.indexOf(keyHeader);
  const below = cells.slice(headerIndex + 1);
  const ids = below.map((row) => String(row[keyColumn] ?? ''));
  const place = (id: string, name: string): Place => {
    const row = ids.indexOf(id);
    const column = header.indexOf(name);
    if (row === -1 || column === -1) throw new Error(`"${title}" has no cell ${id} / ${name}.`);
    return {row: headerIndex + 2 + row, column: column + 1};
  };
  const at = <T>(table: readonly (readonly T[])[], id: string, name: string): T | undefined => {
    const {row, column} = place(id, name);
    return table[row - 1]?.[column - 1];
  };
  return {
    headers,
    headerRow: headerIndex + 1,
    ids: ids.filter((id) => id !== ''),
    value: (id, name) => at(cells, id, name) ?? '',
    values: (name) => below.map((row) => row[header.indexOf(name)] ?? ''),
    formula: (id, name) => at(formulas, id, name) ?? '',
    note: (id, name) => at(notes, id, name) ?? '',
    background: (id, name) => String(at(backgrounds, id, name) ?? ''),
    display: (id, name) => at(read.display, id, name) ?? '',
    place,
    column: (name) => header.indexOf(name) + 1,
    cells,
  };
}
