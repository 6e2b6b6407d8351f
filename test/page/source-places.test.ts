import {join} from 'node:path';
import {createSourcePlaces} from '../../workbench/page/source-places.ts';
import {openWorkbench, type Workbench} from '../../workbench/workbench.ts';

const projectDir = join(import.meta.dirname, '../..');
const mapFile = join(projectDir, '.build/code-map.json');

function openAddOn(): Workbench {
  return openWorkbench({
    projectDir,
    nowUnixMs: 0,
    timeZone: 'Etc/UTC',
    stripe: () => ({kind: 'in-process', send: () => ({fault: 'dns'})}),
    stripeKey: null,
    settings: null,
    tabs: {},
  });
}

describe('createSourcePlaces()', () => {
  test.each([
    ['refreshReceivables', 'Code.js'],
    ['previewInvoices', 'Invoices.js'],
  ])('names the sources of every frame of a fault of %s, which is in %s', async (name, file) => {
    const workbench = openAddOn();
    const result = await workbench.run(name, []);
    await workbench.close();
    if (result.ok) throw new Error('Without a key it did not fail.');
    const frames = createSourcePlaces(
      mapFile,
      workbench.scripts,
    )(result.error.stack)
      .split('\n')
      .filter((line) => line.startsWith('    at '));
    expect(frames[0]).toMatch(/^ {4}at \w+ \(src\/core\/[\w/-]+\.ts:\d+\)$/);
    expect(frames.filter((line) => !line.includes('src/'))).toEqual([
      expect.stringContaining(`${name} (${file}:`),
    ]);
  });

  test('leaves a stack of other code as it is', () => {
    const stack = 'Error: no\n    at main (Code.js:1:20)\n    at late (Invoices.js:1:20)';
    const other = ['Code.js', 'Invoices.js'].map((name) => ({name, code: 'function main() {}'}));
    expect(createSourcePlaces(mapFile, other)(stack)).toBe(stack);
    expect(createSourcePlaces('/nowhere/map.json', other)(stack)).toBe(stack);
  });

  test('names the places of the file that has a map and leaves those of the other', async () => {
    const workbench = openAddOn();
    const [first = {name: '', code: ''}] = workbench.scripts;
    await workbench.close();
    const toSources = createSourcePlaces(mapFile, [first, {name: 'Invoices.js', code: 'of another build'}]);
    const lines = first.code.split('\n');
    const line = lines.findIndex((text) => text.includes('throw '));
    const place = `${line + 1}:${(lines[line] ?? '').indexOf('throw ') + 1}`;
    expect(toSources(`    at a (Code.js:${place})\n    at b (Invoices.js:1:900)`)).toMatch(
      /^ {4}at a \((?:src|node_modules)\/.*\.m?[jt]s:\d+\)\n {4}at b \(Invoices\.js:1:900\)$/,
    );
  });
});
