import {bucketLabels, formOf, isChanged, problemOf, readForm} from '../../../sidebar/state/settings-form.ts';
import {refreshedState} from '../support/sidebar-states.ts';

const {settings} = refreshedState;
const form = formOf(settings.values);

describe('readForm()', () => {
  test('reads back what it was filled with', () => {
    expect(readForm(form)).toEqual({kind: 'values', values: settings.values});
    const zoned = {...settings.values, timeZone: 'Asia/Tokyo', noDueDate: 'not-due' as const};
    expect(readForm(formOf(zoned))).toEqual({kind: 'values', values: zoned});
  });

  test('takes spaces, semicolons, small letters and empty lines as people type them', () => {
    const typed = {
      ...form,
      timeZone: '  ',
      bucketEdges: ' 15;45 ,  90 ',
      currencyOrder: 'usd eur, jpy',
      customFields: '\n Order no. \n\n',
    };
    expect(readForm(typed)).toMatchObject({
      values: {
        timeZone: null,
        bucketEdges: [15, 45, 90],
        currencyOrder: ['USD', 'EUR', 'JPY'],
        purchaseOrder: {customFields: ['Order no.']},
      },
    });
  });

  test.each(['30, sixty', '1.5', '-30', '30-60', '1e3', '60, 30', '30, 30', '0, 30'])(
    'names the field for the buckets %j',
    (bucketEdges) => {
      expect(readForm({...form, bucketEdges})).toEqual({
        kind: 'problems',
        problems: [
          {
            field: 'bucketEdges',
            message: expect.stringContaining('whole days, each more than the one before'),
          },
        ],
      });
    },
  );
});

test('readForm() names every field that holds no value', () => {
  expect(readForm({...form, bucketEdges: 'x', currencyOrder: 'USD EURO €'})).toEqual({
    kind: 'problems',
    problems: [
      {field: 'bucketEdges', message: expect.any(String)},
      {field: 'currencyOrder', message: 'EURO, €: a currency has three letters, such as EUR.'},
    ],
  });
});

test('bucketLabels() shows the buckets that the edges make, and none where they make none', () => {
  expect(bucketLabels('30, 60')).toEqual(['Not due', '1–30', '31–60', '61+']);
  expect(bucketLabels('1, 2')).toEqual(['Not due', '1', '2', '3+']);
  expect(bucketLabels('60, 30')).toBeNull();
  expect(bucketLabels('0, 30')).toBeNull();
  expect(bucketLabels('')).toBeNull();
  expect(bucketLabels('a')).toBeNull();
});

test('problemOf() finds what is wrong with one field, and with the whole', () => {
  const problems = [
    {field: 'timeZone', message: 'No such zone.'},
    {field: null, message: 'Too long.'},
  ] as const;
  expect(problemOf(problems, 'timeZone')).toBe('No such zone.');
  expect(problemOf(problems, null)).toBe('Too long.');
  expect(problemOf(problems, 'bucketEdges')).toBeNull();
});

test('isChanged() tells typing from what is stored; stored settings that cannot be used may be replaced', () => {
  expect(isChanged(form, settings)).toBe(false);
  expect(isChanged({...form, currencyOrder: 'EUR'}, settings)).toBe(true);
  const problem = {code: 'SETTINGS_INVALID', fact: 'F.', nextStep: 'N.', requestId: null} as const;
  expect(isChanged(form, {...settings, problem})).toBe(true);
});

describe('readForm() of what says who may do what', () => {
  const typed = {
    ...form,
    limits: [
      {currency: ' eur ', perInvoice: '10,000', perCustomerDay: '', perBatch: '0'},
      {currency: '', perInvoice: ' ', perCustomerDay: '', perBatch: ''},
    ],
    longestTerms: ' 45 ',
    approvers: 'lea@acme.example; ben@acme.example\n\n',
    booksClosedThrough: '2026-09-30',
    controllerEmail: ' cfo@acme.example ',
  };

  test('takes a blank amount for no limit and a blank line for none', () => {
    expect(readForm(typed)).toMatchObject({
      values: {
        approvals: {
          limits: [{currency: 'EUR', perInvoice: 10_000, perCustomerDay: null, perBatch: 0}],
          longestTermsDays: 45,
          approvers: ['lea@acme.example', 'ben@acme.example'],
        },
        booksClosedThrough: '2026-09-30',
        controllerEmail: 'cfo@acme.example',
      },
    });
  });

  test('reads back the limits that it was filled with', () => {
    const approvals = {
      in: 'always' as const,
      limits: [{currency: 'JPY', perInvoice: 1_500_000.5, perCustomerDay: null, perBatch: 0}],
      longestTermsDays: 0,
      approvers: ['lea@acme.example'],
    };
    const values = {...settings.values, approvals, booksClosedThrough: '2026-09-30'};
    expect(readForm(formOf(values))).toEqual({kind: 'values', values});
  });

  test.each(['10.000,00', '1,0000', 'ten', '-5', '1e9'])('names the limits for the amount %j', (perBatch) => {
    const limits = [{currency: 'EUR', perInvoice: '', perCustomerDay: '', perBatch}];
    expect(readForm({...typed, limits})).toMatchObject({problems: [{field: 'approvals.limits'}]});
  });

  test.each(['EURO', '', '€'])('names the limits for the currency %j', (currency) => {
    const limits = [{currency, perInvoice: '1', perCustomerDay: '', perBatch: ''}];
    expect(readForm({...typed, limits})).toMatchObject({problems: [{field: 'approvals.limits'}]});
  });

  test.each(['', 'soon', '-1', '1.5', '99999'])('names the terms for %j', (longestTerms) => {
    expect(readForm({...typed, longestTerms})).toMatchObject({
      problems: [{field: 'approvals.longestTermsDays'}],
    });
  });
});
