import {spawnSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';

const projectDir = join(import.meta.dirname, '..');

/** Compiles a file as if it lay in core, with core's own settings, and answers the lines the compiler refuses. */
function refusedLines(lines: readonly string[]): ReadonlyMap<number, string> {
  mkdirSync(join(projectDir, '.build'), {recursive: true});
  const folder = mkdtempSync(join(projectDir, '.build', 'stray-globals-'));
  try {
    writeFileSync(join(folder, 'stray.ts'), `${lines.join('\n')}\n`);
    const settings = {
      extends: '../../src/core/tsconfig.json',
      compilerOptions: {rootDir: '../..', outDir: './out', tsBuildInfoFile: './out/stray.tsbuildinfo'},
      include: ['stray.ts'],
    };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(settings));
    const tsc = join(projectDir, 'node_modules/typescript/bin/tsc');
    const {stdout} = spawnSync(process.execPath, [tsc, '-p', folder, '--pretty', 'false'], {
      encoding: 'utf8',
    });
    const errors = stdout.matchAll(/^.*stray\.ts\((\d+),\d+\): (error TS\d+: .*)$/gm);
    return new Map([...errors].map((match) => [Number(match[1]), match[2] ?? '']));
  } finally {
    rmSync(folder, {recursive: true});
  }
}

const strays = [
  'SpreadsheetApp.getActive();',
  'let sheet: GoogleAppsScript.Spreadsheet.Sheet;',
  "fetch('https://api.stripe.com');",
  'process.exit();',
  'setTimeout(() => {}, 1);',
  'document.title;',
  "Buffer.from('a');",
  'console.log(1);',
  "new URL('https://api.stripe.com');",
  "require('decimal.js');",
  "import 'node:fs';",
  "import {readFileSync} from 'node:fs';",
  "import {ports} from '../../src/apps-script/wiring.ts';",
];

test("core's settings compile what core may use, the types of the stripe package among it", () => {
  const fine = [
    "import type Stripe from 'stripe';",
    "import {Decimal} from 'decimal.js';",
    'export const total = (invoice: Stripe.Invoice): string => new Decimal(invoice.total).toFixed();',
  ];
  expect([...refusedLines(fine)]).toEqual([]);
});

test("core's settings refuse Google, Node, the browser and the way back to apps-script, though stripe's types are there", () => {
  const refused = refusedLines([
    "import type Stripe from 'stripe';",
    'export type Invoice = Stripe.Invoice;',
    ...strays,
  ]);
  const accepted = strays.filter((_line, index) => !refused.has(index + 3));
  expect(accepted).toEqual([]);
  expect(refused.size).toBe(strays.length);
});
