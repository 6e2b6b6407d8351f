import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {jest} from '@jest/globals';
import type {FrameLocator, Locator} from 'playwright-core';
import {unzip} from '../support/unzip.ts';
import {inBrowser, setUpPageTests} from './support/page-tests.ts';
import {openSheetPage, type SheetPage} from './support/sheet-page.ts';

jest.setTimeout(120_000);

const names = ['Acme GmbH', 'Nordwind Energie GmbH', 'Umbra AG', 'Hooli SE'];

/** Four open invoices that were sent, and a customer for each. */
const world = {
  now: '2026-11-04T12:00:00Z',
  timeZone: 'Europe/Berlin',
  objects: names.flatMap((name, at) => [
    {id: `cus_P${at}`, object: 'customer', name, email: `ap@p${at}.example`, currency: 'eur'},
    {
      id: `in_P${at}`,
      object: 'invoice',
      customer: `cus_P${at}`,
      customer_email: `ap@p${at}.example`,
      currency: 'eur',
      collection_method: 'send_invoice',
      created: Date.parse('2026-10-01T12:00:00Z') / 1000,
      due_date: Date.parse('2026-10-31T12:00:00Z') / 1000,
      status: 'open',
      number: `INV-004${at}`,
      total: 120_000,
      amount_due: 120_000,
    },
  ]),
};

const dir = mkdtempSync(join(tmpdir(), 'page-world-'));
const worldFile = join(dir, 'invoices.json');
writeFileSync(worldFile, JSON.stringify(world));
afterAll(() => rmSync(dir, {recursive: true, force: true}));

inBrowser('a biller acting on invoices in the spreadsheet', () => {
  const tests = setUpPageTests(['--world', worldFile]);
  let sheet: SheetPage;
  let sidebar: FrameLocator;

  const card = (number: string): Locator => sidebar.getByRole('article', {name: number});
  const openAction = async (number: string, label: string): Promise<void> => {
    await sidebar.getByRole('button', {name: `Actions… on ${number}`}).click();
    await sidebar.getByRole('button', {name: label}).click();
  };
  const doIt = async (button: string, result: RegExp): Promise<void> => {
    await sidebar.getByRole('button', {name: 'Preview', exact: true}).click();
    await sidebar.getByRole('button', {name: button, exact: true}).click();
    await sidebar.locator('.notice').getByText(result).waitFor();
  };
  const backToCards = (): Promise<void> => sidebar.getByRole('button', {name: 'Close', exact: true}).click();

  beforeAll(async () => {
    sheet = await openSheetPage(tests.context(), tests.workbench().url);
    sidebar = sheet.page.frameLocator('.sidebar iframe');
  });

  test('looks up four invoices by number', async () => {
    await sheet.chooseFromMenu('Open sidebar');
    await sidebar.getByRole('tab', {name: 'Payment status'}).click();
    await sidebar
      .getByRole('textbox', {name: 'What to look up'})
      .fill('INV-0040\nINV-0041\nINV-0042\nINV-0043');
    await sidebar.getByRole('button', {name: 'Look up', exact: true}).click();
    for (const number of ['INV-0040', 'INV-0041', 'INV-0042', 'INV-0043']) await card(number).waitFor();
  });

  test('voids one: what it is told before, what became of it, and the card that says so', async () => {
    await openAction('INV-0040', 'Void…');
    await sheet.screenshot('invoice-actions-void-form');
    await sidebar.getByLabel('Reason').selectOption('Duplicate');
    await sidebar.getByRole('button', {name: 'Preview', exact: true}).click();
    await sidebar.getByText('Voids INV-0040: EUR 1,200.00 is no longer owed.').waitFor();
    await sheet.screenshot('invoice-actions-void-preview');
    await sidebar.getByRole('button', {name: 'Void INV-0040'}).click();
    await sidebar.locator('.notice').getByText('INV-0040 is void.').waitFor();
    // Of one invoice the message has said it all.
    expect(await sidebar.getByRole('list', {name: 'What became of each invoice'}).count()).toBe(0);
    await sheet.screenshot('invoice-actions-void-done');
    await backToCards();
    await card('INV-0040').locator('.badge', {hasText: 'Void'}).waitFor();
  });

  test('credits a part of one, with the amount checked against its currency', async () => {
    await openAction('INV-0041', 'Credit note…');
    await sidebar.getByRole('radio', {name: 'An amount, with tax'}).check();
    await sidebar.getByLabel('Amount in EUR').fill('200.005');
    await sidebar.locator('#reason-code').selectOption({index: 1});
    await sidebar.getByRole('button', {name: 'Preview', exact: true}).click();
    await sidebar.getByText('EUR has 2 decimals, and this has more.').waitFor();
    await sidebar.getByLabel('Amount in EUR').fill('200.00');
    await sidebar.getByRole('button', {name: 'Preview', exact: true}).click();
    await sidebar
      .getByText(/EUR 200\.00/)
      .first()
      .waitFor();
    await sheet.screenshot('invoice-actions-credit-preview');
    await sidebar.getByRole('button', {name: 'Credit INV-0041'}).click();
    await sidebar
      .locator('.notice')
      .getByText(/INV-0041/)
      .waitFor();
    await backToCards();
    await card('INV-0041').getByText('EUR 1,000.00').first().waitFor();
  });

  test('records a payment that came by wire', async () => {
    await openAction('INV-0042', 'Record payment…');
    await sidebar.getByLabel('Arrived on').fill('2026-11-03');
    await sidebar.getByLabel('Reference').fill('Wire 4711');
    if ((await sidebar.locator('#reason-code').count()) > 0)
      await sidebar.locator('#reason-code').selectOption({index: 1});
    await doIt('Record a payment on INV-0042', /INV-0042/);
    await backToCards();
    await card('INV-0042').locator('.badge', {hasText: 'Paid'}).waitFor();
    await sheet.screenshot('invoice-actions-paid');
  });

  test('downloads the PDFs of those that are ticked', async () => {
    await sidebar.getByRole('button', {name: 'Tick all 4'}).click();
    const download = sheet.page.waitForEvent('download');
    await sidebar.getByRole('button', {name: 'Download PDFs'}).click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/\.zip$/);
    const files = unzip(readFileSync(await file.path()));
    expect([...files.keys()].sort()).toEqual(names.map((_, at) => `INV-004${at}.pdf`));
    await sheet.screenshot('invoice-actions-pdfs');
  });

  test('all of it stands in the audit log, each with its reason', async () => {
    await sheet.showTab('Audit Log');
    const [headers = [], ...rows] = await sheet.read('A1:Y4');
    const column = (header: string) => rows.map((row) => row[headers.indexOf(header)]);
    expect(column('Object')).toEqual(['in_P0', expect.any(String), expect.any(String)]);
    expect(column('Reason code')[0]).toBe('Duplicate');
    await sheet.screenshot('invoice-actions-audit');
  });

  test('the menu opens the sidebar at the batches to reverse', async () => {
    await sheet.chooseFromMenu('Reverse batch…');
    await sidebar.getByText('There is no batch to reverse').waitFor();
    await sheet.screenshot('invoice-actions-reverse');
  });
});
