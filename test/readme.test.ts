import {readFileSync} from 'node:fs';
import {addonVersion} from '../src/core/addon-version.ts';

const readme = readFileSync('README.md', 'utf8');

/** The first column of the table below a header cell, its names without backticks. */
function tableKeys(headerCell: string): readonly string[] {
  const lines = readme.split('\n');
  const start = lines.findIndex((line) => line.startsWith(`| ${headerCell} |`));
  const rows = lines.slice(start + 2);
  const end = rows.findIndex((line) => !line.startsWith('|'));
  return rows
    .slice(0, end)
    .flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, name = '']) => name));
}

describe('README', () => {
  test('is at most 150 lines: ten minutes of reading', () => {
    expect(readme.split('\n').length).toBeLessThanOrEqual(150);
  });

  test('lists each error code once, and no other', () => {
    const source = readFileSync('src/core/errors/addon-error.ts', 'utf8');
    const codes = [...source.matchAll(/\| '([A-Z_]+)'/g)].map(([, code]) => code);
    expect(codes.length).toBeGreaterThan(10);
    expect([...tableKeys('code')].sort()).toEqual([...codes].sort());
  });

  test('names each scope of the manifest with its reason, and no other', () => {
    const manifest = JSON.parse(readFileSync('appsscript.json', 'utf8'));
    const scopes = manifest.oauthScopes.map((scope: string) => scope.replace(/^.*\/auth\//, ''));
    expect([...tableKeys('scope')].sort()).toEqual(scopes.sort());
  });

  test('links only to files that are there', () => {
    const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, path]) => path);
    expect(links.length).toBeGreaterThan(3);
    for (const path of links) expect(() => readFileSync(String(path))).not.toThrow();
  });
});

test('addonVersion is the version of package.json', () => {
  expect(addonVersion).toBe(JSON.parse(readFileSync('package.json', 'utf8')).version);
});
