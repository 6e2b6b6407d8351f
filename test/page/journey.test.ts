import {jest} from '@jest/globals';
import type {FrameLocator} from 'playwright-core';
import {chromeProblems} from './support/accessibility.ts';
import {inBrowser, setUpPageTests} from './support/page-tests.ts';
import {openSheetPage, ready, type SheetPage, shows} from './support/sheet-page.ts';

jest.setTimeout(120_000);

inBrowser('a billing team at the spreadsheet', () => {
  const tests = setUpPageTests(['--world', 'tiny']);
  let sheet: SheetPage;
  let second: SheetPage;

  const sidebarOf = (of: SheetPage): FrameLocator => of.page.frameLocator('.sidebar iframe');
  const openSidebar = async (of: SheetPage, tab: string): Promise<FrameLocator> => {
    await of.chooseFromMenu('Open sidebar');
    await sidebarOf(of).getByRole('tab', {name: tab}).click();
    return sidebarOf(of);
  };
  const refreshHere = (): Promise<void> =>
    sidebarOf(sheet)
      .getByRole('button', {name: /^(Refresh now|Try again|Resume)$/})
      .first()
      .click();
  const stamp = async (label: string): Promise<string> => {
    await sheet.showTab('AR Aging');
    const cells = await sheet.read('A1:B13');
    return cells.find(([name]) => name === label)?.[1] ?? '';
  };
  const choosePanel = async (name: string): Promise<void> => {
    await sheet.page.bringToFront();
    const button = sheet.page.getByRole('button', {name: 'Activity'});
    if ((await button.getAttribute('aria-expanded')) === 'false') await button.click();
    await sheet.page.getByRole('tab', {name, exact: true}).click();
  };
  const closePanel = (): Promise<void> => sheet.page.getByRole('button', {name: 'Activity'}).click();

  beforeAll(async () => {
    sheet = await openSheetPage(tests.context(), tests.workbench().url);
    second = await openSheetPage(tests.context(), tests.workbench().url);
  });

  test('a key that Stripe does not know is refused in words, and forgotten', async () => {
    const sidebar = await openSidebar(sheet, 'Connect');
    await sidebar.getByRole('button', {name: 'Disconnect…'}).click();
    await sidebar.getByRole('button', {name: 'Disconnect', exact: true}).click();
    for (const key of ['rk_test_unknown', 'rk_live_unknown', 'not a key']) {
      await sidebar.getByLabel('Restricted key').fill(key);
      await sidebar.getByRole('button', {name: 'Connect', exact: true}).click();
      await sidebar.getByRole('alert').getByText(/key/).first().waitFor();
      expect(await sidebar.getByLabel('Restricted key').inputValue()).toBe('');
    }
    await sheet.screenshot('journey-key-refused');
  });

  test('a key that may read connects, and is shown by its last four alone', async () => {
    const sidebar = sidebarOf(sheet);
    await sidebar.getByLabel('Restricted key').fill('rk_test_workbench');
    await sidebar.getByRole('button', {name: 'Connect', exact: true}).click();
    await sidebar.getByText('Restricted, ends in ench').waitFor();
    const html = `${await sheet.page.content()} ${await sidebar.locator('html').innerHTML()}`;
    expect(html).not.toContain('rk_test_workbench');
    await sheet.screenshot('journey-connected');
  });

  test('a refresh from the sidebar ties, on every page', async () => {
    const sidebar = sidebarOf(sheet);
    await sidebar.getByRole('tab', {name: 'Receivables'}).click();
    await sidebar.getByRole('button', {name: 'Refresh now'}).click();
    await sidebar.getByText('6 currencies, 78 invoices, difference 0.00').waitFor();
    expect(await stamp('Last attempt')).toBe('Succeeded');
    await second.showTab('AR Aging');
    await shows(second, 'A1:B13', await sheet.read('A1:B13'));
    await sheet.page.bringToFront();
    await sheet.screenshot('journey-refreshed');
  });

  test('a formula with a function of ours answers from the table', async () => {
    await sheet.showTab('Sheet1');
    await sheet.type('A1', '=AR_BALANCE(Receivables,"Hana Quispe",AR_AS_OF,"EUR")');
    await shows(sheet, 'A1', [['144.54']]);
    await second.showTab('Sheet1');
    await shows(second, 'A1', [['144.54']]);
  });

  test('a bar of the sidebar filters the tab of receivables, and shows it to its person alone', async () => {
    await sheet.page.bringToFront();
    const sidebar = sidebarOf(sheet);
    await sidebar.getByRole('button', {name: /^1–30/}).click();
    const aging = sidebar.getByRole('region', {name: 'Aging'});
    await aging.getByText('EUR, 1–30: 4 invoices.').waitFor();
    await shows(sheet, 'A1', [['Invoice ID']]);
    await sheet.screenshot('journey-filtered');
    await shows(second, 'A1', [['144.54']]);
    await sheet.page.bringToFront();
    await sidebar.getByRole('button', {name: 'Show all invoices'}).click();
    await aging.getByText('EUR, 1–30: 4 invoices.').waitFor({state: 'detached'});
  });

  test('the payment of a selected invoice is looked up', async () => {
    await sheet.showTab('Receivables');
    await sheet.select('A2:C2');
    await sheet.page.waitForTimeout(300);
    const sidebar = sidebarOf(sheet);
    await sidebar.getByRole('tab', {name: 'Payment status'}).click();
    await sidebar.getByRole('button', {name: 'Use selected rows'}).click();
    await sidebar
      .getByRole('region', {name: 'Results'})
      .getByRole('button', {name: /Copy/})
      .first()
      .waitFor();
    await sheet.screenshot('journey-payment');
  });

  test('automatic refresh fires when its hour has come', async () => {
    const sidebar = sidebarOf(sheet);
    await sidebar.getByRole('tab', {name: 'Receivables'}).click();
    await sidebar.getByRole('switch', {name: 'Automatic refresh'}).click();
    await sidebar.getByText(/^On\b/).first().waitFor();
    await choosePanel('Clock');
    await sheet.page.getByRole('button', {name: 'Advance 6 hours'}).click();
    await choosePanel('Executions');
    const row = sheet.page.getByRole('row', {name: /^refreshReceivablesOnSchedule Time-driven .* Completed/});
    await row.first().waitFor();
    await sheet.screenshot('journey-trigger');
    await closePanel();
  });

  test.each(['Failing', 'Answers are lost', 'Rate limited'])(
    'a Stripe set to "%s" is told of in words, and the tabs stay',
    async (name) => {
      const before = await stamp('Refreshed at');
      await choosePanel('Stripe');
      await sheet.page.getByRole('radio', {name}).check();
      const sidebar = sidebarOf(sheet);
      await refreshHere();
      await sidebar
        .getByRole('alert')
        .getByText(/Stripe/)
        .first()
        .waitFor();
      await sheet.screenshot(`journey-${name.toLowerCase().replaceAll(' ', '-')}`);
      await sheet.page.getByRole('radio', {name: 'Works'}).check();
      await closePanel();
      expect(await stamp('Refreshed at')).toBe(before);
    },
  );

  test('a header that somebody renamed is named, and nothing is written', async () => {
    await sheet.showTab('Receivables');
    await sheet.type('B1', 'Renamed');
    await refreshHere();
    const told = sidebarOf(sheet).getByRole('alert').getByText('its column "Number" is not there').first();
    await told.waitFor();
    await sheet.screenshot('journey-renamed');
    await sheet.showTab('Receivables');
    await sheet.type('B1', 'Number');
  });

  test('a tab that somebody deleted comes back with the next refresh', async () => {
    await sheet.page.bringToFront();
    const tab = sheet.page.locator('[data-u-comp=slide-tab-item]').filter({hasText: 'AR Aging'});
    await tab.click({button: 'right'});
    await sheet.page.getByText('Delete', {exact: true}).click();
    await sheet.page.getByRole('dialog').getByRole('button', {name: 'OK'}).click();
    await tab.waitFor({state: 'detached'});
    await refreshHere();
    await tab.waitFor();
    await sidebarOf(sheet).getByRole('button', {name: 'Refresh now'}).waitFor();
    expect(await stamp('Last attempt')).toBe('Succeeded');
  });

  test('two people who refresh at once leave one table that ties', async () => {
    const other = await openSidebar(second, 'Receivables');
    await refreshHere();
    await other.getByRole('button', {name: 'Refresh now'}).click();
    await sidebarOf(sheet)
      .getByText(/difference 0\.00|running/)
      .first()
      .waitFor();
    await other
      .getByText(/difference 0\.00|running/)
      .first()
      .waitFor();
    expect(await stamp('Last attempt')).toBe('Succeeded');
  });

  test('the page around the grid is accessible', async () => {
    await sheet.page.bringToFront();
    await choosePanel('Workbench');
    expect(await chromeProblems(sheet.page)).toEqual([]);
    await choosePanel('Executions');
    expect(await chromeProblems(sheet.page)).toEqual([]);
    await closePanel();
  });

  test('all of it is there after the page was loaded again and the workbench started again', async () => {
    await sheet.showTab('Sheet1');
    await sheet.page.reload();
    await ready(sheet.page);
    await shows(sheet, 'A1', [['144.54']]);
    const loadedAgain = sheet.page.waitForEvent('load');
    await tests.restart();
    await loadedAgain;
    await ready(sheet.page);
    await shows(sheet, 'A1', [['144.54']]);
    const sidebar = await openSidebar(sheet, 'Connect');
    await sidebar.getByText('Restricted, ends in ench').waitFor();
  });

  test('asks nothing of any other machine', () => {
    const elsewhere = tests
      .requested()
      .filter((url) => !/^(data|blob|about):/.test(url) && new URL(url).hostname !== '127.0.0.1');
    expect(elsewhere).toEqual([]);
  });
});
