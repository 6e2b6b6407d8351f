import {createClock, readSharedClock} from '../../../workbench/apps-script/clock.ts';

describe('createClock()', () => {
  test('stands where it was started until it is advanced', () => {
    const clock = createClock({startUnixMs: 1000});
    expect(clock.now()).toBe(1000);
    clock.advance(250.4);
    expect(clock.now()).toBe(1250);
    expect(readSharedClock(clock.shared)).toBe(1250);
  });

  test.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('advance() refuses %p', (durationMs) => {
    expect(() => createClock({startUnixMs: 0}).advance(durationMs)).toThrow(
      `Cannot advance the clock by ${durationMs} ms`,
    );
  });

  test('sleep() of a simulated clock advances it at once', async () => {
    const clock = createClock({startUnixMs: 0});
    const slept = clock.sleep(300_000);
    expect(clock.now()).toBe(300_000);
    await slept;
  });

  test('with followsRealTime goes on by itself from where it was started, and sleep() really waits', async () => {
    const startedMs = performance.now();
    const clock = createClock({startUnixMs: 1_000_000, followsRealTime: true});
    await Promise.all([clock.sleep(30), new Promise((resolve) => setTimeout(resolve, 35))]);
    const shownMs = clock.now() - 1_000_000;
    expect(shownMs).toBeGreaterThanOrEqual(29);
    expect(shownMs).toBeLessThanOrEqual(performance.now() - startedMs + 1);
    clock.advance(60_000);
    expect(clock.now()).toBeGreaterThanOrEqual(1_060_029);
    expect(readSharedClock(clock.shared)).toBeGreaterThanOrEqual(1_060_029);
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
