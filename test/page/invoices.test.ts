import {jest} from '@jest/globals';
import type {FrameLocator} from 'playwright-core';
import {draftColumns, draftResultHeaders} from '../../src/core/invoicing/draft-columns.ts';
import {columnLetters} from './support/column-letters.ts';
import {invoiceWorld} from './support/invoice-world.ts';
import {inBrowser, setUpPageTests} from './support/page-tests.ts';
import {openSheetPage, type SheetPage, shows} from './support/sheet-page.ts';

jest.setTimeout(180_000);

const headers: readonly string[] = [...draftColumns.map(({header}) => header), ...draftResultHeaders];

type Order = Readonly<Record<string, string>>;

const plain = {Tax: 'none: outside the scope of tax', Terms: 'Net 30', Deliver: 'Stripe e-mail'};

/** Order lines as they come from another program: a group of two lines, and three invoices of one, two of them wrong. */
const orders: readonly Order[] = [
  {
    Group: 'A-17',
    Customer: 'Nordwind Energie GmbH',
    Description: 'Inference platform, annual',
    Quantity: '1',
    'Unit amount': '36000',
    'Order total (check)': '48000',
    'PO number': '4500017733',
    ...plain,
  },
  {
    Group: 'A-17',
    Description: 'Reserved capacity, per unit',
    Quantity: '8',
    'Unit amount': '1500',
    Tax: 'none: outside the scope of tax',
  },
  {
    Customer: 'billing@helios.example',
    Description: 'Fine-tuning, May',
    Quantity: '-2',
    'Unit amount': '6000',
    'Order total (check)': '12000',
    ...plain,
  },
  {
    Customer: 'Acme',
    Description: 'Evaluation workshop',
    Quantity: '1',
    'Unit amount': '4800',
    'Order total (check)': '4800',
    ...plain,
  },
  {
    Customer: 'Orbit SAS',
    Description: 'Support, quarterly',
    Quantity: '3',
    'Unit amount': '900',
    'Order total (check)': '2700',
    ...plain,
  },
];

const cells = orders.map((order) => draftColumns.map(({header}) => order[header] ?? '').join('\t'));

inBrowser('from pasted order lines to sent invoices', () => {
  const world = invoiceWorld();
  const tests = setUpPageTests(['--world', world.path]);
  let sheet: SheetPage;

  const sidebar = (): FrameLocator => sheet.page.frameLocator('.sidebar iframe');
  const column = (header: string): string => columnLetters(headers.indexOf(header));
  /** The first rows of a column of results. */
  const results = async (header: string): Promise<readonly string[]> =>
    (await sheet.read(`${column(header)}2:${column(header)}6`)).map(([text = '']) => text);

  const statusCells = `${column('Status')}2:${column('Status')}6`;
  const everyRow = (status: string) => orders.map(() => [status]);
  /** Waits until this cell is the selected one. */
  const selected = async (cell: string): Promise<void> => {
    const nameBox = sheet.page.locator('[data-u-comp=defined-name] input');
    while ((await nameBox.inputValue()) !== cell) await sheet.page.waitForTimeout(100);
  };

  beforeAll(async () => {
    sheet = await openSheetPage(tests.context(), tests.workbench().url);
  });
  afterAll(() => world.remove());

  test('makes the tab, and takes what is pasted over its examples', async () => {
    await sheet.chooseFromMenu('Open sidebar');
    await sidebar().getByRole('tab', {name: 'Invoices'}).click();
    await sidebar().getByText('There is no tab for drafts yet.').waitFor();
    await sidebar().getByRole('button', {name: 'New Invoice Drafts tab'}).click();
    await sidebar().getByText('The tab “Invoice Drafts” is ready.').first().waitFor();
    await sheet.showTab('Invoice Drafts');
    await shows(sheet, 'A1:B1', [['Group', 'Customer']]);
    await sheet.page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(cells.join('\n'))})`);
    await sheet.select('A2');
    await sheet.page.keyboard.press('ControlOrMeta+v');
    await shows(sheet, 'B2:B6', [
      ['Nordwind Energie GmbH'],
      [''],
      ['billing@helios.example'],
      ['Acme'],
      ['Orbit SAS'],
    ]);
  });

  test('says in words what is wrong, beside the row and in the sidebar, and leads to the cell', async () => {
    await sidebar().getByRole('button', {name: 'Check', exact: true}).click();
    const problems = sidebar().getByRole('region', {name: 'Problems: 2'});
    await problems.getByText('Quantity is −2.').waitFor();
    await problems.getByText('2 customers are called “Acme”').waitFor();
    expect(await results('Status')).toEqual(['Ready', 'Ready', 'Problem', 'Problem', 'Ready']);
    await sheet.select('A1');
    await problems.getByRole('button', {name: 'Quantity', exact: true}).click();
    await selected(`${column('Quantity')}4`);
    await sheet.screenshot('invoices-checked');
  });

  test('what is put right is ready at the next check', async () => {
    // A cell that is selected already is not typed into through the box for its name.
    await sheet.select('A1');
    await sheet.type(`${column('Quantity')}4`, '2');
    await shows(sheet, `${column('Quantity')}4`, [['2']]);
    await sidebar()
      .getByRole('button', {name: /^Acme · DE/})
      .click();
    await sidebar()
      .getByRole('region', {name: /^Problems/})
      .waitFor({state: 'detached'});
    await shows(sheet, 'B5', [['cus_AcmeDe']]);
    expect(await results('Status')).toEqual(['Ready', 'Ready', 'Ready', 'Ready', 'Ready']);
  });

  test('shows per currency what they come to, by Stripe’s own preview', async () => {
    await sidebar().getByRole('button', {name: 'Preview', exact: true}).click();
    const totals = sidebar().getByRole('region', {name: 'What they come to'});
    await totals.getByRole('row', {name: 'EUR, 3 invoices 55,500.00'}).waitFor();
    await totals.getByRole('row', {name: 'USD, 1 invoice 12,000.00'}).waitFor();
    await sheet.page.bringToFront();
    await sheet.screenshot('invoices-previewed');
  });

  test('creates drafts, which nobody receives yet', async () => {
    await sidebar().getByRole('button', {name: 'Create 4 drafts'}).click();
    const created = sidebar().getByRole('region', {name: 'What was created'});
    await created
      .getByText(/^4 invoices created/)
      .first()
      .waitFor();
    expect(await created.getByRole('link').count()).toBe(4);
    await shows(sheet, statusCells, everyRow('Draft in Stripe'));
  });

  test('finalizes and sends the drafts once somebody has looked at them, each with its number', async () => {
    await sidebar().getByRole('button', {name: 'Preview', exact: true}).click();
    await sidebar().getByLabel('Finalize and deliver').check();
    await sidebar().getByRole('button', {name: 'Finalize and send 4 drafts'}).click();
    const created = sidebar().getByRole('region', {name: 'What was created'});
    await created
      .getByText(/^4 drafts finalized/)
      .first()
      .waitFor();
    await shows(sheet, statusCells, everyRow('Sent'));
    const ids = (await results('Invoice ID')).filter((id) => id !== '');
    expect(new Set(ids).size).toBe(4);
    const numbers = (await results('Number')).filter((number) => number !== '');
    expect(new Set(numbers).size).toBe(4);
    await sheet.page.bringToFront();
    await sheet.screenshot('invoices-sent');
  });

  test('creates nothing a second time, and says so', async () => {
    const before = await results('Invoice ID');
    await sidebar().getByRole('button', {name: 'Preview', exact: true}).click();
    await sidebar().locator('.notice').getByText('Nothing to create.').waitFor();
    expect(
      await sidebar()
        .getByRole('button', {name: /^Create/})
        .count(),
    ).toBe(0);
    expect(await results('Invoice ID')).toEqual(before);
  });

  test('an edit of a row that was sent changes nothing, and says so', async () => {
    await sheet.type(`${column('Quantity')}6`, '30');
    await shows(sheet, `${column('Quantity')}6`, [['30']]);
    await sidebar().getByRole('button', {name: 'Check again'}).click();
    const edited = sidebar().getByRole('region', {name: 'Changed after they were invoiced: 1'});
    await edited.getByText(/^Row 6 was invoiced as .+\. This edit changes nothing\./).waitFor();
  });
});
