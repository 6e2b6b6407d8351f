import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {jest} from '@jest/globals';
import type {FrameLocator} from 'playwright-core';
import {draftColumns, draftResultHeaders} from '../../src/core/invoicing/draft-columns.ts';
import {columnLetters} from './support/column-letters.ts';
import {inBrowser, setUpPageTests} from './support/page-tests.ts';
import {openSheetPage, type SheetPage, shows} from './support/sheet-page.ts';

jest.setTimeout(120_000);

const headers: readonly string[] = [...draftColumns.map(({header}) => header), ...draftResultHeaders];

/** Two order lines, each an invoice of its own. */
const orders: readonly Readonly<Record<string, string | number>>[] = ['Acme GmbH', 'Umbra AG'].map(
  (customer) => ({
    Customer: customer,
    Description: 'Inference platform, annual',
    Quantity: 1,
    'Unit amount': 1_200,
    'Order total (check)': 1_200,
    Tax: 'none: outside the scope of tax',
    Terms: 'Net 30',
  }),
);

const world = {
  now: '2026-11-04T12:00:00Z',
  timeZone: 'Europe/Berlin',
  objects: orders.map((order, at) => ({
    id: `cus_R${at}`,
    object: 'customer',
    name: order['Customer'],
    email: `ap@r${at}.example`,
    currency: 'eur',
  })),
  tabs: {'Invoice Drafts': [headers, ...orders.map((order) => headers.map((header) => order[header] ?? ''))]},
};

const dir = mkdtempSync(join(tmpdir(), 'page-world-'));
const worldFile = join(dir, 'drafts.json');
writeFileSync(worldFile, JSON.stringify(world));
afterAll(() => rmSync(dir, {recursive: true, force: true}));

inBrowser('a biller who takes a batch back', () => {
  const tests = setUpPageTests(['--world', worldFile]);
  let sheet: SheetPage;
  let sidebar: FrameLocator;

  beforeAll(async () => {
    sheet = await openSheetPage(tests.context(), tests.workbench().url);
    sidebar = sheet.page.frameLocator('.sidebar iframe');
  });

  test('has made two drafts', async () => {
    await sheet.chooseFromMenu('Open sidebar');
    await sidebar.getByRole('tab', {name: 'Invoices'}).click();
    await sidebar.getByRole('button', {name: 'Preview', exact: true}).click();
    await sidebar.getByRole('button', {name: 'Create 2 drafts'}).click();
    const created = sidebar.getByRole('region', {name: 'What was created'});
    await created
      .getByText(/^2 invoices created/)
      .first()
      .waitFor();
  });

  test('sees how each goes back, says why, and both drafts are gone', async () => {
    await sidebar.getByRole('button', {name: 'Reverse batch…'}).click();
    await sidebar.getByRole('list', {name: 'Batches'}).getByRole('button').first().click();
    const list = sidebar.getByRole('list', {name: 'How each invoice is taken back'});
    await list.getByText('Delete the draft').nth(1).waitFor();
    // Of drafts nothing was paid.
    expect(await sidebar.getByText('What was paid already goes').count()).toBe(0);
    await sheet.screenshot('reversal-decisions');
    await sidebar.locator('#reason-code').selectOption('Billed twice');
    await sidebar.getByRole('button', {name: 'Preview', exact: true}).click();
    await sidebar.getByRole('button', {name: 'Delete 2 drafts'}).click();
    await sidebar
      .getByRole('list', {name: 'What became of each invoice'})
      .getByRole('listitem')
      .nth(1)
      .waitFor();
    await sheet.screenshot('reversal-done');
  });

  test('finds the rows reversed, and the batch with nothing left to do', async () => {
    await sheet.showTab('Invoice Drafts');
    const letters = columnLetters(headers.indexOf('Status'));
    await shows(sheet, `${letters}2:${letters}3`, [['Reversed'], ['Reversed']]);
    await sidebar.getByRole('button', {name: 'Close', exact: true}).click();
    await sidebar.getByRole('button', {name: 'Reverse batch…'}).click();
    await sidebar.getByRole('list', {name: 'Batches'}).getByRole('button').first().click();
    await sidebar.getByText('Nothing to do').first().waitFor();
    await sheet.screenshot('reversal-nothing-left');
  });
});
