import {type BuiltInWorldName, builtInWorld} from '../../../workbench/worlds/built-in-worlds.ts';
import {parseWorld} from '../../../workbench/worlds/parse-world.ts';

const demo = builtInWorld('demo');
const nowUnixS = Date.parse(demo.now) / 1000;
const secondsPerDay = 86_400;

function countBy<T>(rows: readonly T[], key: (row: T) => string): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const row of rows) counts[key(row)] = (counts[key(row)] ?? 0) + 1;
  return counts;
}

function nameOf(customerId: string | null): string | null {
  const customer = demo.objects.customers.find(({id}) => id === customerId);
  return customer === undefined || 'deleted' in customer ? null : (customer.name ?? null);
}

/** Objects with their names in one order, so that texts of them can be compared. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The ids of those of which a statement does not hold: one expectation for thousands, and it names them. */
function exceptions<T extends {readonly id: string}>(
  rows: readonly T[],
  holds: (row: T) => boolean,
): readonly string[] {
  return rows.filter((row) => !holds(row)).map(({id}) => id);
}

const open = demo.objects.invoices.filter(({status}) => status === 'open');

describe.each<BuiltInWorldName>(['tiny', 'demo'])('builtInWorld(%s)', (name) => {
  const world = builtInWorld(name);
  const {invoices, lineItems, invoicePayments, customers} = world.objects;

  test('is the same each time', () => {
    expect(JSON.stringify(builtInWorld(name))).toBe(JSON.stringify(world));
  });

  test('is what its own objects load to, without an unknown field', () => {
    const {objects} = world;
    const loaded = parseWorld(
      JSON.stringify({
        objects: [objects.account, ...customers, ...invoices, ...lineItems, ...invoicePayments],
      }),
    );
    expect(loaded.unknownFieldNames).toEqual([]);
    const plain = (value: unknown) => JSON.stringify(value, (_name, inner) => sorted(inner));
    expect(plain({...loaded.objects, account: null})).toBe(plain({...objects, account: null}));
    expect(loaded.objects.account?.id).toBe(objects.account?.id);
  });

  test('has no id and no invoice number twice', () => {
    const all = [...customers, ...invoices, ...lineItems, ...invoicePayments].map(({id}) => id);
    expect(new Set(all).size).toBe(all.length);
    const numbers = invoices.flatMap(({number}) => number ?? []);
    expect(new Set(numbers).size).toBe(invoices.filter(({status}) => status !== 'draft').length);
    for (const number of numbers) expect(number).toMatch(/^[0-9A-Z]{8}-\d{4}$/);
  });

  test('has amounts that follow from each other', () => {
    const due = ({total, starting_balance}: (typeof invoices)[number]) =>
      Math.max(0, total + (starting_balance ?? 0));
    const are = (holds: (one: (typeof invoices)[number]) => boolean) => exceptions(invoices, holds);
    expect(are((one) => one.amount_due === due(one))).toEqual([]);
    expect(are((one) => one.amount_remaining === Math.max(0, one.amount_due - one.amount_paid))).toEqual([]);
    expect(are((one) => one.amount_overpaid === Math.max(0, one.amount_paid - one.amount_due))).toEqual([]);
    expect(are((one) => one.status !== 'paid' || one.amount_remaining === 0)).toEqual([]);
    expect(are((one) => one.status !== 'void' || one.amount_remaining === one.amount_due)).toEqual([]);
    expect(are((one) => one.status !== 'open' || one.amount_remaining > 0)).toEqual([]);
  });

  test('has lines that add up to their invoice, in its currency', () => {
    const sums = new Map<string, number>();
    const currencyOf = new Map(invoices.map(({id, currency}) => [id, currency]));
    for (const line of lineItems) {
      sums.set(line.invoice, (sums.get(line.invoice) ?? 0) + line.amount);
    }
    expect(exceptions(lineItems, (line) => line.currency === currencyOf.get(line.invoice))).toEqual([]);
    expect(exceptions(invoices, (one) => (sums.get(one.id) ?? 0) === one.subtotal)).toEqual([]);
  });

  test('has payments that add up to what was paid, none later than now', () => {
    const paid = new Map<string, number>();
    for (const payment of invoicePayments) {
      paid.set(payment.invoice, (paid.get(payment.invoice) ?? 0) + (payment.amount_paid ?? 0));
      expect(payment.created).toBeLessThanOrEqual(nowUnixS);
    }
    for (const one of invoices) {
      if (paid.has(one.id)) expect(paid.get(one.id)).toBe(one.amount_paid);
    }
  });

  test('has times in their order, within thirteen months', () => {
    const first = Date.parse('2025-09-30T00:00:00Z') / 1000;
    const madeOf = new Map(customers.map((one) => [one.id, 'deleted' in one ? 0 : one.created]));
    const are = (holds: (one: (typeof invoices)[number]) => boolean) => exceptions(invoices, holds);
    const since = ({created, status_transitions}: (typeof invoices)[number]) =>
      status_transitions.finalized_at ?? created;
    const isIn = (time: number | null, range: {readonly from: number; readonly to: number}) =>
      time === null || (time >= range.from && time <= range.to);
    expect(are((one) => one.created > first)).toEqual([]);
    expect(are((one) => (madeOf.get(one.customer ?? '') ?? 0) < one.created)).toEqual([]);
    expect(are((one) => isIn(since(one), {from: one.created, to: nowUnixS}))).toEqual([]);
    for (const [name, status] of [
      ['paid_at', 'paid'],
      ['voided_at', 'void'],
    ] as const) {
      expect(are((one) => (one.status_transitions[name] === null) === (one.status !== status))).toEqual([]);
    }
    expect(are((one) => (one.status_transitions.finalized_at === null) === (one.status === 'draft'))).toEqual(
      [],
    );
    for (const name of ['paid_at', 'voided_at', 'marked_uncollectible_at'] as const) {
      const closed = (one: (typeof invoices)[number]) => one.status_transitions[name];
      expect(are((one) => isIn(closed(one), {from: since(one), to: nowUnixS}))).toEqual([]);
    }
    expect(are((one) => one.collection_method === 'send_invoice' || one.due_date === null)).toEqual([]);
    expect(are((one) => one.due_date === null || one.due_date >= since(one))).toEqual([]);
  });

  test('has whole dinars’ tens and something of all six currencies', () => {
    for (const one of invoices.filter(({currency}) => currency === 'kwd')) {
      expect([one.amount_due % 10, one.amount_paid % 10, one.amount_remaining % 10]).toEqual([0, 0, 0]);
    }
    expect(Object.keys(countBy(invoices, ({currency}) => currency)).sort()).toEqual([
      'eur',
      'gbp',
      'inr',
      'jpy',
      'kwd',
      'usd',
    ]);
  });
});

describe('builtInWorld(scale)', () => {
  const {invoices, lineItems, customers} = builtInWorld('scale').objects;

  test('has 100,000 invoices, of them 8,000 open and 800 uncollectible', () => {
    expect(invoices).toHaveLength(100_000);
    expect(countBy(invoices, ({status}) => status ?? '')).toEqual({
      draft: 1200,
      open: 8000,
      paid: 88_500,
      uncollectible: 800,
      void: 1500,
    });
  });

  test('has no id and no invoice number twice', () => {
    const all = [...customers, ...invoices, ...lineItems].map(({id}) => id);
    expect(new Set(all).size).toBe(all.length);
    expect(new Set(invoices.flatMap(({number}) => number ?? [])).size).toBe(98_800);
  });

  test('keeps the lines of invoices on terms, and leaves those charged to cards to be derived', () => {
    const sums = new Map<string, number>();
    for (const {invoice, amount} of lineItems) sums.set(invoice, (sums.get(invoice) ?? 0) + amount);
    expect(
      exceptions(invoices, ({id, collection_method, subtotal}) =>
        collection_method === 'charge_automatically' ? !sums.has(id) : sums.get(id) === subtotal,
      ),
    ).toEqual([]);
  });
});

describe('builtInWorld(tiny)', () => {
  test('has 200 invoices of every status', () => {
    const {invoices} = builtInWorld('tiny').objects;
    expect(invoices).toHaveLength(200);
    expect(Object.keys(countBy(invoices, ({status}) => String(status)))).toHaveLength(5);
  });
});

describe('builtInWorld(demo)', () => {
  test('has 5,000 invoices, 900 of them open and 90 uncollectible', () => {
    expect(countBy(demo.objects.invoices, ({status}) => String(status))).toEqual({
      draft: 120,
      open: 900,
      paid: 3780,
      uncollectible: 90,
      void: 110,
    });
  });

  test('is sixty enterprises, four resellers, a university, a county and many cards', () => {
    const segments = countBy(demo.objects.customers, (one) =>
      'deleted' in one ? 'deleted' : (one.metadata?.['segment'] ?? ''),
    );
    expect(segments).toEqual({
      // And one whose name is a formula, and two of one name.
      enterprise: 63,
      reseller: 4,
      university: 1,
      government: 1,
      'self-serve': 340,
      deleted: 1,
    });
  });

  test('has open invoices in every bucket, not due, and without a due date both ways', () => {
    const edges = [0, 30, 60, 90, 120];
    const bucketOf = (due: number) => edges.filter((edge) => nowUnixS - due > edge * secondsPerDay).length;
    const buckets = countBy(open, ({due_date, collection_method}) =>
      due_date === null ? `none, ${collection_method}` : String(bucketOf(due_date)),
    );
    expect(Object.keys(buckets).sort()).toEqual([
      '0',
      '1',
      '2',
      '3',
      '4',
      '5',
      'none, charge_automatically',
      'none, send_invoice',
    ]);
    for (const count of Object.values(buckets)) expect(count).toBeGreaterThanOrEqual(15);
  });

  test('has all the terms', () => {
    const terms = demo.objects.customers.flatMap((one) =>
      'deleted' in one ? [] : (one.metadata?.['payment_terms'] ?? []),
    );
    expect([...new Set(terms)].sort()).toEqual([
      'Due on receipt',
      'EOM+30',
      'Net 15',
      'Net 30',
      'Net 45',
      'Net 60',
      'Net 90',
    ]);
  });

  test('has cards that failed, tried and to be tried again', () => {
    const failed = open.filter(({collection_method}) => collection_method === 'charge_automatically');
    expect(failed.every(({attempted, attempt_count}) => attempted === true && (attempt_count ?? 0) > 0)).toBe(
      true,
    );
    const again = failed.filter(({next_payment_attempt}) => (next_payment_attempt ?? 0) > nowUnixS);
    expect(again.length).toBeGreaterThan(50);
    expect(again.length).toBeLessThan(failed.length);
  });

  test('has Nordwind’s wire that came 25.00 short', () => {
    const short = open.filter(
      ({customer, amount_remaining}) =>
        nameOf(customer) === 'Nordwind Logistik GmbH' && amount_remaining === 2500,
    );
    expect(short).toHaveLength(1);
    expect(short[0]).toMatchObject({currency: 'eur', amount_due: 1_250_000, amount_paid: 1_247_500});
  });

  test('has open invoices of a name that is a formula, of one name twice and of a deleted customer', () => {
    const names = countBy(open, ({customer}) => String(nameOf(customer)));
    expect(names['=IMPORTXML("http://x")']).toBe(2);
    const namesakes = demo.objects.customers.filter(({id}) => nameOf(id) === 'Aldermoor Systems');
    expect(namesakes).toHaveLength(2);
    const deleted = demo.objects.customers.find((one) => 'deleted' in one);
    const theirs = open.filter(({customer}) => customer === deleted?.id);
    expect(theirs.map(({customer_name}) => customer_name)).toEqual(['Petrel Bay Media', 'Petrel Bay Media']);
  });

  test('has names in many scripts', () => {
    const names = demo.objects.customers.map(({id}) => nameOf(id) ?? '').join('');
    for (const script of [
      'Latin',
      'Cyrillic',
      'Greek',
      'Han',
      'Hiragana',
      'Arabic',
      'Devanagari',
      'Hangul',
    ]) {
      expect(names).toMatch(new RegExp(`\\p{Script=${script}}`, 'u'));
    }
  });

  test('has order numbers on documents and in metadata, and accounts without one', () => {
    const onTerms = open.filter(({collection_method}) => collection_method === 'send_invoice');
    const places = countBy(onTerms, ({custom_fields, metadata}) =>
      custom_fields ? 'document' : metadata?.['po_number'] ? 'metadata' : 'none',
    );
    expect(Object.keys(places).sort()).toEqual(['document', 'metadata', 'none']);
  });

  test('has invoices due around the days on which clocks change', () => {
    const dues = new Set(open.map(({due_date}) => due_date));
    for (const due of ['2026-03-08T06:59:59Z', '2026-03-08T07:00:00Z', '2026-11-01T06:30:00Z']) {
      expect(dues).toContain(Date.parse(due) / 1000);
    }
  });

  test('sends mail to nobody who exists', () => {
    for (const one of demo.objects.customers) {
      if (!('deleted' in one)) expect(one.email).toMatch(/^[a-z0-9.+]+@[a-z0-9-]+\.example$/);
    }
  });
});
