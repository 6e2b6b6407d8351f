import {drawnTotal, initialAging, reduceAging} from '../../../sidebar/state/aging.ts';
import {freshState, refreshedState} from '../support/sidebar-states.ts';

const filter = {currency: 'EUR', bucket: '1–30'};

describe('reduceAging()', () => {
  const asked = reduceAging(initialAging, {type: 'aging-filter-asked', filter});

  test('marks a filter only when the tab shows it', () => {
    expect(asked.filter).toBeNull();
    const reply = {outcome: 'shown', invoices: 200, otherFilters: [], message: '200 invoices.'} as const;
    expect(reduceAging(asked, {type: 'aging-filter-answered', filter, reply})).toMatchObject({
      filter,
      task: {kind: 'told', message: '200 invoices.'},
    });
  });

  test('asks before a filter of people goes', () => {
    const reply = {outcome: 'people-filter', columns: ['Bucket'], message: 'Ben filters Bucket.'} as const;
    const after = reduceAging(asked, {type: 'aging-filter-answered', filter, reply});
    expect(after).toMatchObject({filter: null, asking: {filter, message: 'Ben filters Bucket.'}});
    expect(reduceAging(after, {type: 'aging-filter-dismissed'})).toMatchObject({filter: null, asking: null});
  });

  test('keeps what to ask again when it fails', () => {
    const failure = {code: 'X', fact: 'F.', nextStep: 'N.', requestId: null};
    expect(reduceAging(asked, {type: 'aging-filter-failed', failure})).toMatchObject({
      asked: filter,
      task: {kind: 'failed', failure},
    });
  });
});

test('drawnTotal() is the currency chosen, else the first, else none', () => {
  expect(drawnTotal(initialAging, refreshedState)?.currency).toBe('USD');
  expect(drawnTotal({...initialAging, currency: 'EUR'}, refreshedState)?.currency).toBe('EUR');
  expect(drawnTotal({...initialAging, currency: 'XXX'}, refreshedState)?.currency).toBe('USD');
  expect(drawnTotal(initialAging, freshState)).toBeNull();
});
