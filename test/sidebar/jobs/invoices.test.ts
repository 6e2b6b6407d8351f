import {approve, decline, readApprovals} from '../../../sidebar/jobs/approvals.ts';
import {createInvoices, goOnWith, stopCreation} from '../../../sidebar/jobs/creation.ts';
import {
  askAllOrNothing,
  askDrafts,
  chooseCustomer,
  newDraftsTab,
  readDrafts,
  showCell,
  tryDraftsAgain,
} from '../../../sidebar/jobs/drafts.ts';
import {openView} from '../../../sidebar/jobs/open-view.ts';
import {
  approvalRequest,
  begunState,
  checked,
  createComplete,
  createContinues,
  digest,
  draftsState,
  previewed,
} from '../support/invoice-states.ts';
import {done, refused, type ScriptedApi} from '../support/scripted-google.ts';
import {scriptedPage} from '../support/scripted-page.ts';

const script: ScriptedApi = {
  readDrafts: () => done(draftsState),
  readApprovals: () => done({requests: []}),
  checkDrafts: () => done(checked),
  previewDrafts: () => done(previewed),
};
const pageOf = (changed: ScriptedApi = {}) => scriptedPage({...script, ...changed});
const names = (page: ReturnType<typeof pageOf>) => page.calls.map(({name}) => name);
const request = {digest, finalize: true, deliver: false, chargeCards: false};
const progress = {created: 0, invoices: 40};

describe('openView()', () => {
  test('reads drafts and approvals when a person comes to them, and not for other views', async () => {
    const page = pageOf();
    openView(page.ports, 'settings');
    openView(page.ports, 'invoices');
    openView(page.ports, 'invoices');
    await Promise.resolve();
    expect(names(page)).toEqual(['readDrafts', 'readApprovals']);
    expect(page.state().view).toBe('invoices');
  });
});

describe('askDrafts()', () => {
  test('asks once, however often it is pressed', async () => {
    const page = pageOf({checkDrafts: () => done(checked)});
    await Promise.all([askDrafts(page.ports, 'check'), askDrafts(page.ports, 'preview')]);
    expect(names(page)).toEqual(['checkDrafts']);
    expect(page.state().invoices.drafts).toMatchObject({work: null, found: {asked: 'check', reply: checked}});
  });

  test('reads the approvals where a preview has asked for one', async () => {
    const page = pageOf({
      previewDrafts: () => done({...previewed, approval: {kind: 'needed', because: 'B.'}}),
    });
    await askDrafts(page.ports, 'preview');
    expect(names(page)).toEqual(['previewDrafts', 'readApprovals']);
  });

  test('tells a failure and does the same again', async () => {
    let isDown = true;
    const page = pageOf({
      previewDrafts: () => (isDown ? refused('STRIPE_UNREACHABLE', 'F.', 'N.') : done(previewed)),
    });
    await askDrafts(page.ports, 'preview');
    const {failed} = page.state().invoices.drafts;
    expect(failed).toMatchObject({again: 'preview', failure: {code: 'STRIPE_UNREACHABLE'}});
    isDown = false;
    await tryDraftsAgain(page.ports, failed?.again ?? 'check');
    expect(page.state().invoices.drafts).toMatchObject({failed: null, found: {asked: 'preview'}});
  });
});

describe('chooseCustomer()', () => {
  test('writes the customer, then checks again', async () => {
    const page = pageOf({chooseCustomer: () => done({message: 'M.'})});
    await chooseCustomer(page.ports, {row: 5, customerId: 'cus_1'});
    expect(page.calls).toEqual([
      {name: 'chooseCustomer', args: [{row: 5, customerId: 'cus_1'}]},
      {name: 'checkDrafts', args: [{allOrNothing: false}]},
    ]);
    expect(page.state().invoices.drafts.work).toBeNull();
  });

  test('checks nothing when it could not be written; trying again checks', async () => {
    const page = pageOf({chooseCustomer: () => refused('ARGUMENT_INVALID', 'F.', 'N.')});
    await chooseCustomer(page.ports, {row: 5, customerId: 'cus_1'});
    expect(names(page)).toEqual(['chooseCustomer']);
    await tryDraftsAgain(page.ports, page.state().invoices.drafts.failed?.again ?? 'preview');
    expect(names(page)).toEqual(['chooseCustomer', 'checkDrafts']);
  });
});

describe('askAllOrNothing()', () => {
  test('previews again where the preview would be another', async () => {
    const page = pageOf();
    await askAllOrNothing(page.ports, true);
    expect(names(page)).toEqual([]);
    await askDrafts(page.ports, 'preview');
    await askAllOrNothing(page.ports, false);
    expect(page.calls.map(({args}) => args)).toEqual([[{allOrNothing: true}], [{allOrNothing: false}]]);
  });

  test('leaves a preview without problems as it is', async () => {
    const page = pageOf({previewDrafts: () => done({...previewed, withProblems: 0})});
    await askDrafts(page.ports, 'preview');
    await askAllOrNothing(page.ports, true);
    expect(names(page)).toEqual(['previewDrafts']);
  });
});

test('newDraftsTab() tells what was made and reads the state', async () => {
  const page = pageOf({createDraftsTab: () => done({message: 'Ready.'})});
  await newDraftsTab(page.ports);
  expect(names(page)).toEqual(['createDraftsTab', 'readDrafts']);
  expect(page.state().invoices.drafts).toMatchObject({told: 'Ready.', known: draftsState});
});

test('showCell() tells why a cell cannot be shown, and nothing when it is', async () => {
  const page = pageOf({showDraftCell: () => refused('TABLE_HEADER_MISSING', 'F.', 'N.')});
  await showCell(page.ports, {row: 5, header: 'Customer'});
  expect(page.state().invoices.drafts.showFailure).toMatchObject({fact: 'F.'});
});

test('readDrafts() keeps what was known when it cannot be read', async () => {
  let isDown = false;
  const page = pageOf({
    readDrafts: () => (isDown ? refused('TABLE_HEADER_MISSING', 'F.', 'N.') : done(draftsState)),
  });
  await readDrafts(page.ports);
  isDown = true;
  await readDrafts(page.ports);
  expect(page.state().invoices.drafts).toMatchObject({
    known: draftsState,
    isReading: false,
    readFailure: {fact: 'F.'},
  });
});

describe('createInvoices()', () => {
  test('goes on with the same request until it is complete, then reads the state', async () => {
    const replies = [createContinues(12, 28), createContinues(30, 10), createComplete];
    const page = pageOf({createFromDrafts: () => done(replies.shift() ?? createComplete)});
    await createInvoices(page.ports, request, progress);
    const create = {name: 'createFromDrafts', args: [{...request, forMs: 15_000}]};
    expect(page.calls).toEqual([create, create, create, {name: 'readDrafts', args: []}]);
    expect(
      page.states.flatMap(
        ({
          invoices: {
            creation: {stage},
          },
        }) => (stage.kind === 'working' ? stage.progress.created : []),
      ),
    ).toEqual(expect.arrayContaining([0, 12, 30]));
    expect(page.state().invoices.creation.stage).toEqual({kind: 'complete', reply: createComplete});
  });

  test('stops after the part under way', async () => {
    const page = pageOf({
      createFromDrafts: () => {
        stopCreation(page.ports);
        return done(createContinues(12, 28));
      },
    });
    await createInvoices(page.ports, request, progress);
    expect(names(page)).toEqual(['createFromDrafts', 'readDrafts']);
    expect(page.state().invoices.creation.stage).toMatchObject({kind: 'stopped', request});
  });

  test('pressed twice, and while drafts are checked, it works once', async () => {
    const page = pageOf({createFromDrafts: () => done(createComplete)});
    await Promise.all([
      createInvoices(page.ports, request, progress),
      createInvoices(page.ports, request, progress),
      askDrafts(page.ports, 'preview'),
    ]);
    expect(names(page)).toEqual(['createFromDrafts', 'readDrafts']);
    await Promise.all([askDrafts(page.ports, 'check'), createInvoices(page.ports, request, progress)]);
    expect(names(page).filter((name) => name === 'createFromDrafts')).toHaveLength(1);
  });

  test('a failure keeps the request, and the state is read: the answer may be lost and the work done', async () => {
    const page = pageOf({createFromDrafts: () => refused('STRIPE_UNREACHABLE', 'F.', 'N.')});
    await createInvoices(page.ports, request, progress);
    expect(names(page)).toEqual(['createFromDrafts', 'readDrafts']);
    expect(page.state().invoices.creation.stage).toMatchObject({kind: 'failed', request, progress});
  });

  test('gives up when answer after answer brings no invoice', async () => {
    const page = pageOf({createFromDrafts: () => done(createContinues(12, 28))});
    await createInvoices(page.ports, request, progress);
    expect(page.calls).toHaveLength(32);
    expect(page.state().invoices.creation.stage).toMatchObject({
      kind: 'failed',
      failure: {code: 'CREATION_STUCK'},
    });
  });
});

test('goOnWith() names a begun batch by its id, and decides nothing about it anew', async () => {
  const page = pageOf({createFromDrafts: () => done(createComplete)});
  if (begunState.unfinished === null) throw new Error('A batch is begun there.');
  await goOnWith(page.ports, begunState.unfinished);
  expect(page.calls[0]?.args).toEqual([{digest: '0123456789abcdef', forMs: 15_000}]);
});

describe('approve() and decline()', () => {
  test('name exactly what was previewed, and read what is left', async () => {
    const page = pageOf({
      approve: () => done({message: 'Approved.'}),
      decline: () => done({message: 'Declined.'}),
    });
    await approve(page.ports, digest);
    page.ports.store.dispatch({type: 'approvals-decline-asked', digest});
    await decline(page.ports);
    expect(page.state().approvals.declining?.problem).toMatch(/^Say why/);
    page.ports.store.dispatch({type: 'approvals-reason-typed', reason: ' Wrong. '});
    await decline(page.ports);
    expect(page.calls).toEqual([
      {name: 'approve', args: [{digest}]},
      {name: 'readApprovals', args: []},
      {name: 'decline', args: [{digest, reason: 'Wrong.'}]},
      {name: 'readApprovals', args: []},
    ]);
    expect(page.state().approvals).toMatchObject({told: 'Declined.', declining: null, answering: null});
  });

  test('one answer at a time; a failure stands at its request', async () => {
    const page = pageOf({approve: () => refused('APPROVAL_NEEDED', 'F.', 'N.')});
    await Promise.all([approve(page.ports, digest), approve(page.ports, 'b'.repeat(64))]);
    expect(names(page)).toEqual(['approve', 'readApprovals']);
    expect(page.state().approvals.failed).toMatchObject({digest, failure: {fact: 'F.'}});
  });
});

test('readApprovals() reads once at a time', async () => {
  const requests = [approvalRequest()];
  const page = pageOf({readApprovals: () => done({requests})});
  await Promise.all([readApprovals(page.ports), readApprovals(page.ports)]);
  expect(names(page)).toEqual(['readApprovals']);
  expect(page.state().approvals.requests).toEqual(requests);
});
