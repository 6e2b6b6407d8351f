import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {join} from 'node:path';

describe('the command line', () => {
  test('ends quietly when its reader stops reading', async () => {
    const script = join(import.meta.dirname, '../../scripts/workbench.mjs');
    const child = spawn(process.execPath, [script, '--help'], {stdio: ['ignore', 'pipe', 'pipe']});
    child.stdout.destroy();
    let said = '';
    child.stderr.on('data', (chunk) => {
      said += chunk;
    });
    const [exitCode] = await once(child, 'close');
    expect(said.replace(/^Built .*\n/gm, '')).toBe('');
    expect(exitCode).toBe(0);
  }, 60_000);
});
