import type {ActionReply, InvoiceAction} from '../../../src/core/action-contract.ts';
import type {Json} from '../../../workbench/apps-script/host-call.ts';
import {worldKey} from '../../../workbench/worlds/world.ts';
import {unzip} from '../../support/unzip.ts';
import {closeDesks, type Desk, openDesk, replyOf} from '../survival/support/desk.ts';

afterEach(closeDesks);

const ana = 'ana@example.com';
const ben = 'ben@example.com';

const customer = (index: number) => ({
  id: `cus_A${index}`,
  object: 'customer',
  name: `Customer ${index}`,
  email: `a${index}@example.com`,
  currency: 'eur',
});

const invoice = (index: number, status: 'draft' | 'open') => ({
  id: `in_A${index}`,
  object: 'invoice',
  customer: `cus_A${index}`,
  customer_email: `a${index}@example.com`,
  currency: 'eur',
  collection_method: 'send_invoice',
  due_date: Date.parse('2026-12-04T12:00:00Z') / 1000,
  status,
  number: status === 'draft' ? null : `INV-${index}`,
  total: 100_000 + index,
  amount_due: 100_000 + index,
});

const countOf = 5;
const ids = Array.from({length: countOf}, (_, index) => `in_A${index}`);

function deskOf(status: 'draft' | 'open', options: Partial<Parameters<typeof openDesk>[0]> = {}): Desk {
  const objects = ids.flatMap((_, index) => [customer(index), invoice(index, status)]);
  return openDesk({invoices: objects, ...options});
}

/** What a call of the sidebar answers when it has done what was asked. */
async function done(desk: Desk, name: string, request: Json, user?: string) {
  const reply = replyOf(await desk.workbench.run(name, [request], user === undefined ? undefined : {user}));
  if (Reflect.get(Object(reply), 'status') !== 'done') throw new Error(JSON.stringify(reply));
  return Object(Reflect.get(Object(reply), 'value'));
}

const asked = (action: InvoiceAction, more: {readonly [name: string]: Json} = {}) => ({
  invoiceIds: ids,
  action: {...action} as {readonly [name: string]: Json},
  reasonCode: 'Duplicate',
  reason: 'billed twice',
  ...more,
});

async function statuses(desk: Desk): Promise<readonly unknown[]> {
  const route = desk.stripe.route(desk.workbench.clock);
  if (route.kind !== 'in-process') throw new Error('The desk asks its own sandbox.');
  const found = await Promise.all(
    ids.map((id) =>
      route.send({
        method: 'GET',
        url: `https://api.stripe.com/v1/invoices/${id}`,
        headers: {Authorization: `Bearer ${worldKey}`},
        body: null,
      }),
    ),
  );
  return found.map((answer) => ('body' in answer ? JSON.parse(String(answer.body)).status : null));
}

/** A column of the audit log, from the top. */
async function logged({workbench: {spreadsheet}}: Desk, header: string): Promise<readonly unknown[]> {
  await spreadsheet.settled();
  const [headers = [], ...rows] = spreadsheet.readTab('Audit Log')?.plain ?? [];
  return rows.map((row) => row[headers.indexOf(header)]);
}

describe('actions through the add-on as Google runs it', () => {
  test('offer, preview, do, and stand in an audit log that verifies', async () => {
    const said: string[] = [];
    const desk = deskOf('open', {
      responder({text}) {
        said.push(text);
        return {button: 'OK', text: ''};
      },
    });
    const {offers} = await done(desk, 'offerActions', {invoiceIds: ids});
    expect(offers).toHaveLength(countOf);
    expect(offers[0].title).toBe('INV-0 · Customer 0 · EUR 1,000.00 · open');

    const preview = await done(desk, 'previewAction', asked({name: 'void'}));
    expect(preview.totals).toEqual(['EUR 5,000.10 in 5 invoices']);
    const reply: ActionReply = await done(desk, 'doAction', asked({name: 'void'}, {digest: preview.digest}));
    expect(reply).toMatchObject({status: 'complete', done: countOf, failed: 0, message: '5 voided.'});
    expect(await statuses(desk)).toEqual(ids.map(() => 'void'));

    expect(await logged(desk, 'Action')).toEqual(ids.map(() => 'Invoice voided'));
    expect(await logged(desk, 'Object')).toEqual(ids);
    replyOf(await desk.workbench.run('verifyAuditLogFromMenu', []));
    expect(said.at(-1)).toContain('The Audit Log holds: 5 rows');
  });

  test('tell a failure as a value', async () => {
    const desk = deskOf('open');
    const reply = await desk.workbench.run('doAction', [asked({name: 'void'}, {digest: 'a'.repeat(64)})]);
    expect(replyOf(reply)).toMatchObject({
      status: 'failed',
      failure: {code: 'PREVIEW_STALE', nextStep: 'Preview again. Nothing was done.'},
    });
  });

  test('are done by one person once another has approved exactly that', async () => {
    const desk = deskOf('open');
    for (const user of [ana, ben]) {
      replyOf(await desk.workbench.run('connectStripe', [{key: worldKey}], {user}));
    }
    const settings = JSON.stringify({version: 1, approvals: {in: 'always'}});
    desk.workbench.properties.write('document', 'settings', settings);
    const preview = await done(desk, 'previewAction', asked({name: 'void'}), ana);
    expect(preview.approval).toMatchObject({kind: 'needed'});
    const doIt = (user: string) =>
      desk.workbench.run('doAction', [asked({name: 'void'}, {digest: preview.digest})], {user});
    expect(replyOf(await doIt(ana))).toMatchObject({failure: {code: 'APPROVAL_NEEDED'}});
    expect(await statuses(desk)).toEqual(ids.map(() => 'open'));
    await done(desk, 'approve', {digest: preview.digest}, ben);
    expect(replyOf(await doIt(ana))).toMatchObject({status: 'done', value: {done: countOf}});
    const approvers = await logged(desk, 'Approved by');
    expect(approvers.slice(-countOf)).toEqual(ids.map(() => ben));
  });

  test('end alike wherever Google ends the run, and stand in the log once', async () => {
    let kills = 0;
    for (let isKilled = true; isKilled; ) {
      const desk = deskOf('draft');
      // The tabs of the add-on are there already: their making is killed elsewhere.
      const noted = {...asked({name: 'change-details', memo: 'for later'}), invoiceIds: ids.slice(0, 1)};
      await done(desk, 'doAction', {...noted, digest: (await done(desk, 'previewAction', noted)).digest});
      const request = asked({name: 'finalize'});
      const {digest} = await done(desk, 'previewAction', request);
      desk.killAfterChange(kills + 1);
      const killed = await desk.workbench.run('doAction', [{...request, digest}]);
      isKilled = !killed.ok;
      desk.killAfterChange(null);
      const reply = await done(desk, 'doAction', {...request, digest});
      expect({kills, reply}).toMatchObject({kills, reply: {status: 'complete', done: countOf, failed: 0}});
      expect(await statuses(desk)).toEqual(ids.map(() => 'open'));
      expect({kills, objects: await logged(desk, 'Object')}).toEqual({kills, objects: ['in_A0', ...ids]});
      await closeDesks();
      if (isKilled) kills += 1;
    }
    expect(kills).toBeGreaterThan(3);
  }, 300_000);

  test('hand over PDFs in a zip that opens', async () => {
    const desk = deskOf('open');
    const {fileName, zipBase64, leftOut} = await done(desk, 'downloadPdfs', {
      invoiceIds: [...ids, 'in_Nowhere'],
    });
    expect(fileName).toBe('Invoices 2026-11-04.zip');
    expect(leftOut).toEqual(['in_Nowhere is not in Stripe, or in its other mode: it may have been deleted.']);
    const files = unzip(Buffer.from(zipBase64, 'base64'));
    expect([...files.keys()]).toEqual(['INV-0.pdf', 'INV-1.pdf', 'INV-2.pdf', 'INV-3.pdf', 'INV-4.pdf']);
    expect(files.get('INV-3.pdf')?.toString()).toMatch(/^%PDF-1\.4[\s\S]*\(Invoice INV-3\) Tj/);
    const documents = desk.stripe.asked.filter((url) => url.startsWith('https://pay.stripe.com/'));
    expect(documents).toHaveLength(countOf);
  });
});
