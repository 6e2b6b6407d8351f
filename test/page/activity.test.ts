import {readdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {jest} from '@jest/globals';
import type {Locator} from 'playwright-core';
import {inBrowser, setUpPageTests} from './support/page-tests.ts';
import {openSheetPage, ready, type SheetPage, shows} from './support/sheet-page.ts';

jest.setTimeout(90_000);

inBrowser('what the workbench shows and lets happen under Activity', () => {
  const tests = setUpPageTests(['--world', 'tiny']);
  let sheet: SheetPage;

  const tab = async (name: string): Promise<Locator> => {
    await sheet.page.bringToFront();
    await sheet.page.getByRole('tab', {name, exact: true}).click();
    return sheet.page.getByRole('tabpanel', {name, exact: true});
  };

  beforeAll(async () => {
    sheet = await openSheetPage(tests.context(), tests.workbench().url);
    await sheet.page.getByRole('button', {name: 'Activity'}).click();
  });

  test('Stripe slow, rate limited and with lost answers is what the add-on meets', async () => {
    for (const [name, answer] of [
      ['Rate limited', /429/],
      ['Answers are lost', /no answer/],
    ] as const) {
      await (await tab('Stripe')).getByRole('radio', {name}).check();
      await sheet.chooseFromMenu('Refresh receivables');
      await sheet.page.getByRole('dialog').getByRole('button', {name: 'OK'}).click();
      const requests = await tab('Requests to Stripe');
      await requests.getByRole('row', {name: answer}).first().waitFor();
    }
    await sheet.screenshot('page-stripe');
    await (await tab('Stripe')).getByRole('radio', {name: 'Works'}).check();
    await sheet.chooseFromMenu('Refresh receivables');
    await sheet.page.getByText('every control total ties to Stripe').waitFor();
  });

  test('the spreadsheet can be opened as where the add-on was never used', async () => {
    const panel = await tab('Workbench');
    await panel.getByRole('radio', {name: 'Never used here'}).check();
    await sheet.page.getByText('Opened as where the add-on is installed but was never used').waitFor();
    const executions = await tab('Executions');
    await executions
      .getByRole('row', {name: /^onOpen Simple trigger .* Completed/})
      .first()
      .waitFor();
    await sheet.page.getByRole('menuitem', {name: 'Billing Ops'}).waitFor();
    await tab('Workbench');
    await sheet.screenshot('page-workbench');
  });

  test('the quotas of the day are counted', async () => {
    const panel = await tab('Workbench');
    await panel.getByRole('row', {name: /^Requests \(UrlFetchApp\) \d+ 20,000$/}).waitFor();
    expect(await (await tab('Outbox')).innerText()).toContain('Nothing was mailed.');
  });

  test('a world that cannot be opened is refused, and everything stays', async () => {
    sheet.page.on('dialog', (dialog) => dialog.accept());
    const panel = await tab('Workbench');
    await panel.getByLabel('or a file of Stripe objects').fill('/nowhere/world.json');
    await panel.getByRole('button', {name: 'Open', exact: true}).click();
    await sheet.page.getByText('Cannot open that world: There is no world "/nowhere/world.json"').waitFor();
    expect(await sheet.page.locator('[data-u-comp=slide-tab-item]').count()).toBe(4);
  });

  test('another world starts the spreadsheet over at the same address, and keeps a copy of the old one', async () => {
    const world = join(tests.dir(), 'two.json');
    writeFileSync(world, JSON.stringify({now: '2026-11-05T09:00:00Z', timeZone: 'Etc/UTC', objects: []}));
    const panel = await tab('Workbench');
    await panel.getByLabel('or a file of Stripe objects').fill(world);
    const loadedAgain = sheet.page.waitForEvent('load');
    await panel.getByRole('button', {name: 'Open', exact: true}).click();
    await sheet.page.getByText(`Opening the world "${world}".`).waitFor();
    await loadedAgain;
    await ready(sheet.page);
    await shows(sheet, 'A1:B2', [
      ['As of', '2026-11-05'],
      ['Time zone', 'Etc/UTC'],
    ]);
    const kept = readdirSync(join(tests.dir(), '.workbench')).filter((name) =>
      name.startsWith('state-tiny-'),
    );
    expect(kept).toHaveLength(1);
  });
});
