import fc from 'fast-check';
import {cellPieces} from '../../../src/core/tables/cell-pieces.ts';
import {readArchive, sameArchive, writeArchive} from '../../../src/core/tables/peoples-archive.ts';
import type {PeoplesRow} from '../../../src/core/tables/peoples-cells.ts';
import {fakeTables} from '../../support/fake-tables.ts';

const row = (note: string): PeoplesRow => ({
  cells: {mine: {value: 1, formula: ['=Q', '*2'], format: '0%', background: '#ff0000'}},
  notes: {id: note},
});

describe('writeArchive() and readArchive()', () => {
  test('give back what was written, for each tab, and nothing of what was there before', () => {
    const tables = fakeTables();
    expect(readArchive(tables)).toEqual({receivables: new Map(), 'ar-aging': new Map()});
    writeArchive(tables, {
      receivables: new Map([['in_1', row('a')]]),
      'ar-aging': new Map([
        [' USD', row('b')],
        ['TOTAL USD', row('c')],
      ]),
    });
    const next = {receivables: new Map([['in_2', row('d')]]), 'ar-aging': new Map([[' USD', row('e')]])};
    writeArchive(tables, next);
    expect(readArchive(tables)).toEqual(next);
    expect(sameArchive(readArchive(tables), next)).toBe(true);
    expect(sameArchive(readArchive(tables), {...next, receivables: new Map()})).toBe(false);
  });

  test('keep a note of 50,000 characters, and any text', () => {
    const text = fc.oneof(
      fc.string({unit: 'binary', maxLength: 30}),
      fc
        .string({unit: 'grapheme', minLength: 1, maxLength: 5})
        .map((part) => part.repeat(12_000).slice(0, 50_000)),
    );
    fc.assert(
      fc.property(text, (note) => {
        const tables = fakeTables();
        const archive = {receivables: new Map([['in_1', row(note)]]), 'ar-aging': new Map()};
        writeArchive(tables, archive);
        expect(readArchive(tables)).toEqual(archive);
      }),
      {numRuns: 30},
    );
  });
});

describe('cellPieces()', () => {
  test('cuts no character in two, and what it cuts is the text again', () => {
    const text = `x${'👩🏽‍🚀'.repeat(20_000)}`;
    const pieces = cellPieces(text);
    expect(pieces.length).toBeGreaterThan(1);
    expect(pieces.join('')).toBe(text);
    expect(pieces.every((piece) => piece.length <= 40_000 && !/[\uD800-\uDBFF]$/.test(piece))).toBe(true);
    expect(cellPieces('')).toEqual([]);
  });
});
