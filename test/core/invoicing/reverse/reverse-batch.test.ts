import fc from 'fast-check';
import type {ActionReply, ReversalPreview, ReversalRequest} from '../../../../src/core/action-contract.ts';
import {listBatches, previewReversal} from '../../../../src/core/invoicing/reverse/preview-reversal.ts';
import {reverseBatch} from '../../../../src/core/invoicing/reverse/reverse-batch.ts';
import {saveSettings} from '../../../../src/core/settings.ts';
import {worldKey} from '../../../../workbench/worlds/world.ts';
import {encodeForm} from '../../../contracts/conformance/form.ts';
import {type CreationDesk, creationDesk} from '../support/creation-desk.ts';
import type {TypedRow} from '../support/draft-tab.ts';
import {nordwind, nordwindRow} from '../support/sandbox-drafts.ts';

const acme = {...nordwind, id: 'cus_Acme', name: 'Acme Inc', address: {...nordwind.address, country: 'US'}};
const nowhere = {...nordwind, id: 'cus_Nowhere', name: 'Nowhere Ltd', address: null};
const objects = [nordwind, acme, nowhere];

const row = (customer: string, more: TypedRow = {}): TypedRow => ({
  ...nordwindRow,
  Customer: customer,
  Deliver: 'Stripe e-mail',
  ...more,
});

const hourMs = 3_600_000;

const plain: Omit<ReversalRequest, 'batchId'> = {decisions: {}, reasonCode: 'Wrong prices', reason: ''};

interface ReversalDesk extends CreationDesk {
  batchId(): string;
  previewReversal(request?: Partial<ReversalRequest>): ReversalPreview;
  reverse(
    request?: Partial<ReversalRequest> & {readonly forMs?: number; readonly digest?: string},
  ): ActionReply;
  stripe(method: 'GET' | 'POST', path: string, params?: Readonly<Record<string, unknown>>): Wire;
}

type Wire = Readonly<Record<string, unknown>>;

function reversalDesk(rows: readonly TypedRow[]): ReversalDesk {
  const desk = creationDesk(rows, {objects});
  const {ports, sandbox} = desk;
  const deadline = () => ({deadlineUnixMs: ports.clock.nowUnixMs() + 300_000});
  const batchId = () => listBatches(ports, deadline()).batches[0]?.batchId ?? '';
  const preview: ReversalDesk['previewReversal'] = (request = {}) =>
    previewReversal(ports, {batchId: batchId(), ...plain, ...request}, deadline());
  return {
    ...desk,
    batchId,
    previewReversal: preview,
    reverse({digest, ...request} = {}) {
      const {forMs: _, ...asked} = request;
      const named = digest ?? preview(asked).digest ?? '';
      return reverseBatch(ports, {batchId: batchId(), ...plain, ...request, digest: named}, deadline());
    },
    stripe(method, path, params = {}) {
      const form = encodeForm(params);
      const {status, body} = sandbox.handle(
        {
          method,
          url: `https://api.stripe.com${path}${method === 'GET' && form !== '' ? `?${form}` : ''}`,
          headers: {Authorization: `Bearer ${worldKey}`},
          body: method === 'GET' ? null : form,
        },
        ports.clock.nowUnixMs(),
      );
      if (status !== 200) throw new Error(body);
      return JSON.parse(body);
    },
  };
}

const ways = ({invoices}: ReversalPreview) => invoices.map(({way}) => way);

/** Of each invoice what it is now and what of it is credited, by customer. */
function stateOf(desk: ReversalDesk): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    desk
      .invoices()
      .map((invoice) => [
        Reflect.get(invoice, 'customer'),
        [
          invoice.status,
          Number(Reflect.get(invoice, 'pre_payment_credit_notes_amount')) +
            Number(Reflect.get(invoice, 'post_payment_credit_notes_amount')),
        ],
      ]),
  );
}

describe('listBatches()', () => {
  test('names each batch by its size, totals, time and maker, newest first', () => {
    const desk = reversalDesk([row('cus_Acme'), row('cus_Nordwind')]);
    expect(listBatches(desk.ports, {deadlineUnixMs: Number.MAX_SAFE_INTEGER}).batches).toEqual([]);
    desk.createNow();
    const {batches} = listBatches(desk.ports, {deadlineUnixMs: Number.MAX_SAFE_INTEGER});
    expect(batches).toEqual([
      {
        batchId: desk.intents()[0]?.batchId,
        title: '2 invoices, EUR 4,800.00, 20 Nov 15:00, by nora@example.com',
      },
    ]);
    desk.reverse();
    expect(listBatches(desk.ports, {deadlineUnixMs: Number.MAX_SAFE_INTEGER}).batches[0]?.title).toMatch(
      /by nora@example\.com, reversed$/,
    );
  });
});

describe('previewReversal()', () => {
  test('finds for each invoice its own way and changes nothing in Stripe', () => {
    const desk = reversalDesk([row('cus_Acme'), row('cus_Nordwind'), row('cus_Nowhere')]);
    desk.createNow({finalize: true});
    const before = desk.requests.length;
    const preview = desk.previewReversal();
    expect(preview.invoices).toEqual([
      expect.objectContaining({
        way: 'void',
        because: 'It was never sent, the month of 20 Nov 2026 is open, and US has no value-added tax.',
      }),
      expect.objectContaining({
        way: 'credit note',
        because: 'The customer is in DE, where tax law wants a credit note.',
      }),
      expect.objectContaining({way: 'tax decision needed', choices: ['void', 'credit note']}),
    ]);
    expect(preview.invoices[0]?.title).toMatch(/ · Acme Inc · EUR 2,400\.00 · open$/);
    expect(preview.totals).toEqual(['EUR 4,800.00 in 2 invoices']);
    expect(preview.message).toBe(
      'Will be done: 1 invoice voided, 1 invoice credited. 1 needs your decision.',
    );
    expect(preview.approval).toEqual({kind: 'not-needed', policyLine: 'approval not needed in test mode'});
    expect(desk.requests.slice(before).filter(({method}) => method !== 'GET')).toEqual([]);
  });

  test('asks for a reason, and lists the ways all the same', () => {
    const desk = reversalDesk([row('cus_Acme')]);
    desk.createNow();
    const preview = desk.previewReversal({reasonCode: ''});
    expect(preview).toMatchObject({digest: null, message: 'Will be done: 1 draft deleted. Choose a reason.'});
    expect(preview.reasonCodes).toContain('Wrong prices');
    expect(ways(preview)).toEqual(['delete draft']);
    expect(desk.previewReversal({reasonCode: 'Other'}).message).toMatch(/Say the reason in your words\.$/);
  });

  test('knows an e-mail that was sent from Stripe itself, and rows that people deliver by themselves', () => {
    const desk = reversalDesk([row('cus_Acme'), row('cus_Acme', {Memo: 'x', Deliver: 'We send'})]);
    desk.createNow({finalize: true});
    const [sent] = desk.intents();
    desk.stripe('POST', `/v1/invoices/${sent?.invoiceId}/send`);
    expect(desk.previewReversal().invoices).toMatchObject([
      {way: 'credit note', because: 'It was sent on 20 Nov 2026.'},
      {
        way: 'tax decision needed',
        because: 'Its row says to deliver it by “We send”: only you know whether the customer has it.',
      },
    ]);
  });

  test('credits what is of an earlier month, and leaves closed books alone', () => {
    const desk = reversalDesk([row('cus_Acme')]);
    desk.createNow({finalize: true});
    desk.passMs(12 * 24 * 3_600_000);
    expect(desk.previewReversal().invoices).toMatchObject([
      {way: 'credit note', because: 'It is dated 20 Nov 2026, in an earlier month.'},
    ]);
    saveSettings(desk.ports.documentProperties, {booksClosedThrough: '2026-12-31'});
    const closed = desk.previewReversal();
    expect(closed.invoices).toMatchObject([
      {
        way: 'books closed',
        because:
          'The books are closed through 31 Dec 2026: the day of its reversal is 2 Dec 2026. Use a later date, or have an approver change “Books closed through” in Settings.',
      },
    ]);
    expect(closed).toMatchObject({
      digest: null,
      message: 'Nothing can be reversed now: each invoice says why. The books are closed for 1.',
    });
  });

  test('refuses a batch of another spreadsheet', () => {
    const desk = reversalDesk([row('cus_Acme')]);
    expect(() => desk.previewReversal({batchId: 'b1'})).toThrow(
      'Cannot reverse the batch b1: this spreadsheet has made no such batch. Choose one of the list; a batch made in another spreadsheet is reversed there.',
    );
    expect(() => desk.previewReversal({batchId: '../b'})).toThrow(
      'Cannot reverse a batch: batchId is not as it must be.',
    );
  });
});

describe('reverseBatch()', () => {
  test('takes each invoice back in its way, and says so in rows, register and audit log', () => {
    const desk = reversalDesk([row('cus_Acme'), row('cus_Nordwind'), row('cus_Nowhere')]);
    desk.createNow({finalize: true});
    const undecided = desk.previewReversal().invoices.find(({way}) => way === 'tax decision needed');
    const reply = desk.reverse({decisions: {[undecided?.invoiceId ?? '']: 'void'}});
    expect(reply).toMatchObject({status: 'complete', done: 3, failed: 0, message: '3 reversed.'});
    expect(stateOf(desk)).toEqual({
      cus_Acme: ['void', 0],
      cus_Nordwind: ['paid', 240_000],
      cus_Nowhere: ['void', 0],
    });
    expect([2, 3, 4].map((at) => desk.cell(at, 'Status'))).toEqual(['Reversed', 'Reversed', 'Reversed']);
    expect(desk.cell(3, 'Problem')).toMatch(/^Credit note \S+ of EUR 2,400\.00 was issued for /);
    expect(desk.intents().map(({state}) => state)).toEqual(['reversed', 'reversed', 'reversed']);
    const log = desk.ports.audit.read();
    const rows = (log?.values ?? []).slice(1).filter((cells) => String(cells).includes('Wrong prices'));
    expect(rows.map((cells) => cells.find((cell) => /^Invoice /.test(String(cell)))).sort()).toEqual([
      'Invoice credited',
      'Invoice voided',
      'Invoice voided',
    ]);
    expect(rows.every((cells) => cells.includes(desk.batchId()))).toBe(true);

    const again = desk.previewReversal();
    expect(again).toMatchObject({digest: null, totals: []});
    expect(ways(again)).toEqual(['nothing to do', 'nothing to do', 'nothing to do']);
  });

  test('leaves what is not decided, and says so', () => {
    const desk = reversalDesk([row('cus_Acme'), row('cus_Nowhere')]);
    desk.createNow({finalize: true});
    const reply = desk.reverse();
    expect(reply).toMatchObject({
      done: 1,
      message: '1 reversed, 1 left alone.',
      invoices: [
        {outcome: 'done'},
        {outcome: 'left alone', sentence: expect.stringMatching(/^The customer has no country in Stripe/)},
      ],
    });
    expect(stateOf(desk)).toMatchObject({cus_Nowhere: ['open', 0]});
    expect(desk.cell(3, 'Status')).toBe('Finalized');
  });

  test('deletes drafts', () => {
    const desk = reversalDesk([row('cus_Acme'), row('cus_Nordwind')]);
    desk.createNow();
    expect(desk.reverse()).toMatchObject({done: 2, failed: 0});
    expect(desk.invoices()).toEqual([]);
    expect(desk.cell(2, 'Status')).toBe('Reversed');
    expect(desk.previewNow()).toMatchObject({ready: 0, done: 2});
  });

  test('gives what was paid to where it was told to', () => {
    const desk = reversalDesk([row('cus_Acme')]);
    desk.createNow({finalize: true});
    const [{invoiceId} = {invoiceId: null}] = desk.intents();
    desk.stripe('POST', `/v1/invoices/${invoiceId}/pay`, {paid_out_of_band: true});
    expect(desk.previewReversal({paidPartGoesTo: 'refund'}).invoices[0]).toMatchObject({
      way: 'nothing to do',
      because: expect.stringMatching(/was not paid through Stripe, so Stripe has nothing to refund/),
    });
    expect(desk.previewReversal({paidPartGoesTo: 'outside Stripe'}).invoices[0]?.because).toBe(
      'EUR 2,400.00 of it was paid, and is given back outside Stripe.',
    );
    expect(desk.reverse()).toMatchObject({done: 1});
    expect(desk.stripe('GET', '/v1/customers/cus_Acme')).toMatchObject({balance: -240_000});
  });

  test('does nothing a second time, and refuses what is no longer as it was shown', () => {
    const desk = reversalDesk([row('cus_Acme'), row('cus_Nordwind')]);
    desk.createNow({finalize: true});
    const {digest} = desk.previewReversal();
    const [{invoiceId} = {invoiceId: null}] = desk.intents();
    desk.stripe('POST', '/v1/credit_notes', {invoice: invoiceId, amount: 100});
    expect(() => desk.reverse({digest: digest ?? ''})).toThrow(
      /^Cannot reverse the batch: .*Preview again\. Nothing was done\.$/,
    );
    const fresh = desk.previewReversal().digest ?? '';
    desk.reverse({digest: fresh});
    const posts = desk.requests.filter(({method}) => method !== 'GET').length;
    expect(desk.reverse({digest: fresh})).toMatchObject({done: 2, failed: 0});
    expect(desk.requests.filter(({method}) => method !== 'GET')).toHaveLength(posts);
    expect(stateOf(desk)).toMatchObject({cus_Acme: ['paid', 240_000], cus_Nordwind: ['paid', 240_000]});
  });

  test('tells an outage while it confirms as an outage, and goes on after it', () => {
    const desk = reversalDesk([row('cus_Acme'), row('cus_Nordwind')]);
    desk.createNow({finalize: true});
    const digest = desk.previewReversal().digest ?? '';
    desk.sandbox.faults.set([
      {fault: {kind: 'server_error'}, method: 'GET', path: /^\/v1\/invoices\/in_\w+$/, every: 2},
      {fault: {kind: 'server_error'}, method: 'GET', path: '/v1/credit_notes/preview'},
    ]);
    expect(() => desk.reverse({digest})).toThrow('Stripe has a fault on its side (status 500)');
    desk.sandbox.faults.clear();
    expect(desk.reverse({digest})).toMatchObject({done: 2});
  });

  test('refuses without a reason, in live words', () => {
    const desk = reversalDesk([row('cus_Acme')]);
    desk.createNow();
    expect(() => desk.reverse({digest: 'a'.repeat(64), reasonCode: ''})).toThrow(
      'Cannot reverse a batch without a reason. Choose a reason.',
    );
  });

  test('finds a draft whose answer was lost, and leaves alone what was never made', () => {
    const desk = reversalDesk([row('cus_Acme'), row('cus_Nordwind')]);
    const {digest} = desk.previewNow();
    desk.sandbox.faults.set([
      {fault: {kind: 'dropped_after_commit'}, method: 'POST', path: '/v1/invoices', times: 4, every: 2},
      {fault: {kind: 'dropped_before_commit'}, method: 'POST', path: '/v1/invoices', times: 4},
    ]);
    expect(() => desk.create({digest})).toThrow();
    desk.sandbox.faults.clear();
    const made = desk.invoices().length;
    expect(desk.intents().map(({invoiceId}) => invoiceId)).toEqual([null, null]);
    const preview = desk.previewReversal();
    expect(ways(preview).filter((way) => way === 'delete draft')).toHaveLength(made);
    expect(preview.invoices.filter(({way}) => way === 'nothing to do').map(({because}) => because)).toEqual(
      Array.from(
        {length: 2 - made},
        () => 'It was never made. Clear its row if it should not be made any more.',
      ),
    );
    expect(desk.reverse()).toMatchObject({done: made});
    expect(desk.invoices()).toEqual([]);
    expect(desk.intents().filter(({state}) => state === 'reversed')).toHaveLength(made);
  });

  test('asks a second person where the policy wants one', () => {
    const desk = reversalDesk([row('cus_Acme')]);
    desk.createNow();
    saveSettings(desk.ports.documentProperties, {approvals: {in: 'always'}});
    const {approval, digest} = desk.previewReversal();
    expect(approval).toEqual({kind: 'needed', because: 'Reversing a batch needs approval.'});
    expect(() => desk.reverse({digest: digest ?? ''})).toThrow(
      /^Cannot reverse 1 invoice of the batch \w+: Reversing a batch needs approval\. /,
    );
    expect(desk.invoices()).toHaveLength(1);
  });
});

/** What goes wrong between us and Stripe while a batch is reversed. */
const mishap = fc.record({
  fault: fc.constantFrom(
    'dropped_after_commit' as const,
    'dropped_before_commit' as const,
    'truncated_body' as const,
    'server_error' as const,
  ),
  every: fc.integer({min: 1, max: 3}),
  laterMs: fc.constantFrom(0, 2 * hourMs, 25 * hourMs),
});

test('whatever answers are lost, each invoice of a batch is taken back once and in the way that was shown', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('cus_Acme', 'cus_Nordwind', 'cus_Nowhere'), {minLength: 1, maxLength: 6}),
      fc.constantFrom('void' as const, 'credit note' as const),
      fc.boolean(),
      fc.array(mishap, {maxLength: 3}),
      (customers, decision, finalize, mishaps) => {
        const desk = reversalDesk(
          customers.map((customer, index) => row(customer, {Memo: `${index}`, Description: `Item ${index}`})),
        );
        desk.createNow({finalize});
        const decisions = Object.fromEntries(
          desk.intents().map(({invoiceId}) => [invoiceId ?? '', decision]),
        );
        const preview = desk.previewReversal({decisions});
        const digest = preview.digest ?? '';
        const wanted = new Map(
          preview.invoices.map(({invoiceId, way}) => [
            invoiceId,
            way === 'tax decision needed' ? decision : way,
          ]),
        );
        for (const {fault, every, laterMs} of mishaps) {
          desk.sandbox.faults.set([
            {fault: {kind: fault}, method: 'POST', every},
            {fault: {kind: fault}, method: 'DELETE', every},
          ]);
          try {
            desk.reverse({digest, decisions});
          } catch (error) {
            expect(String(error)).toMatch(/Stripe/);
          }
          desk.sandbox.faults.clear();
          desk.passMs(laterMs);
        }
        // Stripe keeps an answer 500 under its key; after an hour it is asked what it holds.
        desk.passMs(2 * hourMs);
        expect(desk.reverse({digest, decisions})).toMatchObject({done: customers.length, failed: 0});

        const held = new Map(desk.invoices().map((invoice) => [invoice.id, invoice]));
        for (const [id, way] of wanted) {
          const invoice = held.get(id);
          const notes = desk.stripe('GET', '/v1/credit_notes', {limit: 100})['data'] as readonly Wire[];
          const credited = notes.filter((note) => note['invoice'] === id).map((note) => note['total']);
          expect({way, status: invoice?.status ?? null, credited}).toEqual(
            way === 'delete draft'
              ? {way, status: null, credited: []}
              : way === 'void'
                ? {way, status: 'void', credited: []}
                : {way, status: 'paid', credited: [invoice?.total]},
          );
        }
        expect(new Set(desk.intents().map(({state}) => state))).toEqual(new Set(['reversed']));
        const log = desk.ports.audit.read()?.values.flat() ?? [];
        const acts = log.filter((cell) => /^(Invoice (voided|credited)|Draft deleted)$/.test(String(cell)));
        expect(acts).toHaveLength(customers.length);
      },
    ),
    {seed: 3, numRuns: 15},
  );
}, 60_000);
