import {createHash} from 'node:crypto';
import {existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';

/**
 * Says by content whether a built file is still what its sources give. The stamp beside it names every input with its
 * hash and the hash of the output itself, so two processes that build at once can at worst build once too often.
 * @typedef {{readonly output: string, readonly inputs: Readonly<Record<string, string>>}} Stamp
 */

/**
 * @param {string} projectDir
 * @param {string} outfile
 */
export function isFresh(projectDir, outfile) {
  const stampFile = stampFileOf(projectDir, outfile);
  if (!existsSync(stampFile)) return false;
  /** @type {Stamp} */
  const stamp = JSON.parse(readFileSync(stampFile, 'utf8'));
  return (
    hashOf(projectDir, outfile) === stamp.output &&
    Object.entries(stamp.inputs).every(([path, hash]) => hashOf(projectDir, path) === hash)
  );
}

/**
 * Puts a built file in its place in one step, so that nobody reads half of it.
 * @param {object} options
 * @param {string} options.projectDir
 * @param {string} options.outfile
 * @param {string} options.contents
 * @param {readonly string[]} options.inputs files, and folders whose list of names matters
 * @param {number} options.startedUnixMs when the build began to read them
 */
export function writeBuilt({projectDir, outfile, contents, inputs, startedUnixMs}) {
  replaceFile(join(projectDir, outfile), contents);
  /** @type {Stamp} */
  const stamp = {
    output: hashOfText(contents),
    inputs: Object.fromEntries(
      inputs.map((path) => [
        path,
        changedSince(projectDir, path, startedUnixMs) ? '' : hashOf(projectDir, path),
      ]),
    ),
  };
  replaceFile(stampFileOf(projectDir, outfile), JSON.stringify(stamp));
}

/**
 * A source saved while the build ran may not be the one that the build read.
 * @param {string} projectDir
 * @param {string} path
 * @param {number} unixMs
 */
const changedSince = (projectDir, path, unixMs) => statSync(join(projectDir, path)).mtimeMs >= unixMs;

/**
 * The hash of a file's content or of the names in a folder.
 * @param {string} projectDir
 * @param {string} path
 */
function hashOf(projectDir, path) {
  const full = join(projectDir, path);
  if (!existsSync(full)) return 'absent';
  return statSync(full).isDirectory()
    ? hashOfText(readdirSync(full).sort().join('\n'))
    : hashOfText(readFileSync(full));
}

/** @param {string | Buffer} content */
const hashOfText = (content) => createHash('sha256').update(content).digest('base64url');

/**
 * @param {string} projectDir
 * @param {string} outfile
 */
const stampFileOf = (projectDir, outfile) =>
  join(projectDir, '.build', 'stamps', `${outfile.replaceAll('/', '__')}.json`);

/**
 * @param {string} path
 * @param {string} contents
 */
function replaceFile(path, contents) {
  mkdirSync(dirname(path), {recursive: true});
  const beside = `${path}.${process.pid}`;
  writeFileSync(beside, contents);
  renameSync(beside, path);
}
