import {jest} from '@jest/globals';
import {inBrowser, setUpPageTests} from './support/page-tests.ts';
import {openSheetPage, type SheetPage} from './support/sheet-page.ts';

jest.setTimeout(90_000);

inBrowser('the menu of the add-on', () => {
  const tests = setUpPageTests(['--world', 'tiny']);
  let sheet: SheetPage;

  beforeAll(async () => {
    sheet = await openSheetPage(tests.context(), tests.workbench().url);
  });

  test('opens by keyboard, moves by arrows and closes by Escape', async () => {
    const {page} = sheet;
    const button = page.getByRole('menuitem', {name: 'Billing Ops'});
    await button.focus();
    for (const _move of ['opens', 'to the second', 'to the third']) await page.keyboard.press('ArrowDown');
    const items = await page.getByRole('menu').getByRole('menuitem').allInnerTexts();
    expect(items).toEqual([
      'Open sidebar',
      'Refresh receivables',
      'New Invoice Drafts tab',
      'Check invoice drafts',
      'Preview invoices…',
      'Create invoices from drafts…',
      'Reverse batch…',
      'Verify Audit Log',
      'Turn automatic refresh on',
      'Turn automatic refresh off',
      'Connect Stripe…',
      'Disconnect Stripe',
      'Help',
    ]);
    expect(await page.locator(':focus').innerText()).toBe('New Invoice Drafts tab');
    await sheet.screenshot('page-menu');
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({state: 'detached'});
    expect(await page.locator(':focus').innerText()).toBe('Billing Ops');
  });

  test('runs a function, says that it runs and that it has finished, and shows its toast', async () => {
    await sheet.chooseFromMenu('Refresh receivables');
    await sheet.page.getByText('Running script').waitFor();
    await sheet.page.getByText('every control total ties to Stripe').waitFor();
    await sheet.page.getByText('Finished script').waitFor();
    await sheet.screenshot('page-toast');
  });

  test('asks in a dialog, and the script goes on with the answer', async () => {
    const {page} = sheet;
    await sheet.chooseFromMenu('Connect Stripe…');
    const prompt = page.getByRole('dialog', {name: 'Billing Ops'});
    await prompt.getByRole('textbox').fill('rk_test_unknown');
    await sheet.screenshot('page-prompt');
    await prompt.getByRole('button', {name: 'OK'}).click();
    await page
      .getByRole('dialog')
      .getByText(/Stripe/)
      .waitFor();
    await sheet.screenshot('page-alert');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({state: 'detached'});

    await sheet.chooseFromMenu('Connect Stripe…');
    await page.getByRole('dialog').getByRole('textbox').fill('rk_test_workbench');
    await page.keyboard.press('Enter');
    await page
      .getByRole('dialog')
      .getByText(/^Connected to .* in test mode with the key that ends in ench\.$/)
      .waitFor();
    await page.getByRole('dialog').getByRole('button', {name: 'OK'}).click();
  });

  test('keeps an open question when the page is loaded again', async () => {
    const {page} = sheet;
    await sheet.chooseFromMenu('Connect Stripe…');
    await page.getByRole('dialog').waitFor();
    await page.reload();
    await page.getByRole('dialog').getByRole('button', {name: 'Cancel'}).click();
    await page.getByRole('dialog').waitFor({state: 'detached'});
  });

  test('is listed with what it did under Activity, where the clock can be advanced', async () => {
    const {page} = sheet;
    await sheet.chooseFromMenu('Turn automatic refresh on');
    await page.getByRole('dialog').getByRole('button', {name: 'OK'}).click();
    await page.getByRole('button', {name: 'Activity'}).click();
    const executions = page.getByRole('table', {name: 'Executions'});
    await executions
      .getByRole('row', {name: /^refreshReceivablesFromMenu Editor .* Completed/})
      .first()
      .waitFor();
    await page.getByRole('tab', {name: 'Clock'}).click();
    await page.getByRole('button', {name: 'Advance 6 hours'}).click();
    await page.getByRole('tabpanel').getByText('Saturday, October 31, 2026 at 7:00 PM').waitFor();
    await page.getByRole('tab', {name: 'Executions'}).click();
    await executions
      .getByRole('row', {name: /Time-driven .* Completed/})
      .first()
      .waitFor();
    await sheet.screenshot('page-executions');
    await page.getByRole('tab', {name: 'Requests to Stripe'}).click();
    const requests = page.getByRole('table', {name: 'Requests to Stripe'});
    await requests
      .getByRole('row', {name: /^GET \/v1\/invoices\?\S* 200 \d+ ms/})
      .first()
      .waitFor();
    expect(await requests.innerText()).not.toMatch(/rk_|limit=|customer=/);
    await sheet.screenshot('page-requests');
  });
});
