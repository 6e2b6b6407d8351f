import {gateProblems} from '../../scripts/build/code-bundle.mjs';
import {codeBytesMax} from '../../scripts/build/gates/size.mjs';
import {buildTinyAddOn} from './tiny-add-on.ts';

const scope = (name: string): string => `https://www.googleapis.com/auth/${name}`;

/** What the gates say of a finished bundle: for what esbuild would lower or leave out before they see it. */
const problemsOf = (code: string, granted: readonly string[] = []): readonly string[] =>
  gateProblems({files: [codeFile(`var App={};${code}`)], granted});

const codeFile = (code: string, sourceMap: string | null = null) => ({
  name: 'Code.js',
  code,
  sourceMap,
  globalName: 'App',
  isLate: false,
  listed: [],
});

/** What the gates say of a late file beside a Code.js that passes. */
const lateProblemsOf = (code: string): readonly string[] => {
  const late = {...codeFile(code), name: 'Late.js', globalName: 'late_', isLate: true};
  return gateProblems({files: [codeFile('var App={give:()=>1};'), late], granted: []});
};

describe('the tiny add-on', () => {
  test('passes as it stands, so that each refusal below is for its own reason', async () => {
    await expect(buildTinyAddOn()).resolves.toEqual({
      'Code.js': expect.stringContaining('function TWICE(amount){return App.TWICE(amount)}'),
    });
  });
});

describe('the syntax gate', () => {
  test.each([
    ['a private field', 'class Cell{#value=1}'],
    ['a static block', 'class Cell{static{this.ready=true}}'],
    ['a static field', 'class Cell{static limit=1}'],
    ['logical assignment', 'let a;a??=1;'],
    ['a numeric separator', 'const most=1_000;'],
  ])('refuses %s', (_what, code) => {
    expect(problemsOf(code)).toEqual([
      expect.stringMatching(/^Cannot parse Code\.js as ES2020 at Code\.js:1:\d+.* Apps Script refuses/),
    ]);
  });

  test('names the source when the bundle has a source map', () => {
    const sourceMap = JSON.stringify({version: 3, sources: ['src/cell.ts'], names: [], mappings: 'AAGA'});
    const problems = gateProblems({files: [codeFile('class Cell{#value=1}', sourceMap)], granted: []});
    expect(problems[0]).toContain('at src/cell.ts:4,');
  });

  test('lets ES2020 pass', () => {
    expect(problemsOf('(()=>{const a=globalThis?.Math??10n;return a})();')).toEqual([]);
  });

  test('refuses a regular expression flag that esbuild moves into a constructor', async () => {
    const menu = 'export function onOpen(): boolean {\n  return /[a--b]/v.test("a");\n}\n';
    await expect(buildTinyAddOn({menu})).rejects.toThrow(
      /Cannot use the regular expression flags "v" at .*globals\/menu\.ts:2: ES2020 knows/,
    );
  });
});

describe('the gate on globals that Apps Script lacks', () => {
  test.each([
    ['setTimeout', 'setTimeout(() => {}, 1)', "the Clock port's sleep"],
    ['fetch', "fetch('https://api.stripe.com')", 'the Http port'],
    ['URLSearchParams', 'new URLSearchParams()', 'the request encoding of src/core/stripe'],
    ['process', 'process.exit()', 'settings'],
    ['Buffer', "Buffer.from('a')", 'Utilities.base64Encode'],
    ['crypto', 'crypto.randomUUID()', 'Utilities.getUuid'],
    ['setTimeout', 'globalThis.setTimeout(() => {}, 1)', "the Clock port's sleep"],
  ])('refuses %s and says what to use instead', async (name, call, instead) => {
    const menu = `export function onOpen(): void {\n\n  ${call};\n}\n`;
    const refusal = await buildTinyAddOn({menu}).catch((error: unknown) => String(error));
    expect(refusal).toContain(`Cannot use "${name}" at globals/menu.ts:3: Apps Script does not have it.`);
    expect(refusal).toContain(instead);
  });

  test('refuses a Google service that is not in the list of services', async () => {
    const menu = 'export function onOpen(): void {\n  DriveApp.getRootFolder();\n}\n';
    await expect(buildTinyAddOn({menu})).rejects.toThrow(
      'Cannot use "DriveApp" at globals/menu.ts:2: Apps Script does not have it, or the add-on has not taken it up.',
    );
  });

  test('lets a test for existence pass, and a name that the bundle defines itself', async () => {
    const menu = `const fetch = 1;
export function onOpen(): unknown {
  return [typeof setTimeout, typeof globalThis.process, fetch];
}
`;
    await expect(buildTinyAddOn({menu})).resolves.toBeDefined();
  });
});

describe('the gate on top-level functions', () => {
  test('refuses an export that is not listed, naming it', async () => {
    const menu = 'export function onOpen(): void {}\nexport function wipe(): void {}\n';
    await expect(buildTinyAddOn({menu})).rejects.toThrow(
      'Cannot expose wipe of globals/menu.ts: it is not listed. Add it to scripts/build/entry-points.mjs, or do not export it.',
    );
  });

  test('refuses a listed function that is not exported, naming it', async () => {
    await expect(buildTinyAddOn({menu: 'export {};\n'})).rejects.toThrow(
      'Cannot find onOpen, which scripts/build/entry-points.mjs lists: globals/menu.ts does not export it.',
    );
  });

  test('refuses a file of globals that is not listed', async () => {
    const others = {'globals/triggers.ts': 'export function refresh(): void {}\n'};
    await expect(buildTinyAddOn({others})).rejects.toThrow('Cannot expose refresh of globals/triggers.ts');
  });

  test('refuses a top-level name that found its way into the bundle otherwise', () => {
    expect(problemsOf('function wipe(){}')).toEqual([
      expect.stringMatching(
        /^Cannot expose "wipe" at the top level: any cell and the sidebar could call it\./,
      ),
    ]);
  });

  test('refuses an export that is no function declaration, and a name that Google hides', async () => {
    const entryPoints = {'custom-functions.ts': ['TWICE'], 'menu.ts': ['onOpen', 'refresh_']};
    const menu = 'export const onOpen = (): void => {};\nexport function refresh_(): void {}\n';
    const refusal = await buildTinyAddOn({menu, entryPoints}).catch((error: unknown) => String(error));
    expect(refusal).toContain('Cannot write the top-level function for onOpen of globals/menu.ts');
    expect(refusal).toContain(
      'Cannot expose refresh_ of globals/menu.ts: Google hides names that end in an underscore.',
    );
  });

  test('refuses a custom function without what Sheets shows while one types it', async () => {
    const customFunctions =
      '/** Doubles. @customfunction */\nexport function TWICE(amount: number): number {\n  return amount * 2;\n}\n';
    const refusal = await buildTinyAddOn({customFunctions}).catch((error: unknown) => String(error));
    expect(refusal).toContain('Cannot show TWICE in Sheets while one types it: its JSDoc has no @return.');
    expect(refusal).toContain('its JSDoc has no @param for amount.');
    expect(refusal).not.toContain('no @customfunction');
  });
});

describe('the load gate', () => {
  test('refuses a Google service that is touched while loading', async () => {
    const menu =
      'const zone = Session.getScriptTimeZone();\nexport function onOpen(): string {\n  return zone;\n}\n';
    await expect(buildTinyAddOn({menu})).rejects.toThrow(
      'Cannot load Code.js: its top level touches Session.getScriptTimeZone.',
    );
  });

  test('refuses it when the bundle catches the fault, too', () => {
    expect(problemsOf('(()=>{try{PropertiesService.getUserProperties()}catch(error){}})();')).toEqual([
      expect.stringContaining('its top level touches PropertiesService.getUserProperties'),
    ]);
  });

  test('refuses a bundle that throws while loading', () => {
    expect(problemsOf('(()=>{throw new Error("no rates")})();')).toEqual([
      'Cannot load Code.js: Error: no rates. Top-level code may build values only; move the rest into a function.',
    ]);
  });
});

describe('the load gate of a late file', () => {
  test('lets it reach for Code.js inside a function', () => {
    expect(lateProblemsOf('var late_=()=>App.give();')).toEqual([]);
  });

  test('refuses it to touch Code.js while loading', () => {
    expect(lateProblemsOf('var late_=()=>1;App.give();')).toEqual([
      expect.stringMatching(
        /^Cannot load Late\.js: its top level touches App\.give of another script file\./,
      ),
    ]);
  });

  test('refuses a Google service at its first call, which builds values only', () => {
    expect(lateProblemsOf('var late_=()=>{Utilities.getUuid()};')).toEqual([
      expect.stringMatching(/^Cannot load Late\.js: its top level touches Utilities\.getUuid\./),
    ]);
  });

  test('refuses Code.js to touch it', () => {
    const late = {...codeFile('var late_=()=>1;'), name: 'Late.js', globalName: 'late_', isLate: true};
    expect(gateProblems({files: [codeFile('var App=late_();'), late], granted: []})).toEqual([
      expect.stringContaining('Cannot load Code.js: its top level touches late_ of another script file.'),
    ]);
  });
});

describe('the size gate', () => {
  test('counts each file by itself', () => {
    const fits = `var late_=()=>'${'a'.repeat(codeBytesMax - 17)}';`;
    expect(lateProblemsOf(fits)).toEqual([]);
    expect(lateProblemsOf(fits.replace('aa', 'aaa'))).toEqual([
      expect.stringContaining(`Cannot ship Late.js with ${codeBytesMax + 1} bytes`),
    ]);
  });

  test('counts bytes, not characters, and takes the last one that fits', () => {
    const around = Buffer.byteLength("var App={};App.a='';");
    const fits = `App.a='${'a'.repeat(codeBytesMax - around)}';`;
    expect(problemsOf(fits)).toEqual([]);
    expect(problemsOf(fits.replace('aa', 'éa'))).toEqual([
      `Cannot ship Code.js with ${codeBytesMax + 1} bytes: the limit is ${codeBytesMax}. Look for a new dependency with "npx esbuild --analyze" and leave it out, or give functions that are seldom called a late script in scripts/build/entry-points.mjs.`,
    ]);
  });
});

describe('the gate on scopes', () => {
  test('refuses a call whose scope the manifest does not ask for', async () => {
    const menu = "export function onOpen(): void {\n  UrlFetchApp.fetch('https://api.stripe.com');\n}\n";
    await expect(buildTinyAddOn({menu})).rejects.toThrow(
      `Cannot call UrlFetchApp.fetch at globals/menu.ts:2: it needs the scope ${scope('script.external_request')}, which appsscript.json does not ask for.`,
    );
  });

  test('refuses a scope that nothing uses', async () => {
    await expect(buildTinyAddOn({scopes: [scope('script.scriptapp')]})).rejects.toThrow(
      `Cannot ask for the scope ${scope('script.scriptapp')}: nothing in the script needs it.`,
    );
  });

  test('knows the calls that cost more or less than their service', () => {
    const openById = "(()=>()=>SpreadsheetApp.openById('1'))();";
    expect(problemsOf(openById, [scope('spreadsheets.currentonly')])).toEqual([
      expect.stringContaining(`it needs the scope ${scope('spreadsheets')},`),
      expect.stringContaining(`Cannot ask for the scope ${scope('spreadsheets.currentonly')}`),
    ]);
    expect(problemsOf('(()=>()=>Session.getScriptTimeZone())();')).toEqual([]);
  });
});
