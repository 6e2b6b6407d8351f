import fc from 'fast-check';
import type {StripeSandbox} from '../../../workbench/stripe/sandbox.ts';
import {expectContractFaults} from '../../contracts/stripe/support/found-faults.ts';
import {at, dataOf, get, idsOf, sandboxOf} from './ask.ts';

interface PlainInvoice {
  readonly id: string;
  readonly object: 'invoice';
  readonly status: string;
  readonly customer: string | null;
  readonly customer_account: string | null;
  readonly collection_method: string;
  readonly created: number;
  readonly due_date: number | null;
  readonly amount_due: number;
  readonly currency: 'usd';
  readonly parent: object | null;
}

const customers = ['cus_a', 'cus_b', 'cus_c'];
const subscriptions = ['sub_a', 'sub_b'];

/** Times lie close together, so that equal ones and both sides of a bound are common. */
const second = fc.integer({min: 1000, max: 1012});

const invoice = fc.record({
  status: fc.constantFrom('draft', 'open', 'paid', 'uncollectible', 'void', 'in_dispute'),
  customer: fc.option(fc.constantFrom(...customers)),
  customer_account: fc.option(fc.constantFrom('acct_a', 'acct_b')),
  collection_method: fc.constantFrom('charge_automatically', 'send_invoice'),
  created: second,
  due_date: fc.option(second),
  subscription: fc.option(fc.constantFrom(...subscriptions)),
});

const invoices = fc.array(invoice, {maxLength: 40}).map((rows) =>
  rows.map(
    ({subscription, ...row}, index): PlainInvoice => ({
      ...row,
      id: `in_${index}`,
      object: 'invoice',
      amount_due: 100,
      currency: 'usd',
      parent:
        subscription === null
          ? null
          : {
              quote_details: null,
              subscription_details: {metadata: {}, subscription},
              type: 'subscription_details',
            },
    }),
  ),
);

const range = fc.oneof(
  second,
  ...(['gt', 'gte', 'lt', 'lte'] as const).map((operator) => fc.record({[operator]: second})),
  fc.record({gt: second, lte: second}),
  fc.record({gte: second, lt: second}),
);

const everyFilter = {
  status: fc.constantFrom('draft', 'open', 'paid', 'uncollectible', 'void'),
  customer: fc.constantFrom(...customers),
  customer_account: fc.constantFrom('acct_a', 'acct_b'),
  collection_method: fc.constantFrom('charge_automatically', 'send_invoice'),
  subscription: fc.constantFrom(...subscriptions),
  created: range,
  due_date: range,
};

/** At most two at once: with more, hardly an invoice is left to tell right from wrong by. */
const filters = fc
  .subarray(Object.keys(everyFilter), {maxLength: 2})
  .chain((names) => fc.record(everyFilter).map((all) => pick(all, names)));

function pick<T extends object>(all: T, names: readonly string[]): Partial<T> {
  const left = {...all};
  for (const name of Object.keys(all)) if (!names.includes(name)) Reflect.deleteProperty(left, name);
  return left;
}

type Filters = typeof filters extends fc.Arbitrary<infer T> ? T : never;
type Range = number | {readonly [operator in 'gt' | 'gte' | 'lt' | 'lte']?: number};

/** The filters' meaning, said once more in the plainest way. */
function belongs(row: PlainInvoice, wanted: Filters): boolean {
  const {created, due_date, subscription, ...exact} = wanted;
  return (
    Object.entries(exact).every(([name, value]) => value === undefined || at(row, name) === value) &&
    (subscription === undefined || at(row.parent, 'subscription_details', 'subscription') === subscription) &&
    isWithin(row.created, created) &&
    isWithin(row.due_date, due_date)
  );
}

function isWithin(time: number | null, wanted: Range | undefined): boolean {
  if (wanted === undefined) return true;
  if (time === null) return false;
  if (typeof wanted === 'number') return time === wanted;
  return (
    (wanted.gt === undefined || time > wanted.gt) &&
    (wanted.gte === undefined || time >= wanted.gte) &&
    (wanted.lt === undefined || time < wanted.lt) &&
    (wanted.lte === undefined || time <= wanted.lte)
  );
}

function queryOf(wanted: Filters): string {
  return Object.entries(wanted)
    .flatMap(([name, value]) =>
      typeof value === 'object'
        ? Object.entries(value).map(([operator, bound]) => `${name}%5B${operator}%5D=${bound}`)
        : [`${name}=${value}`],
    )
    .join('&');
}

/** Every customer and subscription exists, whether or not an invoice of the draw has it. */
const anchors: readonly object[] = [
  ...customers.map((id) => ({id, object: 'customer', created: 1})),
  ...subscriptions.map((subscription, index) => ({
    id: `in_anchor${index}`,
    customer: null,
    status: 'void',
    created: 1,
    amount_due: 0,
    currency: 'usd',
    parent: {
      quote_details: null,
      subscription_details: {metadata: {}, subscription},
      type: 'subscription_details',
    },
  })),
];

function expectedIds(rows: readonly PlainInvoice[], wanted: Filters): readonly string[] {
  return rows
    .map((row, index) => ({row, index}))
    .sort((a, b) => b.row.created - a.row.created || b.index - a.index)
    .map(({row}) => row)
    .filter((row) => belongs(row, wanted))
    .map((row) => row.id);
}

function withoutAnchors(ids: readonly unknown[]): readonly unknown[] {
  return ids.filter((id) => !String(id).startsWith('in_anchor'));
}

function allPages(
  sandbox: StripeSandbox,
  options: {readonly query: string; readonly limit: number; readonly backwards: boolean},
): readonly unknown[] {
  const {query, limit, backwards} = options;
  let ids: readonly unknown[] = [];
  // Backwards the way starts after the oldest one, which is read with a page of its own.
  if (backwards) {
    const oldest = allPages(sandbox, {query, limit: 100, backwards: false}).at(-1);
    if (oldest === undefined) return [];
    ids = [oldest];
  }
  for (;;) {
    const cursor = backwards
      ? `&ending_before=${ids[0]}`
      : ids.length === 0
        ? ''
        : `&starting_after=${ids.at(-1)}`;
    const {status, body} = get(sandbox, `/v1/invoices?limit=${limit}${cursor}&${query}`);
    expect(status).toBe(200);
    const page = idsOf(body);
    expect(page.length).toBeLessThanOrEqual(limit);
    ids = backwards ? [...page, ...ids] : [...ids, ...page];
    // A cursor that does not move would go on for ever.
    expect(ids.length).toBeLessThanOrEqual(100);
    if (at(body, 'has_more') === false) return ids;
    expect(page).toHaveLength(limit);
  }
}

describe('GET /v1/invoices', () => {
  test('finds by every filter what a plain search finds, newest first, later of equals first', () => {
    // A status that a later version may bring.
    expectContractFaults(/status is "in_dispute"/);
    fc.assert(
      fc.property(invoices, filters, fc.integer({min: 1, max: 12}), fc.boolean(), (...drawn) => {
        const [rows, wanted, limit, backwards] = drawn;
        const sandbox = sandboxOf([...anchors, ...rows]);
        const ids = allPages(sandbox, {query: queryOf(wanted), limit, backwards});
        expect(withoutAnchors(ids)).toEqual(expectedIds(rows, wanted));
      }),
      {numRuns: 300, seed: 7},
    );
  });

  test('covers each invoice once, both ways, in pages of every size', () => {
    const rows = Array.from({length: 23}, (_, index) => ({
      id: `in_${index}`,
      customer: 'cus_a',
      status: 'open',
      amount_due: 100,
      created: 1000 + (index % 5),
    }));
    const sandbox = sandboxOf(rows);
    const whole = allPages(sandbox, {query: '', limit: 100, backwards: false});
    expect(new Set(whole).size).toBe(23);
    for (let limit = 1; limit <= 25; limit += 1) {
      expect(allPages(sandbox, {query: '', limit, backwards: false})).toEqual(whole);
      expect(allPages(sandbox, {query: '', limit, backwards: true})).toEqual(whole);
    }
  });

  test('has ten on a page unless asked, and an envelope of exactly four keys', () => {
    const rows = Array.from({length: 11}, (_, index) => ({id: `in_${index}`, amount_due: 100}));
    const {body} = get(sandboxOf(rows), '/v1/invoices');
    expect(dataOf(body)).toHaveLength(10);
    expect(Object.keys(Object(body))).toEqual(['object', 'data', 'has_more', 'url']);
    expect(at(body, 'object')).toBe('list');
    expect(at(body, 'has_more')).toBe(true);
    expect(at(body, 'url')).toBe('/v1/invoices');
  });

  test('says that there is no more after a last page that is exactly full', () => {
    const rows = Array.from({length: 4}, (_, index) => ({id: `in_${index}`, amount_due: 100}));
    const {body} = get(sandboxOf(rows), '/v1/invoices?limit=2&starting_after=in_2');
    expect(idsOf(body)).toEqual(['in_1', 'in_0']);
    expect(at(body, 'has_more')).toBe(false);
  });

  test('takes a cursor that does not itself match the filter', () => {
    const sandbox = sandboxOf([
      {id: 'in_1', status: 'open', amount_due: 1, created: 1},
      {id: 'in_2', status: 'paid', amount_due: 1, created: 2},
      {id: 'in_3', status: 'open', amount_due: 1, created: 3},
    ]);
    expect(idsOf(get(sandbox, '/v1/invoices?status=open&starting_after=in_2').body)).toEqual(['in_1']);
  });

  test('takes any invoice as the cursor of one customer’s', () => {
    const sandbox = sandboxOf(
      [1, 2, 3, 4, 5].map((created) => ({
        id: `in_${created}`,
        customer: created % 2 === 0 ? 'cus_a' : 'cus_b',
        amount_due: 1,
        created,
      })),
    );
    const idsAt = (cursor: string) => idsOf(get(sandbox, `/v1/invoices?customer=cus_a&${cursor}`).body);
    expect(idsAt('starting_after=in_5')).toEqual(['in_4', 'in_2']);
    expect(idsAt('starting_after=in_4')).toEqual(['in_2']);
    expect(idsAt('starting_after=in_3')).toEqual(['in_2']);
    expect(idsAt('starting_after=in_1')).toEqual([]);
    expect(idsAt('ending_before=in_1')).toEqual(['in_4', 'in_2']);
    expect(idsAt('ending_before=in_2')).toEqual(['in_4']);
    expect(idsAt('ending_before=in_3')).toEqual(['in_4']);
    expect(idsAt('ending_before=in_5')).toEqual([]);
    expect(get(sandbox, '/v1/invoices?customer=cus_a&starting_after=in_9').status).toBe(400);
  });

  test.each(['created[gte]=2', 'created%5Bgte%5D=2', 'created[gte]=9&created[gte]=2'])(
    'reads %s',
    (query) => {
      const sandbox = sandboxOf([1, 2, 3].map((created) => ({id: `in_${created}`, created, amount_due: 1})));
      expect(idsOf(get(sandbox, `/v1/invoices?${query}`).body)).toEqual(['in_3', 'in_2']);
    },
  );

  test('takes an absolute address, as a client writes it', () => {
    const sandbox = sandboxOf([{id: 'in_1', amount_due: 1}]);
    expect(idsOf(get(sandbox, 'https://api.stripe.com/v1/invoices?limit=1').body)).toEqual(['in_1']);
  });
});
