import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import vm from 'node:vm';
import {readBundle} from '../../scripts/build/bundle.mjs';
import {buildCode, globalName} from '../../scripts/build/code-bundle.mjs';
import {customFunctionsFile, entryPoints} from '../../scripts/build/entry-points.mjs';
import {freeNames} from '../../scripts/build/gates/free-names.mjs';
import {unreachable} from '../../scripts/build/gates/missing-globals.mjs';
import {codeBytesMax} from '../../scripts/build/gates/size.mjs';
import {googleServices} from '../../scripts/build/google-services.mjs';

const projectDir = join(import.meta.dirname, '../..');
const globalsDir = 'src/apps-script/globals';

/** Built here once from the sources as they are; building it passes every gate. */
const {code, sourceMap, inputs} = await buildCode({projectDir, globalsDir, entryPoints, customFunctionsFile});
const listed = Object.values(entryPoints).flat();

const sourceOf = (file: string): string => readFileSync(join(projectDir, globalsDir, file), 'utf8');

describe('dist/Code.js', () => {
  test('leaves exactly the listed functions behind in a bare context', () => {
    const context = vm.createContext({});
    const names = (): readonly string[] =>
      vm.runInContext('Object.getOwnPropertyNames(globalThis)', context) as string[];
    const before = names();
    vm.runInContext(code, context);
    const added = names().filter((name) => !before.includes(name));
    expect([...added].sort()).toEqual([globalName, ...listed].sort());
    for (const name of listed) expect(vm.runInContext(`typeof ${name}`, context)).toBe('function');
  });

  test.each(listed)('calls %s through one line that hands all its arguments on', (name) => {
    const stub = code.split('\n').find((line) => line.startsWith(`function ${name}(`));
    expect(stub).toMatch(/^function (\w+)\(([\w.,]*)\)\{return App\.\1\(\2\)\}$/);
  });

  test.each(entryPoints[customFunctionsFile] ?? [])(
    'carries the JSDoc of %s right above it, word for word',
    (name) => {
      const [, jsDoc] =
        new RegExp(
          `(/\\*\\*(?:(?!\\*/)[\\s\\S])*@customfunction(?:(?!\\*/)[\\s\\S])*\\*/)\nfunction ${name}\\(`,
        ).exec(code) ?? [];
      expect(jsDoc).toBeDefined();
      expect(sourceOf(customFunctionsFile)).toContain(`${jsDoc}\nexport function ${name}(`);
    },
  );

  test('offers no other function to cells', () => {
    expect(code.match(/@customfunction/g)).toHaveLength(entryPoints[customFunctionsFile]?.length ?? 0);
  });

  test('stays strict, as the modules it was made of', () => {
    expect(code.startsWith('"use strict";')).toBe(true);
  });

  test('keeps the names of the functions that Google calls; the source map has those of the others', () => {
    expect(code).toContain('function refreshReceivables(request){return App.refreshReceivables(request)}');
    expect(JSON.parse(sourceMap).names).toContain('resumeOrStart');
  });

  test('carries the notices of the packages inside it', () => {
    const notices =
      code.split('\n').find((line) => line.startsWith('/*! Billing Ops for Sheets, Apache-2.0.')) ?? '';
    for (const author of ['Michael Mclaughlin', 'Fabian Hiller']) expect(notices).toContain(author);
    expect(notices.match(/Permission is hereby granted, free of charge/g)).toHaveLength(2);
  });

  test(`stays below ${codeBytesMax} bytes`, () => {
    expect(Buffer.byteLength(code)).toBeLessThanOrEqual(codeBytesMax);
  });

  test('is the same byte for byte when built again', async () => {
    const again = await buildCode({projectDir, globalsDir, entryPoints, customFunctionsFile});
    expect(again.code).toBe(code);
  });

  test('knows the sources it was made of, so that a change in one makes it stale', () => {
    expect(inputs).toEqual(
      expect.arrayContaining([
        'src/apps-script/globals/menu.ts',
        'src/apps-script/wiring.ts',
        'src/core/money/money.ts',
        'node_modules/decimal.js/decimal.mjs',
      ]),
    );
  });

  test('still needs every name that is excused because no call of ours reaches it', () => {
    const names = freeNames(readBundle({code, sourceMap}));
    for (const {name, inPackage} of unreachable) {
      expect(
        names.some((one) => one.name === name && one.at.includes(`/${inPackage}/`) && !one.isOnlyTested),
      ).toBe(true);
    }
  });

  test('uses every service that the build lets it use', () => {
    const used = new Set(freeNames(readBundle({code, sourceMap})).map(({name}) => name));
    expect(Object.keys(googleServices).filter((name) => !used.has(name))).toEqual([]);
  });
});

describe('the menu', () => {
  test('names only functions that exist', () => {
    const offered: string[] = [];
    const menu = {
      addItem: (_label: string, functionName: string) => offered.push(functionName) && menu,
      addSeparator: () => menu,
      addToUi: () => undefined,
    };
    const ui = {createAddonMenu: () => menu, createMenu: () => menu};
    const context = vm.createContext({SpreadsheetApp: {getUi: () => ui}});
    vm.runInContext(`${code}\nonOpen({authMode: 'NONE'});`, context);
    expect(offered.length).toBeGreaterThan(0);
    expect(offered.filter((name) => !listed.includes(name))).toEqual([]);
  });

  test('and the trigger name functions by texts that are listed', () => {
    const named = ['globals/menu.ts', 'wiring.ts'].flatMap((file) =>
      [...sourceOf(`../${file}`).matchAll(/(?:functionName: |hourlySchedule\()'(\w+)'/g)].map(
        (match) => match[1] ?? '',
      ),
    );
    expect(named).toContain('refreshReceivablesOnSchedule');
    expect(named.filter((name) => !listed.includes(name))).toEqual([]);
  });
});

describe('appsscript.json', () => {
  const manifest = JSON.parse(readFileSync(join(projectDir, 'appsscript.json'), 'utf8'));

  test('asks for these scopes and no other', () => {
    expect(manifest.oauthScopes).toEqual([
      'https://www.googleapis.com/auth/spreadsheets.currentonly',
      'https://www.googleapis.com/auth/script.container.ui',
      'https://www.googleapis.com/auth/script.external_request',
      'https://www.googleapis.com/auth/script.scriptapp',
      'https://www.googleapis.com/auth/userinfo.email',
    ]);
  });

  test('lets requests go to Stripe alone', () => {
    expect(manifest.urlFetchWhitelist).toEqual(['https://api.stripe.com/']);
  });

  test('runs on V8, in UTC, with its faults in the log', () => {
    expect(manifest).toMatchObject({
      runtimeVersion: 'V8',
      timeZone: 'Etc/UTC',
      exceptionLogging: 'STACKDRIVER',
    });
  });

  test('equals the one in dist', () => {
    expect(readFileSync(join(projectDir, 'dist/appsscript.json'), 'utf8')).toBe(
      readFileSync(join(projectDir, 'appsscript.json'), 'utf8'),
    );
  });
});
