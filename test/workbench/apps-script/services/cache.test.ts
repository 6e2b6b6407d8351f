import {messageOf, openScript, returnOf, run} from '../support/script-world.ts';

describe('CacheService', () => {
  test('keeps text until it expires on the simulated clock', async () => {
    const world = await openScript(
      `function main() {
        const cache = CacheService.getDocumentCache();
        cache.put('short', '1', 10);
        cache.put('usual', '2');
        cache.putAll({long: '3', gone: '4'}, 21600);
        cache.remove('gone');
        const read = () => cache.getAll(['short', 'usual', 'long', 'gone']);
        const reads = [read()];
        for (const seconds of [9, 1, 590]) {
          for (let left = seconds; left > 0; left -= 300) Utilities.sleep(Math.min(left, 300) * 1000);
          reads.push(read());
        }
        return [...reads, cache.get('long'), cache.get('none'), CacheService.getUserCache().get('long')];
      }`,
      {limits: {executionMs: 3_600_000, simpleTriggerMs: 1, customFunctionMs: 1}},
    );
    const all = {short: '1', usual: '2', long: '3'};
    expect(returnOf(await run(world, 'main'))).toEqual([
      all,
      all,
      {usual: '2', long: '3'},
      {long: '3'},
      '3',
      null,
      null,
    ]);
  });

  test.each([
    ['put("k".repeat(251), "v")', 'Argument too large: key'],
    ['put("k", "v".repeat(102401))', 'Argument too large: value'],
    ['put("k", "v", 21601)', 'Invalid argument: expirationInSeconds 21601'],
    ['put("k", "v", 0)', 'Invalid argument: expirationInSeconds 0'],
    ['put("k", 5)', "don't match the method signature"],
  ])('%s is refused: %s', async (call, message) => {
    const world = await openScript(`function main() { CacheService.getScriptCache().${call}; }`);
    expect(messageOf(await run(world, 'main'))).toContain(message);
  });

  test('takes a key of 250 characters and a value of 100 KB', async () => {
    const world = await openScript(
      `function main() {
        const cache = CacheService.getScriptCache();
        cache.put('k'.repeat(250), 'v'.repeat(102400), 1);
        return cache.get('k'.repeat(250)).length;
      }`,
    );
    expect(returnOf(await run(world, 'main'))).toBe(102_400);
  });

  test('keeps the 900 entries farthest from expiry when a thousand are passed', async () => {
    const world = await openScript(
      `function main() {
        const cache = CacheService.getScriptCache();
        const name = (n) => 'k' + n;
        for (let n = 0; n < 1001; n += 1) cache.put(name(n), '', 1000 + n);
        const keys = Object.keys(cache.getAll(Array.from({length: 1001}, (_, n) => name(n))));
        return [keys.length, keys.includes('k100'), keys.includes('k101')];
      }`,
    );
    expect(returnOf(await run(world, 'main'))).toEqual([900, false, true]);
  });
});
