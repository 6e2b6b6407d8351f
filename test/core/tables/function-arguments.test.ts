import {
  dayArgument,
  edgesArgument,
  mapCells,
  singleCell,
} from '../../../src/core/tables/function-arguments.ts';

describe('mapCells()', () => {
  test('answers one value for one and a range of the same shape for a range', () => {
    const twice = (value: unknown) => Number(value) * 2;
    expect(mapCells(2, twice)).toBe(4);
    expect(
      mapCells(
        [
          [1, 2],
          [3, 4],
        ],
        twice,
      ),
    ).toEqual([
      [2, 4],
      [6, 8],
    ]);
  });
});

describe('singleCell()', () => {
  test('takes a value, and a range of one cell', () => {
    expect(singleCell('a', 'x')).toBe('a');
    expect(singleCell([[5]], 'x')).toBe(5);
  });

  test('names the argument that has several cells', () => {
    expect(() => singleCell([[1, 2]], 'as_of')).toThrow('as_of is a range of several cells');
  });
});

describe('dayArgument()', () => {
  test('is null for a blank and a day otherwise', () => {
    expect(dayArgument('', 'due')).toBeNull();
    expect(dayArgument(46_023.75, 'due')).toEqual({year: 2026, month: 1, day: 1});
    expect(dayArgument('2026-01-01', 'due')).toEqual({year: 2026, month: 1, day: 1});
  });
});

describe('edgesArgument()', () => {
  test('is null where none are given', () => {
    expect([
      edgesArgument(undefined),
      edgesArgument(''),
      edgesArgument([['']]),
      edgesArgument(' , '),
    ]).toEqual([null, null, null, null]);
  });

  test('reads text, ranges and a number', () => {
    expect(edgesArgument('30, 60')).toEqual([30, 60]);
    expect(
      edgesArgument([
        [30, 60],
        ['', '90'],
      ]),
    ).toEqual([30, 60, 90]);
    expect(edgesArgument(45)).toEqual([45]);
  });
});
