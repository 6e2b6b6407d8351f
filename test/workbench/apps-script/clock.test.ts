import {createClock} from '../../../workbench/apps-script/clock.ts';

describe('createClock()', () => {
  test('stands where it was started until it is advanced', () => {
    const clock = createClock({startUnixMs: 1000});
    expect(clock.now()).toBe(1000);
    clock.advance(250.4);
    expect(clock.now()).toBe(1250);
    expect(new BigInt64Array(clock.shared)[0]).toBe(1250n);
  });

  test.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('advance() refuses %p', (durationMs) => {
    expect(() => createClock({startUnixMs: 0}).advance(durationMs)).toThrow(
      `Cannot advance the clock by ${durationMs} ms`,
    );
  });

  test('onAdvance() tells of each advance until it is ended', () => {
    const clock = createClock({startUnixMs: 0});
    const seen: number[] = [];
    const end = clock.onAdvance(() => seen.push(clock.now()));
    clock.advance(1);
    clock.advance(0);
    end();
    clock.advance(1);
    expect(seen).toEqual([1]);
  });
});
