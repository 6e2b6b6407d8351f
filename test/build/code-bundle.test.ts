import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import vm from 'node:vm';
import {readBundle} from '../../scripts/build/bundle.mjs';
import {buildCode} from '../../scripts/build/code-bundle.mjs';
import {customFunctionsFile, entryPoints, lateScripts} from '../../scripts/build/entry-points.mjs';
import {freeNames} from '../../scripts/build/gates/free-names.mjs';
import {unreachable} from '../../scripts/build/gates/missing-globals.mjs';
import {codeBytesMax} from '../../scripts/build/gates/size.mjs';
import {googleServices} from '../../scripts/build/google-services.mjs';
import {outputFiles} from '../../scripts/build/output-files.mjs';

const projectDir = join(import.meta.dirname, '../..');
const globalsDir = 'src/apps-script/globals';

/** Built here once from the sources as they are; building it passes every gate. */
const options = {projectDir, globalsDir, entryPoints, lateScripts, customFunctionsFile};
const {files, inputs} = await buildCode(options);
const fileNamed = (name: string) => {
  const file = files.find((one) => one.name === name);
  if (file === undefined) throw new Error(`There is no ${name}.`);
  return file;
};
const {code, sourceMap} = fileNamed('Code.js');
const late = fileNamed('Invoices.js');
const lateGlobals = Object.values(lateScripts).flat();
const listed = Object.values(entryPoints).flat();
const listedIn = (isLate: boolean): readonly string[] =>
  Object.entries(entryPoints).flatMap(([file, names]) =>
    lateGlobals.includes(file) === isLate ? names : [],
  );
const everything = files.map((file) => file.code).join('\n');

/** A fresh context with the script files in the order given, as one execution has them. */
function evaluated(order: readonly {readonly code: string}[], services: object = {}): vm.Context {
  const context = vm.createContext(services);
  for (const file of order) vm.runInContext(file.code, context);
  return context;
}

const sourceOf = (file: string): string => readFileSync(join(projectDir, globalsDir, file), 'utf8');

describe('dist/', () => {
  test('holds every script file and no other', () => {
    const outfiles = outputFiles.map(({outfile}) => outfile).filter((path) => /^dist\/.*\.js$/.test(path));
    expect(outfiles).toEqual(files.map(({name}) => `dist/${name}`));
  });

  test.each([
    ['Code.js', ['App', ...listedIn(false)]],
    ['Invoices.js', ['invoices_', ...listedIn(true)]],
  ])('%s leaves exactly its listed functions behind in a bare context', (file, expected) => {
    const context = vm.createContext({});
    const names = (): readonly string[] =>
      vm.runInContext('Object.getOwnPropertyNames(globalThis)', context) as string[];
    const before = names();
    vm.runInContext(fileNamed(file).code, context);
    const added = names().filter((name) => !before.includes(name));
    expect([...added].sort()).toEqual([...expected].sort());
    for (const name of expected)
      expect(vm.runInContext(`typeof ${name}`, context)).toMatch(/function|object/);
  });

  test.each(listed)('calls %s through one line that hands all its arguments on', (name) => {
    const stub = everything.split('\n').find((line) => line.startsWith(`function ${name}(`));
    expect(stub).toMatch(/^function (\w+)\(([\w.,]*)\)\{return (?:App|invoices_\(\))\.\1\(\2\)\}$/);
  });

  test('makes what is in both files once, whichever is evaluated first', () => {
    for (const order of [files, [...files].reverse()]) {
      const context = evaluated(order);
      expect(vm.runInContext('invoices_() === invoices_()', context)).toBe(true);
      expect(vm.runInContext('App.shared0().AddonError === App.shared0().AddonError', context)).toBe(true);
    }
    const sources = (map: string): readonly string[] =>
      JSON.parse(map).sources.filter((path: string) => /^(src|node_modules)\//.test(path));
    const inCode = sources(sourceMap);
    expect(sources(late.sourceMap).filter((path) => inCode.includes(path))).toEqual([]);
    expect(inCode).toContain('src/core/errors/addon-error.ts');
    expect(sources(late.sourceMap)).toContain('src/apps-script/globals/invoice-api.ts');
  });

  test('throws errors in Invoices.js that Code.js knows as its own', () => {
    const silent = new Proxy({}, {get: () => () => null});
    const context = evaluated([late, {code}], {
      PropertiesService: {getUserProperties: () => silent, getDocumentProperties: () => silent},
    });
    const refusal = vm.runInContext(
      '(() => { try { createInvoices({}); } catch (fault) { return [fault.code, fault instanceof App.shared0().AddonError]; } })()',
      context,
    );
    expect([...refusal]).toEqual(['ARGUMENT_INVALID', true]);
  });

  test('evaluates nothing of Invoices.js before one of its functions is called', () => {
    const context = evaluated([late]);
    expect(vm.runInContext('typeof invoices_', context)).toBe('function');
    expect(() => vm.runInContext('invoices_()', context)).toThrow('App is not defined');
    vm.runInContext(code, context);
    expect(vm.runInContext('typeof invoices_().createInvoices', context)).toBe('function');
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
    expect(everything.match(/@customfunction/g)).toHaveLength(entryPoints[customFunctionsFile]?.length ?? 0);
  });

  test('stays strict, as the modules it was made of', () => {
    for (const file of files) expect(file.code.startsWith('"use strict";')).toBe(true);
  });

  test('keeps the names of the functions that Google calls; the source map has those of the others', () => {
    expect(code).toContain('function refreshReceivables(request){return App.refreshReceivables(request)}');
    expect(JSON.parse(sourceMap).names).toContain('resumeOrStart');
    expect(JSON.parse(late.sourceMap).names).toContain('openRegister');
  });

  test('carries the notices of the packages inside it', () => {
    const notices =
      code.split('\n').find((line) => line.startsWith('/*! Billing Ops for Sheets, Apache-2.0.')) ?? '';
    for (const author of ['Michael Mclaughlin', 'Fabian Hiller']) expect(notices).toContain(author);
    expect(notices.match(/Permission is hereby granted, free of charge/g)).toHaveLength(2);
    expect(late.code.includes('\n/*! Billing Ops for Sheets, Apache-2.0. */\n')).toBe(true);
  });

  test.each(files)(`keeps $name below ${codeBytesMax} bytes`, (file) => {
    expect(Buffer.byteLength(file.code)).toBeLessThanOrEqual(codeBytesMax);
  });

  test('is the same byte for byte when built again', async () => {
    expect((await buildCode(options)).files).toEqual(files);
  });

  test('knows the sources it was made of, so that a change in one makes it stale', () => {
    expect(inputs).toEqual(
      expect.arrayContaining([
        'src/apps-script/globals/menu.ts',
        'src/apps-script/globals/invoice-api.ts',
        'src/apps-script/wiring.ts',
        'src/core/money/money.ts',
        'node_modules/decimal.js/decimal.mjs',
      ]),
    );
  });

  test('still needs every name that is excused because no call of ours reaches it', () => {
    const names = freeNames(readBundle(fileNamed('Code.js')));
    for (const {name, inPackage} of unreachable) {
      expect(
        names.some((one) => one.name === name && one.at.includes(`/${inPackage}/`) && !one.isOnlyTested),
      ).toBe(true);
    }
  });

  test('uses every service that the build lets it use', () => {
    const used = new Set(files.flatMap((file) => freeNames(readBundle(file)).map(({name}) => name)));
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
    for (const file of files) vm.runInContext(file.code, context);
    vm.runInContext(`onOpen({authMode: 'NONE'});`, context);
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
      'https://www.googleapis.com/auth/script.send_mail',
      'https://www.googleapis.com/auth/userinfo.email',
    ]);
  });

  test('lets requests go to Stripe alone', () => {
    expect(manifest.urlFetchWhitelist).toEqual(['https://api.stripe.com/', 'https://pay.stripe.com/']);
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
