import {remembered} from '../../../src/core/functions/remembered.ts';

describe('remembered()', () => {
  test('asks once for each argument', () => {
    const asked: number[] = [];
    const half = remembered((number: number) => {
      asked.push(number);
      return number === 0 ? null : number / 2;
    });
    expect([half(4), half(6), half(4), half(0), half(0)]).toEqual([2, 3, 2, null, null]);
    expect(asked).toEqual([4, 6, 0]);
  });
});
