import {worldKey} from '../../../workbench/worlds/world.ts';
import {manyRows} from '../../core/invoicing/support/creation-desk.ts';
import {draftTab} from '../../core/invoicing/support/draft-tab.ts';
import {closeDesks, type Desk, openDesk, replyOf} from './support/desk.ts';

afterEach(closeDesks);

const rowsCount = 30;

interface Held {
  readonly status: string;
  readonly total: number;
  readonly metadata: Readonly<Record<string, string>>;
}

async function heldBy({stripe, workbench}: Desk): Promise<readonly Held[]> {
  const route = stripe.route(workbench.clock);
  if (route.kind !== 'in-process') throw new Error('The desk asks its own sandbox.');
  const answer = await route.send({
    method: 'GET',
    url: 'https://api.stripe.com/v1/invoices?limit=100',
    headers: {Authorization: `Bearer ${worldKey}`},
    body: null,
  });
  if (!('body' in answer)) throw new Error('The sandbox did not answer.');
  const page: {readonly data: readonly Held[]} = JSON.parse(String(answer.body));
  return page.data;
}

function countsOf(words: readonly unknown[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const word of words.map(String)) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

test('a batch that Google ends after any call that changes something is gone on with by the same request, to the same end', async () => {
  const {rows, objects} = manyRows(rowsCount);
  const totals = rows.map((_, index) => 2 * (100 + index) * 100);
  let kills = 0;
  const said: string[] = [];
  for (let isKilled = true; isKilled; ) {
    const desk = openDesk({
      invoices: objects,
      tabs: {'Invoice Drafts': draftTab(rows).map((row) => [...row])},
      responder({text: message}) {
        said.push(message);
        return {button: 'OK', text: ''};
      },
    });
    const preview = replyOf(await desk.workbench.run('previewInvoices', []));
    const digest = String(Reflect.get(Object(preview), 'digest'));
    const request = {digest, finalize: true};

    desk.killAfterChange(kills + 1);
    const killed = await desk.workbench.run('createInvoices', [request]);
    isKilled = !killed.ok;
    desk.killAfterChange(null);
    const reply = replyOf(await desk.workbench.run('createInvoices', [request]));
    expect({kills, reply}).toMatchObject({kills, reply: {status: 'complete', failed: 0, stopped: 0}});

    const held = await heldBy(desk);
    expect({kills, totals: held.map(({total}) => total).sort((a, b) => a - b)}).toEqual({kills, totals});
    expect(held.every(({status}) => status === 'open')).toBe(true);
    expect(new Set(held.map(({metadata}) => metadata['billing_ops_intent'])).size).toBe(rowsCount);
    const table = await desk.table('Invoice Drafts');
    expect({kills, statuses: new Set(table.values('Status'))}).toEqual({
      kills,
      statuses: new Set(['Finalized']),
    });
    expect(new Set(table.values('Invoice ID')).size).toBe(rowsCount);

    const [headers = [], ...entries] = (await desk.table('Audit Log')).cells;
    const actions = entries.map((cells) => cells[headers.indexOf('Action')]);
    expect({kills, actions: countsOf(actions)}).toEqual({
      kills,
      actions: {'Batch begun': 1, 'Invoice created': rowsCount, 'Invoice finalized': rowsCount},
    });
    replyOf(await desk.workbench.run('verifyAuditLogFromMenu', []));
    expect({kills, said: said.pop()}).toEqual({
      kills,
      said: expect.stringContaining('The Audit Log holds: 61 rows'),
    });
    await closeDesks();
    if (isKilled) kills += 1;
  }
  expect(kills).toBeGreaterThan(8);
}, 900_000);
