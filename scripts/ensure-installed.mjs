import {spawnSync} from 'node:child_process';
import {existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {dirname} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {CommandError, inProject, say} from './project.mjs';

/**
 * Brings node_modules to what package-lock.json says, so that any command works as the first one in a bare clone.
 * Only what Node itself brings is imported here: nothing else exists yet.
 */
export async function ensureInstalled() {
  refuseOldNode(process.versions.node);
  if (whyNotInstalled() === null) return;

  const lockFile = inProject('.build', 'install.lock');
  await withLockFile(lockFile, () => {
    const reason = whyNotInstalled();
    if (reason !== null) install(reason);
  });
}

/**
 * @param {string} version
 * @throws CommandError under a Node that the dependencies refuse
 */
export function refuseOldNode(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new CommandError(
    `Cannot run under Node ${version}: Billing Ops for Sheets needs Node 20.19 or newer. Install it from https://nodejs.org and run the command again.`,
  );
}

/** The sentence that says why an installation is due, or null when none is. */
function whyNotInstalled() {
  const installedFile = inProject('node_modules', '.package-lock.json');
  if (!existsSync(installedFile)) return 'node_modules is missing or was left half installed';
  return whyDifferent({
    wanted: JSON.parse(readFileSync(inProject('package-lock.json'), 'utf8')).packages,
    installed: JSON.parse(readFileSync(installedFile, 'utf8')).packages,
  });
}

/**
 * Compares what is locked with npm's own record of what it installed, which it writes last of all. So an installation
 * done by hand counts, and one that was cut short does not.
 * @typedef {Readonly<Record<string, {version?: string, integrity?: string, optional?: boolean, devOptional?: boolean}>>} Packages
 * @param {{wanted: Packages, installed: Packages}} packages
 * @returns {string | null}
 */
export function whyDifferent({wanted, installed}) {
  for (const [path, locked] of Object.entries(wanted)) {
    if (path === '') continue;
    const present = installed[path];
    // A package for another platform is optional and stays out.
    if (present === undefined && (locked.optional || locked.devOptional)) continue;
    if (present === undefined) return `${path} is missing`;
    if (present.version !== locked.version || present.integrity !== locked.integrity) {
      return `${path} is ${present.version}, and package-lock.json says ${locked.version}`;
    }
  }
  const stranger = Object.keys(installed).find((path) => wanted[path] === undefined);
  return stranger === undefined ? null : `${stranger} is not in package-lock.json`;
}

/** @param {string} reason */
function install(reason) {
  say(`Installing the dependencies of package-lock.json (about half a minute): ${reason}.`);
  // An outer `npm run --silent` would otherwise silence the reason of a failure, too.
  const npmArgs = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const npmOfThisRun = process.env['npm_execpath'];
  const options = /** @type {const} */ ({cwd: inProject(), encoding: 'utf8', maxBuffer: 64 * 1024 * 1024});
  const result = npmOfThisRun?.endsWith('.js')
    ? spawnSync(process.execPath, [npmOfThisRun, ...npmArgs], options)
    : spawnSync('npm', npmArgs, {...options, shell: process.platform === 'win32'});

  if (result.status === 0) return;
  const output = [result.stdout, result.stderr, result.error?.message].filter(Boolean).join('\n');
  throw new CommandError(
    `${output}\nCannot install the dependencies: npm ci ended with ${result.status ?? result.signal ?? 'an error'}. ` +
      'Read its output above; most often the registry is out of reach. Then run the command again.',
  );
}

/**
 * Two commands may be started at once in a bare clone, and a second `npm ci` would empty the folder that the first one fills.
 * @param {string} lockFile
 * @param {() => void} action
 */
export async function withLockFile(lockFile, action) {
  mkdirSync(dirname(lockFile), {recursive: true});
  let said = false;
  while (!tookLock(lockFile)) {
    if (!said) say('Another process is installing the dependencies; waiting for it.');
    said = true;
    await sleep(200);
  }
  try {
    action();
  } finally {
    rmSync(lockFile, {force: true});
  }
}

/** @param {string} lockFile */
function tookLock(lockFile) {
  // Linked, not written: the lock appears with its holder's number in it, or not at all.
  const claim = `${lockFile}.${process.pid}`;
  writeFileSync(claim, String(process.pid));
  try {
    linkSync(claim, lockFile);
    return true;
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    if (holderIsGone(lockFile)) rmSync(lockFile, {force: true});
    return false;
  } finally {
    rmSync(claim, {force: true});
  }
}

/** @param {string} lockFile */
function holderIsGone(lockFile) {
  try {
    process.kill(Number(readFileSync(lockFile, 'utf8')), 0);
    return false;
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT') return false; // let go meanwhile
    if (code === 'EPERM') return false; // alive, and another person's
    if (code === 'ESRCH') return true;
    throw error;
  }
}

/** @param {unknown} error */
const codeOf = (error) =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
