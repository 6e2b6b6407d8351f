import {existsSync, readFileSync} from 'node:fs';
import {gunzipSync} from 'node:zlib';
import {at} from '../../workbench/stripe/ask.ts';
import {billByMail, get, newCustomer, newDraft, newOpenInvoice, post} from './billing.ts';
import {openTarget, type Target} from './target.ts';

/** What an invoice holds in each status, as recorded invoices of Stripe's test mode hold it. */
let target: Target;

beforeAll(async () => {
  target = await openTarget();
});
afterAll(() => target.close());

const unset = {
  number: null,
  hosted_invoice_url: null,
  invoice_pdf: null,
  effective_at: null,
  ending_balance: null,
};

describe('a draft', () => {
  test('has no number, addresses, date of issue and ending balance, and no lines before items are added', async () => {
    const customer = await newCustomer(target, {card: false});
    const draft = await post(target, '/v1/invoices', {customer, auto_advance: false});
    expect(draft).toMatchObject({
      ...unset,
      status: 'draft',
      amount_due: 0,
      lines: {data: [], total_count: 0},
    });
    expect(draft['webhooks_delivered_at']).toBe(draft['created']);
    expect(at(draft, 'rendering', 'pdf', 'page_size')).toBe('auto');
  });

  test.each([true, false])('finalizes by itself only where auto_advance is %p', async (auto_advance) => {
    const customer = await newCustomer(target, {card: false});
    const automatic = await post(target, '/v1/invoices', {customer, auto_advance});
    const mailed = await post(target, '/v1/invoices', {customer, auto_advance, ...billByMail});
    expect(automatic['auto_advance']).toBe(auto_advance);
    expect(automatic['automatically_finalizes_at'] !== null).toBe(auto_advance);
    expect(mailed['automatically_finalizes_at'] !== null).toBe(auto_advance);
    // An attempt is planned only where Stripe will charge; a date to pay by is set only where it will not.
    expect(automatic['next_payment_attempt'] !== null).toBe(auto_advance);
    expect(mailed['next_payment_attempt']).toBeNull();
    expect(automatic['due_date']).toBeNull();
    expect(mailed['due_date']).toBe(Number(mailed['created']) + 30 * 86_400);
  });

  test('shows the customer’s credit as its starting balance, of which finalizing takes what it needs', async () => {
    const customer = await newCustomer(target, {card: false});
    const credit = await post(target, `/v1/customers/${customer}/balance_transactions`, {
      amount: -7200,
      currency: 'usd',
      description: 'Credit from early termination',
    });
    expect(credit).toMatchObject({
      amount: -7200,
      ending_balance: -7200,
      invoice: null,
      metadata: {},
      type: 'adjustment',
    });
    const draft = await newDraft(target, customer, billByMail);
    expect(await get(target, `/v1/invoices/${draft}`)).toMatchObject({
      starting_balance: -7200,
      ending_balance: null,
    });

    const open = await post(target, `/v1/invoices/${draft}/finalize`);
    expect(open).toMatchObject({
      amount_due: 4800,
      amount_remaining: 4800,
      ending_balance: 0,
      starting_balance: -7200,
      total: 12_000,
    });
    const {data} = await get(target, `/v1/customers/${customer}/balance_transactions`);
    expect(data).toMatchObject([
      {amount: 7200, description: null, ending_balance: 0, invoice: draft, type: 'applied_to_invoice'},
      {amount: -7200, description: 'Credit from early termination', type: 'adjustment'},
    ]);
    expect(await get(target, `/v1/customers/${customer}`)).toMatchObject({balance: 0});
  });
});

describe('finalizing', () => {
  test.each([true, false])(
    'gives number, addresses and dates, and leaves auto_advance %p as it was',
    async (auto_advance) => {
      const customer = await newCustomer(target, {card: false});
      const draft = await newDraft(target, customer, {auto_advance, ...billByMail});
      const open = await post(target, `/v1/invoices/${draft}/finalize`);
      expect(open).toMatchObject({
        auto_advance,
        automatically_finalizes_at: null,
        amount_due: 12_000,
        amount_paid: 0,
        amount_remaining: 12_000,
        attempt_count: 0,
        attempted: false,
        ending_balance: 0,
        rendering: {pdf: {page_size: 'letter'}},
        status: 'open',
        status_transitions: {marked_uncollectible_at: null, paid_at: null, voided_at: null},
      });
      expect(open['number']).toMatch(/^[0-9A-Z]{8}-\d{4}$/);
      expect(open['effective_at']).toBe(at(open, 'status_transitions', 'finalized_at'));
      expect(open['hosted_invoice_url']).toMatch(
        /^https:\/\/invoice\.stripe\.com\/i\/acct_\w+\/test_\w+\?s=ap$/,
      );
      expect(open['invoice_pdf']).toMatch(
        /^https:\/\/pay\.stripe\.com\/invoice\/acct_\w+\/test_\w+\/pdf\?s=ap$/,
      );
    },
  );

  test('counts numbers up for each customer', async () => {
    const customer = await newCustomer(target, {card: false});
    const numbers = [];
    for (let count = 0; count < 3; count += 1) {
      const id = await newOpenInvoice(target, customer, billByMail);
      numbers.push(String((await get(target, `/v1/invoices/${id}`))['number']));
    }
    expect(numbers.map((number) => number.slice(9))).toEqual(['0001', '0002', '0003']);
    expect(new Set(numbers.map((number) => number.slice(0, 8))).size).toBe(1);
  });
});

describe('paying', () => {
  test('with a card counts the attempt', async () => {
    const invoice = await newOpenInvoice(target, await newCustomer(target, {card: true}));
    expect(await post(target, `/v1/invoices/${invoice}/pay`)).toMatchObject({
      amount_paid: 12_000,
      amount_remaining: 0,
      attempt_count: 1,
      attempted: true,
      auto_advance: false,
      next_payment_attempt: null,
      status: 'paid',
    });
  });

  test('out of band does not', async () => {
    const invoice = await newOpenInvoice(target, await newCustomer(target, {card: false}), {
      auto_advance: true,
      ...billByMail,
    });
    const paid = await post(target, `/v1/invoices/${invoice}/pay`, {paid_out_of_band: true});
    expect(paid).toMatchObject({
      amount_paid: 12_000,
      amount_remaining: 0,
      attempt_count: 0,
      attempted: false,
      auto_advance: false,
      next_payment_attempt: null,
      status: 'paid',
    });
    expect(at(paid, 'status_transitions', 'paid_at')).not.toBeNull();
  });
});

describe('voiding', () => {
  test('leaves the amount that was due, ends auto_advance and adds its moment', async () => {
    const customer = await newCustomer(target, {card: false});
    const invoice = await newOpenInvoice(target, customer, {auto_advance: true, ...billByMail});
    const before = await get(target, `/v1/invoices/${invoice}`);
    const after = await post(target, `/v1/invoices/${invoice}/void`);
    expect(after).toEqual({
      ...before,
      auto_advance: false,
      status: 'void',
      status_transitions: {...Object(before['status_transitions']), voided_at: expect.any(Number)},
    });
    expect(after).toMatchObject({amount_due: 12_000, amount_remaining: 12_000});
  });
});

describe('the keys of an invoice', () => {
  test('are the same in every status', async () => {
    const customer = await newCustomer(target, {card: true});
    const draft = await newDraft(target, customer);
    const keySets = new Set([keysOf(await get(target, `/v1/invoices/${draft}`))]);
    keySets.add(keysOf(await post(target, `/v1/invoices/${draft}/finalize`)));
    keySets.add(keysOf(await post(target, `/v1/invoices/${draft}/pay`)));
    const other = await newOpenInvoice(target, customer);
    keySets.add(keysOf(await post(target, `/v1/invoices/${other}/void`)));
    expect([...keySets]).toHaveLength(1);
  });

  const recordings = new URL(
    '../../../../shared/contract/recordings-2025-11-17.clover.json.gz',
    import.meta.url,
  );
  if (existsSync(recordings)) {
    test('are those of recorded invoices, and one that is younger', async () => {
      const answers: Readonly<Record<string, object>> = JSON.parse(
        gunzipSync(readFileSync(recordings)).toString('utf8'),
      );
      const recorded = Object.entries(answers).filter(([name]) => /--Invoice\.(?!list|pay\.)/.test(name));
      const keySets = new Set(recorded.map(([, invoice]) => keysOf(invoice)));
      expect([...keySets]).toHaveLength(1);
      const [keys = ''] = keySets;
      const draft = await newDraft(target, await newCustomer(target, {card: false}));
      const ours = keysOf(await get(target, `/v1/invoices/${draft}`));
      expect(ours).toBe([...keys.split(','), 'customer_account'].sort().join());
    });
  } else {
    // Data of others, not shipped with the project: absent is skipped in the open, never passed.
    const reason = `keys of recorded invoices: not compared, because ${recordings.pathname} is absent`;
    process.stderr.write(`SKIPPED ${reason}\n`);
    test.skip(reason, () => undefined);
  }

  test('of a list and of a list inside an invoice are always the same', async () => {
    const list = await get(target, '/v1/invoices', {limit: 1});
    expect(Object.keys(list).sort()).toEqual(['data', 'has_more', 'object', 'url']);
    expect(Object.keys(Object(at(list, 'data', 0, 'lines'))).sort()).toEqual([
      'data',
      'has_more',
      'object',
      'total_count',
      'url',
    ]);
  });
});

function keysOf(object: object): string {
  return Object.keys(object).sort().join();
}
