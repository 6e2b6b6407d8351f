import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {workbenchOptions} from '../../../workbench/command-line/place.ts';
import {builtInWorld} from '../../../workbench/worlds/built-in-worlds.ts';
import {openScript, returnOf, run, startUnixMs} from './support/script-world.ts';

const answerAfterMs = 40;
const backoffMs = 60;

/** A Stripe on this machine that takes its time, refuses the first request and answers the others. */
async function slowStripe() {
  const cameAtMs: number[] = [];
  const server = createServer((_request, response) => {
    cameAtMs.push(performance.now());
    setTimeout(() => {
      response.writeHead(cameAtMs.length === 1 ? 503 : 200).end('{}');
    }, answerAfterMs);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const {port} = server.address() as AddressInfo; // A TCP server that listens has one.
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    cameAtMs,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

/** Asks until it gets an answer, waiting between, and says at which times by its own clock. */
const code = `
  function main() {
    const times = [Date.now()];
    const fetch = () => UrlFetchApp.fetch('https://api.stripe.com/v1/account', {muteHttpExceptions: true}).getResponseCode();
    while (fetch() !== 200) { times.push(Date.now()); Utilities.sleep(${backoffMs}); times.push(Date.now()); }
    times.push(Date.now());
    return JSON.stringify(times);
  }
  function spin() { const until = Date.now() + ${backoffMs}; while (Date.now() < until) {} return null; }`;

describe('against a Stripe at another address', () => {
  test('sleep() really waits, and the script sees how long answers and waits took', async () => {
    const stripe = await slowStripe();
    const world = await openScript(code, {
      route: {kind: 'base-url', baseUrl: stripe.baseUrl},
      followsRealTime: true,
    });
    const times: readonly number[] = JSON.parse(String(returnOf(await run(world, 'main'))));
    const [started = 0, refused = 0, awake = 0, answered = 0] = times;
    await stripe.close();

    const [first = 0, second = 0] = stripe.cameAtMs;
    // Timers may fire within a millisecond of their time.
    expect(second - first).toBeGreaterThanOrEqual(answerAfterMs + backoffMs - 2);
    expect(started).toBeGreaterThanOrEqual(startUnixMs);
    expect(refused - started).toBeGreaterThanOrEqual(answerAfterMs - 2);
    expect(awake - refused).toBeGreaterThanOrEqual(backoffMs - 2);
    expect(answered - awake).toBeGreaterThanOrEqual(answerAfterMs - 2);
  });

  test('a deadline is reached by computing alone, and an execution that only waits reaches its limit', async () => {
    const limits = {executionMs: 10 * backoffMs, simpleTriggerMs: 1, customFunctionMs: 1};
    const world = await openScript(`${code} function wait() { Utilities.sleep(${20 * backoffMs}); }`, {
      followsRealTime: true,
      limits,
    });
    expect(returnOf(await run(world, 'spin'))).toBeNull();
    expect(await run(world, 'wait')).toMatchObject({
      ok: false,
      error: {message: 'Exceeded maximum execution time'},
    });
  });

  test('workbenchOptions() lets time follow real time there, and nowhere else', () => {
    const world = builtInWorld('tiny');
    const place = {world, nowUnixMs: Date.parse(world.now), timeZone: world.timeZone};
    const options = {world: 'tiny', nowUnixMs: null, timeZone: null};
    const stripe = {baseUrl: 'http://127.0.0.1:1', key: 'rk_test_1'};
    expect(workbenchOptions(place, {...options, stripe}, '.').followsRealTime).toBe(true);
    expect(workbenchOptions(place, {...options, stripe: null}, '.').followsRealTime).toBe(false);
  });
});
