import type {ExecutionResult} from '../../../workbench/apps-script/execution.ts';
import type {Json} from '../../../workbench/apps-script/host-call.ts';
import {wireInvoice} from '../../support/fake-invoice.ts';
import {closeDesks, type Desk, openDesk, replyOf} from '../survival/support/desk.ts';
import {askSpreadsheet} from '../survival/support/person.ts';

afterEach(closeDesks);

const invoices = [
  wireInvoice({id: 'in_usd1', number: 'INV-1'}),
  wireInvoice({id: 'in_usd2', number: 'INV-2', due_date: '2026-12-24T12:00:00Z'}),
  wireInvoice({id: 'in_eur', number: 'INV-3', currency: 'eur'}),
];

/** What a call of the sidebar answers when it has done what was asked. */
const done = async ({workbench}: Desk, name: string, request?: Json): Promise<Json> => {
  const reply = replyOf(await workbench.run(name, request === undefined ? [] : [request]));
  expect(reply).toMatchObject({status: 'done'});
  return Object(reply).value;
};

/** What the filters of the workbook show, as the engine keeps it. */
const left = async (desk: Desk): Promise<readonly string[]> => {
  const {workbook} = desk.workbench.save();
  await desk.workbench.spreadsheet.settled();
  const text = JSON.stringify(workbook).replace(/\\+"/g, '"');
  return text.match(/"filters":\{"filters":\[[^\]]*\]/g) ?? [];
};

describe('calls of the sidebar on the spreadsheet itself', () => {
  test('openSidebar() shows the page that was built, with its title', async () => {
    const desk = openDesk({invoices: []});
    replyOf(await desk.workbench.run('openSidebar', []));
    expect(desk.workbench.screen.pages()).toMatchObject([{title: 'Billing Ops'}]);
  });

  test('filter the tab, know their own filter again, and take it away', async () => {
    const desk = openDesk({invoices});
    expect(await done(desk, 'refreshFromSidebar', {forMs: 20_000})).toMatchObject({
      status: 'complete',
      invoices: 3,
    });
    expect(await left(desk)).toEqual([]);
    expect(await done(desk, 'showReceivables', {currency: 'USD', bucket: 'Not due'})).toMatchObject({
      outcome: 'shown',
      invoices: 1,
    });
    expect(await left(desk)).toEqual(['"filters":{"filters":["USD"]', '"filters":{"filters":["Not due"]']);
    expect(await done(desk, 'showReceivables', {currency: 'EUR'})).toMatchObject({outcome: 'shown'});
    expect(await left(desk)).toEqual(['"filters":{"filters":["EUR"]']);

    await desk.refresh();
    expect(await done(desk, 'readSidebarState')).toMatchObject({lastRefresh: {ties: true}});
    expect(await done(desk, 'showReceivables', {all: true})).toMatchObject({outcome: 'shown'});
    expect(await left(desk)).toEqual([]);
  });

  test('ask before they take a filter of people away', async () => {
    const desk = openDesk({invoices});
    await desk.refresh();
    await desk.hands.filterOut('Receivables', 6, ['EUR']);
    expect(await done(desk, 'showReceivables', {currency: 'EUR'})).toMatchObject({
      outcome: 'people-filter',
      columns: ['Currency'],
    });
  });

  test('look up the rows that are selected, several areas of them, and none that a filter hides', async () => {
    const desk = openDesk({invoices});
    await desk.refresh();
    await done(desk, 'showReceivables', {currency: 'USD'});
    const {spreadsheet} = desk.workbench;
    const select = async (title: string, rows: readonly number[]) => {
      const {tabs} = await askSpreadsheet(spreadsheet, 'workbook');
      const tab = tabs.find((one) => one.title === title);
      spreadsheet.shared.select(
        String(tab?.id),
        rows.map((row) => ({row, column: 0, rows: 1, columns: 3})),
      );
    };
    await select('Receivables', [1, 2, 3]);
    expect(await done(desk, 'lookUpPayments', {selection: true})).toMatchObject({
      results: [{kind: 'invoice'}, {kind: 'invoice'}],
      notes: ['1 selected row is hidden by a filter and left out.'],
    });
    await select('Run Log', [1]);
    expect(replyOf(await desk.workbench.run('lookUpPayments', [{selection: true}]))).toMatchObject({
      status: 'failed',
      failure: {code: 'ARGUMENT_INVALID'},
    });
  });

  test('answer a failure as words, where the command line fails', async () => {
    const desk = openDesk({invoices, connected: false});
    expect(replyOf(await desk.workbench.run('refreshFromSidebar', [{}]))).toMatchObject({
      status: 'failed',
      failure: {code: 'CREDENTIALS_MISSING', fact: 'Cannot reach Stripe: no key is connected for you.'},
    });
    expect(await desk.workbench.run('refreshReceivables', [])).toMatchObject({ok: false});
  });
});

test('no call of the sidebar lets the key out, whatever it is asked and Stripe answers', async () => {
  const secret = 'CanaryThatMustNotSing4242';
  const key = `rk_test_${secret}`;
  const desk = openDesk({invoices, connected: false});
  desk.stripe.knows(key);
  const results: ExecutionResult[] = [];
  const call = async (name: string, request: Json = {}) => {
    results.push(await desk.workbench.run(name, [request]));
  };
  const all = async () => {
    await call('checkKey', {key});
    await call('connectFromSidebar', {key, useForAutomaticRefresh: true});
    await call('readSidebarState');
    await call('refreshFromSidebar', {forMs: 20_000});
    await call('lookUpPayments', {texts: ['in_usd1', 'INV-404']});
    await call('lookUpPayments', {texts: [key]});
    await call('refreshFromSidebar', {pasted: key});
    await call('showReceivables', {pasted: key});
    await call('turnAutomaticRefresh', {pasted: key});
    await call('saveSettings', {settings: {timeZone: null}});
    await call('showReceivables', {all: true});
    await call('cancelRefresh');
  };
  await all();
  expect(results.every(({ok}) => ok)).toBe(true);
  for (const status of [400, 401, 403, 404]) {
    const body = JSON.stringify({error: {message: `Invalid API Key provided: ${key}`, code: key}});
    desk.stripe.intercept(() => ({status, headers: {}, body}));
    await all();
    desk.stripe.intercept(() => ({
      status: 200,
      headers: {},
      body: `{"object":"list","data":[{"id":"${key}"`,
    }));
    await call('checkKey', {key});
  }
  desk.stripe.intercept(null);
  expect(desk.workbench.properties.read('user', 'stripeKey')).toBe(key);

  const {workbook, properties, triggers} = desk.workbench.save();
  const {stripeKey: _slot, ...user} = properties.user;
  const {screen} = desk.workbench;
  const everywhere = JSON.stringify([
    workbook,
    {...properties, user},
    triggers,
    screen.toasts(),
    screen.pages(),
    results,
    desk.workbench.executions(),
  ]);
  expect(everywhere).toContain('4242');
  const places = [...everywhere.matchAll(new RegExp(secret, 'g'))].map(({index}) =>
    everywhere.slice(Math.max(0, index - 150), index + 60),
  );
  expect(places).toEqual([]);
}, 120_000);
