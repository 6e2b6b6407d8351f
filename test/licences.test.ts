import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {type LicenceException, type LicensedPackage, licenceProblems} from './support/licence-rules.ts';

const projectDir = join(import.meta.dirname, '..');

const exceptions: readonly LicenceException[] = [
  {
    name: 'fuzzy',
    version: '0.1.3',
    states: null,
    because: 'its package.json uses the old "licenses" list, which names MIT, and it carries the text of MIT',
  },
  {
    name: 'url-template',
    version: '2.0.8',
    states: 'BSD',
    because: 'its licence file is the text of BSD-3-Clause; "BSD" alone is no SPDX name',
  },
  {
    name: '@univerjs/telemetry',
    version: '0.25.1',
    states: null,
    because:
      'its licence file and each of its sources are those of Apache-2.0; it declares an interface and sends nothing',
  },
  {
    name: 'axe-core',
    version: '4.14.1',
    states: 'MPL-2.0',
    because:
      'the page tests run it unchanged in the browser; MPL asks that changed files of it stay open, and nothing of it ships',
  },
];

interface Manifest {
  readonly name?: string;
  readonly version: string;
  readonly license?: unknown;
}

const readJson = <T>(path: string): T => JSON.parse(readFileSync(join(projectDir, path), 'utf8')) as T;

/** Every locked package, those of other platforms too, with what its installed package.json states where it is here. */
function lockedPackages(): readonly LicensedPackage[] {
  const {packages} = readJson<{packages: Readonly<Record<string, Manifest>>}>('package-lock.json');
  return Object.entries(packages)
    .filter(([path]) => path !== '')
    .map(([path, locked]) => {
      const manifestFile = `${path}/package.json`;
      const stated = existsSync(join(projectDir, manifestFile)) ? readJson<Manifest>(manifestFile) : locked;
      return {
        path,
        name: locked.name ?? path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
        version: locked.version,
        licence: typeof stated.license === 'string' && stated.license !== '' ? stated.license : null,
      };
    });
}

test('every locked package states a permissive licence, and every exception is still needed', () => {
  const packages = lockedPackages();
  expect(packages.length).toBeGreaterThan(500);
  expect(licenceProblems(packages, exceptions)).toEqual([]);
});

describe('licenceProblems()', () => {
  const problemsOf = (licence: string | null, name = 'left-pad'): readonly string[] =>
    licenceProblems([{path: `node_modules/${name}`, name, version: '1.0.0', licence}], []);

  test.each([
    'GPL-3.0',
    'GPL-2.0-only',
    'AGPL-3.0-or-later',
    'LGPL-3.0',
    'MIT AND GPL-3.0',
    '(MIT OR Apache-2.0) AND LGPL-2.1',
    'UNLICENSED',
    'SEE LICENSE IN LICENSE.txt',
    'MIT OR',
  ])('refuses %s', (licence) => {
    expect(problemsOf(licence)).toEqual([
      expect.stringContaining(`Cannot depend on node_modules/left-pad 1.0.0: its licence is ${licence}.`),
    ]);
  });

  test.each(['MIT', '(MIT OR GPL-3.0)', 'GPL-2.0 OR (MIT AND ISC)', 'Apache-2.0'])(
    'accepts %s',
    (licence) => {
      expect(problemsOf(licence)).toEqual([]);
    },
  );

  test('refuses a package that states no licence', () => {
    expect(problemsOf(null)).toEqual([expect.stringContaining('it states no licence')]);
  });

  test('refuses the paid packages of Univer whatever licence they state', () => {
    expect(problemsOf('Apache-2.0', '@univerjs-pro/sheets')).toEqual([
      expect.stringContaining('it is not open source'),
    ]);
    expect(problemsOf('Apache-2.0', '@univerjs/presets')).toEqual([
      expect.stringContaining('it is not open source'),
    ]);
  });

  test('refuses an exception that nothing needs any more, and one for another version', () => {
    const [fuzzy] = exceptions;
    const packages = [{path: 'node_modules/fuzzy', name: 'fuzzy', version: '0.2.0', licence: null}];
    expect(licenceProblems(packages, fuzzy === undefined ? [] : [fuzzy])).toEqual([
      expect.stringContaining('Cannot depend on node_modules/fuzzy 0.2.0: it states no licence.'),
      expect.stringContaining('Cannot keep the exception for fuzzy 0.1.3'),
    ]);
  });
});
