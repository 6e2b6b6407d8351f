import {dashboardLink, isStripePage} from '../../../src/core/stripe/links.ts';

describe('dashboardLink()', () => {
  test.each([
    [true, 'acct_1', 'https://dashboard.stripe.com/acct_1/invoices/in_1'],
    [true, null, 'https://dashboard.stripe.com/invoices/in_1'],
    [false, 'acct_1', 'https://dashboard.stripe.com/acct_1/test/invoices/in_1'],
    [false, null, 'https://dashboard.stripe.com/test/invoices/in_1'],
  ])('leads to the invoice in its own books: livemode %p, account %p', (livemode, accountId, link) => {
    expect(dashboardLink({id: 'in_1', livemode}, accountId)).toBe(link);
  });
});

describe('isStripePage()', () => {
  test.each([
    'https://dashboard.stripe.com/test/invoices/in_1',
    'https://invoice.stripe.com/i/acct_1/test_1?s=ap#top',
    'https://pay.stripe.com/receipts/1~!x',
    'https://pay.stripe.com/',
  ])('takes a page of Stripe’s for people: %s', (url) => {
    expect(isStripePage(url)).toBe(true);
  });

  test.each([
    'http://invoice.stripe.com/i/1',
    'javascript:x//https://invoice.stripe.com/i/1',
    'https://invoice.stripe.com',
    'https://invoice.stripe.com.evil.example/i/1',
    'https://invoice.stripe.com@evil.example/i/1',
    'https://evil.example/https://invoice.stripe.com/i/1',
    'https://invoice-stripe.com/i/1',
    'https://invoice.stripe-com/i/1',
    'https://api.stripe.com/v1/invoices',
    'https://invoice.stripe.com/i/1 and more',
    'https://invoice.stripe.com/i/1\n',
    'https://invoice.stripe.com/é',
  ])('takes nothing else for one: %j', (url) => {
    expect(isStripePage(url)).toBe(false);
  });
});
