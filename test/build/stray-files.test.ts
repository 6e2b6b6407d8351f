import {mkdtempSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {basename, dirname, join} from 'node:path';
import {removeStrays} from '../../scripts/build/stray-files.mjs';

describe('removeStrays()', () => {
  test('takes away what no output is named, and leaves what another process is writing', () => {
    const folder = mkdtempSync(join(tmpdir(), 'strays-'));
    for (const name of ['Code.js', 'Old.js', 'Old.html', 'Code.js.4711'])
      writeFileSync(join(folder, name), '');
    removeStrays(dirname(folder), basename(folder), [`${basename(folder)}/Code.js`]);
    expect(readdirSync(folder).sort()).toEqual(['Code.js', 'Code.js.4711']);
    rmSync(folder, {recursive: true});
  });

  test('does nothing before the first build', () => {
    expect(() => removeStrays(tmpdir(), 'no-such-folder', [])).not.toThrow();
  });
});
