import {execFile} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {promisify} from 'node:util';

const projectDir = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'custom-functions-'));
const worldFile = join(folder, 'world.json');

afterAll(() => rmSync(folder, {recursive: true}));

/** The workbench as a person calls it; Jest's own options are not for it. */
async function workbench(...words: readonly string[]): Promise<readonly unknown[]> {
  const {NODE_OPTIONS: _, ...env} = process.env;
  const {stdout} = await promisify(execFile)(
    process.execPath,
    ['scripts/workbench.mjs', ...words, '--world', worldFile],
    {cwd: projectDir, env},
  );
  return stdout
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line));
}

const invoice = (id: string, fields: object) => ({
  id,
  object: 'invoice',
  customer: 'cus_1',
  status: 'open',
  currency: 'usd',
  collection_method: 'send_invoice',
  created: Date.UTC(2026, 2, 1) / 1000,
  livemode: false,
  amount_paid: 0,
  ...fields,
});

const ledger = [
  ['Document Number', 'Amount', 'Invoice date', 'Terms', 'Weight'],
  ['A-1', 123.45, '2026-01-31', 'EOM+30', 1],
  ['A-2', 10, '2018-10-05', 'Net 30', 2],
  ['A-9', 1, '', '', ''],
];

/** Each formula stands in a column of its own, with room below for what it spills. */
const formulas = {
  aging: '=AR_AGING(Receivables, AR_AS_OF)',
  balance: '=AR_BALANCE(receivables, "acme", ar_as_of)',
  overdue: '=AR_OVERDUE(Receivables, "cus_1", AR_AS_OF, , 90)',
  fields: '=INVOICE_FIELD(Receivables, Ledger!A2:A5, {"Due", "Open"})',
  status: '=INVOICE_STATUS(Receivables, "in_2")',
  tie: '=TIE_OUT(Receivables, Ledger!A1:E5, {"Number", "Document Number"}, {"Open", "Amount"})',
  due: '=DUE_DATE(Ledger!C2:C5, Ledger!D2:D5)',
  split: '=MONEY_ALLOCATE(100, "USD", Ledger!E2:E5)',
  minor: '=MONEY_FROM_MINOR({1050; 7}, "kwd")',
  early: '=AR_BALANCE(Receivables, "acme", DATE(2026, 6, 14))',
} as const;
const names = Object.keys(formulas);

writeFileSync(
  worldFile,
  JSON.stringify({
    now: '2026-06-15T12:00:00Z',
    // Its clocks skipped the midnight on which a term below ends.
    timeZone: 'America/Sao_Paulo',
    objects: [
      {id: 'cus_1', object: 'customer', name: 'Acme', email: 'a@x.example'},
      invoice('in_1', {number: 'A-1', amount_due: 12_345, due_date: Date.UTC(2026, 4, 1, 12) / 1000}),
      invoice('in_2', {number: 'A-2', amount_due: 1_000, due_date: Date.UTC(2026, 6, 1, 12) / 1000}),
    ],
    tabs: {
      Ledger: ledger,
      ...Object.fromEntries(Object.entries(formulas).map(([name, formula]) => [name, [[formula]]])),
    },
  }),
);

test('custom functions compute in cells, on the named ranges that the refresh makes', async () => {
  const [, ...tabs] = await workbench(
    'run',
    'refreshReceivables',
    ...names.flatMap((name) => ['--print', name]),
  );
  expect(Object.fromEntries(names.map((name, at) => [name, tabs[at]]))).toEqual({
    aging: [
      [
        ...['Customer ID', 'Customer', 'Currency', 'Not due', '1–30', '31–60', '61–90', '91–120', '121+'],
        ...['Total', 'Uncollectible'],
      ],
      ['cus_1', 'Acme', 'USD', 10, 0, 123.45, 0, 0, 0, 133.45, 0],
    ],
    balance: [[133.45]],
    overdue: [[0]],
    fields: [
      ['2026-05-01', 123.45],
      ['2026-07-01', 10],
      ['not found', ''],
    ],
    status: [['open']],
    tie: [
      ['Key', 'Finding', 'Left', 'Right', 'Difference', 'Left rows', 'Right rows'],
      ['A-9', 'Only right', 0, 1, -1, 0, 1],
      ['TOTAL', '1 difference in 3 keys', 133.45, 134.45, -1, 2, 3],
    ],
    // The day begins at 01:00 there, and that is the moment its date stands for.
    due: [['2026-03-02'], ['2018-11-04T01:00:00-02:00']],
    split: [[33.33], [66.67]],
    minor: [[1.05], [0.007]],
    early: [['#ERROR!']],
  });
}, 60_000);

test('the cell of a fault says its sentence', async () => {
  await expect(workbench('formula', '=DUE_DATE(DATE(2026, 1, 31), "soon")')).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining(
      'Cannot compute: terms is "soon", which is not understood. Write Due on receipt, Net 30, EOM, EOM+30 or 15th of next month.',
    ),
  });
}, 60_000);
