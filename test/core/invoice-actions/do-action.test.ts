import type {InvoiceAction} from '../../../src/core/action-contract.ts';
import {approve, readApprovals} from '../../../src/core/approvals/answer-approvals.ts';
import {Killed} from '../../support/fake-kill.ts';
import {type ActionDesk, actionDesk, alwaysAsk, customers} from './support/action-desk.ts';
import {acme} from './support/stripe-desk.ts';

const voiding: InvoiceAction = {name: 'void'};
const sending: InvoiceAction = {name: 'send'};
const hourMs = 3_600_000;

/** An open invoice of EUR 1,200.00 for each of so many customers. */
function deskOf(count: number): {readonly desk: ActionDesk; readonly ids: readonly string[]} {
  const desk = actionDesk(customers(count));
  const ids = Array.from({length: count}, (_, index) => desk.invoice({customer: `cus_B${index}`}));
  return {desk, ids};
}

function oneInvoice() {
  const desk = actionDesk();
  const id = desk.invoice();
  const number = String(desk.get(`/v1/invoices/${id}`)['number']);
  return {desk, id, number};
}

const writesOf = ({requests}: ActionDesk): readonly string[] =>
  requests.filter(({method}) => method !== 'GET').map(({url}) => url.replace('https://api.stripe.com', ''));

describe('previewAction', () => {
  test('says what would be done to each, what is refused and what is at stake, and changes nothing', () => {
    const {desk, id, number} = oneInvoice();
    const draft = desk.invoice({stays: 'draft'});
    const preview = desk.preview(voiding, [id, draft, 'in_Unknown']);
    expect(preview).toEqual({
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
      invoices: [
        {
          invoiceId: id,
          title: `${number} · Acme GmbH · EUR 1,200.00 · open`,
          willDo: [
            `Voids ${number}: EUR 1,200.00 is no longer owed. It stays on record and can never be opened again.`,
          ],
          refusal: null,
        },
        {
          invoiceId: draft,
          title: `${draft} · Acme GmbH · EUR 1,200.00 · draft`,
          willDo: [],
          refusal: `${draft} is a draft: only a finalized invoice can be voided. Delete the draft instead.`,
        },
        {
          invoiceId: 'in_Unknown',
          title: 'in_Unknown',
          willDo: [],
          refusal: 'in_Unknown is not in Stripe, or in its other mode: it may have been deleted.',
        },
      ],
      totals: ['EUR 1,200.00 in 1 invoice'],
      approval: {kind: 'not-needed', policyLine: 'approval not needed in test mode'},
      message: '1 invoice will be voided. 2 are left out and say why.',
    });
    expect(writesOf(desk)).toEqual([]);
    expect(desk.log()).toEqual([]);
  });

  test('gives the same digest as long as nothing has changed, and another for another reason or amount', () => {
    const {desk, id} = oneInvoice();
    const {digest} = desk.preview(voiding, [id]);
    expect(desk.preview(voiding, [id]).digest).toBe(digest);
    expect(desk.preview(voiding, [id], {reason: 'another'}).digest).not.toBe(digest);
    expect(desk.preview({name: 'mark-uncollectible'}, [id]).digest).not.toBe(digest);
    desk.post('/v1/credit_notes', {invoice: id, amount: 100});
    expect(desk.preview(voiding, [id]).digest).not.toBe(digest);
  });

  test('asks for the reason that is missing, and names no digest until it is there', () => {
    const {desk, id} = oneInvoice();
    const of = (why: {readonly reasonCode: string; readonly reason?: string}) => {
      const {digest, message} = desk.preview(voiding, [id], why);
      expect(digest).toBeNull();
      return message;
    };
    expect(of({reasonCode: ''})).toBe('1 invoice will be voided. Choose a reason.');
    expect(of({reasonCode: 'Because'})).toBe(
      '1 invoice will be voided. “Because” is not one of the reasons. Choose Wrong customer, Wrong amount, Duplicate, Order cancelled, Other.',
    );
    expect(of({reasonCode: 'Other', reason: ' '})).toBe(
      '1 invoice will be voided. Say the reason in your words.',
    );
  });

  test('says of one invoice why not, and of several that each says why', () => {
    const desk = actionDesk();
    const ids = [desk.invoice({stays: 'draft'}), desk.invoice({stays: 'draft'})] as const;
    expect(desk.preview(voiding, [ids[0]])).toMatchObject({
      digest: null,
      totals: [],
      message: `${ids[0]} is a draft: only a finalized invoice can be voided. Delete the draft instead.`,
    });
    expect(desk.preview(voiding, ids).message).toBe('Nothing can be done: each of the 2 invoices says why.');
  });

  test('refuses a request that no form can have sent', () => {
    const desk = actionDesk();
    const ask = (request: object) => () => desk.preview(request as InvoiceAction, ['in_1']);
    const fact = 'Cannot act on invoices: ';
    const nextStep =
      ' Name 1 to 100 invoices by their ids (in_…) and one action with exactly its own fields.';
    expect(ask({name: 'pay'})).toThrow(`${fact}action.name is not as it must be.${nextStep}`);
    expect(ask({name: 'void', amount: 1})).toThrow(`${fact}action.amount is not as it must be.${nextStep}`);
    expect(ask({name: 'agree-pay-by'})).toThrow(`${fact}action.payBy is not as it must be.${nextStep}`);
    expect(() => desk.preview(voiding, [])).toThrow(`${fact}invoiceIds is not as it must be.${nextStep}`);
    expect(() => desk.preview(voiding, ['../v1/customers'])).toThrow(
      `${fact}invoiceIds.0 is not as it must be.${nextStep}`,
    );
    const many = Array.from({length: 101}, (_, index) => `in_${index}`);
    expect(() => desk.preview(voiding, many)).toThrow(`${fact}invoiceIds is not as it must be.${nextStep}`);
  });
});

describe('doAction', () => {
  test('does it to all, in waves that hold no customer twice, and writes a row of the log for each', () => {
    const {desk, ids} = deskOf(30);
    const second = desk.invoice({customer: 'cus_B0'});
    const waves: (readonly string[])[] = [];
    const {sendAll} = desk.ports.http;
    Object.assign(desk.ports.http, {
      sendAll: (wave: Parameters<typeof sendAll>[0]) => {
        waves.push(wave.filter(({method}) => method === 'POST').map(({url}) => url));
        return sendAll(wave);
      },
    });
    const [first = '', ...others] = ids;
    const all = [first, second, ...others];
    const reply = desk.act(voiding, all, {reasonCode: 'Duplicate', reason: 'billed twice'});
    expect(reply).toMatchObject({status: 'complete', done: 31, failed: 0, message: '31 voided.'});
    expect(new Set(desk.statuses(all))).toEqual(new Set(['void']));
    const voids = waves.filter((wave) => wave.length > 0);
    expect(voids.map((wave) => wave.length)).toEqual([24, 7]);
    expect(voids[0]?.filter((url) => url.includes(first) || url.includes(second))).toHaveLength(1);

    const rows = desk.log();
    expect(rows).toHaveLength(31);
    expect(rows[0]).toMatchObject({
      Action: 'Invoice voided',
      Object: ids[0],
      Customer: 'cus_B0',
      Currency: 'EUR',
      Amount: 1200,
      Field: 'status',
      Before: 'open',
      After: 'void',
      'Reason code': 'Duplicate',
      Reason: 'billed twice',
      'Policy line': 'approval not needed in test mode',
      'Prepared by': 'nora@example.com',
      'Request ID': expect.stringMatching(/^req_/),
      Result: 'done',
      'Evidence link': `https://dashboard.stripe.com/acct_1Desk/test/invoices/${ids[0]}`,
    });
  });

  test('does nothing more when it is called again, and replies the same', () => {
    const {desk, id, number} = oneInvoice();
    const {digest} = desk.preview(voiding, [id]);
    const first = desk.act(voiding, [id], {digest});
    const writes = writesOf(desk);
    expect(desk.act(voiding, [id], {digest})).toEqual(first);
    expect(first).toMatchObject({message: `${number} is void.`});
    expect(writesOf(desk)).toEqual(writes);
    expect(desk.log()).toHaveLength(1);
  });

  test('sends an invoice again on purpose, and never by a repeated call', () => {
    const {desk, id} = oneInvoice();
    const {digest} = desk.preview(sending, [id]);
    desk.act(sending, [id], {digest});
    desk.act(sending, [id], {digest});
    expect(desk.sent(id)).toBe(1);
    const again = desk.preview(sending, [id]);
    expect(again.digest).not.toBe(digest);
    desk.act(sending, [id], {digest: again.digest});
    expect(desk.sent(id)).toBe(2);
    expect(desk.log().map((row) => row['Action'])).toEqual(['Invoice sent', 'Invoice sent']);
  });

  test('leaves those alone that were refused, and says so beside what was done', () => {
    const {desk, id, number} = oneInvoice();
    const paid = desk.invoice({paidByCard: true});
    const reply = desk.act(voiding, [id, paid]);
    expect(reply).toMatchObject({
      status: 'complete',
      done: 1,
      failed: 0,
      message: '1 voided, 1 left alone.',
      invoices: [
        {invoiceId: id, outcome: 'done', sentence: `${number} is void.`},
        {
          invoiceId: paid,
          outcome: 'left alone',
          sentence: expect.stringMatching(/ is paid: a paid invoice cannot be voided\. Credit it instead\.$/),
        },
      ],
    });
    expect(desk.log()).toHaveLength(1);
  });

  test('refuses a preview that is no longer true, and says what has changed', () => {
    const stale = (change: (desk: ActionDesk, id: string) => void) => {
      const {desk, id, number} = oneInvoice();
      const {digest} = desk.preview(voiding, [id]);
      change(desk, id);
      let message = '';
      try {
        desk.act(voiding, [id], {digest});
      } catch (fault) {
        message = String(fault);
      }
      expect(writesOf(desk)).toEqual([]);
      return message.replaceAll(number, 'INV-1');
    };
    const nextStep = 'Preview again. Nothing was done.';
    expect(stale((desk, id) => desk.post(`/v1/invoices/${id}/mark_uncollectible`))).toBe(
      `AddonError: Cannot do this: INV-1 is uncollectible and was open. ${nextStep}`,
    );
    expect(stale((desk, id) => desk.post('/v1/credit_notes', {invoice: id, amount: 20_000}))).toBe(
      `AddonError: Cannot do this: of INV-1 EUR 1,000.00 is left to pay and was EUR 1,200.00. ${nextStep}`,
    );
    expect(
      stale((desk) =>
        desk.ports.documentProperties.write('settings', '{"version":1,"booksClosedThrough":"2026-11-30"}'),
      ),
    ).toBe(
      `AddonError: Cannot do this: what would be done to INV-1 is no longer what was shown. ${nextStep}`,
    );
    expect(
      stale((desk, id) => {
        desk.post(`/v1/invoices/${id}/mark_uncollectible`);
        desk.ports.userProperties.write('actionPreview', null);
      }),
    ).toBe(`AddonError: Cannot do this: this is not what was previewed last. ${nextStep}`);
  });

  test('refuses what no preview has named, and what lacks its reason', () => {
    const {desk, id} = oneInvoice();
    expect(() => desk.act(voiding, [id], {digest: 'abc'})).toThrow('digest is not as it must be');
    expect(() => desk.act(voiding, [id], {digest: 'a'.repeat(64)})).toThrow(
      'Cannot do this: this is not what was previewed last. Preview again. Nothing was done.',
    );
    expect(() => desk.act(voiding, [id], {digest: 'a'.repeat(64), reasonCode: ''})).toThrow(
      'Cannot do this without a reason. Choose a reason.',
    );
  });

  test('waits for a second person where policy says so, and uses an approval once', () => {
    const {desk, id} = oneInvoice();
    alwaysAsk(desk);
    const preview = desk.preview(voiding, [id]);
    expect(preview).toMatchObject({
      approval: {kind: 'needed', because: 'Voiding needs approval.'},
      message: '1 invoice will be voided. Voiding needs approval.',
    });
    const doIt = () => desk.act(voiding, [id], {digest: preview.digest});
    expect(doIt).toThrow(/^Cannot void \S+: Voiding needs approval\. Have somebody else approve it/);
    expect(desk.statuses([id])).toEqual(['open']);

    desk.ports.signIn('ben@example.com');
    approve(desk.ports, {digest: preview.digest});
    desk.ports.signIn('nora@example.com');
    expect(desk.preview(voiding, [id])).toMatchObject({
      digest: preview.digest,
      approval: {kind: 'approved', by: 'ben@example.com'},
    });
    expect(doIt()).toMatchObject({done: 1});
    expect(desk.log().at(-1)).toMatchObject({
      'Prepared by': 'nora@example.com',
      'Approved by': 'ben@example.com',
      'Policy line': 'Voiding needs approval. Approved.',
    });
    expect(readApprovals(desk.ports).requests[0]).toMatchObject({state: 'used'});
  });

  test('goes on where time ran out, and tells how far it is', () => {
    const {desk, ids} = deskOf(30);
    const {digest} = desk.preview(voiding, ids);
    const first = desk.act(voiding, ids, {digest, forMs: 1_500});
    expect(first).toEqual({
      status: 'continues',
      done: 24,
      remaining: 6,
      message: '24 of 30 done. Do it again to go on; nothing is done twice.',
    });
    expect(desk.act(voiding, ids, {digest})).toMatchObject({status: 'complete', done: 30});
    expect(desk.log()).toHaveLength(30);
  });

  test('is refused while another run holds the spreadsheet, and in another mode than it was begun in', () => {
    const {desk, ids} = deskOf(30);
    const {digest} = desk.preview(voiding, ids);
    desk.ports.lock.heldElsewhere = true;
    const busy = 'another run of the add-on holds this spreadsheet. Wait until it has ended, then try again.';
    expect(() => desk.act(voiding, ids, {digest})).toThrow(`Cannot do this: ${busy}`);
    expect(() => desk.preview(voiding, ids)).toThrow(`Cannot preview this: ${busy}`);
    desk.ports.lock.heldElsewhere = false;
    desk.act(voiding, ids, {digest, forMs: 1_500});
    desk.ports.userProperties.write('stripeKey', 'rk_live_another1234');
    expect(() => desk.act(voiding, ids, {digest})).toThrow(
      'Cannot go on: this was begun in test mode, and you are connected in live mode. Connect with a key of that account and mode, then do it again.',
    );
  });

  test('refuses to go on when the hidden list of what was begun was changed by hand', () => {
    const {desk, id} = oneInvoice();
    desk.ports.tables.writeRecords('actions-begun', 1, [['{"order":{}}']]);
    expect(() => desk.preview(voiding, [id])).toThrow(
      'Cannot tell which actions were begun: row 1 of the hidden tab "Billing Ops (actions begun)" was changed by hand. Put the tab back as it was with File, Version history. Nothing was done.',
    );
  });
});

describe('what was begun', () => {
  test('is refused before anything is done where it is more than a cell can keep', () => {
    const {desk, id} = oneInvoice();
    const metadata = Object.fromEntries(
      Array.from({length: 49}, (_, index) => [`k${index}`, 'v'.repeat(500)]),
    );
    const ask = () => desk.act({name: 'change-details', metadata}, [id]);
    expect(ask).toThrow(
      /^Cannot do this: what is to be done to \S+ is more text than a cell can keep\. Do it in parts: fewer lines or fields at a time\. Nothing was done\.$/,
    );
    expect(writesOf(desk)).toEqual([]);
  });

  test('is forgotten once it ended long ago and much came after it, and never before it ended', () => {
    const {desk, ids} = deskOf(3);
    const {tables, clock} = desk.ports;
    const kept = () => tables.readRecords('actions-begun').filter(([text]) => text !== '');
    const unended = desk.preview(sending, ids).digest ?? '';
    desk.sandbox.faults.set([{fault: {kind: 'server_error'}, path: `/v1/invoices/${ids[0]}/send`}]);
    desk.act(sending, ids, {digest: unended});
    desk.sandbox.faults.clear();
    const {digest} = desk.preview(voiding, ids.slice(1, 2));
    desk.act(voiding, ids.slice(1, 2), {digest});
    const ended = kept().filter(([text]) => text?.includes(digest ?? ''));
    const copies = Array.from({length: 500}, (_, index) =>
      ended.map(([text = '']) => [text.replaceAll(digest ?? '', `${index}`.padStart(64, '0'))]),
    ).flat();
    tables.writeRecords('actions-begun', kept().length + 1, copies);
    expect(kept()).toHaveLength(4 + 2 + 1_000);

    clock.sleep(59 * 24 * hourMs);
    desk.act({name: 'resume-collection'}, ids.slice(2), {reasonCode: ''});
    expect(kept()).toHaveLength(4 + 2 + 1_000 + 2);
    clock.sleep(2 * 24 * hourMs);
    desk.act(voiding, ids.slice(2));
    // That each of the old ones was done stays, so that doing the same again has a digest of its own.
    expect(kept()).toHaveLength(4 + 501 + 2 + 2);
    expect(desk.act(voiding, ids.slice(1, 2), {digest})).toMatchObject({
      done: 0,
      message:
        'This was done long ago: the Audit Log says what became of it. Preview again to do it once more.',
    });
    expect(kept().filter(([text]) => text?.includes(unended))).toHaveLength(4);
    desk.act(sending, ids, {digest: unended});
    expect(desk.sent(ids[0] ?? '')).toBe(1);
  });
});

describe('doAction where answers are lost', () => {
  test('voids once although the answer to the first request is lost', () => {
    const {desk, id} = oneInvoice();
    desk.sandbox.faults.set([
      {fault: {kind: 'dropped_after_commit'}, method: 'POST', path: /void$/, times: 1},
    ]);
    expect(desk.act(voiding, [id])).toMatchObject({done: 1, failed: 0});
    expect(writesOf(desk)).toHaveLength(2);
    expect(desk.log()).toHaveLength(1);
  });

  test('tells that an invoice could not be read for now, and does not call the preview stale', () => {
    const {desk, ids} = deskOf(2);
    const {digest} = desk.preview(voiding, ids);
    desk.sandbox.faults.set([{fault: {kind: 'server_error'}, method: 'GET', path: `/v1/invoices/${ids[1]}`}]);
    expect(() => desk.act(voiding, ids, {digest})).toThrow('Stripe has a fault on its side (status 500)');
    expect(writesOf(desk)).toEqual([]);
    desk.sandbox.faults.clear();
    expect(desk.act(voiding, ids, {digest})).toMatchObject({done: 2});
  });

  test('tells an outage, and goes on after it with the same preview', () => {
    const {desk, id} = oneInvoice();
    const {digest} = desk.preview(sending, [id]);
    desk.sandbox.faults.set([{fault: {kind: 'dropped_after_commit'}, method: 'POST'}]);
    expect(() => desk.act(sending, [id], {digest})).toThrow(
      'Cannot save invoices in Stripe: no answer from Stripe (Address unavailable).',
    );
    expect(desk.log()).toEqual([]);
    desk.sandbox.faults.clear();
    expect(desk.preview(sending, [id]).digest).toBe(digest);
    expect(desk.act(sending, [id], {digest})).toMatchObject({done: 1});
    expect(desk.sent(id)).toBe(1);
    expect(desk.log()).toHaveLength(1);
  });

  test.each([
    ['after', 'dropped_after_commit', 1],
    ['before', 'dropped_before_commit', 1],
  ] as const)(
    'learns a day later from Stripe whether an answer was lost %s the e-mail went out',
    (_, kind, sent) => {
      const {desk, id} = oneInvoice();
      const {digest} = desk.preview(sending, [id]);
      desk.sandbox.faults.set([{fault: {kind}, method: 'POST'}]);
      expect(() => desk.act(sending, [id], {digest})).toThrow('no answer from Stripe');
      desk.sandbox.faults.clear();
      desk.ports.clock.sleep(25 * hourMs);
      expect(desk.act(sending, [id], {digest})).toMatchObject({status: 'complete', done: 1});
      expect(desk.sent(id)).toBe(sent);
    },
  );

  test('says of one invoice among others that it has no answer yet, and learns it the next time', () => {
    const {desk, ids} = deskOf(2);
    const [first = '', second = ''] = ids;
    const {digest} = desk.preview(voiding, ids);
    desk.sandbox.faults.set([
      {fault: {kind: 'server_error'}, method: 'POST', path: `/v1/invoices/${first}/void`},
    ]);
    expect(desk.act(voiding, ids, {digest})).toMatchObject({
      status: 'complete',
      done: 1,
      failed: 1,
      message: '1 voided, 1 failed. Do it again to learn what became of it; nothing is done twice.',
      invoices: [
        {
          invoiceId: first,
          outcome: 'failed',
          sentence: expect.stringMatching(
            /Stripe has a fault on its side \(status 500\).* Do it again to learn what became of it; nothing is done twice\.$/,
          ),
        },
        {invoiceId: second, outcome: 'done'},
      ],
    });
    desk.sandbox.faults.clear();
    // Stripe keeps the answer 500 under its key, so it is asked what it holds, and then tried under another.
    expect(desk.act(voiding, ids, {digest})).toMatchObject({done: 2, failed: 0, message: '2 voided.'});
    expect(desk.statuses(ids)).toEqual(['void', 'void']);
    expect(desk.log()).toHaveLength(2);
  });

  test('tells what Stripe refuses, once, and what somebody else has done meanwhile', () => {
    const {desk, ids} = deskOf(2);
    const [first = '', second = ''] = ids;
    const {digest} = desk.preview(voiding, ids);
    const {sendAll} = desk.ports.http;
    let isMeddled = false;
    Object.assign(desk.ports.http, {
      sendAll(wave: Parameters<typeof sendAll>[0]) {
        if (!isMeddled && wave.some(({method}) => method === 'POST')) {
          isMeddled = true;
          desk.post(`/v1/invoices/${first}/void`);
          desk.post(`/v1/invoices/${second}/pay`, {paid_out_of_band: true});
        }
        return sendAll(wave);
      },
    });
    expect(desk.act(voiding, ids, {digest})).toMatchObject({
      done: 0,
      failed: 1,
      message: '0 voided, 1 failed, 1 left alone.',
      invoices: [
        {
          outcome: 'left alone',
          sentence: expect.stringMatching(/ is void\. It was so before this request\.$/),
        },
        {outcome: 'failed', sentence: expect.stringMatching(/You can only void an invoice that is open/)},
      ],
    });
    expect(desk.log()).toMatchObject([
      {Object: second, Before: 'open', After: 'open', Result: expect.stringMatching(/You can only void/)},
    ]);
  });
});

describe('doAction under any faults', () => {
  const faults = [
    'dropped_after_commit',
    'dropped_before_commit',
    'server_error',
    'truncated_body',
    'bad_gateway',
    'lock_timeout',
  ] as const;

  test.each<[string, InvoiceAction, (desk: ActionDesk, id: string) => number]>([
    ['sends', sending, (desk, id) => desk.sent(id)],
    ['voids', voiding, (desk, id) => Number(desk.statuses([id])[0] === 'void')],
    [
      'pauses',
      {name: 'pause-collection'},
      (desk, id) => Number(desk.facts(id).invoice.autoAdvance === false),
    ],
  ])('%s each invoice once and says so once, however often it has to be called', (_, action, timesDone) => {
    for (let seed = 1; seed <= 12; seed += 1) {
      const {desk, ids} = deskOf(6);
      for (const id of ids) desk.post(`/v1/invoices/${id}`, {auto_advance: true});
      const {digest} = desk.preview(action, ids);
      desk.sandbox.faults.set(
        faults.map((kind, index) => ({
          fault: kind === 'dropped_after_commit' ? {kind, inFlightMs: 500} : {kind},
          probability: 0.12,
          seed: seed * 10 + index,
        })),
      );
      let calls = 0;
      let isComplete = false;
      for (; calls < 60 && !isComplete; calls += 1) {
        // Often within the day for which Stripe keeps keys, and sometimes after it.
        desk.ports.clock.sleep(calls % 4 === 3 ? 30 * hourMs : 2 * hourMs);
        try {
          const reply = desk.act(action, ids, {digest});
          isComplete = reply.status === 'complete' && reply.failed === 0;
        } catch (fault) {
          if (
            !/no answer from Stripe|fault on its side|not JSON|incomplete|takes no more/.test(String(fault))
          )
            throw fault;
        }
      }
      desk.sandbox.faults.clear();
      expect({seed, isComplete}).toEqual({seed, isComplete: true});
      expect({seed, done: ids.map((id) => timesDone(desk, id))}).toEqual({seed, done: ids.map(() => 1)});
      expect({
        seed,
        logged: desk
          .log()
          .map((row) => row['Object'])
          .sort(),
      }).toEqual({
        seed,
        logged: [...ids].sort(),
      });
    }
  });
});

describe('doAction that is killed', () => {
  const action: InvoiceAction = {name: 'finalize'};

  /** Two drafts and one that cannot be finalized any more. */
  function killDesk() {
    const desk = actionDesk(customers(3));
    const ids = ['cus_B0', 'cus_B1', 'cus_B2'].map((customer) => desk.invoice({customer, stays: 'draft'}));
    return {desk, ids};
  }

  test('comes to the same end wherever it is killed, before and after each call', () => {
    const plain = killDesk();
    plain.desk.killAt(null);
    const preview = plain.desk.preview(action, plain.ids);
    plain.desk.act(action, plain.ids, {digest: preview.digest});
    let survived = 0;
    for (let call = 1; ; call += 1) {
      let isOver = false;
      for (const when of ['before', 'after'] as const) {
        const {desk, ids} = killDesk();
        const {digest} = desk.preview(action, ids);
        desk.killAt(call, when);
        try {
          desk.act(action, ids, {digest});
          isOver = true;
        } catch (fault) {
          if (!(fault instanceof Killed)) throw fault;
          survived += 1;
        }
        desk.killAt(null);
        const reply = desk.act(action, ids, {digest});
        expect(reply).toMatchObject({status: 'complete', done: 3, failed: 0});
        expect(desk.statuses(ids)).toEqual(['open', 'open', 'open']);
        expect(desk.log().map((row) => [row['Object'], row['Result']])).toEqual(
          ids.map((id) => [id, 'done']),
        );
      }
      if (isOver) break;
    }
    expect(survived).toBeGreaterThan(10);
  });

  test('lets the next action say in the log what a killed one could not', () => {
    const isKept = ({ports}: ActionDesk) =>
      ports.tables.readRecords('actions-begun').some(([text]) => text?.includes('"outcome":"done"'));
    const killed = (call: number) => {
      const one = killDesk();
      const {digest} = one.desk.preview(action, one.ids);
      one.desk.killAt(call, 'after');
      expect(() => one.desk.act(action, one.ids, {digest})).toThrow(Killed);
      return {...one, digest};
    };
    let call = 1;
    let run = killed(call);
    for (; !isKept(run.desk); run = killed(call)) call += 1;
    const {desk, ids, digest} = run;
    desk.killAt(null);
    expect(desk.log()).toEqual([]);
    const other = desk.invoice({customer: acme.id});
    desk.act(voiding, [other]);
    expect(desk.log().map((row) => row['Object'])).toEqual([...ids, other]);
    desk.act(action, ids, {digest});
    expect(desk.log()).toHaveLength(4);
  });
});
