import type {
  OutgoingRequest,
  SendInProcess,
} from '../../workbench/apps-script/services/url-fetch/exchange.ts';
import {openStripeHappenings} from '../../workbench/page/stripe-happenings.ts';

const invoice = (id: string, fields: object) => ({
  id,
  number: `INV-${id}`,
  customer: `cus_${id}`,
  customer_name: `Customer ${id}`,
  currency: 'usd',
  amount_remaining: 120_000,
  due_date: null,
  collection_method: 'send_invoice',
  ...fields,
});

const open = [
  invoice('later', {due_date: 2_000}),
  invoice('earlier', {due_date: 1_000, currency: 'jpy', amount_remaining: 5_000}),
  invoice('charged', {collection_method: 'charge_automatically'}),
];

/** A Stripe that takes everything, and remembers what it was asked to do. */
function listening(): {readonly send: SendInProcess; readonly asked: OutgoingRequest[]} {
  const asked: OutgoingRequest[] = [];
  const json = (status: number, body: object) => ({status, headers: {}, body: JSON.stringify(body)});
  return {
    asked,
    send: (request) => {
      if (request.method === 'GET') return json(200, {data: open});
      if (request.url.includes('in_unknown')) return json(404, {error: {code: 'resource_missing'}});
      asked.push(request);
      return json(200, {});
    },
  };
}

async function happenings(send: SendInProcess) {
  const opened = await openStripeHappenings({send, key: 'sk_test_x'});
  if (opened === null) throw new Error('This Stripe lets nothing happen.');
  return opened;
}

describe('openStripeHappenings()', () => {
  test.each([
    [
      'card-payment',
      '/v1/invoices/charged/pay',
      'payment_method=pm_card_visa',
      'Customer charged has paid USD 1,200.00 of INV-charged by card.',
    ],
    [
      'short-wire',
      '/v1/test_helpers/customers/cus_earlier/fund_cash_balance',
      'amount=4500&currency=jpy&reference=INV-earlier',
      'Customer earlier has wired JPY 4,500 for INV-earlier: late, and JPY 500 short.',
    ],
    ['void', '/v1/invoices/later/void', '', 'INV-later of Customer later, USD 1,200.00, was voided.'],
  ] as const)('lets a %s happen to an invoice that fits', async (happening, path, body, sentence) => {
    const {send, asked} = listening();
    const told = await (await happenings(send)).happen(happening);
    expect(told.replaceAll('\u00a0', ' ')).toBe(sentence);
    expect(asked).toEqual([
      expect.objectContaining({method: 'POST', url: `https://api.stripe.com${path}`, body}),
    ]);
  });

  test('meets another invoice each time, until none is left', async () => {
    const {send, asked} = listening();
    const {happen} = await happenings(send);
    await happen('short-wire');
    await happen('short-wire');
    expect(asked.map(({url}) => /cus_\w+/.exec(url)?.[0])).toEqual(['cus_earlier', 'cus_later']);
    await expect(happen('short-wire')).rejects.toThrow('no open invoice is left for that.');
  });

  test.each([
    [404, {message: 'Unrecognized request URL'}],
    [403, {code: 'more_permissions_required'}],
  ])('is null for a Stripe that answers %i to a change', async (status, error) => {
    const send: SendInProcess = () => ({status, headers: {}, body: JSON.stringify({error})});
    expect(await openStripeHappenings({send, key: 'rk_test_x'})).toBeNull();
  });
});
