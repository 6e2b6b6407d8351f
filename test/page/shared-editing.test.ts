import {jest} from '@jest/globals';
import type {SharedChange} from '../../workbench/page/client/shared-changes.ts';
import {openPageClient, type PageClient} from './support/page-client.ts';
import {createWorkbenchDir, type StartedWorkbench, startWorkbench} from './support/started-workbench.ts';

jest.setTimeout(60_000);

const place = createWorkbenchDir();
let workbench: StartedWorkbench;
let page: PageClient;
let other: PageClient;

beforeAll(async () => {
  workbench = await startWorkbench(place.dir, ['--world', 'tiny']);
}, 90_000);
beforeEach(async () => {
  page = await openPageClient(workbench.url);
  other = await openPageClient(workbench.url);
});
afterEach(() => {
  page.close();
  other.close();
});
afterAll(async () => {
  await workbench?.interrupt();
  place.remove();
}, 30_000);

const onTab = (fields: object): object => ({unitId: page.unitId, subUnitId: '0', ...fields});
const cell = (row: number, column: number, content: object): SharedChange => ({
  id: 'sheet.mutation.set-range-values',
  params: onTab({cellValue: {[row]: {[column]: content}}}),
});
const insertRow = (row: number): SharedChange => ({
  id: 'sheet.mutation.insert-row',
  params: onTab({range: {startRow: row, endRow: row, startColumn: 0, endColumn: 25, rangeType: 1}}),
});
/** The text of cell A`row` on the plain page, which the engine alone decides. */
async function plainText(row: number): Promise<string> {
  const html = await (await fetch(`${workbench.url}/plain?tab=Sheet1`)).text();
  const line = html.split('<tr').slice(1)[row - 1] ?? '';
  return /<td[^>]*>([^<]*)/.exec(line)?.[1] ?? '';
}

describe('shareWorkbook()', () => {
  test('makes an edit of one page and tells every page whose it was', async () => {
    page.edit([cell(0, 0, {v: 'typed', t: 1})]);
    const [own, others] = await Promise.all([page.next('changes'), other.next('changes')]);
    expect(own.edit).toMatchObject({number: 1});
    expect(others).toEqual(own);
    expect(await plainText(1)).toBe('typed');
  });

  test('tells the page that sent a formula how it is stored, and what it computes', async () => {
    page.edit([cell(1, 0, {f: '=SUM(C1:C)+COUNT(receivables)*0+5', v: null})]);
    const [stored] = (await page.next('changes')).changes;
    expect(stored).toMatchObject({isRewritten: true});
    expect(JSON.stringify(stored)).toContain('=SUM(C1:C1000)+COUNT(Receivables)*0+5');
    let told = '';
    while (!told.includes('"v":5')) told = JSON.stringify((await other.next('changes')).changes);
    expect(await plainText(2)).toBe('5');
  });

  test('takes two edits of cells that crossed each other, the later one last', async () => {
    const after = page.lastChange();
    page.edit([cell(2, 0, {v: 'one', t: 1})], after);
    await other.next('changes');
    other.edit([cell(2, 0, {v: 'two', t: 1})], after);
    await other.next('changes');
    expect(await plainText(3)).toBe('two');
  });

  test('refuses an edit that was made before rows moved, and sends the workbook as it is', async () => {
    const after = other.lastChange();
    page.edit([insertRow(500)]);
    await other.next('changes');
    other.edit([cell(3, 0, {v: 'lost', t: 1})], after);
    expect((await other.next('refused')).sentence).toContain('make it again');
    await other.next('workbook');
    expect(await plainText(4)).toBe('');
  });

  test('sends the whole workbook to a page whose rows moved under what others typed', async () => {
    const after = other.lastChange();
    page.edit([cell(4, 0, {v: 'typed meanwhile', t: 1})]);
    await other.next('changes');
    other.edit([insertRow(600)], after);
    const {workbook} = await other.next('workbook');
    expect(JSON.stringify(workbook)).toContain('typed meanwhile');
  });

  test.each<[string, () => SharedChange, string]>([
    [
      'a change that pages do not make',
      () => ({id: 'sheet.mutation.add-worksheet-protection', params: onTab({})}),
      'does not take from a page',
    ],
    [
      'an operation that is no change at all',
      () => ({id: 'formula.mutation.set-formula-calculation-start', params: onTab({})}),
      'does not take from a page',
    ],
    [
      'another workbook',
      () => ({id: 'sheet.mutation.set-tab-color', params: {unitId: 'other', subUnitId: '0', color: 'red'}}),
      'another spreadsheet',
    ],
    [
      'a tab that was deleted',
      () => ({id: 'sheet.mutation.set-tab-color', params: {...onTab({color: 'red'}), subUnitId: '999'}}),
      'it was deleted',
    ],
    ['a cell outside its tab', () => cell(5_000_000, 0, {v: 1}), 'outside the tab'],
    [
      'a cell with a name for a row',
      () => ({...cell(0, 0, {}), params: onTab({cellValue: {x: {0: {v: 1}}}})}),
      'outside the tab',
    ],
    ['more text than a cell holds', () => cell(0, 0, {v: 'x'.repeat(50_001), t: 1}), '50000 characters'],
    [
      'more rows than a spreadsheet holds',
      () => ({id: 'sheet.mutation.set-worksheet-row-count', params: onTab({rowCount: 10_000_000})}),
      '10000000 cells',
    ],
    [
      'a tab that the workbench did not make',
      () => ({
        id: 'sheet.mutation.insert-sheet',
        params: {
          unitId: page.unitId,
          index: 0,
          sheet: {id: 'mine', name: 'Mine', rowCount: 1, columnCount: 1},
        },
      }),
      'did not make',
    ],
  ])('refuses %s', async (_what, change, sentence) => {
    page.edit([change()]);
    expect((await page.next('refused')).sentence).toContain(sentence);
    await page.next('workbook');
    page.edit([cell(5, 0, {v: 'goes on', t: 1})]);
    await other.next('changes');
    expect(await plainText(6)).toBe('goes on');
  });

  test.each([
    ['text that is no JSON', 'hello'],
    ['a message of no known kind', '{"kind":"shutdown"}'],
    ['an edit without changes', '{"kind":"edit","edit":{"page":"x","number":1},"after":0}'],
    [
      'a key that reaches every object',
      '{"kind":"run","functionName":"onOpen","__proto__":{"polluted":true}}',
    ],
    ['time that runs backwards', '{"kind":"advance","hours":-1}'],
    ['a year at once', '{"kind":"advance","hours":8760}'],
  ])('closes the socket of a page that sends %s', async (_what, text) => {
    page.send(text);
    expect(await page.closed()).toBe(1008);
  });

  test('brings back a removed tab under its own id, so that the add-on goes on with it', async () => {
    const {workbook} = await reloaded(page);
    const sheets: Record<string, {readonly id: string; readonly name: string}> = Reflect.get(
      workbook,
      'sheets',
    );
    const removed = Object.values(sheets).find(({name}) => name === 'Receivables');
    if (removed === undefined) throw new Error('The world has receivables.');
    page.edit([
      {
        id: 'sheet.mutation.remove-sheet',
        params: {unitId: page.unitId, subUnitId: removed.id, subUnitName: removed.name},
      },
    ]);
    await page.next('changes');
    page.edit([{id: 'sheet.mutation.insert-sheet', params: {unitId: page.unitId, index: 2, sheet: removed}}]);
    await page.next('changes');
    // The add-on finds its tab again, and makes no second one.
    page.send({kind: 'run', functionName: 'refreshReceivablesFromMenu'});
    while ((await page.next('script')).script.state === 'running');
    const titles = Object.values<{name: string}>(Reflect.get((await reloaded(page)).workbook, 'sheets'));
    expect(titles.filter(({name}) => /^Receivables( \d+)?$/.test(name))).toHaveLength(1);
  });
});

describe('offerMenus()', () => {
  test('runs nothing that no menu offers', async () => {
    page.send({kind: 'run', functionName: 'refreshReceivables'});
    const {script} = await page.next('script');
    expect(script).toMatchObject({state: 'failed', sentence: expect.stringContaining('not found')});
  });
});

async function reloaded(client: PageClient) {
  client.send({kind: 'reload'});
  return client.next('workbook');
}
