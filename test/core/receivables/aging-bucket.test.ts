import {agingBuckets, bucketLabel} from '../../../src/core/receivables/aging-bucket.ts';

describe('agingBuckets()', () => {
  test('is Not due, one bucket for each edge and an open one, with a dash that no sheet takes for a date (R6)', () => {
    expect(agingBuckets([30, 60, 90, 120]).labels).toEqual([
      'Not due',
      '1\u201330',
      '31\u201360',
      '61\u201390',
      '91\u2013120',
      '121+',
    ]);
  });

  test.each<[readonly number[], string]>([
    [[30, 30], 'Cannot use the bucket edges 30, 30: 30 is not a whole number of days above 30.'],
    [[60, 30], 'Cannot use the bucket edges 60, 30: 30 is not a whole number of days above 60.'],
    [[0], 'Cannot use the bucket edges 0: 0 is not a whole number of days above 0.'],
    [[-1], 'Cannot use the bucket edges -1: -1 is not a whole number of days above 0.'],
    [[1.5], 'Cannot use the bucket edges 1.5: 1.5 is not a whole number of days above 0.'],
    [[Number.NaN], 'Cannot use the bucket edges NaN: NaN is not a whole number of days above 0.'],
    [
      [30, Number.POSITIVE_INFINITY],
      'Cannot use the bucket edges 30, Infinity: Infinity is not a whole number of days above 30.',
    ],
    [[], 'Cannot age without bucket edges: none is given.'],
  ])('refuses the edges %j (R6)', (edges, fact) => {
    expect(() => agingBuckets(edges)).toThrow(
      expect.objectContaining({
        code: 'ARGUMENT_INVALID',
        message: `${fact} Enter strictly increasing whole days, such as 30, 60, 90, 120.`,
      }),
    );
  });
});

describe('bucketLabel()', () => {
  test('has no lower limit of days not due and no upper one of days past due (R6)', () => {
    const buckets = agingBuckets([30]);
    expect(bucketLabel(buckets, -1_000_000)).toBe('Not due');
    expect(bucketLabel(buckets, 1_000_000)).toBe('31+');
  });
});
