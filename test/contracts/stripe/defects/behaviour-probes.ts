/** Facts read out of recorded answers of Stripe's test mode, in short: `test/contracts/conformance` has them at length. */
import assert from 'node:assert/strict';
import type Stripe from 'stripe';
import type {Bench} from './bench.ts';
import type {Probe} from './probe.ts';

const layer = 'recorded behaviour';

async function customerWithCard({stripe}: Bench, token = 'pm_card_visa'): Promise<string> {
  const {id} = await stripe.customers.create({email: 'ap@example.com', name: 'Example Ltd'});
  const method = await stripe.paymentMethods.attach(token, {customer: id});
  await stripe.customers.update(id, {invoice_settings: {default_payment_method: method.id}});
  return id;
}

async function draftOf({stripe}: Bench, customer: string, params: Stripe.InvoiceCreateParams = {}) {
  const draft = await stripe.invoices.create({customer, auto_advance: false, currency: 'usd', ...params});
  await stripe.invoiceItems.create({customer, invoice: draft.id, amount: 12_000, currency: 'usd'});
  return draft;
}

async function openInvoice(bench: Bench, customer: string, params: Stripe.InvoiceCreateParams = {}) {
  const {id} = await draftOf(bench, customer, params);
  return bench.stripe.invoices.finalizeInvoice(id);
}

/** Of the events that the act made, oldest first. */
async function eventsOf({stripe}: Bench, act: () => Promise<unknown>): Promise<readonly Stripe.Event[]> {
  const before = await stripe.events.list({limit: 100});
  await act();
  const after = await stripe.events.list({limit: 100});
  return after.data.slice(0, after.data.length - before.data.length).toReversed();
}

const typesAbout = (events: readonly Stripe.Event[], kinds: RegExp) =>
  events.map(({type}) => type).filter((type) => kinds.test(type));

const previousNames = (events: readonly Stripe.Event[]) =>
  events
    .filter(({type}) => type === 'invoice.updated')
    .map(({data}) => Object.keys(data.previous_attributes ?? {}).sort());

export const behaviourProbes: readonly Probe[] = [
  {
    layer,
    fact: 'finalizing gives number, address and date, and leaves what is due',
    async check(bench) {
      const customer = await customerWithCard(bench);
      const open = await openInvoice(bench, customer);
      const next = await openInvoice(bench, customer);
      assert.equal(open.status, 'open');
      assert.match(open.number ?? '', /^[0-9A-Z]{8}-0001$/);
      assert.equal(next.number, open.number?.replace(/1$/, '2'));
      assert.equal(open.effective_at, open.status_transitions.finalized_at);
      assert.equal(open.rendering?.pdf?.page_size, 'letter');
      assert.deepEqual([open.amount_due, open.amount_remaining, open.ending_balance], [12_000, 12_000, 0]);
    },
  },
  {
    layer,
    fact: 'events of an invoice, its item and its finalization come in order',
    async check(bench) {
      const customer = await customerWithCard(bench);
      const events = await eventsOf(bench, () => openInvoice(bench, customer));
      assert.deepEqual(typesAbout(events, /^(invoice|invoiceitem|payment_intent)\./), [
        'invoice.created',
        'invoiceitem.created',
        'invoice.updated',
        'payment_intent.created',
        'invoice.updated',
        'invoice.finalized',
      ]);
      const names = ['effective_at', 'ending_balance', 'hosted_invoice_url', 'invoice_pdf', 'number'];
      assert.deepEqual(previousNames(events)[1], [...names, 'rendering', 'status', 'status_transitions']);
    },
  },
  {
    layer,
    fact: 'a payment by card counts its attempt and tells of itself in order',
    async check(bench) {
      const {id} = await openInvoice(bench, await customerWithCard(bench));
      const events = await eventsOf(bench, () => bench.stripe.invoices.pay(id));
      assert.deepEqual(typesAbout(events, /^(charge|payment_intent|invoice)\.(?!payment\.)/), [
        'charge.succeeded',
        'payment_intent.succeeded',
        'invoice.updated',
        'invoice.paid',
        'invoice.payment_succeeded',
      ]);
      const paid = await bench.stripe.invoices.retrieve(id);
      assert.deepEqual(
        [paid.status, paid.amount_paid, paid.amount_remaining, paid.attempted, paid.attempt_count],
        ['paid', 12_000, 0, true, 1],
      );
      assert.deepEqual([paid.auto_advance, paid.next_payment_attempt], [false, null]);
    },
  },
  {
    layer,
    fact: 'a payment out of band is no attempt',
    async check(bench) {
      const {id} = await openInvoice(bench, await customerWithCard(bench), {
        collection_method: 'send_invoice',
        days_until_due: 30,
      });
      const paid = await bench.stripe.invoices.pay(id, {paid_out_of_band: true});
      assert.deepEqual([paid.status, paid.attempted, paid.attempt_count], ['paid', false, 0]);
      const types = (await bench.stripe.events.list({limit: 100})).data.map(({type}) => type);
      assert.ok(!types.includes('invoice.payment_succeeded'));
    },
  },
  {
    layer,
    fact: 'voiding leaves the amount that remained and adds its moment',
    async check(bench) {
      const {id} = await openInvoice(bench, await customerWithCard(bench));
      const voided = await bench.stripe.invoices.voidInvoice(id);
      assert.deepEqual(
        [voided.status, voided.amount_remaining, voided.auto_advance],
        ['void', 12_000, false],
      );
      assert.ok(voided.status_transitions.voided_at !== null && voided.status_transitions.paid_at === null);
    },
  },
  {
    layer,
    fact: 'credit on the balance is negative and comes off the next invoice',
    async check(bench) {
      const customer = await customerWithCard(bench);
      await bench.stripe.customers.createBalanceTransaction(customer, {amount: -7200, currency: 'usd'});
      const open = await openInvoice(bench, customer);
      assert.deepEqual([open.starting_balance, open.amount_due, open.ending_balance], [-7200, 4800, 0]);
      const {data} = await bench.stripe.customers.listBalanceTransactions(customer);
      assert.deepEqual(
        data.map(({amount, ending_balance, type}) => [amount, ending_balance, type]),
        [
          [7200, 0, 'applied_to_invoice'],
          [-7200, -7200, 'adjustment'],
        ],
      );
    },
  },
  {
    layer,
    fact: 'a declined card is refused with all that is known of it, and the attempt stays',
    async check(bench) {
      const customer = await customerWithCard(bench, 'pm_card_chargeCustomerFail');
      const {id} = await openInvoice(bench, customer);
      const {status, body} = bench.ask('POST', `/v1/invoices/${id}/pay`);
      assert.equal(status, 402);
      const error = Object(body['error']);
      assert.deepEqual([error.type, error.code], ['card_error', 'card_declined']);
      assert.ok(error.decline_code && error.advice_code && error.network_decline_code);
      assert.equal((await bench.stripe.invoices.retrieve(id)).attempt_count, 1);
    },
  },
  {
    layer,
    fact: 'a refund is refused in the words for too much and for twice',
    async check(bench) {
      const {id} = await bench.stripe.paymentIntents.create({
        amount: 5000,
        currency: 'jpy',
        confirm: true,
        payment_method: 'pm_card_visa',
        automatic_payment_methods: {enabled: true, allow_redirects: 'never'},
      });
      const tooMuch = bench.ask('POST', '/v1/refunds', {payment_intent: id, amount: 5001});
      const told = Object(tooMuch.body['error']);
      assert.deepEqual([tooMuch.status, told.param, told.code], [400, 'amount', undefined]);
      assert.match(told.message, /¥5,001\) is greater than charge amount \(¥5,000\)/);
      assert.equal(bench.ask('POST', '/v1/refunds', {payment_intent: id}).status, 200);
      const again = bench.ask('POST', '/v1/refunds', {payment_intent: id});
      assert.equal(Object(again.body['error']).code, 'charge_already_refunded');
    },
  },
  {
    layer,
    fact: 'ids have the length of their prefix and none comes twice',
    async check(bench) {
      const customers = [await customerWithCard(bench), await customerWithCard(bench)];
      const invoices = [
        await openInvoice(bench, customers[0] ?? ''),
        await openInvoice(bench, customers[1] ?? ''),
      ];
      for (const id of customers) assert.match(id, /^cus_\w{14}$/);
      for (const {id, lines} of invoices) {
        assert.match(id, /^in_\w{24}$/);
        assert.match(lines.data[0]?.id ?? '', /^il_\w{24}$/);
      }
      const events = (await bench.stripe.events.list({limit: 100})).data.map(({id}) => id);
      const ids = [...customers, ...invoices.map(({id}) => id), ...events];
      assert.equal(new Set(ids).size, ids.length);
    },
  },
  {
    layer,
    fact: 'a bad reference in a body is 400 with its own parameter, one in the path 404',
    check(bench) {
      const inBody = bench.ask('POST', '/v1/invoices', {customer: 'cus_none'});
      assert.deepEqual(
        [inBody.status, Object(inBody.body['error']).param, Object(inBody.body['error']).code],
        [400, 'customer', 'resource_missing'],
      );
      const inPath = bench.ask('GET', '/v1/customers/cus_none');
      assert.deepEqual([inPath.status, Object(inPath.body['error']).param], [404, 'id']);
    },
  },
];

export const moneyProbes: readonly Probe[] = [
  {
    layer: 'money',
    fact: 'an invoice adds up: lines, discounts, taxes, total, due, remaining',
    async check(bench) {
      const {stripe} = bench;
      const customer = await customerWithCard(bench);
      const rate = await stripe.taxRates.create({display_name: 'VAT', inclusive: false, percentage: 7.7});
      const coupon = await stripe.coupons.create({percent_off: 12.5, duration: 'once'});
      const draft = await stripe.invoices.create({
        customer,
        auto_advance: false,
        currency: 'usd',
        default_tax_rates: [rate.id],
        discounts: [{coupon: coupon.id}],
      });
      for (const amount of [1001, 333, 12_345]) {
        await stripe.invoiceItems.create({customer, invoice: draft.id, amount, currency: 'usd'});
      }
      const invoice = await stripe.invoices.finalizeInvoice(draft.id);
      const add = (amounts: readonly number[]) => amounts.reduce((sum, amount) => sum + amount, 0);
      const lines = invoice.lines.data;
      const discounts = add((invoice.total_discount_amounts ?? []).map(({amount}) => amount));
      const taxes = add((invoice.total_taxes ?? []).map(({amount}) => amount));
      assert.equal(invoice.subtotal, 13_679);
      assert.equal(
        add(lines.flatMap((line) => (line.discount_amounts ?? []).map(({amount}) => amount))),
        discounts,
      );
      assert.equal(add(lines.flatMap((line) => (line.taxes ?? []).map(({amount}) => amount))), taxes);
      // 125.125, 41.625 and 1543.125 rounded half up; then 7.7 % of 876, 291 and 10802.
      assert.deepEqual([discounts, taxes], [1710, 67 + 22 + 832]);
      assert.equal(invoice.total, invoice.subtotal - discounts + taxes);
      assert.deepEqual([invoice.amount_due, invoice.amount_remaining], [invoice.total, invoice.total]);
    },
  },
  {
    layer: 'money',
    fact: 'every movement is its fee and its net, and the balance is their sum',
    async check(bench) {
      const {stripe} = bench;
      const {id} = await openInvoice(bench, await customerWithCard(bench));
      await stripe.invoices.pay(id);
      const [charge] = (await stripe.charges.list()).data;
      await stripe.refunds.create({charge: charge?.id ?? '', amount: 2000});
      const {data} = await stripe.balanceTransactions.list({limit: 100});
      assert.deepEqual(
        data.map(({amount, fee, net}) => [amount, fee, net]),
        [
          [-2000, 0, -2000],
          [12_000, 378, 11_622],
        ],
      );
      const balance = await stripe.balance.retrieve();
      const held = [...balance.available, ...balance.pending].reduce((sum, {amount}) => sum + amount, 0);
      assert.equal(held, 9622);
    },
  },
  {
    layer: 'money',
    fact: 'a credit note takes its amount off what remains',
    async check(bench) {
      const {stripe} = bench;
      const {id} = await openInvoice(bench, await customerWithCard(bench));
      const note = await stripe.creditNotes.create({invoice: id, amount: 5000});
      const after = await stripe.invoices.retrieve(id);
      assert.deepEqual(
        [note.pre_payment_amount, note.post_payment_amount, after.pre_payment_credit_notes_amount],
        [5000, 0, 5000],
      );
      assert.equal(after.amount_remaining, 7000);
    },
  },
];
