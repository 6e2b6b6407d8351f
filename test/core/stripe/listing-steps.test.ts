import {
  applyPage,
  type Listing,
  nextWave,
  pageObjectsMax,
  startListing,
} from '../../../src/core/stripe/listing.ts';

const openInvoices = startListing({
  key: 'open',
  path: '/v1/invoices',
  params: {status: 'open', expand: ['data.customer']},
});

describe('applyPage()', () => {
  test('refuses an empty page that promises more', () => {
    expect(() => applyPage(openInvoices, {data: [], hasMore: true})).toThrow('a page is empty although');
  });

  test('refuses a page that ends where the one before ended', () => {
    const once = applyPage(openInvoices, {data: [{id: 'in_1'}], hasMore: true});
    expect(() => applyPage(once, {data: [{id: 'in_1'}], hasMore: true})).toThrow('ends with the same id');
  });

  test('ends on an empty page without more, keeping its cursor', () => {
    const once = applyPage(openInvoices, {data: [{id: 'in_1'}], hasMore: true});
    expect(applyPage(once, {data: [], hasMore: false})).toMatchObject({
      cursor: 'in_1',
      pages: 2,
      isComplete: true,
    });
  });
});

describe('nextWave()', () => {
  const listings = [3, 0, 1].map(
    (pages, index): Listing => ({...openInvoices, key: `k${index}`, cursor: `in_${index}`, pages}),
  );

  test('asks for one page of each unfinished listing, the least read first', () => {
    const wave = nextWave([...listings, {...openInvoices, key: 'done', isComplete: true}], {
      requestBudget: 9,
    });

    expect(wave.map(({listing}) => listing.key)).toEqual(['k1', 'k2', 'k0']);
    expect(wave[0]?.request).toEqual({
      method: 'GET',
      path: '/v1/invoices',
      params: {status: 'open', expand: ['data.customer'], limit: pageObjectsMax, starting_after: 'in_1'},
    });
  });

  test.each([
    [2, 2],
    [0, 0],
    [-3, 0],
  ])('keeps a budget of %d', (requestBudget, expected) => {
    expect(nextWave(listings, {requestBudget})).toHaveLength(expected);
  });
});
