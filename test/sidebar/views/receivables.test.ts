import {jest} from '@jest/globals';
import type {RefreshSliceReply, Reply, SidebarState} from '../../../src/core/sidebar-contract.ts';
import {sliceComplete, sliceContinues} from '../support/refresh-slices.ts';
import {done, held, refused} from '../support/scripted-google.ts';
import {inSidebar, setUpSidebarTests} from '../support/sidebar-page.ts';
import {connectedState, freshState, lastRefresh, refreshedState} from '../support/sidebar-states.ts';

jest.setTimeout(90_000);

const unfinishedRefresh = {
  runId: 'run_9',
  by: 'ben@acme-billing.example',
  startedAt: '2026-10-31T11:40:00+01:00',
  pages: 23,
  invoices: 2_300,
  expectedPages: 52,
  isRunning: false,
  isResumable: true,
};

const notTying: SidebarState = {
  ...refreshedState,
  connection: connectedState.connection,
  lastRefresh: {
    ...lastRefresh,
    ties: false,
    isStale: true,
    summary: 'The tab differs from Stripe: EUR −25.00.',
    warnings: ['Days are counted in Europe/Berlin, the spreadsheet shows times in America/New_York.'],
    totals: lastRefresh.totals.map((total) =>
      total.currency === 'EUR'
        ? {
            ...total,
            ties: false,
            difference: 'EUR −25.00',
            explanation: 'Somebody has changed or deleted rows of the tab since. Refresh to put them back.',
          }
        : total,
    ),
  },
};

inSidebar('Receivables', () => {
  const tests = setUpSidebarTests();

  test('shows one green line when everything ties, the stamp, and the totals of each currency', async () => {
    const {page, screenshot, problems} = await tests.open({readSidebarState: () => done(refreshedState)});
    const line = page.locator('.notice.good');
    await line.getByText('3 currencies, 5,000 invoices, difference 0.00').waitFor();
    expect(await page.locator('.mode').innerText()).toBe('LIVE');
    await page.getByText('As of 31 Oct 2026 · refreshed 4 minutes ago').waitFor();
    const rows = await page.getByRole('table').getByRole('row').allInnerTexts();
    expect(rows.map((row) => row.replace(/\s+/g, ' ').trim())).toEqual([
      'Currency Open Invoices Diff.',
      'USD 12,481,022.18 3,412 0.00',
      'EUR 3,204,118.00 1,100 0.00',
      'JPY 88,204,118 488 0',
      'Besides, uncollectible',
      'USD 14,210.00 3',
    ]);
    await page.getByText('What these figures are true for').click();
    await page.getByText('end of 31 Oct 2026, Europe/Berlin').waitFor();
    await screenshot('receivables');
    expect(await problems()).toEqual([]);
  });

  test('shows in red by how much it does not tie, why, and that it is old', async () => {
    const {page, screenshot, problems} = await tests.open({readSidebarState: () => done(notTying)});
    await page.locator('.notice.bad').getByText('EUR −25.00').waitFor();
    await page.getByText('Somebody has changed or deleted rows').waitFor();
    await page.getByText('more than two hours old').waitFor();
    await page.getByText('These figures are of live mode, and your key is of test mode.').waitFor();
    await page.getByText('the spreadsheet shows times in America/New_York').waitFor();
    expect(await page.locator('.differs').textContent()).toBe('does not tie: −25.00');
    await screenshot('receivables-not-tying');
    expect(await problems()).toEqual([]);
  });

  test('says what to do first, without a key and before the first refresh', async () => {
    const sidebar = await tests.open({readSidebarState: () => done(freshState)});
    await sidebar.page.getByText('Connect Stripe with a restricted key').waitFor();
    await sidebar.tab('Receivables');
    await sidebar.page.getByText('Nothing has been read from Stripe yet.').waitFor();
    expect(await sidebar.page.locator('.mode').innerText()).toBe('Not connected');
    await sidebar.screenshot('receivables-first');
    expect(await sidebar.problems()).toEqual([]);
    await sidebar.page.getByRole('button', {name: 'Connect Stripe'}).click();
    expect(await sidebar.focused()).toBe('panel');
    await sidebar.page.getByLabel('Restricted key').waitFor();

    const connected = await tests.open({readSidebarState: () => done(connectedState)});
    await connected.page.getByText('The first refresh makes the Receivables and AR Aging tabs.').waitFor();
    expect(await connected.page.locator('.mode').innerText()).toBe('TEST MODE');
  });

  test('refreshes in parts with pages, rows and time left, and takes the focus along', async () => {
    const slices = [held<Reply<RefreshSliceReply>>(), held<Reply<RefreshSliceReply>>()];
    const [first, second] = slices;
    const sidebar = await tests.open({
      readSidebarState: () => done(refreshedState),
      refreshFromSidebar: (request) =>
        (request.runId === undefined ? first : second)?.answer ?? done(sliceComplete),
    });
    const {page} = sidebar;
    await page.getByRole('button', {name: 'Refresh now'}).click();
    await page.getByText('Reading invoices from Stripe…').waitFor();
    expect(await sidebar.focused()).toBe('Refresh');
    first?.give(done(sliceContinues(12)));
    await page.getByText('12 pages of about 52 · 1,200 invoices · about 40 seconds left').waitFor();
    expect(await page.getByRole('progressbar').getAttribute('value')).toBe(String(12 / 52));
    expect(await page.getByRole('status').innerText()).toBe(
      '12 pages, 1,200 invoices, about 40 seconds left',
    );
    await sidebar.screenshot('receivables-refreshing');
    expect(await sidebar.problems()).toEqual([]);
    second?.give(done(sliceComplete));
    await page.getByText(sliceComplete.message).first().waitFor();
    await page.getByRole('button', {name: 'Refresh now'}).waitFor();
    expect(sidebar.calls.map(({name}) => name)).toEqual([
      'readSidebarState',
      'refreshFromSidebar',
      'refreshFromSidebar',
      'readSidebarState',
    ]);
  });

  test('stops and keeps, resumes the same run, and discards only when asked twice', async () => {
    const part = held<Reply<RefreshSliceReply>>();
    let state: SidebarState = refreshedState;
    const sidebar = await tests.open({
      readSidebarState: () => done(state),
      refreshFromSidebar: (request) => (request.runId === 'run_9' ? done(sliceContinues(40)) : part.answer),
      cancelRefresh: () => {
        state = refreshedState;
        return done({message: 'Discarded what 40 pages have brought. The tabs are as they were.'});
      },
    });
    const {page} = sidebar;
    await page.getByRole('button', {name: 'Refresh now'}).click();
    await page.getByRole('button', {name: 'Stop'}).click();
    await page.getByText('Stopping after this part…').waitFor();
    state = {...refreshedState, unfinishedRefresh};
    part.give(done(sliceContinues(23)));
    await page.getByText('23 pages with 2,300 invoices are read.').waitFor();
    await sidebar.screenshot('receivables-unfinished');
    expect(await sidebar.problems()).toEqual([]);

    sidebar.script({
      refreshFromSidebar: () => refused('STRIPE_RATE_LIMITED', 'Stripe asks to wait.', 'Wait.'),
    });
    await page.getByRole('button', {name: 'Resume'}).click();
    await page.getByText('Stripe asks to wait.').waitFor();
    expect(sidebar.calls.at(-2)).toEqual({name: 'refreshFromSidebar', args: [{runId: 'run_9'}]});

    await page.getByRole('button', {name: 'Discard…'}).click();
    expect(await sidebar.focused()).toContain('Discard 23 pages with 2,300 invoices?');
    await page.keyboard.press('Escape');
    await page.getByRole('button', {name: 'Discard…'}).click();
    await sidebar.screenshot('receivables-discard');
    await page.getByRole('button', {name: 'Discard', exact: true}).click();
    await page.getByText('The tabs are as they were.').first().waitFor();
    await page.getByRole('button', {name: 'Refresh now'}).waitFor();
  });

  test('asks whether a changed count is right', async () => {
    const sidebar = await tests.open({
      readSidebarState: () => done(refreshedState),
      refreshFromSidebar: (request) =>
        request.acceptCountChange === true
          ? done(sliceComplete)
          : refused('COUNT_CHANGED', 'Stripe has 2,400 open invoices, and the table 5,000.', 'Look first.'),
    });
    const {page} = sidebar;
    await page.getByRole('button', {name: 'Refresh now'}).click();
    await page.getByText('2,400 open invoices, and the table 5,000. Publish it all the same?').waitFor();
    await sidebar.screenshot('receivables-count-changed');
    expect(await sidebar.problems()).toEqual([]);
    await page.getByRole('button', {name: 'Keep the tabs'}).click();
    await page.getByRole('button', {name: 'Refresh now'}).click();
    await page.getByRole('button', {name: 'Publish it'}).click();
    await page.getByText(sliceComplete.message).first().waitFor();
  });

  test.each([
    ['STRIPE_UNREACHABLE', 'Stripe did not answer.', 'Try again'],
    ['PERMISSION_MISSING', 'The key may not list invoices.', 'Open Connect'],
  ] as const)('tells %s with its next step, the request id and a way on', async (code, fact, button) => {
    const sidebar = await tests.open({
      readSidebarState: () => done(refreshedState),
      refreshFromSidebar: () => refused(code, `Cannot refresh: ${fact}`, 'Do this next.', 'req_8Kx2mA91'),
    });
    const {page} = sidebar;
    await page.getByRole('button', {name: 'Refresh now'}).click();
    const alert = page.getByRole('alert');
    await alert.getByText(`Cannot refresh: ${fact}`).waitFor();
    expect(await alert.innerText()).toContain('Do this next.');
    expect(await alert.innerText()).toContain('For Stripe support: req_8Kx2mA91');
    await sidebar.screenshot(`receivables-${code.toLowerCase().replace('_', '-')}`);
    expect(await sidebar.problems()).toEqual([]);
    await alert.getByRole('button', {name: button}).click();
    const view = button === 'Open Connect' ? 'Connect' : 'Receivables';
    expect(await page.getByRole('tab', {selected: true}).innerText()).toBe(view);
  });

  test('watches a colleague’s refresh, and shows an earlier failure and what is gone', async () => {
    const sidebar = await tests.open({
      readSidebarState: () =>
        done({
          ...refreshedState,
          unfinishedRefresh: {...unfinishedRefresh, isRunning: true},
          deletedTabs: ['AR Aging'],
          lastFailure: {
            at: '2026-10-31T10:00:00+01:00',
            by: 'hourly trigger of ben@acme-billing.example',
            failure: refused('CREDENTIALS_INVALID', 'Stripe no longer knows the key.', 'Connect another.')
              .failure,
          },
        }),
    });
    const {page} = sidebar;
    await page.getByText('ben@acme-billing.example is refreshing now.').waitFor();
    await page.getByText('A tab is gone: AR Aging.').waitFor();
    await page.getByText('The attempt of 31 Oct 2026, 10:00 by hourly trigger of ben').waitFor();
    await sidebar.screenshot('receivables-elsewhere');
    expect(await sidebar.problems()).toEqual([]);
  });

  test('each bar of the chart filters the tab, and a filter of people goes only when asked', async () => {
    const sidebar = await tests.open({
      readSidebarState: () => done(refreshedState),
      showReceivables: (request) =>
        'all' in request || request.replaceFilter === true || request.bucket !== '31–60'
          ? done({outcome: 'shown', invoices: 200, otherFilters: [], message: '200 invoices are shown.'})
          : done({
              outcome: 'people-filter',
              columns: ['Bucket'],
              message: 'Somebody filters the column Bucket. Replace that filter?',
            }),
    });
    const {page} = sidebar;
    await page.getByLabel('Currency of the chart').selectOption('EUR');
    const bar = page.getByRole('button', {name: '1–30 800,000.00 200 invoices', exact: true});
    await bar.click();
    await page.getByRole('tabpanel').getByText('200 invoices are shown.').waitFor();
    expect(await bar.getAttribute('aria-pressed')).toBe('true');
    await page.getByRole('button', {name: /^31–60/}).click();
    await page.getByText('Replace that filter?').waitFor();
    await sidebar.screenshot('receivables-filter');
    expect(await sidebar.problems()).toEqual([]);
    await page.getByRole('button', {name: 'Replace the filter'}).click();
    await page.getByRole('button', {name: 'Show all invoices'}).click();
    await page.getByRole('tabpanel').getByText('200 invoices are shown.').waitFor();
    expect(sidebar.calls.slice(1).map(({args}) => args[0])).toEqual([
      {currency: 'EUR', bucket: '1–30'},
      {currency: 'EUR', bucket: '31–60'},
      {currency: 'EUR', bucket: '31–60', replaceFilter: true},
      {all: true},
    ]);
  });

  test('turns automatic refresh off, on, and over to oneself', async () => {
    let automaticRefresh: SidebarState['automaticRefresh'] = {
      isOn: true,
      owner: 'ben@acme-billing.example',
      isMine: false,
      since: '2026-10-12T09:00:00+02:00',
      warning: null,
    };
    const sidebar = await tests.open({
      readSidebarState: () => done({...refreshedState, automaticRefresh}),
      turnAutomaticRefresh: ({on}) => {
        automaticRefresh = on ? refreshedState.automaticRefresh : freshState.automaticRefresh;
        return done({message: on ? 'It is on.' : 'It is off.'});
      },
    });
    const {page} = sidebar;
    await page
      .getByText('On: about every hour, as ben@acme-billing.example, with their key, since 12 Oct 2026.')
      .waitFor();
    await page.getByRole('button', {name: 'Use my key instead'}).click();
    await page.getByText('as you, with your key').waitFor();
    const toggle = page.getByRole('switch', {name: 'Automatic refresh'});
    await toggle.click();
    await page.getByText('Off: the tabs change only when somebody refreshes.').waitFor();
    expect(await toggle.getAttribute('aria-checked')).toBe('false');
    sidebar.script({
      turnAutomaticRefresh: () => refused('UNEXPECTED', 'Google has no trigger left.', 'Delete one.'),
    });
    await toggle.click();
    await page.getByRole('alert').getByText('Google has no trigger left.').waitFor();
    await page.getByRole('alert').getByRole('button', {name: 'Try again'}).click();
    expect(await sidebar.problems()).toEqual([]);
    expect(
      sidebar.calls.filter(({name}) => name === 'turnAutomaticRefresh').map(({args}) => args[0]),
    ).toEqual([{on: true}, {on: false}, {on: true}, {on: true}]);
  });
});
