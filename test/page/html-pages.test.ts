import {jest} from '@jest/globals';
import type {Frame} from 'playwright-core';
import {inBrowser, setUpPageTests} from './support/page-tests.ts';
import {openSheetPage, type SheetPage, shows} from './support/sheet-page.ts';

jest.setTimeout(90_000);

const code = `
function onOpen() {
  SpreadsheetApp.getUi().createMenu('Test')
    .addItem('Sidebar', 'openSidebar').addItem('Other sidebar', 'openOther')
    .addItem('Modal', 'openModal').addItem('Modeless', 'openModeless')
    .addItem('Ask', 'ask').addItem('Toast', 'toastHere').addItem('Select', 'selectCells').addToUi();
}
function openSidebar() {
  SpreadsheetApp.getUi().showSidebar(HtmlService.createHtmlOutputFromFile('Sidebar').setTitle('Billing'));
}
function openOther() {
  SpreadsheetApp.getUi().showSidebar(HtmlService.createHtmlOutput('<p>The other one</p>').setTitle('Other'));
}
function openModal() {
  const html = HtmlService.createHtmlOutput('<p>Inside</p>').setWidth(320).setHeight(180);
  SpreadsheetApp.getUi().showModalDialog(html, 'A modal dialog');
}
function openModeless() {
  SpreadsheetApp.getUi().showModelessDialog(HtmlService.createHtmlOutput('<p>Beside</p>'), 'A modeless dialog');
}
function ask() { return String(SpreadsheetApp.getUi().alert('Go on?')); }
function toastHere() { SpreadsheetApp.getActive().toast('Only here'); }
function selectCells() { SpreadsheetApp.getActive().getSheetByName('Sheet1').getRange('C3:D4').activate(); }
function echo(...args) { return args; }
function fail() { throw new RangeError('Cannot do it: 2 is over 1.'); }
function giveDate() { return new Date(); }
function selected() { return SpreadsheetApp.getActiveRangeList().getRanges().map((one) => one.getA1Notation()); }
function write(text) { SpreadsheetApp.getActive().getSheetByName('Sheet1').getRange('A9').setValue(text); }
function hidden_() { return 'hidden'; }
`;

const sidebar = `<!DOCTYPE html>
<html><head><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>body { margin: 16px; font-family: sans-serif; }</style></head>
<body><h1>Billing</h1><label>Key <input name="key"></label></body></html>`;

inBrowser('sidebars and dialogs of a script', () => {
  const tests = setUpPageTests(['--world', 'tiny'], {code, sidebar});
  let sheet: SheetPage;
  let other: SheetPage;

  const choose = (item: string): Promise<void> => sheet.chooseFromMenu(item, 'Test');
  /** The frame of the page that is open. */
  const frame = async (): Promise<Frame> => {
    const handle = await sheet.page.locator('iframe').last().elementHandle();
    const found = await handle?.contentFrame();
    if (!found) throw new Error('No page of the script is open.');
    await found.waitForLoadState();
    return found;
  };
  /** What a call of google.script.run comes to in the open page. */
  const call = async (words: string): Promise<unknown> =>
    (await frame()).evaluate(
      `new Promise((resolve) => google.script.run
        .withSuccessHandler((value) => resolve({value}))
        .withFailureHandler((error) => resolve({error: String(error)}))${words})`,
    );
  const evaluate = async (expression: string): Promise<unknown> => (await frame()).evaluate(expression);

  beforeAll(async () => {
    other = await openSheetPage(tests.context(), tests.workbench().url);
    sheet = await openSheetPage(tests.context(), tests.workbench().url);
  });

  test('a sidebar stands at the right with its title, 300 px wide, on the page that opened it alone', async () => {
    await choose('Sidebar');
    await (await frame()).getByRole('heading', {name: 'Billing'}).waitFor();
    const box = await sheet.page.getByRole('complementary', {name: 'Billing'}).boundingBox();
    expect(box).toMatchObject({x: 980, width: 300});
    expect(await other.page.locator('iframe').count()).toBe(0);
    await sheet.screenshot('page-sidebar-frame');
  });

  test('its origin is its own, and neither the page around it nor any other machine is within its reach', async () => {
    const {origin} = new URL((await frame()).url());
    expect(origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(origin).not.toBe(tests.workbench().url);
    const reach = (what: string) =>
      evaluate(`(() => { try { return String(${what}); } catch (e) { return e.name; } })()`);
    expect(await reach('parent.document.title')).toBe('SecurityError');
    expect(await reach("(localStorage.setItem('a', 'b'), localStorage.getItem('a'))")).toBe('b');
    for (const url of [tests.workbench().url, 'https://workbench.example/']) {
      expect(await evaluate(`fetch('${url}').then(() => 'reached', () => 'refused')`)).toBe('refused');
    }
    expect(await sheet.page.locator('iframe').getAttribute('sandbox')).not.toMatch(/top-navigation/);
  });

  test('google.script.run hands over copies of JSON both ways', async () => {
    const args = "1.5, 'a', true, null, {list: [1, undefined], gone: undefined}, [[]]";
    expect(await call(`.echo(${args})`)).toEqual({
      value: [1.5, 'a', true, null, {list: [1, null]}, [[]]],
    });
    expect(await call('.write(null)')).toEqual({value: null});
  });

  test('google.script.run gives a fault to the failure handler as an Error with its message alone', async () => {
    expect(await call('.fail()')).toEqual({error: 'Error: Cannot do it: 2 is over 1.'});
    expect(await call('.giveDate()')).toEqual({
      error: expect.stringContaining('Cannot hand over what the function returned: its value is a Date.'),
    });
  });

  test.each([
    ['a Date', 'new Date()', 'Failed due to illegal value in property: 0'],
    ['a Date inside', '{when: new Date()}', 'Failed due to illegal value in property: when'],
    ['a function', '[() => 1]', 'Failed due to illegal value in property: 0'],
    ['a part of the page', 'document.body', 'Failed due to illegal value in property: 0'],
    ['a cycle', '(() => { const a = {}; a.a = a; return a; })()', 'Failed due to circular reference.'],
  ])('google.script.run refuses %s as an argument', async (_name, argument, message) => {
    const thrown = `(() => { try { google.script.run.echo(${argument}); } catch (e) { return e.name + ': ' + e.message; } })()`;
    expect(await evaluate(thrown)).toBe(`TypeError: ${message}`);
  });

  test('google.script.run takes a form as the only argument', async () => {
    const form = `(() => { const form = document.createElement('form'); form.innerHTML = '<input name=key value=rk>'; return form; })()`;
    expect(await call(`.echo(${form})`)).toEqual({value: [{key: 'rk'}]});
  });

  test.each(['hidden_', 'missing', 'constructor2'])('google.script.run has no %s', async (name) => {
    expect(await evaluate(`typeof google.script.run.${name}`)).toBe('undefined');
  });

  test('google.script.run hands the user object to the handlers, and runs calls side by side', async () => {
    const ended = await evaluate(
      `globalThis.both = new Promise((resolve) => {
        const ended = [];
        google.script.run.withSuccessHandler((value, name) => { ended.push(name); resolve(ended); })
          .withUserObject('waits').ask();
        globalThis.overtaking = new Promise((overtaken) => google.script.run
          .withSuccessHandler((value, name) => { ended.push(name); overtaken(name); })
          .withUserObject('overtakes').echo(1));
      }), globalThis.overtaking`,
    );
    expect(ended).toBe('overtakes');
    const dialog = sheet.page.getByRole('dialog');
    await dialog.getByText('Go on?').waitFor();
    await dialog.getByRole('button', {name: 'OK'}).click();
    expect(await evaluate('globalThis.both')).toEqual(['overtakes', 'waits']);
  });

  test('a call sees what is selected, and what it writes shows on every page', async () => {
    await sheet.showTab('Sheet1');
    await sheet.select('B2:C5');
    await sheet.page.waitForTimeout(300);
    expect(await call('.selected()')).toEqual({value: ['B2:C5']});
    await call(".write('written')");
    await other.showTab('Sheet1');
    for (const one of [sheet, other]) await shows(one, 'A9', [['written']]);
    await sheet.page.bringToFront();
  });

  test('another sidebar takes its place, and closing gives the width back to the grid', async () => {
    await choose('Other sidebar');
    await sheet.page.getByRole('complementary', {name: 'Other'}).waitFor();
    expect(await sheet.page.locator('iframe').count()).toBe(1);
    await sheet.page.getByRole('complementary', {name: 'Other'}).getByRole('button', {name: 'Close'}).click();
    await sheet.page.locator('iframe').waitFor({state: 'detached'});
    expect((await sheet.page.getByRole('main').boundingBox())?.width).toBe(1280);
  });

  test('a modal dialog has its size, changes it and closes itself', async () => {
    await choose('Modal');
    const dialog = sheet.page.getByRole('dialog', {name: 'A modal dialog'});
    await dialog.waitFor();
    await (await frame()).getByText('Inside').waitFor();
    expect(await sheet.page.locator('iframe').boundingBox()).toMatchObject({width: 320, height: 180});
    await sheet.screenshot('page-modal');
    await evaluate('google.script.host.setHeight(240)');
    await sheet.page.locator('iframe[style*="height: 240px"]').waitFor();
    await evaluate('google.script.host.close()');
    await dialog.waitFor({state: 'detached'});
  });

  test('beside a modeless dialog a person goes on typing', async () => {
    await choose('Modeless');
    const dialog = sheet.page.getByRole('dialog', {name: 'A modeless dialog'});
    await dialog.waitFor();
    await (await frame()).getByText('Beside').waitFor();
    await evaluate('google.script.host.editor.focus()');
    await sheet.type('A1', 'typed');
    await shows(sheet, 'A1', [['typed']]);
    await sheet.screenshot('page-modeless');
    await dialog.getByRole('button', {name: 'Close'}).click();
    await dialog.waitFor({state: 'detached'});
  });

  test('questions and toasts come to the page whose person started the script', async () => {
    await choose('Toast');
    await sheet.page.getByText('Only here').waitFor();
    expect(await other.page.getByText('Only here').count()).toBe(0);
    await choose('Ask');
    await sheet.page.getByRole('dialog').getByText('Go on?').waitFor();
    expect(await other.page.getByRole('dialog').count()).toBe(0);
  });

  test('Cancel ends a script that runs, and its question', async () => {
    await sheet.page.keyboard.press('Escape');
    await sheet.page.getByRole('dialog').waitFor({state: 'detached'});
    await choose('Ask');
    await sheet.page.getByRole('dialog').getByText('Go on?').waitFor();
    await sheet.page.getByText('Running script').waitFor();
    await sheet.page.getByRole('button', {name: 'Cancel'}).dispatchEvent('click');
    await sheet.page.getByText('Script cancelled').waitFor();
    await sheet.page.getByRole('dialog').waitFor({state: 'detached'});
  });

  test('a script selects cells on the page of its person', async () => {
    await choose('Select');
    await sheet.page.getByText('Finished script').waitFor();
    await sheet.page.waitForTimeout(300);
    expect(await sheet.page.locator('[data-u-comp=defined-name] input').inputValue()).toBe('C3:D4');
    expect(await other.page.locator('[data-u-comp=defined-name] input').inputValue()).toBe('A9');
  });
});
