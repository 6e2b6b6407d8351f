import {jest} from '@jest/globals';
import type {ApprovalRequest} from '../../../src/core/approval-contract.ts';
import {approvalRequest, createComplete, digest, draftsState, previewed} from '../support/invoice-states.ts';
import {done, refused, type ScriptedApi} from '../support/scripted-google.ts';
import {inSidebar, type SidebarPage, setUpSidebarTests} from '../support/sidebar-page.ts';
import {refreshedState} from '../support/sidebar-states.ts';

jest.setTimeout(90_000);

const because = 'The batch of EUR 120,000.00 is above EUR 100,000.00.';
const own = approvalRequest({
  digest,
  preparedBy: 'mara@acme-billing.example',
  refusal: 'You prepared it, so somebody else must approve it.',
});

inSidebar('Approvals', () => {
  const tests = setUpSidebarTests();
  const open = async (
    requests: readonly ApprovalRequest[],
    changed: ScriptedApi = {},
  ): Promise<SidebarPage> => {
    const sidebar = await tests.open({
      readSidebarState: () => done(refreshedState),
      readDrafts: () => done(draftsState),
      readApprovals: () => done({requests}),
      previewDrafts: () => done({...previewed, approval: {kind: 'needed', because}}),
      ...changed,
    });
    await sidebar.tab('Invoices');
    return sidebar;
  };

  test('shows what waits for this person, with what is in it, and approves exactly that', async () => {
    let requests: readonly ApprovalRequest[] = [
      approvalRequest(),
      approvalRequest({digest: 'b'.repeat(64), title: 'Void INV-0042', lines: [], linesLeftOut: 0}),
      own,
      approvalRequest({
        digest: 'c'.repeat(64),
        title: 'Credit INV-0040',
        state: 'used',
        approvedBy: 'lea@acme-billing.example',
      }),
    ];
    const sidebar = await open([], {
      readApprovals: () => done({requests}),
      approve: () => done({message: 'Approved: Create 40 invoices.'}),
    });
    const {page} = sidebar;
    const waiting = page.getByRole('region', {name: 'Waiting for you'});
    await waiting.getByText('Waiting for you: 2').waitFor();
    await waiting.getByText('and 37 more').waitFor();
    expect(await waiting.getByText('Helios Labs Inc. · EUR 12,000.00').count()).toBe(2);
    const yours = page.getByRole('region', {name: 'Your requests'});
    await yours.getByText('You prepared it, so somebody else must approve it.').waitFor();
    expect(await yours.getByRole('button').count()).toBe(0);
    await page.getByText('Requests of others: 1').click();
    await page.getByText('Approved by lea@acme-billing.example.').waitFor();
    await sidebar.screenshot('approvals-waiting');
    expect(await sidebar.problems()).toEqual([]);

    requests = requests.slice(1);
    await page.getByRole('button', {name: 'Approve: Create 40 invoices'}).click();
    await page.locator('.notice.good').getByText('Approved: Create 40 invoices.').waitFor();
    await waiting.getByText('Waiting for you: 1').waitFor();
    expect(await sidebar.focused()).toBe('Waiting for you');
    expect(sidebar.calls.find(({name}) => name === 'approve')?.args).toEqual([{digest: 'a'.repeat(64)}]);
  });

  test('declines with a reason, and not without one', async () => {
    const sidebar = await open([approvalRequest()], {decline: () => done({message: 'Declined.'})});
    const {page} = sidebar;
    await page.getByRole('button', {name: 'Decline… Create 40 invoices'}).click();
    await page.getByRole('button', {name: 'Decline', exact: true}).click();
    await page.getByText('Say why, so that it can be put right.').waitFor();
    await sidebar.screenshot('approvals-declining');
    expect(await sidebar.problems()).toEqual([]);
    await page.getByLabel('Why you decline').fill(' Wrong customer. ');
    await page.getByRole('button', {name: 'Decline', exact: true}).click();
    await page.locator('.notice.good').getByText('Declined.').waitFor();
    expect(sidebar.calls.find(({name}) => name === 'decline')?.args).toEqual([
      {digest: 'a'.repeat(64), reason: 'Wrong customer.'},
    ]);
  });

  test('a refusal stands at the request that it is about', async () => {
    const sidebar = await open([approvalRequest()], {
      approve: () =>
        refused('APPROVAL_NEEDED', 'Cannot approve: Google did not say who you are.', 'Ask another.'),
    });
    await sidebar.page.getByRole('button', {name: /^Approve/}).click();
    await sidebar.page
      .getByRole('article', {name: 'Create 40 invoices'})
      .getByText('Cannot approve: Google did not say who you are.')
      .waitFor();
    expect(await sidebar.problems()).toEqual([]);
  });

  test('a preview that needs a second person creates nothing until somebody has approved it', async () => {
    let requests: readonly ApprovalRequest[] = [own];
    const sidebar = await open([], {
      readApprovals: () => done({requests}),
      createFromDrafts: () => done(createComplete),
    });
    const {page} = sidebar;
    await page.getByRole('button', {name: 'Preview', exact: true}).click();
    const creating = page.getByRole('region', {name: 'Create'});
    await creating.getByText(`Somebody else must approve: ${because}`).waitFor();
    await creating.getByText('Somebody else must approve it first.').waitFor();
    expect(await page.getByRole('button', {name: 'Create 2 drafts'}).getAttribute('aria-disabled')).toBe(
      'true',
    );
    await sidebar.screenshot('approvals-needed');
    expect(await sidebar.problems()).toEqual([]);

    requests = [{...own, state: 'approved', approvedBy: 'ben@acme-billing.example'}];
    await creating.getByRole('button', {name: 'Look again'}).click();
    await creating.getByText('Approved by ben@acme-billing.example.').waitFor();
    await page.getByRole('button', {name: 'Create 2 drafts'}).click();
    await page.getByRole('region', {name: 'What was created'}).waitFor();
  });

  test('what was declined is not created', async () => {
    const sidebar = await open([{...own, state: 'declined'}]);
    const {page} = sidebar;
    await page.getByRole('button', {name: 'Preview', exact: true}).click();
    await page.getByText('It was declined.', {exact: true}).waitFor();
    await page.getByText('It was declined. Change the rows, then preview again.').waitFor();
    expect(await page.getByRole('button', {name: 'Create 2 drafts'}).getAttribute('aria-disabled')).toBe(
      'true',
    );
  });

  test('says why the requests cannot be read, beside everything else', async () => {
    const sidebar = await open([], {
      readApprovals: () =>
        refused('TABLE_ROW_UNCLEAR', 'The hidden tab was changed by hand.', 'Put it back.'),
    });
    await sidebar.page.getByText('Cannot read what waits for approval.').waitFor();
    await sidebar.page.getByRole('button', {name: 'Check', exact: true}).waitFor();
    sidebar.script({readApprovals: () => done({requests: [approvalRequest()]})});
    await sidebar.page.getByRole('button', {name: 'Try again'}).click();
    await sidebar.page.getByText('Waiting for you: 1').waitFor();
  });
});
