import {jest} from '@jest/globals';
import {inBrowser, setUpPageTests} from './support/page-tests.ts';
import {openSheetPage, ready, type SheetPage, shows} from './support/sheet-page.ts';

jest.setTimeout(90_000);

inBrowser('the grid', () => {
  const tests = setUpPageTests(['--world', 'tiny']);
  let sheet: SheetPage;
  let second: SheetPage;

  beforeAll(async () => {
    sheet = await openSheetPage(tests.context(), tests.workbench().url);
    second = await openSheetPage(tests.context(), tests.workbench().url);
  });

  test('shows the aging first, and no hidden tab', async () => {
    expect(await sheet.read('A1:B2')).toEqual([
      ['As of', '2026-10-31'],
      ['Time zone', 'America/New_York'],
    ]);
    const titles = await sheet.page.locator('[data-u-comp=slide-tab-item]').allInnerTexts();
    expect(titles.map((title) => title.trim())).toEqual(['Sheet1', 'Receivables', 'AR Aging', 'Run Log']);
    await sheet.screenshot('page-aging');
  });

  test('computes what a person types, the functions of the add-on included, on every page', async () => {
    for (const one of [sheet, second]) await one.showTab('Sheet1');
    await sheet.type('B2', '12');
    await sheet.type('B3', '2026-01-15');
    await sheet.type('B4', '=B2*2');
    await sheet.type('B5', '=AR_BUCKET(DATE(2026,1,1),DATE(2026,2,15))');
    const shown = [['12'], ['2026-01-15'], ['24'], ['31–60']];
    await shows(sheet, 'B2:B5', shown);
    await shows(second, 'B2:B5', shown);
    await sheet.screenshot('page-typed');
  });

  test('spills, and takes open ranges as Sheets does', async () => {
    await sheet.type('D2', '=SORT(B2:B4,1,FALSE)');
    await sheet.type('E2', '=COUNT(B2:B)');
    const shown = [
      ['2026-01-15', '3'],
      ['24', ''],
      ['12', ''],
    ];
    await shows(sheet, 'D2:E4', shown);
    await shows(second, 'D2:E4', shown);
  });

  test('shows a formula as it was written, open range and all', async () => {
    await sheet.page.bringToFront();
    await sheet.select('E2');
    for (const key of ['F2', 'ControlOrMeta+a', 'ControlOrMeta+c']) {
      await sheet.page.keyboard.press(key);
      await sheet.page.waitForTimeout(300);
    }
    expect(await sheet.page.evaluate('navigator.clipboard.readText()')).toBe('=COUNT(B2:B)');
    await sheet.page.keyboard.press('Escape');
  });

  test('offers the functions of the add-on with their help', async () => {
    await sheet.select('K2');
    await sheet.page.keyboard.type('=AR_BU');
    await sheet.page.getByText('The aging bucket of a due date: Not due, 1–30').waitFor();
    await sheet.screenshot('page-functions');
    await sheet.page.keyboard.press('Escape');
    await sheet.page.keyboard.press('Escape');
  });

  test('copies formulas, their references moved along, and undoes it', async () => {
    await sheet.type('G2', '7');
    await sheet.type('H2', '=G2*10');
    await shows(sheet, 'H2', [['70']]);
    await sheet.type('G3', '8');
    await sheet.select('H2');
    await sheet.page.keyboard.press('ControlOrMeta+c');
    await sheet.page.waitForTimeout(500);
    await sheet.select('H3');
    await sheet.page.keyboard.press('ControlOrMeta+v');
    await shows(second, 'G2:H3', [
      ['7', '70'],
      ['8', '80'],
    ]);
    await shows(sheet, 'G2:H3', [
      ['7', '70'],
      ['8', '80'],
    ]);
    await sheet.page.keyboard.press('ControlOrMeta+z');
    await shows(second, 'G3:H3', [['8', '']]);
    await shows(sheet, 'G3:H3', [['8', '']]);
  });

  test('moves formulas along with rows that a person inserts', async () => {
    await sheet.page.bringToFront();
    await sheet.page.mouse.click(20, 154, {button: 'right'}); // The number of row 1.
    // Beside the box for the number of rows.
    await sheet.page.locator('button', {hasText: 'rows above'}).click({position: {x: 10, y: 16}});
    const shown = [['12'], ['2026-01-15'], ['24'], ['31–60']];
    await shows(sheet, 'B3:B6', shown);
    await shows(second, 'B3:B6', shown);
    await second.type('B3', '50');
    await shows(sheet, 'B5', [['100']]);
    await shows(second, 'B5', [['100']]);
  });

  test('is the same on both pages after both changed one cell at one moment', async () => {
    for (const [one, text] of [
      [sheet, 'first'],
      [second, 'second'],
    ] as const) {
      await one.page.bringToFront();
      await one.select('J2');
      await one.page.keyboard.type(text);
    }
    await Promise.all([sheet.page.keyboard.press('Enter'), second.page.keyboard.press('Enter')]);
    await sheet.page.waitForTimeout(1_000);
    const shown = await sheet.read('J2');
    expect(['first', 'second']).toContain(shown[0]?.[0]);
    await shows(second, 'J2', shown);
    await second.page.reload();
    await ready(second.page);
    await shows(second, 'J2', shown);
  });

  test('adds a tab, on every page', async () => {
    await sheet.page.bringToFront();
    await sheet.page.locator('[data-u-comp=sheet-bar-append-button]').first().click();
    await sheet.type('A1', 'new');
    await shows(sheet, 'A1', [['new']]);
    const title = (await second.page.locator('[data-u-comp=slide-tab-item]').allInnerTexts()).at(-1) ?? '';
    await second.showTab(title.trim());
    await shows(second, 'A1', [['new']]);
    for (const one of [sheet, second]) await one.showTab('Sheet1');
  });

  test('loses nothing when it is loaded again, and shows the tab it showed', async () => {
    const before = await sheet.read('B2:J6');
    await sheet.page.reload();
    await ready(sheet.page);
    await shows(sheet, 'B2:J6', before);
  });

  test('loses nothing when the workbench is started again, and goes on by itself', async () => {
    const before = await sheet.read('B2:J6');
    const loadedAgain = sheet.page.waitForEvent('load');
    await tests.restart();
    await loadedAgain;
    await ready(sheet.page);
    await shows(sheet, 'B2:J6', before);
    await sheet.type('B3', '9');
    await shows(sheet, 'B5', [['18']]);
  });

  test('asks nothing of any other machine', () => {
    const {host} = new URL(tests.workbench().url);
    const elsewhere = tests
      .requested()
      .filter((url) => !/^(data|blob):/.test(url) && new URL(url).host !== host);
    expect(elsewhere).toEqual([]);
    expect(tests.requested()).toContain(`ws://${host}/socket`);
  });
});
