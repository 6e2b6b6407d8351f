import {type ServedWorld, serveWorld} from './served-world.ts';
import {openTarget, type Target} from './target.ts';

/** The official SDK reads a company of 100,000 invoices. */
let target: ServedWorld;

beforeAll(async () => {
  target = await serveWorld('scale');
});
afterAll(() => target.close());

describe('the official SDK', () => {
  test('pages through 100,000 invoices by itself, each once and newest first', async () => {
    const ids = new Set<string>();
    let createdBefore = Number.POSITIVE_INFINITY;
    let remaining = 0;
    const outOfOrder: string[] = [];
    for await (const invoice of target.sdk().invoices.list({limit: 100})) {
      ids.add(invoice.id);
      if (invoice.created > createdBefore) outOfOrder.push(invoice.id);
      createdBefore = invoice.created;
      if (invoice.status === 'open') remaining += 1;
    }
    expect(ids.size).toBe(100_000);
    expect(outOfOrder).toEqual([]);
    expect(remaining).toBe(8000);
    // A thousand pages: long on a busy machine.
  }, 300_000);

  test('goes forth with starting_after and back with ending_before', async () => {
    const {invoices} = target.sdk();
    const first = await invoices.list({limit: 3});
    const last = first.data.at(-1)?.id ?? '';
    const second = await invoices.list({limit: 3, starting_after: last});
    const back = await invoices.list({limit: 3, ending_before: second.data[0]?.id ?? ''});
    expect(back.data.map(({id}) => id)).toEqual(first.data.map(({id}) => id));
  });

  test('stops autopaging at the number it was asked for', async () => {
    const found = await target.sdk().invoices.list({limit: 2, status: 'open'}).autoPagingToArray({limit: 5});
    expect(found.map(({status}) => status)).toEqual(Array(5).fill('open'));
  });

  test('pages through what a search finds', async () => {
    const {invoices} = target.sdk();
    const query = 'status:"uncollectible" AND total>0';
    const found = new Set<string>();
    for await (const invoice of invoices.search({query, limit: 100})) {
      expect(invoice.status).toBe('uncollectible');
      found.add(invoice.id);
    }
    const listed = await invoices
      .list({status: 'uncollectible', limit: 100})
      .autoPagingToArray({limit: 10_000});
    expect([...found].sort()).toEqual(listed.map(({id}) => id).sort());
    const counted = await invoices.search({query, limit: 1, expand: ['total_count']});
    expect(counted).toMatchObject({object: 'search_result', has_more: true, total_count: found.size});
    expect((await invoices.search({query, limit: 1})).total_count).toBeUndefined();
  });

  test('searches customers by a part of their name', async () => {
    const {customers} = target.sdk();
    const [some] = (await customers.list({limit: 1})).data;
    const part = (some?.name ?? '').slice(1, 6).toUpperCase();
    const {data} = await customers.search({query: `name~"${part}"`, limit: 100});
    expect(data.length).toBeGreaterThan(0);
    for (const customer of data) expect((customer.name ?? '').toUpperCase()).toContain(part);
  });

  test('refuses a search that is none in Stripe’s words', async () => {
    await expect(target.sdk().invoices.search({query: 'overdue'})).rejects.toMatchObject({
      type: 'StripeInvalidRequestError',
      message: expect.stringMatching(/^We were unable to parse your search query\./),
    });
    await expect(target.sdk().invoices.search({query: 'total>0', page: 'bm9uZQ'})).rejects.toMatchObject({
      param: 'page',
    });
  });
});

describe('the official SDK in a small company', () => {
  let small: Target;

  beforeAll(async () => {
    small = await openTarget('tiny');
  });
  afterAll(() => small.close());

  test('expands two levels deep, in lists and in single objects', async () => {
    const stripe = small.sdk();
    const [paid] = await stripe.invoices
      .list({status: 'paid', limit: 50, expand: ['data.payments']})
      .autoPagingToArray({
        limit: 1,
      });
    const invoice = await stripe.invoices.retrieve(paid?.id ?? '', {
      expand: ['customer', 'payments.data.payment.payment_intent'],
    });
    const payment = invoice.payments?.data[0]?.payment;
    if (payment?.payment_intent === undefined || typeof payment.payment_intent === 'string') {
      throw new Error('The payment intent was not expanded.');
    }
    expect(payment.payment_intent).toMatchObject({object: 'payment_intent', status: 'succeeded'});
    const intent = await stripe.paymentIntents.retrieve(payment.payment_intent.id, {
      expand: ['latest_charge.balance_transaction'],
    });
    expect(intent.latest_charge).toMatchObject({
      object: 'charge',
      balance_transaction: {object: 'balance_transaction', amount: intent.amount},
    });
  });
});
