import type {InvoiceAction} from '../../../src/core/action-contract.ts';
import type {ActionPlan, ActionStep} from '../../../src/core/invoice-actions/action-kind.ts';
import {recordPayment, recordRecovery} from '../../../src/core/invoice-actions/payment/record-payment.ts';
import {saveSettings} from '../../../src/core/settings.ts';
import {
  begun,
  debited,
  debitedInvoice,
  payOutside,
  type StripeDesk,
  stripeDesk,
  type Wire,
} from './support/stripe-desk.ts';

type Payment = Extract<InvoiceAction, {name: 'record-payment' | 'record-recovery'}>;

const wire: Payment = {
  name: 'record-payment',
  amount: null,
  receivedOn: '2026-11-20',
  method: 'Bank transfer',
  reference: 'R-17',
};

function planOf(desk: StripeDesk, action: Payment, id: string): ActionPlan {
  const kind = action.name === 'record-payment' ? recordPayment : recordRecovery;
  const plan = desk.planned(kind, action, id);
  if (typeof plan === 'string') throw new Error(plan);
  return plan;
}

/** Both steps, as the framework sends them. */
function carriedOut(desk: StripeDesk, plan: ActionPlan): {readonly record: Wire; readonly invoice: Wire} {
  const [report, attach] = plan.steps('mark1') as readonly [ActionStep, ActionStep];
  const record = desk.post(report.path, report.params);
  return {record, invoice: desk.post(attach.path, {...attach.params, payment_record: record['id']})};
}

describe('recordPayment', () => {
  test('reports the payment with its date, method and reference, and puts it towards the invoice', () => {
    const desk = stripeDesk();
    const id = desk.invoice();
    const {number} = desk.get(`/v1/invoices/${id}`);
    const plan = planOf(desk, wire, id);
    expect(plan.willDo).toEqual([
      `Records EUR 1,200.00 received on 20 Nov 2026 by bank transfer, reference “R-17”: ${number} is paid then.`,
    ]);
    expect(plan.money).toMatchObject({minorUnits: 120_000});
    expect(plan.audit).toEqual({
      action: 'Payment recorded',
      object: id,
      field: 'payment R-17',
      before: 'EUR 1,200.00 to pay',
      after: 'EUR 1,200.00 received on 20 Nov 2026 by bank transfer, reference “R-17”',
    });
    const [report] = plan.steps('mark1');
    // Midnight in New York, where the account counts its days.
    expect(report?.params).toMatchObject({
      initiated_at: Date.parse('2026-11-20T05:00:00Z') / 1000,
      guaranteed: {guaranteed_at: Date.parse('2026-11-20T05:00:00Z') / 1000},
    });
    const {record, invoice} = carriedOut(desk, plan);
    expect(record).toMatchObject({
      amount_guaranteed: {currency: 'eur', value: 120_000},
      customer_details: {customer: 'cus_Acme'},
      metadata: {billing_ops_received_on: '2026-11-20', billing_ops_action: 'mark1'},
      payment_method_details: {custom: {display_name: 'Bank transfer'}},
      processor_details: {custom: {payment_reference: 'R-17'}},
    });
    expect(invoice).toMatchObject({status: 'paid', amount_remaining: 0});
    const kept = begun(plan, desk.facts(id), wire);
    const taken = [{step: 'report payment', kept: {id: String(record['id'])}, requestId: null}];
    expect(recordPayment.outcome(invoice, {...kept, taken})).toEqual({
      sentence: `The payment is recorded: ${number} is paid.`,
      after: `${record['id']} · EUR 1,200.00 received on 20 Nov 2026 by bank transfer, reference “R-17”`,
    });
  });

  test('takes a part and says what stays to pay', () => {
    const desk = stripeDesk();
    const id = desk.invoice();
    const plan = planOf(desk, {...wire, amount: 1175, method: 'Cheque'}, id);
    expect(plan.willDo[0]).toMatch(/ by cheque, reference “R-17”: EUR 25\.00 stays to pay\.$/);
    const {invoice} = carriedOut(desk, plan);
    expect(invoice).toMatchObject({status: 'open', amount_remaining: 2500, amount_paid: 117_500});
    expect(recordPayment.outcome(invoice, begun(plan, desk.facts(id), wire)).sentence).toMatch(
      /^The payment is recorded: EUR 25\.00 stays to pay on \S+\.$/,
    );
  });

  test('warns of a payment that is under way already', () => {
    const desk = stripeDesk([debited]);
    expect(planOf(desk, wire, debitedInvoice(desk)).willDo[1]).toBe(
      'A payment of USD 1,000.00 is under way in Stripe: make sure that this is not the same money.',
    );
  });

  test('knows a report whose answer was lost by its mark, and a payment that is attached by its record', () => {
    const desk = stripeDesk();
    const id = desk.invoice();
    const plan = planOf(desk, wire, id);
    const kept = begun(plan, desk.facts(id), wire);
    const [report, attach] = kept.steps as readonly [ActionStep, ActionStep];
    const look = (step: ActionStep, of = kept) => {
      const {path, params} = recordPayment.lookUp?.(step, of) ?? {path: '', params: {}};
      return recordPayment.found(step, desk.get(path, params), of);
    };
    payOutside(desk.post, desk.invoice(), {amount: 100});
    expect(look(report)).toEqual({kind: 'not done'});
    const record = desk.post(report.path, report.params);
    expect(look(report)).toMatchObject({kind: 'done', answer: {id: record['id']}});
    const reported = {
      ...kept,
      taken: [{step: 'report payment', kept: {id: String(record['id'])}, requestId: null}],
    };
    expect(look(attach, reported)).toEqual({kind: 'not done'});
    desk.post(attach.path, {payment_record: record['id']});
    expect(look(attach, reported)).toMatchObject({kind: 'done', answer: {status: 'paid'}});
    expect(recordPayment.found(report, null, kept)).toEqual({kind: 'not done'});
    expect(recordPayment.found(report, {object: 'list', data: [], has_more: true}, kept)).toMatchObject({
      kind: 'unclear',
      sentence: expect.stringMatching(/^More than 100 payments were reported since: /),
    });
  });
});

describe('recordPayment refuses', () => {
  test.each<[Partial<Payment>, string | RegExp]>([
    [
      {amount: 1200.01},
      /^EUR 1,200\.01 is more than is left to pay on \S+: EUR 1,200\.00\. Record that, and put the rest towards another invoice\.$/,
    ],
    [{amount: 0}, 'EUR 0.00 is not above 0. Enter an amount above 0.'],
    [
      {amount: 1.005},
      'Cannot take 1.005 EUR as an amount: EUR has 2 decimals. Round it to 2 decimals first.',
    ],
    [{receivedOn: '2026-11-21'}, '21 Nov 2026 is in the future. Record a payment once it has arrived.'],
    [
      {receivedOn: '2026-11-19'},
      /^19 Nov 2026 is before \S+, which is of 20 Nov 2026\. Check the date of the payment\.$/,
    ],
    [{receivedOn: '20.11.2026'}, /^Cannot read a date: /],
    [
      {method: 'Barter'},
      '“Barter” is no way in which money comes. Choose Bank transfer, Cheque, Cash, Other.',
    ],
    [
      {reference: ' '},
      'The payment has no reference. Enter the one on the bank statement, cheque or receipt, by which it is found again.',
    ],
    [{reference: 'x'.repeat(201)}, 'The reference has 201 characters. Enter at most 200.'],
  ])('%j', (change, sentence) => {
    const desk = stripeDesk();
    expect(desk.planned(recordPayment, {...wire, ...change}, desk.invoice())).toEqual(
      typeof sentence === 'string' ? sentence : expect.stringMatching(sentence),
    );
  });

  test('what is recorded already, by whichever program', () => {
    const desk = stripeDesk();
    const id = desk.invoice();
    const part = {...wire, amount: 100};
    const {record} = carriedOut(desk, planOf(desk, part, id));
    expect(desk.planned(recordPayment, {...part, reference: ' r-17 '}, id)).toBe(
      `EUR 100.00 of 20 Nov 2026 with the reference “r-17” stands on ${desk.get(`/v1/invoices/${id}`)['number']} already (${record['id']}): it is not recorded twice. If it is other money, give it its own reference.`,
    );
    expect(typeof desk.planned(recordPayment, {...part, reference: 'R-18'}, id)).toBe('object');
    expect(typeof desk.planned(recordPayment, {...part, amount: 99}, id)).toBe('object');
    // Another program's report tells no date: it may be the same money.
    const other = payOutside(desk.post, id, {amount: 5000, reference: 'WIRE-9'});
    expect(desk.planned(recordPayment, {...wire, amount: 50, reference: 'WIRE-9'}, id)).toMatch(
      new RegExp(`^EUR 50\\.00 with the reference “WIRE-9” stands on .* already \\(${other}\\)`),
    );
  });

  test('a date in closed books', () => {
    const desk = stripeDesk();
    const id = desk.invoice();
    const {settings} = desk.context();
    saveSettings(desk.ports.documentProperties, {...settings, booksClosedThrough: '2026-11-20'});
    expect(desk.planned(recordPayment, wire, id)).toBe(
      'The books are closed through 20 Nov 2026: the date of the payment is 20 Nov 2026. Use a later date, or have an approver change “Books closed through” in Settings.',
    );
  });

  test('an invoice that nobody owes, in the words of its state', () => {
    const desk = stripeDesk();
    const refused = (id: string) => desk.planned(recordPayment, wire, id);
    expect(refused(desk.invoice({stays: 'draft'}))).toMatch(
      / is a draft: nothing is owed yet\. Finalize it first\.$/,
    );
    expect(refused(desk.invoice({paidByCard: true}))).toMatch(/ is paid: nothing is left to pay\.$/);
    const void_ = desk.invoice();
    desk.post(`/v1/invoices/${void_}/void`);
    expect(refused(void_)).toMatch(/ is void: nothing of it is owed\.$/);
    const given = desk.invoice();
    desk.post(`/v1/invoices/${given}/mark_uncollectible`);
    expect(refused(given)).toMatch(
      / is uncollectible: money for it is a recovery\. Use Record recovery instead\.$/,
    );
  });
});

describe('recordRecovery', () => {
  const recovery: Payment = {...wire, name: 'record-recovery'};

  test('records money for what was given up, and says so', () => {
    const desk = stripeDesk();
    const id = desk.invoice();
    desk.post(`/v1/invoices/${id}/mark_uncollectible`);
    const plan = planOf(desk, {...recovery, amount: 400}, id);
    expect(plan.willDo[1]).toMatch(/ was given up as uncollectible: this is a recovery\.$/);
    expect(carriedOut(desk, plan).invoice).toMatchObject({status: 'uncollectible', amount_remaining: 80_000});
    const rest = carriedOut(desk, planOf(desk, {...recovery, reference: 'R-18'}, id));
    expect(rest.invoice).toMatchObject({status: 'paid', amount_remaining: 0});
  });

  test('refuses an open invoice', () => {
    const desk = stripeDesk();
    expect(desk.planned(recordRecovery, recovery, desk.invoice())).toMatch(
      / is open: only money for an uncollectible invoice is a recovery\.$/,
    );
  });
});
