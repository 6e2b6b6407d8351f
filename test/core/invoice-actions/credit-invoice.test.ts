import type {InvoiceAction} from '../../../src/core/action-contract.ts';
import type {ActionPlan} from '../../../src/core/invoice-actions/action-kind.ts';
import {creditInvoice} from '../../../src/core/invoice-actions/credit/credit-invoice.ts';
import {saveSettings} from '../../../src/core/settings.ts';
import {
  acme,
  debited,
  debitedInvoice,
  type StripeDesk,
  stripeDesk,
  type WantedInvoice,
} from './support/stripe-desk.ts';

type Credit = Extract<InvoiceAction, {name: 'credit'}>;

const whole: Credit = {
  name: 'credit',
  amount: null,
  lines: [],
  paidPartGoesTo: 'customer balance',
  stripeReason: null,
  memo: '',
  emailsCustomer: false,
};

function planOf(desk: StripeDesk, action: Partial<Credit>, id: string): ActionPlan {
  const plan = desk.planned(creditInvoice, {...whole, ...action}, id);
  if (typeof plan === 'string') throw new Error(plan);
  return plan;
}

/** Does what was planned, as the first try of the framework would. */
function carriedOut(desk: StripeDesk, plan: ActionPlan): Readonly<Record<string, unknown>> {
  const [step] = plan.steps('mark1');
  if (step === undefined) throw new Error('There is no step.');
  return desk.post(step.path, step.params);
}

/** The sentences, or why not. */
function told(wanted: WantedInvoice, action: Partial<Credit> = {}): readonly string[] | string {
  const desk = stripeDesk();
  const plan = desk.planned(creditInvoice, {...whole, ...action}, desk.invoice(wanted));
  return typeof plan === 'string' ? plan : plan.willDo;
}

describe('creditInvoice shows the split first', () => {
  test('of what is still to be paid and what was paid, which goes back to the card', () => {
    const desk = stripeDesk();
    const id = desk.invoice({paidByCard: true});
    const plan = planOf(desk, {amount: 1000, paidPartGoesTo: 'refund'}, id);
    expect(plan.willDo).toEqual([
      'Credits EUR 1,000.00: EUR 1,000.00 back to Visa •4242.',
      'Nobody is e-mailed.',
    ]);
    expect(plan.money).toMatchObject({minorUnits: 100_000, currency: 'EUR'});
    const note = carriedOut(desk, plan);
    expect(note).toMatchObject({
      total: 100_000,
      pre_payment_amount: 0,
      post_payment_amount: 100_000,
      metadata: {billing_ops_action: 'mark1'},
    });
    expect(note['refunds']).toHaveLength(1);
  });

  test('in part less to pay, in part back', () => {
    expect(told({paidOutside: 100_000}, {amount: 1200})).toEqual([
      "Credits EUR 1,200.00: EUR 200.00 less to pay, EUR 1,000.00 to the customer's credit balance.",
      expect.stringMatching(/^Nothing more is to pay then: Stripe marks .* as paid\.$/),
      'Nobody is e-mailed.',
    ]);
    expect(told({paidOutside: 100_000}, {amount: 1100, paidPartGoesTo: 'outside Stripe'})).toContain(
      'Credits EUR 1,100.00: EUR 200.00 less to pay, EUR 900.00 given back outside Stripe.',
    );
    expect(told({}, {amount: 200, emailsCustomer: true})).toEqual([
      'Credits EUR 200.00: EUR 200.00 less to pay.',
      'Stripe e-mails the credit note to ap@acme.example.',
    ]);
  });

  test('with the tax that goes with whole lines and with parts of them', () => {
    expect(told({amounts: [10_000, 3333], hasTax: true})).toContain('Of it, tax is EUR 25.33.');
    const desk = stripeDesk();
    const id = desk.invoice({amounts: [9999, 5000], hasTax: true, paidOutside: 17_849});
    const [line] = desk.facts(id).invoice.lines;
    const plan = planOf(desk, {lines: [{lineId: line?.id ?? '', amount: 33.33}]}, id);
    expect(plan.willDo).toContain('Of it, tax is EUR 6.33.');
    expect(plan.willDo[0]).toBe("Credits EUR 39.66: EUR 39.66 to the customer's credit balance.");
    expect(carriedOut(desk, plan)).toMatchObject({total: 3966, post_payment_amount: 3966});
    // The second part of the line is rounded so that both add up, which only Stripe's preview knows.
    const second = planOf(desk, {lines: [{lineId: line?.id ?? '', amount: 33.33}]}, id);
    expect(carriedOut(desk, second)).toMatchObject({total: second.money?.minorUnits});
  });

  test('and that a plain amount takes no tax back', () => {
    expect(told({hasTax: true}, {amount: 119})).toContain(
      'Of it, tax is nothing: Stripe takes no tax back for a plain amount. Credit lines to take their tax back.',
    );
    expect(told({}, {amount: 119})).toEqual([
      'Credits EUR 119.00: EUR 119.00 less to pay.',
      'Nobody is e-mailed.',
    ]);
  });

  test('of the whole by its lines, and of the rest once part of it is credited', () => {
    const desk = stripeDesk();
    const id = desk.invoice({amounts: [10_000, 5000, -2000], hasTax: true});
    const [step] = planOf(desk, {}, id).steps('mark1');
    expect(step?.params['lines']).toHaveLength(3);
    carriedOut(desk, planOf(desk, {amount: 54.7}, id));
    const rest = planOf(desk, {}, id);
    expect(rest.steps('')[0]?.params).toMatchObject({amount: 10_000});
    carriedOut(desk, rest);
    expect(desk.get(`/v1/invoices/${id}`)).toMatchObject({status: 'paid', amount_remaining: 0});
    expect(desk.planned(creditInvoice, whole, id)).toMatch(/ is credited in full already: EUR 154\.70\.$/);
  });

  test('of an invoice with more lines than an address of a preview can name', () => {
    const desk = stripeDesk();
    const id = desk.invoice({amounts: Array.from({length: 30}, (_, index) => 1000 + index), hasTax: true});
    const plan = planOf(desk, {}, id);
    expect(plan.steps('')[0]?.params['lines']).toHaveLength(30);
    const {total} = desk.get(`/v1/invoices/${id}`);
    const note = carriedOut(desk, plan);
    expect(note).toMatchObject({total});
    expect(plan.willDo).toContain(`Of it, tax is EUR ${(Number(taxOf(note)) / 100).toFixed(2)}.`);
    const lines = desk.facts(desk.invoice({amounts: Array.from({length: 13}, () => 1000)})).invoice.lines;
    expect(lines).toHaveLength(13);
  });

  test('and warns of a payment that is under way', () => {
    const desk = stripeDesk([debited]);
    const plan = planOf(desk, {amount: 10}, debitedInvoice(desk));
    expect(plan.willDo).toEqual([
      'Credits USD 10.00: USD 10.00 less to pay.',
      'Nobody is e-mailed.',
      "A payment of USD 1,000.00 is under way in Stripe: what it pays above the rest becomes the customer's credit.",
    ]);
  });

  test('and moves nothing', () => {
    const desk = stripeDesk();
    const id = desk.invoice({paidByCard: true});
    planOf(desk, {paidPartGoesTo: 'refund'}, id);
    expect(desk.requests.filter(({method}) => method !== 'GET')).toEqual([]);
    expect(desk.get('/v1/credit_notes', {invoice: id})['data']).toEqual([]);
  });
});

function taxOf(note: Readonly<Record<string, unknown>>): unknown {
  const [tax] = Array.isArray(note['total_taxes']) ? note['total_taxes'] : [];
  return Reflect.get(Object(tax), 'amount');
}

describe('creditInvoice refuses', () => {
  test.each<[WantedInvoice, Partial<Credit>, string | RegExp]>([
    [
      {},
      {amount: 1.005},
      'Cannot take 1.005 EUR as an amount: EUR has 2 decimals. Round it to 2 decimals first.',
    ],
    [{}, {amount: 0}, 'EUR 0.00 is not above 0. Enter an amount above 0.'],
    [{}, {amount: -5}, 'EUR −5.00 is not above 0. Enter an amount above 0.'],
    [{}, {amount: 1200.01}, /^EUR 1,200\.01 is more than can still be credited on \S+: EUR 1,200\.00\.$/],
    [{}, {amount: 5, lines: [{lineId: 'il_1', amount: 5}]}, 'Credit an amount or lines, not both.'],
    [{}, {lines: [{lineId: 'il_no', amount: 5}]}, /^\S+ has no line il_no\. Choose among its own lines\.$/],
    [
      {stays: 'draft'},
      {},
      /^in_\w+ is a draft: there is nothing to credit yet\. Change or delete the draft instead\.$/,
    ],
    [
      {paidOutside: 120_000},
      {paidPartGoesTo: 'refund'},
      /^\S+ was not paid through Stripe, so Stripe has nothing to refund\. Choose the customer's balance or outside Stripe\.$/,
    ],
    [{amounts: [0]}, {}, /^\S+ comes to EUR 0\.00: there is nothing to credit\.$/],
  ])('%j with %j', (wanted, action, sentence) => {
    expect(told(wanted, action)).toEqual(
      typeof sentence === 'string' ? sentence : expect.stringMatching(sentence),
    );
  });

  test('an amount of yen with decimals, and takes one of dinars with three', () => {
    const desk = stripeDesk([
      {...acme, id: 'cus_Yen', currency: 'jpy'},
      {...acme, id: 'cus_Dinar', currency: 'kwd'},
    ]);
    const yen = desk.invoice({currency: 'jpy', customer: 'cus_Yen', amounts: [5000]});
    expect(desk.planned(creditInvoice, {...whole, amount: 10.5}, yen)).toBe(
      'Cannot take 10.5 JPY as an amount: JPY has no decimals. Round it to a whole number first.',
    );
    const dinar = desk.invoice({currency: 'kwd', customer: 'cus_Dinar', amounts: [5000]});
    expect(planOf(desk, {amount: 1.125}, dinar).willDo[0]).toBe('Credits KWD 1.125: KWD 1.125 less to pay.');
  });

  test('while the books of today are closed', () => {
    const desk = stripeDesk();
    const id = desk.invoice();
    saveSettings(desk.ports.documentProperties, {booksClosedThrough: '2026-11-30'});
    expect(desk.planned(creditInvoice, whole, id)).toBe(
      'The books are closed through 30 Nov 2026: the date of the credit note is 20 Nov 2026. Use a later date, or have an approver change “Books closed through” in Settings.',
    );
  });

  test('a void invoice', () => {
    const desk = stripeDesk();
    const id = desk.invoice();
    desk.post(`/v1/invoices/${id}/void`);
    expect(desk.planned(creditInvoice, whole, id)).toMatch(
      / is void: nothing of it is owed, so nothing can be credited\.$/,
    );
  });

  test('more of a line than it has, a line twice, and the wrong sign', () => {
    const desk = stripeDesk();
    const id = desk.invoice({amounts: [10_000, -2000]});
    const [line, rebate] = desk.facts(id).invoice.lines.map((one) => one.id);
    const refused = (...lines: readonly {readonly lineId: string; readonly amount: number}[]) =>
      desk.planned(creditInvoice, {...whole, lines}, id);
    expect(refused({lineId: line ?? '', amount: 100.01})).toBe(
      'EUR 100.01 is more than the line “Line 1” has: EUR 100.00.',
    );
    expect(refused({lineId: line ?? '', amount: 1}, {lineId: line ?? '', amount: 1})).toBe(
      'The line “Line 1” is named twice. Credit it once.',
    );
    expect(refused({lineId: rebate ?? '', amount: 5})).toBe(
      'The line “Line 2” is EUR −20.00: credit it by an amount below 0.',
    );
    expect(refused({lineId: rebate ?? '', amount: -5})).toBe(
      'The lines come to EUR −5.00 with discounts and tax: a credit is above 0.',
    );
    expect(refused({lineId: line ?? '', amount: 100.001})).toContain('EUR has 2 decimals');
  });

  test('parts of more lines than Stripe can preview', () => {
    const desk = stripeDesk();
    const id = desk.invoice({amounts: Array.from({length: 13}, () => 1000)});
    const lines = desk.facts(id).invoice.lines.map((one) => ({lineId: one.id, amount: 5}));
    expect(desk.planned(creditInvoice, {...whole, lines}, id)).toBe(
      'Of 13 lines parts are credited, and Stripe previews 12 at a time. Credit fewer lines at once.',
    );
  });

  test('a refund that one payment alone cannot give', () => {
    const desk = stripeDesk();
    const id = desk.invoice();
    for (const amount of [50_000, 70_000]) {
      const paid = desk.post('/v1/payment_intents', {
        amount,
        confirm: true,
        currency: 'eur',
        customer: 'cus_Acme',
        payment_method: 'pm_card_visa',
        payment_method_types: ['card'],
      });
      desk.post(`/v1/invoices/${id}/attach_payment`, {payment_intent: paid['id']});
    }
    const refund = (amount: number) =>
      desk.planned(creditInvoice, {...whole, amount, paidPartGoesTo: 'refund'}, id);
    expect(refund(700.01)).toMatch(
      /^Cannot refund EUR 700\.01 of \S+: one credit note refunds one payment, and at most EUR 700\.00 of one can go back\. Credit less at a time, or choose the customer's balance or outside Stripe\.$/,
    );
    expect(refund(700)).toMatchObject({
      willDo: ['Credits EUR 700.00: EUR 700.00 back to Visa •4242.', 'Nobody is e-mailed.'],
    });
  });

  test('a refund where the key may not read how it was paid', () => {
    const desk = stripeDesk();
    const facts = desk.facts(desk.invoice({paidByCard: true}));
    const unread = {...facts, invoice: {...facts.invoice, payments: null}};
    expect(creditInvoice.parameterProblem({...whole, paidPartGoesTo: 'refund'}, unread)).toMatch(
      /^The key may not read how \S+ was paid, so nothing can be refunded\. Choose the customer's balance or outside Stripe\.$/,
    );
  });

  test('more than Stripe lets be credited after a refund without a note', () => {
    const desk = stripeDesk();
    const id = desk.invoice({paidByCard: true});
    const [payment] = desk.facts(id).invoice.payments ?? [];
    desk.post('/v1/refunds', {payment_intent: payment?.source.id, amount: 50_000});
    const action = {...whole, amount: 800, paidPartGoesTo: 'refund'} as const;
    // Stripe counts refunds without a credit note as credited.
    expect(desk.planned(creditInvoice, action, id)).toMatch(/amount that can be credited \(€700\.00\)/);
  });
});

test('creditInvoice offers the lines with their discounts and taxes', () => {
  const desk = stripeDesk();
  const facts = desk.facts(desk.invoice({amounts: [10_000, 0], hasTax: true}));
  expect(creditInvoice.offerLines?.(facts)).toEqual([
    {
      lineId: facts.invoice.lines[0]?.id,
      title: 'Line 1',
      amount: 100,
      shown: 'EUR 100.00 plus EUR 19.00 tax',
    },
  ]);
});
