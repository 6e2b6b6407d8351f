import {spawnSync} from 'node:child_process';
import {existsSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {refuseOldNode, whyDifferent, withLockFile} from '../../scripts/ensure-installed.mjs';

describe('refuseOldNode()', () => {
  test.each(['18.20.4', '20.18.3', '20.0.0', '9.0.0'])('refuses %s with what to do', (version) => {
    expect(() => refuseOldNode(version)).toThrow(
      `Cannot run under Node ${version}: Billing Ops for Sheets needs Node 20.19 or newer. Install it from https://nodejs.org`,
    );
  });

  test.each(['20.19.0', '20.20.2', '22.0.0', '24.1.0'])('accepts %s', (version) => {
    expect(() => refuseOldNode(version)).not.toThrow();
  });
});

describe('whyDifferent()', () => {
  const wanted = {
    '': {version: '0.1.0'},
    'node_modules/valibot': {version: '1.5.0', integrity: 'sha512-a'},
    'node_modules/fsevents': {version: '2.3.3', integrity: 'sha512-b', optional: true},
  };

  test('finds nothing when only another platform is missing', () => {
    expect(
      whyDifferent({wanted, installed: {'node_modules/valibot': wanted['node_modules/valibot']}}),
    ).toBeNull();
  });

  test('names a missing package, another version and a stranger', () => {
    expect(whyDifferent({wanted, installed: {}})).toBe('node_modules/valibot is missing');
    const older = {version: '1.4.0', integrity: 'sha512-c'};
    expect(whyDifferent({wanted, installed: {'node_modules/valibot': older}})).toBe(
      'node_modules/valibot is 1.4.0, and package-lock.json says 1.5.0',
    );
    expect(whyDifferent({wanted, installed: {...wanted, 'node_modules/zod': {version: '4.0.0'}}})).toBe(
      'node_modules/zod is not in package-lock.json',
    );
  });
});

describe('withLockFile()', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lock-'));
  const lockFile = join(folder, 'install.lock');
  afterAll(() => rmSync(folder, {recursive: true}));

  test('holds the lock while it runs and lets go of it after a fault', async () => {
    const failing = withLockFile(lockFile, () => {
      expect(existsSync(lockFile)).toBe(true);
      throw new Error('npm failed');
    });
    await expect(failing).rejects.toThrow('npm failed');
    expect(existsSync(lockFile)).toBe(false);
  });

  test('waits for a living holder', async () => {
    writeFileSync(lockFile, String(process.pid));
    const order: string[] = [];
    const waiting = withLockFile(lockFile, () => order.push('second'));
    order.push('first');
    rmSync(lockFile);
    await waiting;
    expect(order).toEqual(['first', 'second']);
  });

  test('takes the lock of a process that is gone', async () => {
    const {pid} = spawnSync(process.execPath, ['--version']);
    writeFileSync(lockFile, String(pid));
    let ran = false;
    await withLockFile(lockFile, () => {
      ran = true;
    });
    expect(ran).toBe(true);
  });
});
