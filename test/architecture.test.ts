import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {architectureProblems} from './support/architecture-rules.ts';
import {readSources} from './support/source-text.ts';

const projectDir = join(import.meta.dirname, '..');

const googleTypes = join(projectDir, 'node_modules/@types/google-apps-script');

/** Every global that Google's type definitions declare, and the namespace of its types. */
const googleNames = [
  'GoogleAppsScript',
  ...readdirSync(googleTypes)
    .filter((file) => file.endsWith('.d.ts'))
    .flatMap((file) => {
      const text = readFileSync(join(googleTypes, file), 'utf8');
      return [...text.matchAll(/^declare (?:var|const) (\w+): GoogleAppsScript/gm)].map(
        (match) => match[1] ?? '',
      );
    }),
];

const problemsOf = (path: string, text: string): readonly string[] =>
  architectureProblems([{path, text}], googleNames);

test('every source keeps the layout of the project', () => {
  const sources = readSources(projectDir, ['src', 'sidebar', 'workbench', 'scripts', 'bench']);
  expect(sources.map(({path}) => path)).toContain('src/core/ports.ts');
  expect(architectureProblems(sources, googleNames)).toEqual([]);
});

test('the list of Google services comes from the type definitions', () => {
  expect(googleNames).toEqual(
    expect.arrayContaining([
      'SpreadsheetApp',
      'UrlFetchApp',
      'PropertiesService',
      'ScriptApp',
      'Session',
      'MailApp',
    ]),
  );
});

describe('architectureProblems() refuses', () => {
  const importing = (from: string): string => `import {a} from '${from}';\n`;

  test.each([
    [
      'src/core/money/money.ts',
      importing('../stripe/invoice.ts'),
      'money lies below stripe: move the code up',
    ],
    ['src/core/time/zone.ts', importing('../settings.ts'), 'time is the ground of everything'],
    ['src/core/tables/cell.ts', importing('../receivables/aging-tab.ts'), 'tables lies below receivables'],
    [
      'src/core/invoicing/plan.ts',
      importing('../receivables/receivable.ts'),
      'Features do not know each other',
    ],
    [
      'src/core/receivables/aging-tab.ts',
      importing('../functions/ar-aging.ts'),
      'Only src/apps-script imports functions',
    ],
    ['src/core/settings.ts', importing('./functions/ar-aging.ts'), 'Only src/apps-script imports functions'],
    ['src/core/tables/cell.ts', importing('../functions/ar-aging.ts'), 'Only src/apps-script imports'],
    [
      'src/core/stripe/client.ts',
      importing('../../apps-script/wiring.ts'),
      'Core asks its host through src/core/ports.ts',
    ],
    ['src/core/stripe/client.ts', importing('../../../workbench/cli.ts'), 'Core asks its host through'],
    ['src/core/stripe/client.ts', importing('node:crypto'), 'Use decimal.js or valibot, a port'],
    ['src/core/stripe/client.ts', "import Stripe from 'stripe';\n", 'or "import type"'],
    [
      'src/apps-script/wiring.ts',
      importing('../../workbench/cli.ts'),
      'made of src/core and src/apps-script alone',
    ],
    ['src/apps-script/wiring.ts', importing('./globals/menu.ts'), 'Globals are called by Google alone'],
    ['src/apps-script/adapters/clock.ts', importing('../wiring.ts'), 'An adapter answers one port'],
    ['workbench/cli.ts', importing('../src/core/money/money.ts'), 'The workbench judges the add-on'],
    ['workbench/cli.ts', "import type {A} from '../src/core/ports.ts';\n", 'The workbench judges the add-on'],
    ['sidebar/main.ts', importing('../src/core/sidebar-contract.ts'), 'as types'],
    [
      'sidebar/main.ts',
      importing('../src/core/money/money.ts'),
      'The sidebar knows src/core/sidebar-contract.ts',
    ],
    ['sidebar/main.ts', importing('react'), 'Use preact or preact/hooks'],
    ['src/core/money/money.ts', importing('./rounding'), 'Write ./rounding.ts'],
    [
      'src/core/money/money.ts',
      "const a = () => import('../stripe/invoice.ts');\n",
      'money lies below stripe',
    ],
    [
      'src/core/money/money.ts',
      "import {\n  a,\n  b,\n} from '../stripe/invoice.ts';\n",
      'money lies below stripe',
    ],
    ['src/core/money/money.ts', "export {a} from '../stripe/invoice.ts';\n", 'money lies below stripe'],
    ['src/core/stripe/utils.ts', '', 'Name it for the one thing in it'],
    ['src/core/stripe/index.ts', '', 'Name it for the one thing in it'],
    ['workbench/stripe/lists.ts', '\n'.repeat(301), 'Split it by meaning'],
    ['src/core/stripe/client.ts', 'UrlFetchApp.fetch(url);\n', 'ask a port, and let an adapter answer it'],
    [
      'src/apps-script/wiring.ts',
      'const ui = SpreadsheetApp.getUi();\n',
      'Only src/apps-script/adapters and globals do',
    ],
    ['src/apps-script/wiring.ts', 'let tab: GoogleAppsScript.Spreadsheet.Sheet;\n', 'names GoogleAppsScript'],
    ['src/core/time/zone.ts', 'const today = new Date();\n', 'the Clock port, or an asOf argument'],
    ['src/core/time/zone.ts', 'const now = Date.now();\n', 'the Clock port, or an asOf argument'],
    ['src/core/stripe/retry.ts', 'const wait = Math.random();\n', 'the Random port'],
  ])('%s with %j', (path, text, instead) => {
    expect(problemsOf(path, text)).toEqual([expect.stringContaining(instead)]);
  });

  test.each([
    ['src/core/stripe/client.ts', importing('../money/money.ts')],
    ['src/core/stripe/client.ts', importing('../tables/cell.ts')],
    ['src/core/stripe/wire.ts', "import type Stripe from 'stripe';\n"],
    ['src/core/receivables/aging-tab.ts', importing('../settings.ts')],
    ['src/core/functions/ar-aging.ts', importing('../receivables/aging-sums.ts')],
    ['src/core/functions/due-dates.ts', importing('../invoicing/payment-terms.ts')],
    ['src/core/functions/due-dates.ts', importing('./function-arguments.ts')],
    ['src/apps-script/globals/custom-functions.ts', importing('../../core/functions/ar-aging.ts')],
    ['src/apps-script/wiring.ts', importing('./adapters/google-clock.ts')],
    ['src/apps-script/adapters/google-clock.ts', 'Utilities.sleep(10);\n'],
    ['sidebar/main.ts', "import type {A} from '../src/core/sidebar-contract.ts';\n"],
    ['sidebar/main.ts', importing('./app.tsx')],
    ['sidebar/app.tsx', importing('preact/hooks')],
    ['src/core/stripe/client.ts', '// UrlFetchApp answers this port.\nconst says = "new Date()";\n'],
    ['src/core/time/zone.ts', 'const day = new Date(unixMs);\n'],
  ])('but not %s with %j', (path, text) => {
    expect(problemsOf(path, text)).toEqual([]);
  });
});
