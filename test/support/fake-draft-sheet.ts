import {createHash} from 'node:crypto';
import type {Digest, DraftSheet} from '../../src/core/ports.ts';
import {type Cell, sheetValue} from '../../src/core/tables/cell.ts';
import {cellOf, type FakeSheet, grid, put, putNote, usedSize, usedValues} from './fake-sheet.ts';
import type {FakeTables} from './fake-tables.ts';
import {typedCell} from './fake-typed-cell.ts';

export interface FakeDraftSheet extends DraftSheet {
  /** How often cells were written: one for each block. */
  readonly writes: number;
  /** Where the person's eyes were led last. */
  readonly selected: {readonly row: number; readonly column: number} | null;
  readonly sheet: FakeSheet | null;
}

/** The tab for drafts among the sheets of a fake spreadsheet. */
export function fakeDraftSheet(tables: FakeTables): FakeDraftSheet {
  const marked = new Set<number>();
  let writes = 0;
  let selected: FakeDraftSheet['selected'] = null;
  const found = (): FakeSheet | null => {
    const ours = tables.sheets.filter(({id}) => marked.has(id));
    const titled = tables.sheets.find(({title}) => title === 'Invoice Drafts') ?? null;
    if (titled !== null && (ours.length === 0 || ours.includes(titled))) return titled;
    return ours[0] ?? null;
  };
  const fill = (sheet: FakeSheet, row: number, column: number, cell: Cell, format: string) =>
    put(sheet, row, column, typedCell(sheetValue(cell, tables.timeZone()), format));
  return {
    get writes() {
      return writes;
    },
    get selected() {
      return selected;
    },
    get sheet() {
      return found();
    },
    read() {
      const sheet = found();
      if (sheet === null) return null;
      const {rows, columns} = usedSize(sheet);
      return {
        title: sheet.title,
        values: usedValues(sheet),
        formats: grid(rows, columns, (row, column) => cellOf(sheet, row, column).format),
      };
    },
    create({title, headers, notes, examples}) {
      const sheet = tables.addSheet(title, []);
      headers.forEach((header, index) => {
        fill(sheet, 1, index + 1, header, 'General');
        putNote(sheet, 1, index + 1, notes[index] ?? '');
      });
      examples.cells.forEach((row, r) => {
        row.forEach((cell, c) => {
          fill(sheet, r + 2, c + 1, cell, examples.formats[r]?.[c] ?? 'General');
        });
      });
      sheet.frozenRows = 1;
      sheet.frozenColumns = 2;
      marked.add(sheet.id);
    },
    write(all) {
      const sheet = found();
      if (sheet === null) return;
      marked.add(sheet.id);
      for (const {row, column, block} of all) {
        writes += 1;
        block.cells.forEach((cells, r) => {
          cells.forEach((cell, c) => {
            fill(sheet, row + r, column + c, cell, block.formats[r]?.[c] ?? 'General');
          });
        });
      }
    },
    select(at) {
      selected = at;
    },
  };
}

export function nodeDigest(): Digest {
  return {sha256Hex: (text) => createHash('sha256').update(text).digest('hex')};
}
