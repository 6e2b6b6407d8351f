import {join} from 'node:path';
import type {BrowserContext, Page} from 'playwright-core';

/** The spreadsheet in a browser, used as a person uses it: by keyboard and mouse, and read through the clipboard. */
export interface SheetPage {
  readonly page: Page;
  showTab(title: string): Promise<void>;
  /** Selects a cell or a range such as `A1:C3`. */
  select(range: string): Promise<void>;
  /** Types into a cell and presses Enter. */
  type(cell: string, text: string): Promise<void>;
  /** What the cells show, as copying them gives it. */
  read(range: string): Promise<readonly (readonly string[])[]>;
  chooseFromMenu(item: string, menu?: string): Promise<void>;
  screenshot(name: string): Promise<void>;
}

const resultsDir = join(import.meta.dirname, '../../../test-results');
const notCopied = 'nothing was copied yet';

/** Opens the page and waits until its grid is there. */
export async function openSheetPage(context: BrowserContext, url: string): Promise<SheetPage> {
  const page = await context.newPage();
  await page.goto(url);
  await ready(page);
  return sheetPage(page);
}

/** Waits until the page shows the workbook. */
export async function ready(page: Page): Promise<void> {
  await page.locator('#page[data-state=ready]').waitFor();
  await page.locator('[data-u-comp=slide-tab-item]').first().waitFor();
}

function sheetPage(page: Page): SheetPage {
  const select = async (range: string): Promise<void> => {
    const nameBox = page.locator('[data-u-comp=defined-name] input');
    await nameBox.click();
    await nameBox.fill(range);
    await nameBox.press('Enter');
  };
  return {
    page,
    select,
    showTab: async (title) => {
      await page.bringToFront();
      const tab = tabNamed(page, title);
      // Pressing the tab that is shown already begins to drag it, and a tab bar drawn anew meanwhile never sees it end.
      if ((await tab.getAttribute('aria-selected')) !== 'true') await tab.click();
    },
    type: async (cell, text) => {
      await page.bringToFront();
      await select(cell);
      await page.keyboard.type(text);
      await page.keyboard.press('Enter');
    },
    read: async (range) => {
      await page.bringToFront();
      const clipboard = (action: string) => page.evaluate<string>(`navigator.clipboard.${action}`);
      await clipboard(`writeText('${notCopied}').then(() => '')`);
      await select(range);
      await page.keyboard.press('ControlOrMeta+c');
      let text = notCopied;
      while (text === notCopied) text = await clipboard('readText()');
      await page.keyboard.press('Escape');
      return text
        .replace(/\n$/, '')
        .split('\n')
        .map((line) => line.split('\t'));
    },
    chooseFromMenu: async (item, menu = 'Billing Ops') => {
      await page.bringToFront();
      await page.getByRole('menuitem', {name: menu}).click();
      await page.getByRole('menuitem', {name: item, exact: true}).click();
    },
    screenshot: async (name) => {
      await page.screenshot({path: join(resultsDir, `${name}.png`)});
    },
  };
}

/** Waits until the cells show this. Computing and travelling take their time, and a test sets it no limit of its own. */
export async function shows(
  sheet: SheetPage,
  range: string,
  expected: readonly (readonly string[])[],
): Promise<void> {
  const wanted = JSON.stringify(expected);
  let shown = '';
  for (let attempt = 0; attempt < attemptsMax && shown !== wanted; attempt += 1) {
    if (attempt > 0) await sheet.page.waitForTimeout(pauseMs);
    shown = JSON.stringify(await sheet.read(range));
  }
  expect(shown).toBe(wanted);
}

const attemptsMax = 40;
const pauseMs = 150;

function tabNamed(page: Page, title: string) {
  return page.locator('[data-u-comp=slide-tab-item]').filter({hasText: title});
}
