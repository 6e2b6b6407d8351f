import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {customFunctionsFile, entryPoints} from '../../scripts/build/entry-points.mjs';
import {readGlobalFunctions} from '../../scripts/build/global-functions.mjs';

const projectDir = join(import.meta.dirname, '../..');
const globalsDir = join(projectDir, 'src/apps-script/globals');
const page = readFileSync(join(projectDir, 'README.md'), 'utf8');
const source = readFileSync(join(globalsDir, customFunctionsFile), 'utf8');

const functions =
  readGlobalFunctions(globalsDir).find(({file}) => file === customFunctionsFile)?.functions ?? [];

const isOptional = (name: string, parameter: string): boolean => {
  const list = new RegExp(`export function ${name}\\(([^)]*)\\)`).exec(source)?.[1] ?? '';
  return new RegExp(`\\b${parameter}\\?:`).test(list);
};

/** Each row of the table as [call, what it gives, example]. */
const rows = page
  .split('\n')
  .filter((line) => /^\| `[A-Z_]+\(/.test(line))
  .map((line) => line.slice(2, -2).split(' | '));

describe('the function table of the README', () => {
  test('has every custom function once, with the parameters of the code, optional ones in brackets', () => {
    const calls = functions.map(({name, parameters}) => {
      const list = parameters.map((parameter) =>
        isOptional(name, parameter) ? `[${parameter}]` : parameter,
      );
      return `\`${name}(${list.join(', ')})\``;
    });
    expect(rows.map(([call]) => call).sort()).toEqual([...calls].sort());
    expect(functions.map(({name}) => name).sort()).toEqual(
      [...(entryPoints[customFunctionsFile] ?? [])].sort(),
    );
  });

  test.each(functions)('has the example that Sheets shows for $name', ({name, jsDoc}) => {
    const example = /Example: (=.*)/.exec(jsDoc ?? '')?.[1];
    const row = rows.find(([call]) => call?.startsWith(`\`${name}(`));
    expect(example).toMatch(new RegExp(`^=${name}\\(`));
    expect(row?.[2]).toBe(`\`${example}\``);
  });

  test.each(functions)(
    '$name says in its JSDoc which parameters may be left out',
    ({name, parameters, jsDoc}) => {
      for (const parameter of parameters) {
        const line = new RegExp(`@param \\{.*\\} ${parameter} (.*)`).exec(jsDoc ?? '')?.[1] ?? '';
        expect([parameter, line.startsWith('[optional] ')]).toEqual([parameter, isOptional(name, parameter)]);
      }
    },
  );
});
