import {readFileSync} from 'node:fs';
import {join} from 'node:path';

const projectDir = join(import.meta.dirname, '..');

interface LockedPackage {
  readonly version?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly link?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}
type LockedPackages = Readonly<Record<string, LockedPackage>>;

const readJson = <T>(path: string): T => JSON.parse(readFileSync(join(projectDir, path), 'utf8')) as T;

/** A package is found beside its user or in any node_modules above it, as Node looks for it. */
function isLocked(packages: LockedPackages, user: string, name: string): boolean {
  for (let folder = user; ; ) {
    if (packages[`${folder === '' ? '' : `${folder}/`}node_modules/${name}`] !== undefined) return true;
    if (folder === '') return false;
    const above = folder.lastIndexOf('/node_modules/');
    folder = above === -1 ? '' : folder.slice(0, above);
  }
}

/** The packages of other platforms that a lockfile forgot: with them missing, `npm ci` stops on those platforms. */
const forgotten = (packages: LockedPackages): readonly string[] =>
  Object.entries(packages).flatMap(([user, {optionalDependencies = {}}]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !isLocked(packages, user, name))
      .map((name) => `${user} → ${name}`),
  );

test('package.json names exact versions only', () => {
  const {dependencies, devDependencies, overrides} =
    readJson<Readonly<Record<string, Readonly<Record<string, string>>>>>('package.json');
  const ranges = Object.entries({...dependencies, ...devDependencies, ...overrides}).filter(
    ([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version),
  );
  expect(ranges).toEqual([]);
});

describe('package-lock.json', () => {
  const {packages} = readJson<{packages: LockedPackages}>('package-lock.json');

  test('locks the optional packages of every platform', () => {
    expect(forgotten(packages)).toEqual([]);
  });

  test('would fail that check when an entry of another platform were missing', () => {
    const {['node_modules/@biomejs/cli-win32-x64']: removed, ...rest} = packages;
    expect(removed).toBeDefined();
    expect(forgotten(rest)).toEqual(['node_modules/@biomejs/biome → @biomejs/cli-win32-x64']);
  });

  test('pins every package by the hash of its content, and none to one registry', () => {
    const loose = Object.entries(packages).filter(
      ([path, {integrity, resolved}]) => path !== '' && (integrity === undefined || resolved !== undefined),
    );
    expect(loose.map(([path]) => path)).toEqual([]);
  });
});
