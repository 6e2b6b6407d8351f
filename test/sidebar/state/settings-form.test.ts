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
