import type {Question} from '../../../workbench/apps-script/services/ui.ts';
import {draftTab, type TypedRow} from '../../core/invoicing/support/draft-tab.ts';
import {nordwind, nordwindRow} from '../../core/invoicing/support/sandbox-drafts.ts';
import {closeDesks, type Desk, openDesk, replyOf} from '../survival/support/desk.ts';
import {askSpreadsheet} from '../survival/support/person.ts';

afterEach(closeDesks);

const draftDesk = (rows: readonly TypedRow[], asked: Question[] = []): Desk =>
  openDesk({
    invoices: [nordwind],
    tabs: {'Invoice Drafts': draftTab(rows).map((row) => [...row])},
    responder(question) {
      asked.push(question);
      return {button: question.buttons === 'YES_NO' ? 'YES' : 'OK', text: ''};
    },
  });

const toastsOf = ({workbench}: Desk): readonly string[] =>
  workbench.screen.toasts().map(({message}) => message);

test('New Invoice Drafts tab makes one tab with its lists, notes and warnings, and shows it the second time', async () => {
  const desk = openDesk({invoices: []});
  replyOf(await desk.workbench.run('createDraftsTabFromMenu', []));
  replyOf(await desk.workbench.run('createDraftsTabFromMenu', []));
  expect(toastsOf(desk)).toEqual([
    'The tab “Invoice Drafts” is ready. Its two examples show how rows become invoices: type over them, then check.',
    'This spreadsheet has the tab “Invoice Drafts” already.',
  ]);

  const {spreadsheet} = desk.workbench;
  const {tabs, activeTabId} = await askSpreadsheet(spreadsheet, 'workbook');
  const tab = tabs.find(({title}) => title === 'Invoice Drafts');
  expect(tab).toMatchObject({id: activeTabId, frozenRows: 1, frozenColumns: 2});
  const id = tab?.id ?? 0;
  const lists = await askSpreadsheet(spreadsheet, 'listValidations', id);
  expect(
    lists.map(({values, allowInvalid, block: {row, column, rows}}) => ({
      values,
      allowInvalid,
      row,
      column,
      rows,
    })),
  ).toContainEqual({
    values: ['Stripe e-mail', 'We send', 'Customer portal', 'Hold'],
    allowInvalid: true,
    row: 1,
    column: 20,
    rows: 500,
  });
  expect(await askSpreadsheet(spreadsheet, 'protections')).toMatchObject([
    {tabId: id, warningOnly: true, block: {column: 25, columns: 20}},
  ]);
  const header = {tabId: id, row: 0, column: 0, rows: 1, columns: 45};
  const [notes = []] = await askSpreadsheet(spreadsheet, 'readTexts', header, 'note');
  expect(notes.every((note) => note !== '')).toBe(true);
});

test('Check invoice drafts writes what is wrong into the rows and asks Stripe for no totals', async () => {
  const desk = draftDesk([nordwindRow, {...nordwindRow, Customer: 'cus_Nobody'}]);
  replyOf(await desk.workbench.run('checkDraftsFromMenu', []));
  expect(toastsOf(desk).at(-1)).toBe('1 invoice is ready. 1 row has a problem.');
  expect((await desk.table('Invoice Drafts')).values('Status')).toEqual(['Ready', 'Problem']);
  expect(desk.stripe.asked.some((url) => url.includes('create_preview'))).toBe(false);
});

test('Preview invoices… tells what Stripe would bill, and what is written reads as numbers and days', async () => {
  const asked: Question[] = [];
  const desk = draftDesk([nordwindRow], asked);
  replyOf(await desk.workbench.run('previewInvoicesFromMenu', []));
  expect(asked.map(({text}) => text)).toEqual([
    [
      '1 invoice is ready: EUR 2,400.00.',
      '1 invoice: EUR 2,400.00 in all (EUR 2,400.00 before discounts, EUR 0.00 discount, EUR 0.00 tax)',
      'Nothing was changed in Stripe.',
    ].join('\n\n'),
  ]);
  await desk.workbench.spreadsheet.settled();
  const [headers = [], row = []] = desk.workbench.spreadsheet.readTab('Invoice Drafts')?.plain ?? [];
  const cell = (header: string) => row[headers.indexOf(header)];
  expect([cell('Total'), cell('Due')]).toEqual([2400, '2026-12-04']);
});

test('Preview invoices… without a tab says what to do', async () => {
  const asked: Question[] = [];
  const desk = openDesk({
    invoices: [],
    responder(question) {
      asked.push(question);
      return {button: 'OK', text: ''};
    },
  });
  replyOf(await desk.workbench.run('previewInvoicesFromMenu', []));
  expect(asked.map(({text}) => text)).toEqual([
    'Cannot check invoice drafts: this spreadsheet has no tab for them. Choose “New Invoice Drafts tab” in the menu Billing Ops, and fill its rows.',
  ]);
});

test('Create invoices from drafts… previews, asks, creates drafts and says what was made', async () => {
  const asked: Question[] = [];
  const desk = draftDesk([nordwindRow, {...nordwindRow, Customer: 'cus_Nobody'}], asked);
  replyOf(await desk.workbench.run('createInvoicesFromMenu', []));
  expect(asked.map(({text}) => text)).toEqual([
    expect.stringMatching(/^1 invoice is ready: EUR 2,400\.00\.[\s\S]*Create them now, as drafts/),
    '1 invoice created, EUR 2,400.00. 1 row has a problem.',
  ]);
  expect((await desk.table('Invoice Drafts')).values('Status')).toEqual(['Draft in Stripe', 'Problem']);
  replyOf(await desk.workbench.run('createInvoicesFromMenu', []));
  expect(asked.at(-1)?.text).toBe(
    'Nothing to create. 1 row has a problem. 1 invoice is a draft in Stripe and can be finalized.',
  );
});

test('Create invoices from drafts… creates nothing for a person who says no', async () => {
  const desk = openDesk({
    invoices: [nordwind],
    tabs: {'Invoice Drafts': draftTab([nordwindRow]).map((row) => [...row])},
    responder: () => ({button: 'NO', text: ''}),
  });
  replyOf(await desk.workbench.run('createInvoicesFromMenu', []));
  expect(desk.stripe.asked.some((url) => /\/v1\/invoices$|add_lines/.test(url))).toBe(false);
});
