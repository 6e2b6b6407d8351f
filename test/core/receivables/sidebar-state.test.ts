import {replyTo} from '../../../src/core/failure.ts';
import {turnAutomaticRefresh} from '../../../src/core/receivables/automatic-refresh.ts';
import {readRun} from '../../../src/core/receivables/refresh-run.ts';
import {cancelRefresh, refreshSlice} from '../../../src/core/receivables/refresh-slice.ts';
import {connectFromSidebar, disconnectStripe} from '../../../src/core/receivables/sidebar-connection.ts';
import {saveSettingsFromSidebar} from '../../../src/core/receivables/sidebar-settings.ts';
import {readSidebarState, type SidebarPorts} from '../../../src/core/receivables/sidebar-state.ts';
import {defaultSettings} from '../../../src/core/settings.ts';
import type {RefreshSliceReply, SidebarState} from '../../../src/core/sidebar-contract.ts';
import {connectStripe} from '../../../src/core/stripe/connect.ts';
import {wireInvoice} from '../../support/fake-invoice.ts';
import {type FakePorts, type FakePortsOptions, fakePorts} from '../../support/fake-ports.ts';
import {runOnce, runToEnd} from '../../support/fake-run.ts';
import {type FakeSchedule, fakeSchedule} from '../../support/fake-schedule.ts';
import {cellOf, put} from '../../support/fake-sheet.ts';
import {fakeTables} from '../../support/fake-tables.ts';
import {answered, refused} from '../../support/http-script.ts';

type Desk = FakePorts & SidebarPorts & {readonly schedule: FakeSchedule};

const desk = (options: FakePortsOptions = {}): Desk => ({...fakePorts(options), schedule: fakeSchedule()});

const invoices = (count: number, fields = {}) =>
  Array.from({length: count}, (_, n) => wireInvoice({id: `in_${n}`, number: `INV-${n}`, ...fields}));

/** Every page takes ten seconds. */
const slowDesk = (count: number): Desk => {
  const ports = desk({invoices: invoices(count)});
  ports.http.pageObjectsMax = 1;
  ports.http.intercept = ({url}) => {
    if (url.includes('/v1/invoices')) ports.clock.advance(10_000);
    return null;
  };
  return ports;
};

const far = Number.MAX_SAFE_INTEGER;
const lastOf = (state: SidebarState) => {
  if (state.lastRefresh === null) throw new Error('A refresh is expected.');
  return state.lastRefresh;
};
const runLog = ({tables}: Desk) => {
  const sheet = tables.sheets.find(({title}) => title === 'Run Log');
  return Array.from({length: 20}, (_, n) => n + 2)
    .map((row) => (sheet === undefined ? '' : String(cellOf(sheet, row, 8).value)))
    .filter((result) => result !== '');
};

describe('readSidebarState()', () => {
  test('asks Stripe nothing, and says what there is to do first', () => {
    const ports = desk({key: null});
    const {columns, ...settings} = readSidebarState(ports).settings;
    expect(readSidebarState(ports)).toMatchObject({
      person: 'nora@example.com',
      connection: null,
      lastRefresh: null,
      lastFailure: null,
      unfinishedRefresh: null,
      automaticRefresh: {isOn: false, owner: null},
      timeZones: {counting: 'Etc/UTC', from: 'spreadsheet', warning: null},
      deletedTabs: [],
    });
    const {version: _, ...defaults} = defaultSettings;
    expect(settings).toEqual({values: defaults, defaults, problem: null});
    expect(columns.filter(({canBeHidden}) => canBeHidden).map(({header}) => header)).toContain('PO');
    expect(ports.http.requests).toEqual([]);
  });

  test('shows the control totals beside what the tab holds, and the buckets of each currency', () => {
    const ports = desk({
      invoices: [
        ...invoices(2),
        wireInvoice({id: 'in_eur', currency: 'eur', due_date: '2026-03-14T12:00:00Z'}),
        wireInvoice({id: 'in_lost', status: 'uncollectible', amount_due: 700}),
      ],
    });
    runToEnd(ports);
    ports.clock.advance(4 * 60_000);
    const last = lastOf(readSidebarState(ports));
    expect(last).toMatchObject({
      asOf: '2026-03-15',
      age: '4 minutes ago',
      by: 'nora@example.com',
      mode: 'test',
      account: 'Demo',
      invoices: 4,
      ties: true,
      summary: '2 currencies, 4 invoices, difference 0.00',
    });
    expect(last.totals).toMatchObject([
      {currency: 'EUR', open: 'EUR 100.00', openInvoices: 1, ties: true, difference: 'EUR 0.00'},
      {currency: 'USD', open: 'USD 200.00', uncollectible: 'USD 7.00', uncollectibleInvoices: 1},
    ]);
    expect(last.totals[0]?.buckets).toEqual([
      {label: 'Not due', invoices: 0, amount: 'EUR 0.00', share: 0},
      {label: '1–30', invoices: 1, amount: 'EUR 100.00', share: 1},
      {label: '31–60', invoices: 0, amount: 'EUR 0.00', share: 0},
      {label: '61–90', invoices: 0, amount: 'EUR 0.00', share: 0},
      {label: '91–120', invoices: 0, amount: 'EUR 0.00', share: 0},
      {label: '121+', invoices: 0, amount: 'EUR 0.00', share: 0},
    ]);
  });

  test.each<[number, string, boolean]>([
    [0, 'just now', false],
    [1, '1 minute ago', false],
    [59, '59 minutes ago', false],
    [60, '1 hour ago', false],
    [120, '2 hours ago', false],
    [121, '2 hours ago', true],
    [47 * 60 + 59, '47 hours ago', true],
    [48 * 60, '2 days ago', true],
  ])('%d minutes after a refresh says "%s"; stale: %s', (minutes, age, isStale) => {
    const ports = desk({invoices: invoices(1)});
    runToEnd(ports);
    ports.clock.advance(minutes * 60_000);
    // Without automatic refresh nobody has promised newer figures.
    expect(lastOf(readSidebarState(ports))).toMatchObject({age, isStale: false});
    turnAutomaticRefresh(ports, {on: true});
    expect(lastOf(readSidebarState(ports))).toMatchObject({age, isStale});
  });

  test('says by how much the tab differs once somebody has edited it', () => {
    const ports = desk({invoices: invoices(3)});
    runToEnd(ports);
    const sheet = ports.tables.sheetOf('receivables');
    if (sheet === null) throw new Error('The tab is expected.');
    put(sheet, 2, 17, {...cellOf(sheet, 2, 17), value: 75});
    expect(lastOf(readSidebarState(ports))).toMatchObject({
      ties: false,
      summary: 'The tab differs from Stripe: USD −25.00.',
      totals: [
        {
          ties: false,
          difference: 'USD −25.00',
          explanation:
            'Since the refresh amounts, statuses or currencies on the tab were changed. Refresh to put it right.',
        },
      ],
    });

    put(sheet, 2, 1, {...cellOf(sheet, 2, 1), value: 'gone'});
    expect(lastOf(readSidebarState(ports)).totals[0]).toMatchObject({
      difference: 'USD −100.00',
      explanation: 'Since the refresh the tab has 1 invoice fewer than Stripe had. Refresh to put it right.',
    });

    put(sheet, 1, 17, {...cellOf(sheet, 1, 17), value: 'Owed'});
    expect(lastOf(readSidebarState(ports))).toMatchObject({
      ties: false,
      summary: expect.stringContaining('it has no column "Open"'),
      totals: [{buckets: [], ties: false}],
    });
  });

  test('notices rows of a currency of which Stripe has nothing', () => {
    const ports = desk({invoices: invoices(1)});
    runToEnd(ports);
    const sheet = ports.tables.sheetOf('receivables');
    if (sheet === null) throw new Error('The tab is expected.');
    put(sheet, 2, 6, {...cellOf(sheet, 2, 6), value: 'CHF'});
    expect(lastOf(readSidebarState(ports)).totals).toMatchObject([
      {currency: 'CHF', ties: false, difference: 'CHF 100.00'},
      {currency: 'USD', ties: false, difference: 'USD −100.00'},
    ]);
  });

  test('names the tabs that somebody has deleted', () => {
    const ports = desk({invoices: invoices(1)});
    runToEnd(ports);
    const {sheets} = ports.tables;
    sheets.splice(
      sheets.findIndex(({title}) => title === 'Receivables'),
      1,
    );
    expect(readSidebarState(ports)).toMatchObject({
      deletedTabs: ['Receivables'],
      lastRefresh: {ties: false, summary: 'The tab Receivables is gone: refresh to make it anew.'},
    });
  });

  test('keeps the last failure for everybody until a refresh succeeds', () => {
    const ports = desk({invoices: invoices(1)});
    ports.http.intercept = () => refused(401, {message: 'Invalid API Key provided: rk_test_***1234'});
    expect(() => runOnce(ports)).toThrow();
    expect(readSidebarState(ports).lastFailure).toMatchObject({
      at: '2026-03-15T12:00:00+00:00',
      by: 'nora@example.com',
      failure: {code: 'CREDENTIALS_INVALID', requestId: 'req_test'},
    });
    ports.http.intercept = null;
    runToEnd(ports);
    expect(readSidebarState(ports).lastFailure).toBeNull();
  });

  test('offers nothing to go on with after a refresh that failed before its first page', () => {
    const ports = desk({invoices: invoices(1)});
    ports.http.intercept = ({url}) => (url.includes('/v1/invoices') ? refused(401, {}) : null);
    expect(() => runOnce(ports)).toThrow();
    expect(readRun(ports.documentProperties)).toMatchObject({pages: 0});
    expect(readSidebarState(ports).unfinishedRefresh).toBeNull();
  });

  test('opens with the defaults where stored settings cannot be used, and says which', () => {
    const ports = desk();
    ports.documentProperties.write('settings', '{"version": 1, "bucketEdges": [0]}');
    expect(readSidebarState(ports).settings).toMatchObject({
      values: {bucketEdges: [30, 60, 90, 120]},
      problem: {code: 'SETTINGS_INVALID', fact: expect.stringContaining('"bucketEdges"')},
    });
  });

  test('warns where the spreadsheet shows times in another zone than days are counted in', () => {
    const ports = desk({tables: fakeTables({timeZone: 'Europe/Berlin'}), invoices: invoices(1)});
    runToEnd(ports);
    expect(readSidebarState(ports).timeZones).toMatchObject({
      counting: 'Etc/UTC',
      from: 'account',
      spreadsheet: 'Europe/Berlin',
      warning: expect.stringContaining('Days are counted in Etc/UTC'),
    });
  });
});

describe('refreshSlice()', () => {
  test('works for as long as it is told, says how far it is, and ends with the tabs of one run', () => {
    const ports = slowDesk(40);
    const replies: RefreshSliceReply[] = [refreshSlice(ports, {forMs: 60_000}, far)];
    for (
      let reply = replies[0];
      reply?.status === 'continues' && replies.length < 20;
      reply = replies.at(-1)
    ) {
      replies.push(refreshSlice(ports, {forMs: 60_000, runId: reply.runId}, far));
    }
    expect(replies.length).toBeGreaterThan(2);
    expect(replies[0]).toMatchObject({
      status: 'continues',
      runId: expect.any(String),
      expectedPages: null,
      secondsLeft: null,
    });
    expect(replies.at(-1)).toMatchObject({status: 'complete', invoices: 40});
    expect(runLog(ports)).toEqual(['Succeeded']);

    const again = refreshSlice(ports, {forMs: 60_000}, far);
    expect(again).toMatchObject({status: 'continues', expectedPages: expect.any(Number)});
    expect(again.status === 'continues' && again.secondsLeft).toBeGreaterThan(100);
    expect(readSidebarState(ports).unfinishedRefresh).toMatchObject({
      runId: again.status === 'continues' ? again.runId : '',
      by: 'nora@example.com',
      isRunning: false,
      isResumable: true,
    });
  });

  test('does not warn of several runs when they follow each other, and does when hours lie between', () => {
    const ports = slowDesk(12);
    let reply = refreshSlice(ports, {forMs: 60_000}, far);
    while (reply.status === 'continues') reply = refreshSlice(ports, {forMs: 60_000}, far);
    expect(reply).toMatchObject({status: 'complete', warnings: []});

    refreshSlice(ports, {forMs: 60_000}, far);
    ports.clock.advance(2 * 60 * 60_000);
    let late = refreshSlice(ports, {forMs: 60_000}, far);
    while (late.status === 'continues') late = refreshSlice(ports, {forMs: 60_000}, far);
    expect(late).toMatchObject({warnings: [expect.stringContaining('Read in')]});
  });

  test('estimates from its own pace, whatever lay between the slices of the last refresh', () => {
    const ports = slowDesk(12);
    refreshSlice(ports, {forMs: 60_000}, far);
    ports.clock.advance(2 * 60 * 60_000);
    while (refreshSlice(ports, {forMs: 60_000}, far).status === 'continues');
    const reply = refreshSlice(ports, {forMs: 60_000}, far);
    expect(reply.status === 'continues' && reply.secondsLeft).toBeGreaterThan(10);
    expect(reply.status === 'continues' && reply.secondsLeft).toBeLessThan(300);
  });

  test('reads on however short it is and however slow Stripe', () => {
    const ports = slowDesk(3);
    const first = refreshSlice(ports, {forMs: 1_000}, far);
    expect(first).toMatchObject({status: 'continues'});
    expect(first.status === 'continues' && first.pages).toBeGreaterThan(0);
  });

  test('goes on with no other run than its own', () => {
    const ports = slowDesk(40);
    refreshSlice(ports, {forMs: 60_000}, far);
    expect(refreshSlice(ports, {runId: 'another'}, far)).toEqual({
      status: 'ended-elsewhere',
      message: 'nora@example.com has begun a newer refresh meanwhile.',
    });
    cancelRefresh(ports);
    expect(refreshSlice(ports, {runId: 'another'}, far)).toMatchObject({
      message: 'This refresh was finished or cancelled elsewhere meanwhile.',
    });
  });

  test.each([{forMs: 999}, {forMs: 240_001}, {runId: 3}, {acceptCountChange: 'yes'}, {pages: 3}])(
    'refuses %j',
    (request) => {
      expect(() => refreshSlice(desk(), request as never, far)).toThrow('is not a request');
    },
  );
});

describe('cancelRefresh()', () => {
  test('drops what was read, leaves the tabs, and says so in the run log', () => {
    const ports = slowDesk(40);
    refreshSlice(ports, {forMs: 60_000}, far);
    const {message} = cancelRefresh(ports);
    expect(message).toMatch(/^Cancelled after \d+ pages\. The tabs still show the last good refresh\.$/);
    expect(readRun(ports.documentProperties)).toBeNull();
    expect(ports.tables.readRecords('refresh-progress')).toEqual([]);
    expect(runLog(ports)).toEqual(['Stopped']);
    expect(cancelRefresh(ports).message).toBe('There is no unfinished refresh.');
  });

  test('succeeds also where a protected tab takes no note of it', () => {
    const ports = slowDesk(40);
    refreshSlice(ports, {forMs: 60_000}, far);
    const read = () => {
      throw new Error('The tab is protected.');
    };
    expect(cancelRefresh({...ports, tables: {...ports.tables, read}}).message).toContain('Cancelled');
    expect(runLog(ports)).toEqual(['Stopped']);
  });

  test('makes a run that is at work stop before it publishes', () => {
    const ports = slowDesk(5);
    const {intercept} = ports.http;
    let asked = 0;
    ports.http.intercept = (request) => {
      asked += 1;
      if (asked === 4) cancelRefresh(ports);
      return intercept?.(request) ?? null;
    };
    expect(() => refreshSlice(ports, {forMs: 240_000}, far)).toThrow(
      'this refresh was cancelled or finished by somebody else meanwhile',
    );
    expect(ports.tables.sheetOf('receivables')).toBeNull();
  });
});

describe('connectFromSidebar()', () => {
  const key = 'rk_test_CanaryOfTheSidebar42';
  const granting = (ports: Desk) => {
    ports.http.intercept = ({url}) =>
      url.endsWith('/v1/account') ? null : answered({object: 'list', data: [], has_more: false});
    return ports;
  };

  test('keeps the key for this person, shows account, mode and last four, and takes over the automatic refresh', () => {
    const ports = granting(desk({key: null}));
    const reply = connectFromSidebar(ports, {key, useForAutomaticRefresh: true});
    expect(reply).toMatchObject({outcome: 'connected', check: {lastFour: 'ar42', mode: 'test'}});
    expect(reply.message).toBe(
      'Connected to Demo in test mode with the key that ends in ar42. The receivables now refresh about every hour, as you and with your Stripe key.',
    );
    expect(ports.schedule.triggers).toBe(1);
    expect(readSidebarState(ports)).toMatchObject({
      connection: {mode: 'test', lastFour: 'ar42', kind: 'restricted', account: {id: 'acct_1', name: 'Demo'}},
      automaticRefresh: {isOn: true, isMine: true, owner: 'nora@example.com', warning: null},
    });
    expect(
      JSON.stringify([reply, readSidebarState(ports), [...ports.documentProperties.stored], ports.log.lines]),
    ).not.toContain('Canary');
    expect(ports.userProperties.read('stripeKey')).toBe(key);
    expect(ports.userProperties.read('stripeAccount')).not.toContain('Canary');

    ports.schedule.triggers = 0;
    expect(readSidebarState(ports).automaticRefresh.warning).toContain('gone or doubled');
    expect(disconnectStripe(ports).message).toContain('Automatic refresh is off.');
    expect([...ports.userProperties.stored]).toEqual([]);
  });

  test('says so when the key is kept and Google allows no trigger', () => {
    const ports = granting(desk({key: null}));
    const start = () => {
      throw new Error('This script has too many triggers.');
    };
    const schedule = {...ports.schedule, start};
    const reply = connectFromSidebar({...ports, schedule}, {key, useForAutomaticRefresh: true});
    expect(reply).toMatchObject({outcome: 'connected'});
    expect(reply.message).toContain('Automatic refresh could not be turned on. ');
    expect(reply.message).toContain('too many triggers');
    expect(readSidebarState(ports)).toMatchObject({
      connection: {mode: 'test'},
      automaticRefresh: {isOn: false},
    });
  });

  test('knows its own automatic refresh also where Google names nobody', () => {
    const ports = {...desk(), person: {email: () => null}};
    turnAutomaticRefresh(ports, {on: true});
    expect(readSidebarState(ports).automaticRefresh).toMatchObject({isMine: true});
    expect(disconnectStripe(ports).message).toContain('Automatic refresh is off.');
    expect(ports.schedule.triggers).toBe(0);
  });

  test('keeps nothing where the key may not read what nothing works without', () => {
    const ports = desk({key: null});
    ports.http.intercept = ({url}) =>
      url.endsWith('/v1/account')
        ? null
        : url.includes('/v1/customers')
          ? refused(403, {
              message: "Having the 'rak_customer_read' permission would allow this request to continue.",
            })
          : answered({object: 'list', data: [], has_more: false});
    const reply = replyTo(() => connectFromSidebar(ports, {key}));
    expect(reply).toMatchObject({status: 'done', value: {outcome: 'not-connected'}});
    expect([...ports.userProperties.stored]).toEqual([]);
  });

  test('wants a live secret key to be confirmed', () => {
    const ports = granting(desk({key: null}));
    const secret = {key: 'sk_live_CanaryOfTheSidebar42'};
    expect(connectFromSidebar(ports, secret)).toMatchObject({
      outcome: 'not-connected',
      check: {needsConfirmation: true},
      message: expect.stringContaining('payouts included'),
    });
    expect([...ports.userProperties.stored]).toEqual([]);
    expect(connectFromSidebar(ports, {...secret, acceptSecretKey: true}).outcome).toBe('connected');
    expect(readSidebarState(ports).connection?.warning).toContain('rk_live_');
  });

  test('shows the account of a key that was connected from the menu, and of no other key', () => {
    const ports = desk({key: null});
    connectStripe(ports, {key});
    expect(readSidebarState(ports).connection).toMatchObject({account: {id: 'acct_1', name: 'Demo'}});
    ports.userProperties.write('stripeKey', 'rk_test_another77');
    expect(readSidebarState(ports).connection).toMatchObject({lastFour: 'er77', account: null});
  });

  test('says at once that the tabs hold the books of another mode', () => {
    const ports = desk({invoices: invoices(1)});
    runToEnd(ports);
    granting(ports);
    const reply = connectFromSidebar(ports, {key: 'rk_live_another42'});
    expect(reply.message).toContain('they hold the test mode of acct_1, and the key reads the live mode');
  });
});

describe('turnAutomaticRefresh()', () => {
  test('turns on with a key, off without one, and refuses anything else', () => {
    const ports = desk();
    expect(turnAutomaticRefresh(ports, {on: true}).message).toContain('refresh about every hour');
    expect(turnAutomaticRefresh(ports, {on: false}).message).toBe('Automatic refresh is off.');
    expect(() => turnAutomaticRefresh(ports, {on: 'yes'})).toThrow('is neither');
    expect(() => turnAutomaticRefresh(desk({key: null}), {on: true})).toThrow('no key is connected for you');
  });
});

describe('saveSettingsFromSidebar()', () => {
  const {version: _, ...defaults} = defaultSettings;

  test('stores them for the spreadsheet', () => {
    const ports = desk();
    const settings = {...defaults, bucketEdges: [15, 45], hiddenColumns: ['Link'], noDueDate: 'not-due'};
    expect(saveSettingsFromSidebar(ports, {settings})).toMatchObject({
      outcome: 'saved',
      settings: {values: settings, problem: null},
    });
    expect(readSidebarState(ports).settings.values).toEqual(settings);
  });

  test('stores nothing over what somebody else has saved meanwhile', () => {
    const ports = desk();
    const save = (bucketEdges: readonly number[], insteadOf: object) =>
      saveSettingsFromSidebar(ports, {settings: {...defaults, bucketEdges}, insteadOf});
    const {timeZone, ...others} = defaults;
    expect(save([15], {...others, timeZone})).toMatchObject({outcome: 'saved'});
    expect(save([45], defaults)).toMatchObject({
      outcome: 'refused',
      problems: [{field: null, message: expect.stringContaining('Somebody has saved other settings')}],
    });
    expect(readSidebarState(ports).settings.values.bucketEdges).toEqual([15]);
    expect(save([45], {...defaults, bucketEdges: [15]})).toMatchObject({outcome: 'saved'});
  });

  test('names each field that cannot be used, and stores nothing', () => {
    const ports = desk();
    const settings = {
      timeZone: 3,
      bucketEdges: [30, 10],
      noDueDate: 'never',
      hiddenColumns: ['Open'],
      currencyOrder: ['dollars', 'yen'],
      purchaseOrder: {customFields: [''], metadataKeys: []},
    };
    const reply = saveSettingsFromSidebar(ports, {settings});
    expect(reply.outcome === 'refused' && reply.problems.map(({field}) => field)).toEqual([
      'timeZone',
      'bucketEdges',
      'noDueDate',
      'hiddenColumns',
      'currencyOrder',
      'purchaseOrder.customFields',
    ]);
    expect(reply.outcome === 'refused' && reply.problems[1]?.message).toBe(
      'Must be up to 12 strictly increasing whole days from 1 to 36500, such as [30, 60, 90, 120].',
    );
    expect(saveSettingsFromSidebar(ports, {settings: {...defaults, timeZone: 'Mars/Olympus'}})).toMatchObject(
      {
        outcome: 'refused',
        problems: [{field: 'timeZone', message: expect.stringContaining('"Mars/Olympus" is none')}],
      },
    );
    expect(saveSettingsFromSidebar(ports, {settings: {...defaults, colour: 'red'}})).toMatchObject({
      problems: [{field: null, message: 'Cannot save: "colour" is not a setting.'}],
    });
    expect(ports.documentProperties.read('settings')).toBeNull();
  });

  test('refuses more than a property takes', () => {
    const customFields = Array.from({length: 300}, (_, n) => `A custom field of ours ${n}`);
    const settings = {...defaults, purchaseOrder: {customFields, metadataKeys: []}};
    expect(saveSettingsFromSidebar(desk(), {settings})).toMatchObject({
      outcome: 'refused',
      problems: [{field: null, message: expect.stringContaining('Shorten the lists')}],
    });
  });
});
