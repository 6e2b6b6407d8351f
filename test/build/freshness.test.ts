import {mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {isFresh, writeBuilt} from '../../scripts/build/freshness.mjs';

let projectDir = '';
const file = (name: string): string => join(projectDir, name);

beforeEach(() => {
  projectDir = mkdtempSync(join(tmpdir(), 'freshness-'));
  mkdirSync(file('globals'));
  for (const name of ['globals/menu.ts', 'manifest.json']) {
    writeFileSync(file(name), name);
    utimesSync(file(name), 1, 1);
  }
  utimesSync(file('globals'), 1, 1);
  writeBuilt({
    projectDir,
    outfile: 'dist/Code.js',
    contents: 'built',
    inputs: ['globals', 'globals/menu.ts', 'manifest.json'],
    startedUnixMs: 2_000,
  });
});
afterEach(() => rmSync(projectDir, {recursive: true}));

describe('isFresh()', () => {
  test('holds right after a build, and when a source is saved unchanged', () => {
    writeFileSync(file('manifest.json'), 'manifest.json');
    expect(isFresh(projectDir, 'dist/Code.js')).toBe(true);
  });

  test.each<[string, () => void]>([
    ['a source changes', () => writeFileSync(file('manifest.json'), 'new')],
    ['a source goes', () => rmSync(file('globals/menu.ts'))],
    ['a file joins a folder whose names matter', () => writeFileSync(file('globals/triggers.ts'), '')],
    ['the output is edited', () => writeFileSync(file('dist/Code.js'), 'edited')],
    ['the output goes', () => rmSync(file('dist/Code.js'))],
    ['the stamp goes', () => rmSync(file('.build/stamps'), {recursive: true})],
  ])('does not hold when %s', (_what, change) => {
    change();
    expect(isFresh(projectDir, 'dist/Code.js')).toBe(false);
  });

  test('does not hold for a source that was saved while the build ran', () => {
    const [outfile, inputs] = ['dist/Code.js', ['manifest.json']];
    writeBuilt({projectDir, outfile, contents: 'built', inputs, startedUnixMs: 1_000});
    expect(isFresh(projectDir, outfile)).toBe(false);
  });
});
