import {jest} from '@jest/globals';
import type {CreateReply} from '../../../src/core/invoice-contract.ts';
import type {Reply} from '../../../src/core/sidebar-contract.ts';
import {
  begunState,
  checked,
  createComplete,
  createContinues,
  digest,
  draftsState,
  manyGroups,
  noTab,
  nothingReady,
  previewed,
} from '../support/invoice-states.ts';
import {done, held, refused, type ScriptedApi} from '../support/scripted-google.ts';
import {inSidebar, type SidebarPage, setUpSidebarTests} from '../support/sidebar-page.ts';
import {connectedState, freshState, refreshedState} from '../support/sidebar-states.ts';

jest.setTimeout(90_000);

const [firstTotal] = previewed.totals;
if (firstTotal === undefined) throw new Error('The preview has totals.');

const script: ScriptedApi = {
  readSidebarState: () => done(connectedState),
  readDrafts: () => done(draftsState),
  readApprovals: () => done({requests: []}),
  checkDrafts: () => done(checked),
  previewDrafts: () => done(previewed),
  showDraftCell: () => done(null),
};

inSidebar('Invoices', () => {
  const tests = setUpSidebarTests();
  const open = async (changed: ScriptedApi = {}): Promise<SidebarPage> => {
    const sidebar = await tests.open({...script, ...changed});
    await sidebar.tab('Invoices');
    return sidebar;
  };
  const preview = async (changed: ScriptedApi = {}): Promise<SidebarPage> => {
    const sidebar = await open(changed);
    await sidebar.page.getByRole('button', {name: 'Preview', exact: true}).click();
    await sidebar.page.getByRole('region', {name: 'What they come to'}).waitFor();
    return sidebar;
  };

  test('says what to do first: connect, make the tab, fill it', async () => {
    const bare = await open({readSidebarState: () => done(freshState)});
    await bare.page.getByText('Connect Stripe to turn rows into invoices.').waitFor();

    let drafts = noTab;
    const sidebar = await open({
      readDrafts: () => done(drafts),
      createDraftsTab: () => {
        drafts = {...draftsState, tab: {title: 'Invoice Drafts', rows: 0}};
        return done({message: 'The tab “Invoice Drafts” is ready.'});
      },
    });
    await sidebar.page.getByText('There is no tab for drafts yet.').waitFor();
    await sidebar.screenshot('invoices-no-tab');
    expect(await sidebar.problems()).toEqual([]);
    await sidebar.page.getByRole('button', {name: 'New Invoice Drafts tab'}).click();
    await sidebar.page.getByText('Paste order lines into Invoice Drafts').waitFor();
    await sidebar.page.getByText('The tab “Invoice Drafts” is ready.').first().waitFor();
    expect(await sidebar.problems()).toEqual([]);
  });

  test('lists what a check found, those that need a person first, and leads to the cell', async () => {
    const sidebar = await open();
    const {page} = sidebar;
    await sidebar.screenshot('invoices-before');
    await page.getByRole('button', {name: 'Check', exact: true}).click();
    const problems = page.getByRole('region', {name: 'Problems: 2'});
    await page.getByText('12 rows in Invoice Drafts').waitFor();
    await problems.getByText('Quantity is −2. Enter a quantity above 0.').waitFor();
    expect(await page.getByRole('region', {name: /: \d+$/}).allInnerTexts()).toHaveLength(5);
    await sidebar.screenshot('invoices-checked');
    expect(await sidebar.problems()).toEqual([]);

    await problems.getByRole('button', {name: 'Order total (check)'}).click();
    await problems.getByRole('button', {name: 'B-2 · rows 6, 8'}).click();
    expect(sidebar.calls.filter(({name}) => name === 'showDraftCell').map(({args}) => args)).toEqual([
      [{row: 6, header: 'Order total (check)'}],
      [{row: 6, header: null}],
    ]);

    await page.getByLabel(/^Only problems and warnings \(5\)/).check();
    await page.getByText('Ready: 2').waitFor({state: 'detached'});
    await sidebar.screenshot('invoices-only-problems');
  });

  test('chooses one of several customers, then checks again', async () => {
    const sidebar = await open({chooseCustomer: () => done({message: 'Row 5 bills cus_R7m02.'})});
    await sidebar.page.getByRole('button', {name: 'Check', exact: true}).click();
    await sidebar.page.getByRole('button', {name: /Acme · GB/}).click();
    await sidebar.page.getByRole('button', {name: 'Check again'}).waitFor();
    const asked = sidebar.calls.filter(({name}) => name === 'chooseCustomer' || name === 'checkDrafts');
    expect(asked).toEqual([
      {name: 'checkDrafts', args: [{allOrNothing: false}]},
      {name: 'chooseCustomer', args: [{row: 5, customerId: 'cus_R7m02'}]},
      {name: 'checkDrafts', args: [{allOrNothing: false}]},
    ]);
  });

  test('shows what a preview comes to per currency, cards apart with their own tick', async () => {
    const sidebar = await preview();
    const {page} = sidebar;
    const rows = await page.getByRole('region', {name: 'What they come to'}).getByRole('row').allInnerTexts();
    expect(rows.map((row) => row.replace(/\s+/g, ' ').trim())).toEqual([
      'Subtotal 12,000.00',
      'Discount 0.00',
      'Tax 2,280.00',
      'EUR, 1 invoice 14,280.00',
      'Subtotal 50,000.00',
      'Discount −1,800.00',
      'Tax 0.00',
      'USD, 1 invoice 48,200.00',
    ]);
    await page.getByText('Cards, of the total: USD 48,200.00 in 1 invoice').waitFor();
    await page.getByText('Drafts charge nothing.').waitFor();
    await page.getByText('Approval not needed in test mode.').waitFor();
    await sidebar.screenshot('invoices-previewed');
    expect(await sidebar.problems()).toEqual([]);

    await page.getByLabel('Finalize', {exact: true}).check();
    await page.getByLabel('Charge these cards now').check();
    await page.getByRole('button', {name: 'Create and finalize 2 invoices'}).waitFor();
    expect(await sidebar.problems()).toEqual([]);
  });

  test('200 groups are drawn at once and stay readable', async () => {
    const sidebar = await preview({previewDrafts: () => done(manyGroups(200))});
    const {page} = sidebar;
    await page.getByRole('region', {name: 'Problems: 29'}).waitFor();
    expect(await page.locator('.draft').count()).toBe(29);
    await page.getByText('Ready: 171').click();
    await page.getByRole('button', {name: 'Show 71 more of 71'}).click();
    expect(await page.locator('.draft').count()).toBe(200);
    expect(await sidebar.problems()).toEqual([]);
  });

  test('in live mode count and total are typed, and the button says what is missing', async () => {
    const sidebar = await preview({
      readSidebarState: () => done(refreshedState),
      previewDrafts: () => done({...previewed, mustTypeTotals: true}),
      createFromDrafts: () => done(createComplete),
    });
    const {page} = sidebar;
    const button = page.getByRole('button', {name: 'Create 2 drafts'});
    expect(await button.getAttribute('aria-disabled')).toBe('true');
    await page.getByText('Type count and total of EUR, as the preview shows them.').waitFor();
    await page.getByLabel('Invoices in EUR').fill('1');
    await page.getByLabel('Total in EUR').fill('14,280.00');
    await page.getByText('✓ as in the preview').waitFor();
    await page.getByLabel('Invoices in USD').fill('1');
    await page.getByLabel('Total in USD').fill('4820');
    await page.getByText('The preview comes to USD 48,200.00.').waitFor();
    await sidebar.screenshot('invoices-live-typed');
    expect(await sidebar.problems()).toEqual([]);
    await button.click({force: true});
    expect(sidebar.calls.some(({name}) => name === 'createFromDrafts')).toBe(false);
    await page.getByLabel('Total in USD').fill('48,200');
    await button.click();
    await page.getByRole('region', {name: 'What was created'}).waitFor();
    expect(sidebar.calls.find(({name}) => name === 'createFromDrafts')?.args).toEqual([
      {
        digest,
        finalize: false,
        deliver: false,
        chargeCards: false,
        expected: [
          {currency: 'EUR', invoices: 1, total: 14_280},
          {currency: 'USD', invoices: 1, total: 48_200},
        ],
        forMs: 15_000,
      },
    ]);
  });

  test('creates in parts with numbers, and tells what became of each with its link', async () => {
    const slices = [held<Reply<CreateReply>>(), held<Reply<CreateReply>>()];
    let asked = 0;
    const sidebar = await preview({
      previewDrafts: () => done({...previewed, ready: 40}),
      createFromDrafts: () => {
        asked += 1;
        return slices[asked - 1]?.answer ?? done(createComplete);
      },
    });
    const {page} = sidebar;
    await page.getByLabel('Finalize and deliver').check();
    await page.getByRole('button', {name: 'Create, finalize and send 40 invoices'}).click();
    await page.getByText('0 of 40 invoices created').waitFor();
    expect(await sidebar.focused()).toBe('Create');
    slices[0]?.give(done(createContinues(12, 28)));
    await page.getByText('12 of 40 invoices created').first().waitFor();
    await sidebar.screenshot('invoices-creating');
    expect(await sidebar.problems()).toEqual([]);
    slices[1]?.give(done(createComplete));
    const result = page.getByRole('region', {name: 'What was created'});
    await result.getByText('a difference of JPY 100').waitFor();
    await result.getByRole('link', {name: /INV-0042/}).waitFor();
    await page.getByRole('region', {name: 'What they come to'}).waitFor({state: 'detached'});
    await sidebar.screenshot('invoices-created');
    expect(await sidebar.problems()).toEqual([]);
    await page.getByRole('button', {name: 'Check', exact: true}).click();
    await result.waitFor({state: 'detached'});
  });

  test('stops after the part under way, and continues with the same request', async () => {
    const first = held<Reply<CreateReply>>();
    let asked = 0;
    const sidebar = await preview({
      createFromDrafts: () => {
        asked += 1;
        return asked === 1 ? first.answer : done(createComplete);
      },
    });
    const {page} = sidebar;
    await page.getByRole('button', {name: 'Create 2 drafts'}).click();
    await page.getByRole('button', {name: 'Stop'}).click();
    await page.getByText('Stopping after this part…').waitFor();
    first.give(done(createContinues(1, 1)));
    await page.getByText('Stopped: 1 of 2 invoices created.').waitFor();
    await sidebar.screenshot('invoices-stopped');
    expect(await sidebar.problems()).toEqual([]);
    await page.getByRole('button', {name: 'Continue'}).click();
    await page.getByRole('region', {name: 'What was created'}).waitFor();
    const requests = sidebar.calls.filter(({name}) => name === 'createFromDrafts').map(({args}) => args);
    expect(requests[1]).toEqual(requests[0]);
  });

  test('an answer that was lost is gone on with; rows that changed are previewed again', async () => {
    const sidebar = await preview({
      createFromDrafts: () => ({status: 'thrown', message: 'NetworkError: connection failure due to HTTP 0'}),
    });
    const {page} = sidebar;
    await page.getByRole('button', {name: 'Create 2 drafts'}).click();
    await page.getByRole('alert').getByText('Google cannot be reached').waitFor();
    await page.getByText('Nothing is created twice, however often you continue.').waitFor();
    sidebar.script({
      createFromDrafts: () =>
        refused(
          'PREVIEW_STALE',
          'Cannot create invoices: row 5 comes to EUR 3,600.00 and was previewed at another total.',
          'Preview again. Nothing was created.',
        ),
    });
    await page.getByRole('button', {name: 'Continue'}).click();
    await page.getByText('row 5 comes to EUR 3,600.00').waitFor();
    await sidebar.screenshot('invoices-stale');
    await page.getByRole('alert').getByRole('button', {name: 'Preview again'}).click();
    await page.getByRole('button', {name: 'Create 2 drafts'}).waitFor();
    expect(await sidebar.problems()).toEqual([]);
  });

  test('goes on with a batch that a colleague left unfinished', async () => {
    let drafts = begunState;
    const sidebar = await open({
      readDrafts: () => done(drafts),
      createFromDrafts: () => {
        drafts = draftsState;
        return done(createComplete);
      },
    });
    const {page} = sidebar;
    await page.getByText('12 of 40 invoices are created, to be finalized.').waitFor();
    await sidebar.screenshot('invoices-unfinished');
    expect(await sidebar.problems()).toEqual([]);
    await page.getByRole('button', {name: 'Go on with the batch of 12 May'}).click();
    await page.getByRole('region', {name: 'What was created'}).waitFor();
    expect(sidebar.calls.find(({name}) => name === 'createFromDrafts')?.args).toEqual([
      {digest: '0123456789abcdef', forMs: 15_000},
    ]);
    await page.getByText('A batch is unfinished.').waitFor({state: 'detached'});
  });

  test('says that nothing is ready, and offers nothing to create', async () => {
    const sidebar = await open({previewDrafts: () => done(nothingReady)});
    await sidebar.page.getByRole('button', {name: 'Preview', exact: true}).click();
    await sidebar.page.locator('.notice').getByText('Nothing to create. 2 rows have problems.').waitFor();
    expect(await sidebar.page.getByRole('button', {name: /^Create/}).count()).toBe(0);
    await sidebar.page.getByLabel('All or nothing').check();
    await sidebar.page.getByRole('button', {name: 'Preview again'}).waitFor();
    expect(sidebar.calls.filter(({name}) => name === 'previewDrafts').map(({args}) => args)).toEqual([
      [{allOrNothing: false}],
      [{allOrNothing: true}],
    ]);
  });

  test('finalizes drafts of an earlier batch, alone or instead of making new ones', async () => {
    const drafts = {digest: 'e'.repeat(64), invoices: 10, totals: [firstTotal], charges: []};
    const sidebar = await preview({
      previewDrafts: () => done({...previewed, drafts}),
      createFromDrafts: () => done(createComplete),
    });
    const {page} = sidebar;
    await page.getByLabel('Finalize the 10 drafts in Stripe instead').check();
    await page.getByRole('row', {name: /^USD/}).waitFor({state: 'detached'});
    expect(await page.getByRole('radio').count()).toBe(2);
    await sidebar.screenshot('invoices-drafts-to-finalize');
    expect(await sidebar.problems()).toEqual([]);
    sidebar.script({previewDrafts: () => done({...nothingReady, drafts})});
    await page.getByRole('button', {name: 'Preview again'}).click();
    await page.locator('.notice').getByText('Nothing to create.').waitFor();
    await page.getByLabel('Finalize and deliver').check();
    await page.getByRole('button', {name: 'Finalize and send 10 drafts'}).click();
    await page.getByRole('region', {name: 'What was created'}).waitFor();
    expect(sidebar.calls.find(({name}) => name === 'createFromDrafts')?.args).toMatchObject([
      {digest: drafts.digest, finalize: true, deliver: true},
    ]);
  });

  test('a failure says what to do, and is tried again as it was', async () => {
    const failure = refused('STRIPE_UNREACHABLE', 'Stripe cannot be reached.', 'Try again in a minute.');
    const sidebar = await open({previewDrafts: () => failure});
    const {page} = sidebar;
    await page.getByRole('button', {name: 'Preview', exact: true}).click();
    await page.getByRole('alert').getByText('Stripe cannot be reached.').waitFor();
    sidebar.script({previewDrafts: () => done(previewed)});
    await page.getByRole('button', {name: 'Try again'}).click();
    await page.getByRole('region', {name: 'What they come to'}).waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
  });
});
