import {jest} from '@jest/globals';
import {sliceComplete} from '../support/refresh-slices.ts';
import {done} from '../support/scripted-google.ts';
import {inSidebar, setUpSidebarTests} from '../support/sidebar-page.ts';
import {lastRefresh, lookup, nordwind, refreshedState} from '../support/sidebar-states.ts';

jest.setTimeout(90_000);

const connection = {mode: 'live', lastFour: '4Xq9', kind: 'restricted', warning: null} as const;

inSidebar('the sidebar', () => {
  const tests = setUpSidebarTests();

  test.each([
    ['no network', 'NetworkError: Connection failure due to HTTP 0', 'Google cannot be reached'],
    ['no authorisation', 'Authorization is required to perform that action.', 'did not let the add-on work'],
    ['a server error', 'We’re sorry, a server error occurred.', 'Google failed: We’re sorry'],
  ])('opened with %s, says so and can be tried again', async (_, message, told) => {
    const sidebar = await tests.open({readSidebarState: () => ({status: 'thrown', message})});
    await sidebar.page.getByRole('alert').getByText(told).waitFor();
    expect(await sidebar.problems()).toEqual([]);
    sidebar.script({readSidebarState: () => done(refreshedState)});
    await sidebar.page.getByRole('button', {name: 'Try again'}).click();
    await sidebar.page.getByText('difference 0.00').waitFor();
    expect(await sidebar.page.getByRole('alert').count()).toBe(0);
  });

  test('opened before an older script, says what to reload', async () => {
    const sidebar = await tests.open({});
    await sidebar.page.getByRole('alert').waitFor();
    await sidebar.screenshot('failed-to-open');
    expect(await sidebar.problems()).toEqual([]);
  });

  test('a view that cannot be drawn leaves the others usable, and is drawn when it can be', async () => {
    const {lastRefresh: whole} = refreshedState;
    const {totals: _, ...partOnly} = whole ?? {totals: []};
    const sidebar = await tests.open({
      readSidebarState: () => JSON.parse(JSON.stringify(done({...refreshedState, lastRefresh: partOnly}))),
    });
    const {page} = sidebar;
    await page.getByRole('alert').getByText('This view cannot be shown').waitFor();
    expect(await sidebar.problems()).toEqual([]);
    await sidebar.tab('Settings');
    await page.getByLabel('Aging buckets').waitFor();
    await sidebar.tab('Receivables');
    sidebar.script({readSidebarState: () => done(refreshedState)});
    await page.getByRole('button', {name: 'Try again'}).click();
    await page.getByText('difference 0.00').waitFor();
  });

  test('keeps to its width with the longest names and amounts', async () => {
    const long = 'Wohnungsbaugesellschaft'.repeat(5);
    const totals = lastRefresh.totals.map((total) => ({
      ...total,
      open: `${total.currency} 123,456,789,012,345.678`,
      openInvoices: 1_234_567,
      ties: false,
      difference: `${total.currency} −123,456,789,012,345.678`,
      explanation: long,
      uncollectibleInvoices: 1_000_000,
      uncollectible: `${total.currency} 123,456,789,012,345.678`,
      buckets: total.buckets.map((bucket) => ({
        ...bucket,
        label: '36,499–36,500',
        amount: `${total.currency} 123,456,789,012,345.678`,
        invoices: 1_234_567,
      })),
    }));
    const payment = {
      ...nordwind,
      number: long,
      customer: {id: 'cus_1', name: long, email: `${long}@example.com`},
      sentence: `${long} · ${long}`,
      state: {text: long, tone: 'bad'} as const,
      sections: [{title: long, lines: [{label: long, text: long, tone: 'plain'} as const]}],
    };
    const sidebar = await tests.open({
      readSidebarState: () =>
        done({
          ...refreshedState,
          connection: {...connection, account: {id: long, name: long}},
          lastRefresh: {...lastRefresh, summary: long, by: long, account: long, totals, warnings: [long]},
          automaticRefresh: {...refreshedState.automaticRefresh, owner: long, isMine: false, warning: long},
          deletedTabs: [long],
        }),
      lookUpPayments: () =>
        done({...lookup, results: [{kind: 'invoice', asked: long, foundBy: long, payment}], notes: [long]}),
    });
    const {page} = sidebar;
    await page.getByText('A tab is gone').waitFor();
    await sidebar.screenshot('longest-receivables');
    expect(await sidebar.problems()).toEqual([]);
    await sidebar.tab('Payment status');
    await page.getByRole('button', {name: 'Use selected rows'}).click();
    await page.getByRole('article').waitFor();
    await sidebar.screenshot('longest-payment-status');
    expect(await sidebar.problems()).toEqual([]);
    await sidebar.tab('Connect');
    expect(await sidebar.problems()).toEqual([]);
  });

  test('waits for Google with words', async () => {
    const sidebar = await tests.open({readSidebarState: () => ({status: 'silent'})});
    await sidebar.page.getByText('Reading the spreadsheet…').waitFor();
    expect(await sidebar.problems()).toEqual([]);
  });

  test('has tabs that arrows move along, and Tab leads into the view', async () => {
    const sidebar = await tests.open({readSidebarState: () => done(refreshedState)});
    const {page} = sidebar;
    await page.getByText('difference 0.00').waitFor();
    const shown = () => page.getByRole('tab', {selected: true}).getAttribute('id');
    const focused = () => page.evaluate<string>('document.activeElement.id');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('tab-receivables');
    const seen: string[] = [];
    const keys = [...Array.from({length: 5}, () => 'ArrowRight'), 'ArrowLeft', 'Home', 'End'];
    for (const key of keys) {
      await page.keyboard.press(key);
      expect(await focused()).toBe(await shown());
      seen.push(await focused());
    }
    expect(seen).toEqual([
      'tab-invoices',
      'tab-payment-status',
      'tab-connect',
      'tab-settings',
      'tab-receivables',
      'tab-settings',
      'tab-receivables',
      'tab-settings',
    ]);
    await page.keyboard.press('Tab');
    expect(await sidebar.focused()).toBe('panel');
  });

  test('is worked by keyboard alone: refresh, filter, look up, copy', async () => {
    const sidebar = await tests.open({
      readSidebarState: () => done(refreshedState),
      refreshFromSidebar: () => done(sliceComplete),
      showReceivables: () =>
        done({outcome: 'shown', invoices: 702, otherFilters: [], message: '702 invoices.'}),
      lookUpPayments: () => done(lookup),
    });
    const {page} = sidebar;
    const tabTo = async (words: string | RegExp): Promise<void> => {
      for (let presses = 0; presses < 40; presses += 1) {
        await page.keyboard.press('Tab');
        const focused = (await sidebar.focused()).replace(/\s+/g, ' ');
        if (typeof words === 'string' ? focused === words : words.test(focused)) return;
      }
      throw new Error(`Tab does not lead to ${words}.`);
    };
    await page.getByText('difference 0.00').waitFor();
    await tabTo('Refresh now');
    await page.keyboard.press('Enter');
    await page.getByText(sliceComplete.message).first().waitFor();
    expect(await sidebar.focused()).toBe('Refresh');
    await tabTo(/^1–30/);
    await page.keyboard.press('Space');
    await page.getByRole('tabpanel').getByText('702 invoices.').waitFor();
    expect(await sidebar.focused()).toMatch(/1–30/);

    await page.getByRole('tab', {name: 'Receivables'}).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await tabTo('What to look up');
    await page.keyboard.type('Nordwind');
    await tabTo('Look up');
    await page.keyboard.press('Enter');
    await page.getByRole('article', {name: 'INV-0042'}).waitFor();
    expect(await sidebar.focused()).toBe('Look up');
    await tabTo(/^Copy the sentence of INV-0042$/);
    await page.keyboard.press('Enter');
    await page.getByText('✓ Copied').waitFor();
  });

  test('says after a minute that Google has not answered, and can be tried again', async () => {
    const sidebar = await tests.open({readSidebarState: () => ({status: 'silent'})}, {ownClock: true});
    const {page} = sidebar;
    await page.getByText('Reading the spreadsheet…').waitFor();
    await page.clock.fastForward(61_000);
    await page.getByRole('alert').getByText('Google has not answered.').waitFor();
    sidebar.script({readSidebarState: () => done(refreshedState)});
    await page.getByRole('button', {name: 'Try again'}).click();
    await page.getByText('difference 0.00').waitFor();
  });

  test('looks again when a person comes back to it after more than a minute', async () => {
    const sidebar = await tests.open({readSidebarState: () => done(refreshedState)}, {ownClock: true});
    const {page} = sidebar;
    await page.getByText('refreshed 4 minutes ago').waitFor();
    const comeBack = () => page.evaluate("window.dispatchEvent(new Event('focus'))");
    await comeBack();
    await page.clock.fastForward(61_000);
    sidebar.script({
      readSidebarState: () => done({...refreshedState, lastRefresh: {...lastRefresh, age: '1 hour ago'}}),
    });
    expect(sidebar.calls).toHaveLength(1);
    await comeBack();
    await page.getByText('refreshed 1 hour ago').waitFor();
    expect(sidebar.calls).toHaveLength(2);
  });

  test('holds still for those who ask for less motion', async () => {
    const sidebar = await tests.open({readSidebarState: () => ({status: 'silent'})});
    const animation = () =>
      sidebar.page.evaluate("getComputedStyle(document.querySelector('.waiting'), '::before').animationName");
    await sidebar.page.getByText('Reading the spreadsheet…').waitFor();
    expect(await animation()).toBe('turn');
    await sidebar.page.emulateMedia({reducedMotion: 'reduce'});
    expect(await animation()).toBe('none');
  });
});
