import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {createSourcePlaces} from '../../workbench/page/source-places.ts';
import {openWorkbench} from '../../workbench/workbench.ts';

const projectDir = join(import.meta.dirname, '../..');
const mapFile = join(projectDir, '.build/code-map.json');

describe('createSourcePlaces()', () => {
  test('names the sources of every frame of a fault of the add-on', async () => {
    const workbench = openWorkbench({
      projectDir,
      nowUnixMs: 0,
      timeZone: 'Etc/UTC',
      stripe: () => ({kind: 'in-process', send: () => ({fault: 'dns'})}),
      stripeKey: null,
      settings: null,
      tabs: {},
    });
    const result = await workbench.run('refreshReceivables', []);
    await workbench.close();
    if (result.ok) throw new Error('Without a key it did not fail.');
    const frames = createSourcePlaces(
      mapFile,
      workbench.code,
    )(result.error.stack)
      .split('\n')
      .filter((line) => line.startsWith('    at '));
    expect(frames[0]).toMatch(/^ {4}at \w+ \(src\/core\/[\w/-]+\.ts:\d+\)$/);
    expect(frames.filter((line) => !line.includes('src/'))).toEqual([
      expect.stringContaining('refreshReceivables (Code.js:'),
    ]);
  });

  test('leaves a stack of other code as it is', () => {
    const stack = 'Error: no\n    at main (Code.js:1:20)';
    expect(createSourcePlaces(mapFile, 'function main() {}')(stack)).toBe(stack);
    expect(createSourcePlaces('/nowhere/map.json', readFileSync(mapFile, 'utf8'))(stack)).toBe(stack);
  });
});
