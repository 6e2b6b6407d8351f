import fc from 'fast-check';
import type {ActionReply, InvoiceAction} from '../../../src/core/action-contract.ts';
import {Killed} from '../../support/fake-kill.ts';
import {type ActionDesk, actionDesk, alwaysAsk} from './support/action-desk.ts';

const hourMs = 3_600_000;

const crediting: InvoiceAction = {
  name: 'credit',
  amount: 100,
  lines: [],
  paidPartGoesTo: 'customer balance',
  stripeReason: 'order_change',
  memo: 'as agreed',
  emailsCustomer: false,
};
const recording: InvoiceAction = {
  name: 'record-payment',
  amount: 100,
  receivedOn: '2026-11-20',
  method: 'Bank transfer',
  reference: 'R-17',
};
const correcting: InvoiceAction = {name: 'correct'};

/** What of each kind Stripe holds. */
function madeOf(desk: ActionDesk, id: string) {
  const data = (path: string, params = {}) =>
    desk.get(path, {limit: 100, ...params})['data'] as readonly object[];
  const {amount_paid: paid} = desk.get(`/v1/invoices/${id}`);
  return {
    notes: data('/v1/credit_notes', {invoice: id}).length,
    records: data('/v1/payment_records').length,
    paid,
    drafts: data('/v1/invoices', {status: 'draft'}).length,
  };
}

const nothing = {notes: 0, records: 0, paid: 0, drafts: 0};

const kinds = [
  ['credit', crediting, /credit_notes$/, {...nothing, notes: 1}],
  ['record-payment, its report', recording, /report_payment$/, {...nothing, records: 1, paid: 10_000}],
  ['record-payment, its attachment', recording, /attach_payment$/, {...nothing, records: 1, paid: 10_000}],
  ['correct', correcting, /^\/v1\/invoices$/, {...nothing, drafts: 1}],
] as const;

/** As a person who tries again until it is answered. */
function actUntilDone(
  desk: ActionDesk,
  action: InvoiceAction,
  id: string,
  digest: string | null,
): ActionReply {
  for (let tries = 0; tries < 5; tries += 1) {
    try {
      return desk.act(action, [id], {digest});
    } catch (fault) {
      if (fault instanceof Killed) desk.killAt(null);
      desk.sandbox.faults.clear();
      // Stripe keeps an answer 500 under its key; after an hour it is asked what it holds.
      if (tries > 0) desk.ports.clock.sleep(2 * hourMs);
    }
  }
  throw new Error('It was not answered in five tries.');
}

describe.each(kinds)('doAction of %s', (_, action, path, made) => {
  test.each([
    ['after', 'dropped_after_commit'],
    ['before', 'dropped_before_commit'],
  ] as const)(
    'does it once, whether the answer was lost %s the effect, and however late it is repeated',
    (__, kind) => {
      for (const laterMs of [0, 2 * hourMs, 25 * hourMs]) {
        const desk = actionDesk();
        const id = desk.invoice();
        const {digest} = desk.preview(action, [id]);
        desk.sandbox.faults.set([{fault: {kind}, method: 'POST', path}]);
        expect(() => desk.act(action, [id], {digest})).toThrow('no answer from Stripe');
        desk.sandbox.faults.clear();
        desk.ports.clock.sleep(laterMs);
        expect(desk.act(action, [id], {digest})).toMatchObject({status: 'complete', done: 1, failed: 0});
        expect({laterMs, ...madeOf(desk, id)}).toEqual({laterMs, ...made});
        expect(desk.log()).toHaveLength(1);
      }
    },
  );

  test('does it once, wherever Google ends the run', () => {
    for (const when of ['before', 'after'] as const) {
      for (let call = 1; ; call += 1) {
        const desk = actionDesk();
        const id = desk.invoice();
        const {digest} = desk.preview(action, [id]);
        desk.killAt(call, when);
        let isKilled = false;
        try {
          desk.act(action, [id], {digest});
        } catch (fault) {
          if (!(fault instanceof Killed)) throw fault;
          isKilled = true;
        }
        desk.killAt(null);
        expect(desk.act(action, [id], {digest})).toMatchObject({status: 'complete', done: 1, failed: 0});
        expect({when, call, ...madeOf(desk, id)}).toEqual({when, call, ...made});
        expect(desk.log()).toHaveLength(1);
        if (!isKilled) break;
      }
    }
  });
});

describe('the audit log', () => {
  test('says of a credit what it was, why, and which note it made', () => {
    const desk = actionDesk();
    const id = desk.invoice({paidByCard: true});
    desk.act({...crediting, paidPartGoesTo: 'refund'}, [id], {reasonCode: 'Goodwill', reason: ''});
    const [note] = desk.get('/v1/credit_notes', {invoice: id})['data'] as readonly {readonly id: string}[];
    expect(note).toMatchObject({memo: 'as agreed', reason: 'order_change'});
    expect(desk.log()).toEqual([
      expect.objectContaining({
        Action: 'Invoice credited',
        Object: id,
        Currency: 'EUR',
        Amount: 100,
        Field: 'credit note',
        Before: 'EUR 0.00 to pay, EUR 0.00 credited',
        After: `${note?.id} · EUR 100.00: EUR 100.00 back to Visa •4242`,
        'Reason code': 'Goodwill',
      }),
    ]);
  });

  test('keeps whoever recorded cash from crediting', () => {
    const desk = actionDesk();
    const id = desk.invoice();
    alwaysAsk(desk);
    desk.ports.documentProperties.write('settings', '{"version":1}');
    desk.act(recording, [id]);
    expect(desk.log()).toMatchObject([
      {
        Action: 'Payment recorded',
        Object: id,
        After: expect.stringMatching(/^pr_\w+ · EUR 100\.00 received on /),
      },
    ]);
    alwaysAsk(desk);
    expect(desk.preview(crediting, [id]).approval).toMatchObject({
      kind: 'needed',
      because: expect.stringMatching(/whoever records cash does not credit or write off\.$/),
    });
  });
});

test('a payment whose invoice was voided meanwhile is named, because it stands on no invoice', () => {
  const desk = actionDesk();
  const id = desk.invoice();
  const {digest} = desk.preview(recording, [id]);
  const {sendAll} = desk.ports.http;
  Object.assign(desk.ports.http, {
    sendAll(wave: Parameters<typeof sendAll>[0]) {
      if (wave.some(({url}) => url.endsWith('/attach_payment'))) desk.post(`/v1/invoices/${id}/void`);
      return sendAll(wave);
    },
  });
  expect(desk.act(recording, [id], {digest})).toMatchObject({
    failed: 1,
    message: expect.stringMatching(
      / is void by now, so the payment stands in Stripe on no invoice \(pr_\w+\)\. Put it towards another invoice there, or report it as cancelled\.$/,
    ),
  });
  expect(desk.log()).toMatchObject([{Result: expect.stringMatching(/\(pr_\w+\)/)}]);
});

test('an action on many invoices credits each its own whole', () => {
  const desk = actionDesk();
  const ids = [desk.invoice({amounts: [1000]}), desk.invoice({amounts: [2000], hasTax: true})];
  const preview = desk.preview({...crediting, amount: null}, ids);
  expect(preview.totals).toEqual(['EUR 33.80 in 2 invoices']);
  expect(desk.act({...crediting, amount: null}, ids)).toMatchObject({done: 2, message: '2 credited.'});
  expect(desk.statuses(ids)).toEqual(['paid', 'paid']);
});

/** One thing that somebody does to the invoice, and what goes wrong meanwhile. */
const doing = fc.record({
  name: fc.constantFrom('credit', 'record-payment', 'correct', 'repeat'),
  amount: fc.integer({min: 1, max: 40_000}),
  reference: fc.constantFrom('A', 'B', 'C'),
  fault: fc.constantFrom(
    null,
    'dropped_after_commit' as const,
    'dropped_before_commit' as const,
    'truncated_body' as const,
    'server_error' as const,
  ),
  killAt: fc.option(fc.integer({min: 1, max: 12}), {freq: 3}),
  laterMs: fc.constantFrom(0, 2 * hourMs, 25 * hourMs),
});

test('whatever is done in any order and whatever fails, each thing that was confirmed is done once, and the money adds up', () => {
  fc.assert(
    fc.property(fc.array(doing, {minLength: 1, maxLength: 8}), (doings) => {
      const desk = actionDesk();
      const id = desk.invoice({amounts: [120_000]});
      let credited = 0;
      let paid = 0;
      let corrections = 0;
      let last: {readonly action: InvoiceAction; readonly digest: string} | null = null;
      for (const {name, amount, reference, fault, killAt, laterMs} of doings) {
        if (name === 'repeat') {
          // The same click again does nothing, however much later.
          if (last !== null) desk.act(last.action, [id], {digest: last.digest});
          continue;
        }
        const action: InvoiceAction =
          name === 'credit'
            ? {...crediting, amount: amount / 100}
            : name === 'correct'
              ? correcting
              : {...recording, amount: amount / 100, reference};
        const {digest} = desk.preview(action, [id]);
        if (digest === null) continue;
        if (fault !== null) desk.sandbox.faults.set([{fault: {kind: fault}, method: 'POST'}]);
        desk.killAt(killAt, 'after');
        try {
          desk.act(action, [id], {digest});
        } catch {
          desk.ports.clock.sleep(laterMs);
        }
        desk.killAt(null);
        desk.sandbox.faults.clear();
        let reply = actUntilDone(desk, action, id, digest);
        if (reply.status === 'complete' && reply.failed > 0) {
          desk.ports.clock.sleep(2 * hourMs);
          reply = actUntilDone(desk, action, id, digest);
        }
        expect(reply).toMatchObject({status: 'complete', done: 1});
        last = {action, digest};
        if (name === 'credit') credited += amount;
        else if (name === 'record-payment') paid += amount;
        else corrections += 1;
      }
      const invoice = desk.get(`/v1/invoices/${id}`);
      const notes = desk.get('/v1/credit_notes', {invoice: id, limit: 100})['data'] as readonly {
        readonly total: number;
      }[];
      expect({
        credited: notes.reduce((sum, {total}) => sum + total, 0),
        paid: invoice['amount_paid'],
        corrections: madeOf(desk, id).drafts,
        log: desk.log().length,
      }).toEqual({
        credited,
        paid,
        corrections,
        log: notes.length + madeOf(desk, id).records + corrections,
      });
      const back = Number(invoice['post_payment_credit_notes_amount']);
      expect(Number(invoice['amount_remaining'])).toBe(120_000 - paid - (credited - back));
    }),
    {seed: 11, numRuns: 30},
  );
}, 60_000);
