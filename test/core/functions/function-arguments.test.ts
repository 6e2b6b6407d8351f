import {edgesArgument} from '../../../src/core/functions/edges-argument.ts';
import {
  dayArgument,
  type FunctionArgument,
  mapCells,
  mapPairs,
  numberOf,
  shownValue,
  singleCell,
  textOf,
  withoutHeader,
} from '../../../src/core/functions/function-arguments.ts';

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

describe('mapPairs()', () => {
  const joined = (left: unknown, right: unknown) => `${left}${right}`;
  const pairs = (left: Parameters<typeof mapCells>[0], right: Parameters<typeof mapCells>[0]) =>
    mapPairs({name: 'a', value: left}, {name: 'b', value: right}, joined);

  test('goes cell by cell through ranges of one shape, and one value goes with each cell', () => {
    expect(pairs(1, 'x')).toBe('1x');
    expect(pairs([[1], [2]], [['x'], ['y']])).toEqual([['1x'], ['2y']]);
    expect(pairs([[1], [2]], 'x')).toEqual([['1x'], ['2x']]);
    expect(pairs(1, [['x', 'y']])).toEqual([['1x', '1y']]);
    expect(pairs([[1]], [['x', 'y']])).toEqual([['1x', '1y']]);
  });

  test('refuses ranges of two shapes', () => {
    expect(() => pairs([[1], [2]], [['x', 'y']])).toThrow(
      'Cannot compute: a has 2 × 1 cells and b 1 × 2. Give two ranges of the same size, or one cell for all.',
    );
  });
});

describe('withoutHeader()', () => {
  test('blanks words at the head of a column, and of each of several', () => {
    expect(withoutHeader([['Due date'], [1], ['later']])).toEqual([[''], [1], ['later']]);
    expect(
      withoutHeader([
        ['Fällig', '  Due (UTC)'],
        ['x', 'y'],
      ]),
    ).toEqual([
      ['', ''],
      ['x', 'y'],
    ]);
    expect(withoutHeader([['Due', 'later']])).toEqual([['', 'later']]);
  });

  test.each<[FunctionArgument]>([
    ['Due'],
    [[['Due']]],
    [[['31/01/2026'], [1]]],
    [[['Jan 31, 2026'], [1]]],
    [[['1,050'], [1]]],
    [[['#N/A'], [1]]],
    [[['-'], [1]]],
    [[[true], [1]]],
    [[[1], ['Due']]],
    [[]],
  ])('leaves %j as it is', (argument) => {
    expect(withoutHeader(argument)).toEqual(argument);
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

describe('textOf()', () => {
  test.each([
    [' a ', 'a'],
    [4711, '4711'],
    [0.5, '0.5'],
    [true, 'TRUE'],
    [{serial: 46_023.5}, '2026-01-01'],
  ])('of %j is %j', (value, text) => {
    expect(textOf(value)).toBe(text);
  });
});

describe('shownValue()', () => {
  test('quotes text and cuts it where nobody reads on', () => {
    expect(shownValue('a"b')).toBe('"a\\"b"');
    expect(shownValue('x'.repeat(70))).toBe(`"${'x'.repeat(60)}…"`);
    expect([shownValue(5), shownValue(false), shownValue({serial: 46_023})]).toEqual([
      '5',
      'false',
      '2026-01-01',
    ]);
  });
});

describe('numberOf()', () => {
  test.each([
    [1.5, 1.5],
    [' 1.50 ', 1.5],
    ['\u221212', -12],
    ['+3', 3],
    ['.5', 0.5],
    ['1,234.50', null],
    ['1e3', null],
    ['', null],
    ['#N/A', null],
    [true, null],
    [Number.NaN, null],
    [{serial: 1}, null],
  ])('of %j is %j', (value, number) => {
    expect(numberOf(value)).toBe(number);
  });
});

describe('edgesArgument()', () => {
  test('is null where none are given', () => {
    expect([edgesArgument(''), edgesArgument([['']]), edgesArgument(' , ')]).toEqual([null, null, null]);
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
