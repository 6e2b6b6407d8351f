import {decodePage} from '../../../src/core/stripe/list-page.ts';

describe('decodePage()', () => {
  test.each([
    ['its field object is a text where "list"', {object: 'invoice', data: [], has_more: false}],
    ['its field data is missing', {object: 'list', has_more: false}],
    ['its field data is an object', {object: 'list', data: {}, has_more: false}],
    ['its field has_more is a text', {object: 'list', data: [], has_more: 'false'}],
    [
      'its field data.1 is an object where an object with an id',
      {object: 'list', data: [{id: 'a'}, {}], has_more: false},
    ],
    ['its field data.0 is an object where', {object: 'list', data: [{id: ''}], has_more: false}],
    [
      'its field data.0 is an object where an object with an id was',
      {object: 'list', data: [{id: 7}], has_more: false},
    ],
    ['its field data.0 is a text', {object: 'list', data: ['in_1'], has_more: false}],
    ['its field data.0 is null where', {object: 'list', data: [null], has_more: false}],
    ['its field data.0 is an object', {object: 'list', data: [{id: 'a', livemode: 'no'}], has_more: false}],
  ])('refuses an envelope of which %s', (fact, wire) => {
    expect(() => decodePage(wire, '/v1/invoices')).toThrow(
      `Cannot read the list /v1/invoices from Stripe: ${fact}`,
    );
  });

  test('leaves the objects themselves untouched', () => {
    const row = {id: 'in_1', lines: {data: [1]}};
    expect(decodePage({object: 'list', data: [row], has_more: false}, '/v1/x').data[0]).toBe(row);
  });
});
