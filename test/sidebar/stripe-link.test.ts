import {stripeAddress} from '../../sidebar/stripe-link.ts';

test.each([
  'https://dashboard.stripe.com/invoices/in_1',
  'https://invoice.stripe.com/i/acct_1/x?s=ap',
  'https://pay.stripe.com/invoice/x/pdf',
  'https://stripe.com/',
])('stripeAddress() lets %s be a link', (address) => {
  expect(stripeAddress(address)).toBe(address);
});

test.each([
  'http://dashboard.stripe.com/',
  'javascript:alert(1)//stripe.com',
  'https://stripe.com.evil.example/',
  'https://evilstripe.com/',
  'https://dashboard.stripe.com@evil.example/',
  'https://me:secret@dashboard.stripe.com/',
  'data:text/html,stripe.com',
  '//dashboard.stripe.com/',
  '',
  'not an address',
])('stripeAddress() makes no link of %j', (address) => {
  expect(stripeAddress(address)).toBeNull();
});
