import {jest} from '@jest/globals';
import type {ActionReply} from '../../../src/core/action-contract.ts';
import type {Reply} from '../../../src/core/sidebar-contract.ts';
import {continues, voided} from '../support/action-states.ts';
import {batches, decided, undecided} from '../support/reversal-states.ts';
import {done, held, refused, type ScriptedApi} from '../support/scripted-google.ts';
import {inSidebar, type SidebarPage, setUpSidebarTests} from '../support/sidebar-page.ts';
import {refreshedState} from '../support/sidebar-states.ts';

jest.setTimeout(120_000);

const script: ScriptedApi = {
  readSidebarState: () => done(refreshedState),
  readDrafts: () => done({tab: null, unfinished: null}),
  readApprovals: () => done({requests: []}),
  listBatches: () => done({batches}),
  previewReversal: ({reasonCode}) => done(reasonCode === '' ? undecided : decided),
};

inSidebar('Reverse batch', () => {
  const tests = setUpSidebarTests();

  const opened = async (changed: ScriptedApi = {}): Promise<SidebarPage> => {
    const sidebar = await tests.open({...script, ...changed});
    await sidebar.tab('Invoices');
    await sidebar.page.getByRole('button', {name: 'Reverse batch…'}).click();
    return sidebar;
  };

  test('from the batches over the tax decision and the reason to what became of each', async () => {
    const first = held<Reply<ActionReply>>();
    const answers = [first.answer];
    const sidebar = await opened({reverseBatch: async () => (await answers.shift()) ?? done(voided)});
    const {page} = sidebar;
    await page.getByRole('button', {name: /^5 invoices/}).waitFor();
    await sidebar.screenshot('reversal-batches');
    expect(await sidebar.problems()).toEqual([]);
    await page.getByRole('button', {name: /^5 invoices/}).click();

    await page.getByText('Tax decision needed').waitFor();
    expect(await sidebar.focused()).toBe('Reverse batch');
    const decision = page.getByRole('group', {name: /^Decision for INV-0052/});
    expect(await decision.getByRole('radio').count()).toBe(2);
    expect(await decision.getByRole('radio', {checked: true}).count()).toBe(0);
    await page.getByRole('button', {name: 'Preview'}).click();
    await page.locator('.problem', {hasText: 'Choose a reason.'}).waitFor();
    expect(await sidebar.focused()).toBe('Reason');
    await decision.getByRole('radio', {name: 'Credit note'}).check();
    await page.getByLabel('Reason').selectOption('Billed twice');
    await sidebar.screenshot('reversal-decisions');
    expect(await sidebar.problems()).toEqual([]);
    await page.getByRole('button', {name: 'Preview'}).click();

    const confirm = page.getByRole('button', {name: 'Delete 1 draft, void 1 invoice, credit 2 invoices'});
    await confirm.waitFor();
    const request = {
      batchId: 'batch_2',
      decisions: {in_tax: 'credit note'},
      paidPartGoesTo: 'customer balance',
      reasonCode: 'Billed twice',
      reason: '',
    };
    expect(sidebar.calls.at(-1)).toEqual({name: 'previewReversal', args: [request]});
    await sidebar.screenshot('reversal-preview');
    expect(await sidebar.problems()).toEqual([]);

    await confirm.click();
    await page.getByText('0 of 4 invoices').waitFor();
    expect(sidebar.calls.at(-1)?.args).toEqual([{...request, digest: 'digest_reversal', forMs: 10_000}]);
    await page.getByRole('button', {name: 'Stop'}).click();
    first.give(done(continues(1, 3)));
    await page.getByText('1 of 4 invoices').waitFor();
    await page.getByRole('button', {name: 'Continue'}).click();
    await page.locator('.notice', {hasText: voided.message}).waitFor();
    await sidebar.screenshot('reversal-results');
    expect(await sidebar.problems()).toEqual([]);
    await page.getByRole('button', {name: 'Close'}).click();
    await page.getByRole('button', {name: 'Reverse batch…'}).waitFor();
  });

  test('with no batch it says so, and a failure can be tried again', async () => {
    const failed = refused('STRIPE_UNREACHABLE', 'Stripe did not answer.', 'Try again.');
    const sidebar = await opened({listBatches: () => failed});
    const {page} = sidebar;
    await page.getByRole('alert').getByText('Stripe did not answer.').waitFor();
    expect(await sidebar.problems()).toEqual([]);
    sidebar.script({listBatches: () => done({batches: []})});
    await page.getByRole('button', {name: 'Try again'}).click();
    await page.getByText('There is no batch to reverse').waitFor();
    await page.getByRole('button', {name: '← Invoices'}).click();

    sidebar.script({listBatches: () => done({batches}), previewReversal: () => failed});
    await page.getByRole('button', {name: 'Reverse batch…'}).click();
    await page.getByRole('button', {name: /^12 invoices/}).click();
    await page.getByRole('alert').getByText('Stripe did not answer.').waitFor();
    sidebar.script({previewReversal: () => done(undecided)});
    await page.getByRole('button', {name: 'Try again'}).click();
    await page.getByText('Tax decision needed').waitFor();
    expect(sidebar.calls.at(-1)?.args).toMatchObject([{batchId: 'batch_1'}]);
  });

  test('opened from the menu it begins with the batches', async () => {
    const sidebar = await tests.open(script, {opens: 'reverse-batch'});
    await sidebar.page.getByRole('button', {name: /^5 invoices/}).waitFor();
    expect(await sidebar.page.getByRole('tab', {name: 'Invoices'}).getAttribute('aria-selected')).toBe(
      'true',
    );
    await sidebar.tab('Receivables');
    await sidebar.tab('Invoices');
    await sidebar.page.getByRole('button', {name: /^5 invoices/}).waitFor();
    expect(sidebar.calls.filter(({name}) => name === 'listBatches')).toHaveLength(1);
  });

  test('waits for the approval of somebody else where one is needed, and does nothing before', async () => {
    const approval = {kind: 'needed', because: 'A reversal wants a second person in live mode.'} as const;
    const sidebar = await opened({
      previewReversal: ({reasonCode}) =>
        done(
          reasonCode === ''
            ? undecided
            : {...decided, approval, message: `${decided.message} ${approval.because}`},
        ),
    });
    const {page} = sidebar;
    await page.getByRole('button', {name: /^5 invoices/}).click();
    await page.getByLabel('Reason').selectOption('Billed twice');
    await page.getByRole('button', {name: 'Preview'}).click();
    await page.getByText('Somebody else must approve: A reversal wants').waitFor();
    expect(await page.locator('.panel').getByText(approval.because).count()).toBe(1);
    expect(await page.getByRole('button', {name: /^Delete 1 draft/}).count()).toBe(0);
    expect(await sidebar.problems()).toEqual([]);
    const by = {
      by: 'ben@acme.example',
      at: '2026-10-31T12:30:00+01:00',
      lapsesAt: '2026-11-02T12:30:00+01:00',
    };
    sidebar.script({previewReversal: () => done({...decided, approval: {kind: 'approved', ...by}})});
    await page.getByRole('button', {name: 'Look again'}).click();
    await page.getByRole('button', {name: /^Delete 1 draft/}).waitFor();
  });
});
