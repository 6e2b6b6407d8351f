import type {ActionStep} from '../../../src/core/invoice-actions/action-kind.ts';
import {correctInvoice} from '../../../src/core/invoice-actions/correct/correct-invoice.ts';
import {saveSettings} from '../../../src/core/settings.ts';
import {begun, type StripeDesk, stripeDesk} from './support/stripe-desk.ts';

const action = {name: 'correct'} as const;

function stepOf(desk: StripeDesk, id: string): ActionStep {
  const plan = desk.planned(correctInvoice, action, id);
  if (typeof plan === 'string') throw new Error(plan);
  const [step] = plan.steps('mark1');
  if (step === undefined) throw new Error('There is no step.');
  return step;
}

describe('correctInvoice', () => {
  test('makes a draft to edit, and says what becomes of the invoice when that is finalized', () => {
    const desk = stripeDesk();
    const id = desk.invoice({fields: {metadata: {billing_ops_intent: 'int_1', contract: 'C-1'}}});
    const {number} = desk.get(`/v1/invoices/${id}`);
    expect(desk.planned(correctInvoice, action, id)).toMatchObject({
      willDo: [
        `Makes a draft with the lines of ${number}, which you edit in Stripe. ${number} stays as it is until then.`,
        `Once the draft is finalized, Stripe voids ${number} and the new invoice takes its place, under a number of its own.`,
      ],
      money: null,
    });
    const step = stepOf(desk, id);
    const draft = desk.post(step.path, step.params);
    expect(draft).toMatchObject({status: 'draft', from_invoice: {action: 'revision', invoice: id}});
    // One intent never names two invoices.
    expect(draft['metadata']).toEqual({contract: 'C-1', billing_ops_action: 'mark1'});
    expect(desk.get(`/v1/invoices/${id}`)).toMatchObject({status: 'open'});

    const plan = begunOf(desk, id);
    expect(correctInvoice.outcome(draft, plan)).toEqual({
      sentence: `The draft ${draft['id']} is there to edit; finalizing it voids ${number}. https://dashboard.stripe.com/test/invoices/${draft['id']}`,
      after: `the draft ${draft['id']}`,
    });
    expect(desk.planned(correctInvoice, action, id)).toMatch(
      new RegExp(
        `^${number} is being corrected already: the draft ${draft['id']}\\. Edit and finalize that one, or delete it first\\. https://dashboard`,
      ),
    );
    desk.post(`/v1/invoices/${draft['id']}/finalize`);
    expect(desk.get(`/v1/invoices/${id}`)).toMatchObject({status: 'void', latest_revision: draft['id']});
  });

  test('warns that credit notes are not taken along', () => {
    const desk = stripeDesk();
    const id = desk.invoice();
    desk.post('/v1/credit_notes', {invoice: id, amount: 2000});
    expect(desk.planned(correctInvoice, action, id)).toMatchObject({
      willDo: expect.arrayContaining([
        'Its credit notes (EUR 20.00) are not taken along: the new invoice is due in full.',
      ]),
    });
  });

  test('warns that it changes a month whose books are closed', () => {
    const desk = stripeDesk();
    const id = desk.invoice();
    saveSettings(desk.ports.documentProperties, {booksClosedThrough: '2026-11-20'});
    const {number} = desk.get(`/v1/invoices/${id}`);
    expect(desk.planned(correctInvoice, action, id)).toMatchObject({
      willDo: expect.arrayContaining([
        `${number} was issued in a month whose books are closed, and voiding it changes that month: a credit note would leave it as it is.`,
      ]),
    });
  });

  test('finds a draft whose answer was lost by its mark', () => {
    const desk = stripeDesk();
    const id = desk.invoice();
    const step = stepOf(desk, id);
    const kept = begunOf(desk, id);
    const look = () => {
      const {path, params} = correctInvoice.lookUp?.(step, kept) ?? {path: '', params: {}};
      return correctInvoice.found(step, desk.get(path, params), kept);
    };
    expect(look()).toEqual({kind: 'not done'});
    const draft = desk.post(step.path, step.params);
    expect(look()).toMatchObject({kind: 'done', answer: {id: draft['id']}});
    expect(correctInvoice.found(step, {object: 'list', data: [], has_more: true}, kept)).toMatchObject({
      kind: 'unclear',
      sentence: expect.stringMatching(/^The customer has more than 100 newer invoices: /),
    });
  });

  test('takes an uncollectible invoice too', () => {
    const desk = stripeDesk();
    const id = desk.invoice();
    desk.post(`/v1/invoices/${id}/mark_uncollectible`);
    expect(stepOf(desk, id).params['from_invoice']).toEqual({action: 'revision', invoice: id});
  });

  test('refuses what Stripe does not revise, and says what to do', () => {
    const desk = stripeDesk();
    const refused = (id: string) => desk.planned(correctInvoice, action, id);
    expect(refused(desk.invoice({stays: 'draft'}))).toMatch(
      / is a draft: change it in Stripe, it needs no correction\.$/,
    );
    expect(refused(desk.invoice({paidByCard: true}))).toMatch(
      / is paid: a paid invoice cannot be revised\. Credit it, and bill the difference\.$/,
    );
    expect(refused(desk.invoice({paidOutside: 100}))).toMatch(
      / is paid in part \(EUR 1\.00\): correcting it would void it\. Credit it instead\.$/,
    );
    const id = desk.invoice();
    const facts = desk.facts(id);
    expect(correctInvoice.refusal({...facts, invoice: {...facts.invoice, isOfSubscription: true}})).toMatch(
      / is of a subscription: Stripe does not revise such an invoice\. Credit it, and bill the difference\.$/,
    );
    desk.post(`/v1/invoices/${id}/void`);
    expect(refused(id)).toMatch(/ is void: nothing of it is owed\. Make a new invoice\.$/);
  });
});

function begunOf(desk: StripeDesk, id: string) {
  const facts = desk.facts(id);
  const plan = correctInvoice.plan(action, facts, []);
  if (typeof plan === 'string') throw new Error(plan);
  return begun(plan, facts, action);
}
