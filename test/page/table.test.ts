import {jest} from '@jest/globals';
import {inBrowser, setUpPageTests} from './support/page-tests.ts';
import {openSheetPage, type SheetPage, shows} from './support/sheet-page.ts';

jest.setTimeout(90_000);

/** Middle of the header of column A and of row 1 of a tab with columns of their first width. */
const columnHeaderY = 133;
const firstRowY = 154;

inBrowser('a table in the grid', () => {
  const tests = setUpPageTests(['--world', 'tiny']);
  let sheet: SheetPage;
  let second: SheetPage;

  beforeAll(async () => {
    sheet = await openSheetPage(tests.context(), tests.workbench().url);
    second = await openSheetPage(tests.context(), tests.workbench().url);
    for (const one of [sheet, second]) await one.showTab('Sheet1');
  });

  test('takes what was copied in another program', async () => {
    await sheet.page.evaluate("navigator.clipboard.writeText('Name\\tDays\\nb\\t30\\nc\\t10\\na\\t20')");
    await sheet.page.bringToFront();
    await sheet.select('A1');
    await sheet.page.keyboard.press('ControlOrMeta+v');
    const pasted = [
      ['Name', 'Days'],
      ['b', '30'],
      ['c', '10'],
      ['a', '20'],
    ];
    await shows(sheet, 'A1:B4', pasted);
    await shows(second, 'A1:B4', pasted);
  });

  test('is filtered, on every page and for the functions of the workbench', async () => {
    const {page} = sheet;
    await sheet.type('D1', '=SUBTOTAL(109,B2:B4)');
    await shows(sheet, 'D1', [['60']]);
    await sheet.select('A1:B4');
    await page.keyboard.press('ControlOrMeta+Shift+l');
    await page.mouse.click(46 + 100 - 10, firstRowY); // The filter button of column A.
    const panel = page.locator('[data-u-comp=sheets-filter-panel]').first();
    await panel.waitFor();
    await sheet.screenshot('page-filter');
    await panel.getByRole('checkbox').last().locator('..').click(); // The box itself is drawn by its label.
    await panel.getByRole('button', {name: 'Confirm'}).click();
    const filtered = [
      ['Name', 'Days'],
      ['b', '30'],
      ['a', '20'],
    ];
    await shows(second, 'A1:B4', filtered);
    await shows(sheet, 'A1:B4', filtered);
    await shows(sheet, 'D1', [['50']]);
    await sheet.screenshot('page-filtered');
  });

  test('is sorted with the rows that the filter hides, on every page', async () => {
    const {page} = sheet;
    await page.bringToFront();
    await page.mouse.click(46 + 200 - 10, firstRowY); // The filter button of column B.
    await page.getByText('Ascending').click();
    const sorted = [
      ['Name', 'Days'],
      ['a', '20'],
      ['b', '30'],
    ];
    await shows(sheet, 'A1:B4', sorted);
    await shows(second, 'A1:B4', sorted);
  });

  test('has columns as wide as a person drags them, on every page', async () => {
    const {page} = sheet;
    await page.bringToFront();
    await page.mouse.move(146, columnHeaderY);
    await page.mouse.down();
    await page.mouse.move(226, columnHeaderY, {steps: 5});
    await page.mouse.up();
    await second.page.bringToFront();
    await second.page.waitForTimeout(1_000);
    await second.page.mouse.click(200, firstRowY);
    expect(await second.page.locator('[data-u-comp=defined-name] input').inputValue()).toBe('A1');
  });
});
