import {actedOn, doingLabel, invoicesText} from '../../../sidebar/state/action-words.ts';
import type {ActionName} from '../../../src/core/action-contract.ts';
import {titles, voidPreview} from '../support/action-states.ts';

describe('doingLabel()', () => {
  const labels: Readonly<Record<ActionName, readonly [one: string, three: string]>> = {
    finalize: ['Finalize INV-0042', 'Finalize 3 invoices'],
    send: ['Send INV-0042', 'Send 3 invoices'],
    'record-payment': ['Record a payment on INV-0042', 'Record a payment on 3 invoices'],
    'retry-payment': ['Collect INV-0042 now', 'Collect 3 invoices now'],
    credit: ['Credit INV-0042', 'Credit 3 invoices'],
    correct: ['Correct INV-0042', 'Correct 3 invoices'],
    'agree-pay-by': ['Agree a pay-by date for INV-0042', 'Agree a pay-by date for 3 invoices'],
    'change-details': ['Change details of INV-0042', 'Change details of 3 invoices'],
    'pause-collection': ['Pause collection of INV-0042', 'Pause collection of 3 invoices'],
    'resume-collection': ['Resume collection of INV-0042', 'Resume collection of 3 invoices'],
    'mark-uncollectible': ['Mark INV-0042 uncollectible', 'Mark 3 invoices uncollectible'],
    'record-recovery': ['Record a recovery on INV-0042', 'Record a recovery on 3 invoices'],
    void: ['Void INV-0042', 'Void 3 invoices'],
    'delete-draft': ['Delete draft INV-0042', 'Delete 3 drafts'],
  };

  test.each(Object.keys(labels) as ActionName[])('says what %s does, to one and to three', (name) => {
    expect([doingLabel(name, titles.slice(0, 1)), doingLabel(name, titles)]).toEqual(labels[name]);
  });
});

test('invoicesText() names one and counts several', () => {
  expect(invoicesText(titles.slice(0, 1))).toBe('INV-0042');
  expect(invoicesText([])).toBe('0 invoices');
});

test('actedOn() leaves those out that are refused', () => {
  expect(actedOn(voidPreview).map(({invoiceId}) => invoiceId)).toEqual(['in_1Nordwind', 'in_2']);
});
