import {type ActionForm, emptyForm, needsForm, readActionForm} from '../../../sidebar/state/action-form.ts';
import type {ActionName} from '../../../src/core/action-contract.ts';
import {openOffer, paidOffer, secondOffer} from '../support/action-states.ts';

const read = (name: ActionName, change: Partial<ActionForm> = {}, offers = [openOffer]) =>
  readActionForm(name, {...emptyForm, ...change}, offers);
const actionOf = (...args: Parameters<typeof read>) => {
  const reading = read(...args);
  return reading.kind === 'request' ? reading.request.action : reading;
};
const problemsOf = (...args: Parameters<typeof read>) => {
  const reading = read(...args);
  return reading.kind === 'problems' ? reading.problems : [];
};

describe('readActionForm()', () => {
  test('asks for the invoices of the offers, with the reason trimmed', () => {
    expect(read('void', {reasonCode: 'Duplicate', reason: ' twice '}, [openOffer, paidOffer])).toEqual({
      kind: 'request',
      request: {
        invoiceIds: [openOffer.invoiceId, paidOffer.invoiceId],
        action: {name: 'void'},
        reasonCode: 'Duplicate',
        reason: 'twice',
      },
    });
  });

  test('wants a reason where one is asked, and words for Other', () => {
    expect(problemsOf('void')).toEqual([{field: 'reason-code', message: 'Choose a reason.'}]);
    expect(problemsOf('void', {reasonCode: 'Other', reason: ' '})).toEqual([
      {field: 'reason', message: 'Say in words why.'},
    ]);
    expect(problemsOf('send')).toEqual([]);
  });

  test('of a payment: all that is due, or an amount; never without its day', () => {
    const typed = {receivedOn: '2026-05-12', reference: ' W-1 '};
    const rest = {
      name: 'record-payment',
      receivedOn: '2026-05-12',
      method: 'Bank transfer',
      reference: 'W-1',
    };
    expect(actionOf('record-payment', typed)).toEqual({...rest, amount: null});
    expect(actionOf('record-payment', {...typed, extent: 'amount', amount: '48,175.00'})).toEqual({
      ...rest,
      amount: 48_175,
    });
    expect(problemsOf('record-recovery', {extent: 'amount'})).toEqual([
      {field: 'amount', message: 'Type an amount in EUR.'},
      {field: 'received-on', message: 'Choose the day on which the money arrived.'},
    ]);
  });

  test('of a credit note: the whole, an amount, or lines, and only one of them', () => {
    const typed = {
      reasonCode: 'Duplicate',
      amount: '5',
      lineAmounts: {il_2: '1,200.00', il_gone: '1'},
    };
    expect(actionOf('credit', typed)).toMatchObject({amount: null, lines: [], emailsCustomer: false});
    expect(actionOf('credit', {...typed, extent: 'amount'})).toMatchObject({amount: 5, lines: []});
    expect(actionOf('credit', {...typed, extent: 'lines', stripeReason: 'order_change'})).toEqual({
      name: 'credit',
      amount: null,
      lines: [{lineId: 'il_2', amount: 1_200}],
      paidPartGoesTo: 'customer balance',
      stripeReason: 'order_change',
      memo: '',
      emailsCustomer: false,
    });
    expect(problemsOf('credit', {reasonCode: 'Duplicate', extent: 'lines'})).toEqual([
      {field: 'lines', message: 'Tick at least one line.'},
    ]);
    expect(
      problemsOf('credit', {reasonCode: 'Duplicate', extent: 'lines', lineAmounts: {il_2: '1.005'}}),
    ).toEqual([{field: 'line-il_2', message: 'EUR has 2 decimals, and this has more.'}]);
  });

  test('of an agreement: a day, or that there is none any more', () => {
    expect(problemsOf('agree-pay-by')).toHaveLength(1);
    expect(actionOf('agree-pay-by', {payBy: '2026-06-01'})).toEqual({
      name: 'agree-pay-by',
      payBy: '2026-06-01',
    });
    expect(actionOf('agree-pay-by', {payBy: '2026-06-01', takesAgreementBack: true})).toEqual({
      name: 'agree-pay-by',
      payBy: null,
    });
  });

  test('of details: what is not ticked is left out, what is emptied is sent empty', () => {
    expect(problemsOf('change-details')).toEqual([{field: 'details', message: 'Tick what is to change.'}]);
    expect(actionOf('change-details', {details: {purchaseOrder: ' 45 ', memo: ''}})).toEqual({
      name: 'change-details',
      purchaseOrder: '45',
      memo: '',
    });
    expect(actionOf('change-details', {details: {metadata: 'a: 1'}})).toEqual({
      name: 'change-details',
      metadata: {a: '1'},
    });
    expect(problemsOf('change-details', {details: {metadata: 'a'}})).toEqual([
      {field: 'detail-metadata', message: '"a" is no line of the form key: value.'},
    ]);
  });
});

describe('needsForm()', () => {
  test('is true of an action with fields or with a reason, and of no other', () => {
    const asked = openOffer.actions.filter(({name}) => needsForm(name, [openOffer, secondOffer]));
    expect(asked.map(({name}) => name)).toEqual([
      'record-payment',
      'credit',
      'agree-pay-by',
      'change-details',
      'mark-uncollectible',
      'void',
      'record-recovery',
    ]);
  });
});
