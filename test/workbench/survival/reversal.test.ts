import type {Json} from '../../../workbench/apps-script/host-call.ts';
import {worldKey} from '../../../workbench/worlds/world.ts';
import {manyRows} from '../../core/invoicing/support/creation-desk.ts';
import {draftTab} from '../../core/invoicing/support/draft-tab.ts';
import {closeDesks, type Desk, openDesk, replyOf} from './support/desk.ts';

afterEach(closeDesks);

const rowsCount = 6;
const reason = {decisions: {}, reasonCode: 'Wrong prices', reason: ''};

type Wire = Readonly<Record<string, unknown>>;

async function listed({stripe, workbench}: Desk, path: string): Promise<readonly Wire[]> {
  const route = stripe.route(workbench.clock);
  if (route.kind !== 'in-process') throw new Error('The desk asks its own sandbox.');
  const answer = await route.send({
    method: 'GET',
    url: `https://api.stripe.com${path}?limit=100`,
    headers: {Authorization: `Bearer ${worldKey}`},
    body: null,
  });
  if (!('body' in answer)) throw new Error('The sandbox did not answer.');
  return Reflect.get(JSON.parse(String(answer.body)), 'data');
}

/** What a function of the sidebar answers. @throws Error for a failure */
async function answerOf(desk: Desk, name: string, request: Json): Promise<Wire> {
  const reply = Object(replyOf(await desk.workbench.run(name, [request])));
  if (reply.status === 'done') return reply.value;
  throw new Error(JSON.stringify(reply));
}

async function deskWithBatch(): Promise<{readonly desk: Desk; readonly batchId: string}> {
  const {rows, objects} = manyRows(rowsCount);
  // Every other customer is where nobody asks for a credit note.
  const customers = objects.map((customer, index) => ({
    ...customer,
    address: {
      city: null,
      country: index % 2 === 0 ? 'US' : 'DE',
      line1: null,
      line2: null,
      postal_code: null,
      state: null,
    },
  }));
  const typed = rows.map((row) => ({...row, Deliver: 'Stripe e-mail'}));
  const desk = openDesk({
    invoices: customers,
    tabs: {'Invoice Drafts': draftTab(typed).map((row) => [...row])},
  });
  const preview = Object(replyOf(await desk.workbench.run('previewInvoices', [])));
  replyOf(await desk.workbench.run('createInvoices', [{digest: String(preview.digest), finalize: true}]));
  const {batches} = await answerOf(desk, 'listBatches', {});
  return {desk, batchId: String(Object(batches)[0].batchId)};
}

test('a reversal that Google ends after any call that changes something is gone on with by the same request, to the same end', async () => {
  let kills = 0;
  for (let isKilled = true; isKilled; ) {
    const {desk, batchId} = await deskWithBatch();
    const {digest, message} = await answerOf(desk, 'previewReversal', {batchId, ...reason});
    expect(message).toBe('Will be done: 3 invoices voided, 3 invoices credited.');
    const request = {batchId, ...reason, digest: String(digest)};

    desk.killAfterChange(kills + 1);
    const killed = await desk.workbench.run('reverseBatch', [request]);
    isKilled = !killed.ok;
    desk.killAfterChange(null);
    const reply = await answerOf(desk, 'reverseBatch', request);
    expect({kills, reply}).toMatchObject({kills, reply: {status: 'complete', done: rowsCount, failed: 0}});

    const invoices = await listed(desk, '/v1/invoices');
    const statuses = invoices.map(({status}) => status).sort();
    expect({kills, statuses}).toEqual({kills, statuses: ['paid', 'paid', 'paid', 'void', 'void', 'void']});
    const notes = await listed(desk, '/v1/credit_notes');
    expect({kills, credited: new Set(notes.map(({invoice}) => invoice)).size, notes: notes.length}).toEqual({
      kills,
      credited: 3,
      notes: 3,
    });
    const table = await desk.table('Invoice Drafts');
    expect({kills, statuses: new Set(table.values('Status'))}).toEqual({
      kills,
      statuses: new Set(['Reversed']),
    });
    const log = await desk.table('Audit Log');
    const acts = log.cells.flat().filter((cell) => cell === 'Invoice voided' || cell === 'Invoice credited');
    expect({kills, acts: acts.length}).toEqual({kills, acts: rowsCount});
    await closeDesks();
    if (isKilled) kills += 1;
  }
  expect(kills).toBeGreaterThan(6);
}, 300_000);

test('the menu opens the sidebar where a batch is reversed', async () => {
  const desk = openDesk({invoices: []});
  replyOf(await desk.workbench.run('reverseBatchFromMenu', []));
  const [page] = desk.workbench.screen.pages();
  expect(page?.html).toContain('<body data-opens="reverse-batch">');
});
