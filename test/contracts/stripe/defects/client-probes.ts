/** What a client may rely on: the official SDK's use of the sandbox, and our own client's requests and readings. */
import assert from 'node:assert/strict';
import type {HttpRequest} from '../../../../src/core/ports.ts';
import {fixedRandom, recordingLog, simulatedClock} from '../../../support/http-script.ts';
import {operationOf} from '../support/operations.ts';
import {checkRequest} from '../support/request-check.ts';
import {bodyShapes, queryShapes} from '../support/request-shapes.ts';
import type {Bench} from './bench.ts';
import type {Parts} from './patched-build.ts';
import type {Probe} from './probe.ts';

async function customers({stripe, passSeconds}: Bench, count: number): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let made = 0; made < count; made += 1) {
    passSeconds(10);
    ids.push((await stripe.customers.create({name: `Customer ${made}`})).id);
  }
  return ids;
}

const failing = (bench: Bench, apiKey: string) => bench.clientOf(apiKey).invoices.list();

const sdk = 'the SDK as a client';

export const sdkProbes: readonly Probe[] = [
  {
    layer: sdk,
    fact: 'pages bring every object once, newest first',
    async check(bench) {
      const made = await customers(bench, 11);
      const listed = await bench.stripe.customers.list({limit: 4}).autoPagingToArray({limit: 100});
      assert.deepEqual(
        listed.map(({id}) => id),
        made.toReversed(),
      );
      const back = await bench.stripe.customers.list({limit: 3, ending_before: made[4] ?? ''});
      assert.deepEqual([back.data.map(({id}) => id), back.has_more], [[made[7], made[6], made[5]], true]);
      assert.equal((await bench.stripe.customers.list()).data.length, 10);
    },
  },
  {
    layer: sdk,
    fact: 'bounds of time hold with and without their own second',
    async check(bench) {
      await customers(bench, 5);
      const all = (await bench.stripe.customers.list()).data.map(({created}) => created);
      const middle = all[2] ?? 0;
      for (const [bound, count] of [
        ['gt', 2],
        ['gte', 3],
        ['lt', 2],
        ['lte', 3],
      ] as const) {
        const {data} = await bench.stripe.customers.list({created: {[bound]: middle}});
        assert.equal(data.length, count, bound);
      }
    },
  },
  {
    layer: sdk,
    fact: 'expansion reaches two levels down',
    async check({stripe}) {
      const customer = await stripe.customers.create({name: 'Expanded'});
      const draft = await stripe.invoices.create({customer: customer.id, currency: 'usd'});
      await stripe.invoiceItems.create({
        customer: customer.id,
        invoice: draft.id,
        amount: 900,
        currency: 'usd',
      });
      await stripe.invoices.finalizeInvoice(draft.id);
      const {data} = await stripe.invoices.list({expand: ['data.customer']});
      assert.equal(Object(data[0]?.customer).name, 'Expanded');
      const {payments} = await stripe.invoices.retrieve(draft.id, {
        expand: ['payments.data.payment.payment_intent'],
      });
      assert.equal(Object(payments?.data[0]?.payment.payment_intent).object, 'payment_intent');
    },
  },
  {
    layer: sdk,
    fact: 'a key brings the first answer back, for a day, and for the same request only',
    async check(bench) {
      const {stripe} = bench;
      const first = await stripe.customers.create({name: 'Once'}, {idempotencyKey: 'k'});
      const again = await stripe.customers.create({name: 'Once'}, {idempotencyKey: 'k'});
      assert.equal(again.id, first.id);
      assert.equal((await stripe.customers.list()).data.length, 1);
      await assert.rejects(stripe.customers.create({name: 'Twice'}, {idempotencyKey: 'k'}), {
        type: 'StripeIdempotencyError',
      });
      await assert.rejects(stripe.products.create({name: 'Once'}, {idempotencyKey: 'k'}), {
        type: 'StripeIdempotencyError',
      });
      bench.passSeconds(86_401);
      assert.notEqual((await stripe.customers.create({name: 'Once'}, {idempotencyKey: 'k'})).id, first.id);
    },
  },
  {
    layer: sdk,
    fact: 'a request whose answer was lost is carried out once',
    async check(bench) {
      bench.faults.set([{fault: {kind: 'dropped_after_commit'}, path: '/v1/customers', times: 1}]);
      const send = () => bench.ask('POST', '/v1/customers', {name: 'Lost'}, {'Idempotency-Key': 'lost'});
      assert.throws(send);
      assert.equal(send().status, 200);
      assert.equal((await bench.stripe.customers.list()).data.length, 1);
    },
  },
  {
    layer: sdk,
    fact: 'each refusal is the SDK’s own error',
    async check(bench) {
      await assert.rejects(failing(bench, 'sk_test_wrong'), {type: 'StripeAuthenticationError'});
      await assert.rejects(failing(bench, 'rk_test_none'), {type: 'StripePermissionError'});
      await assert.rejects(bench.stripe.invoices.retrieve('in_x'), {
        code: 'resource_missing',
        statusCode: 404,
      });
      await assert.rejects(bench.stripe.invoices.list({limit: 101}), {param: 'limit', statusCode: 400});
    },
  },
  {
    layer: sdk,
    fact: 'an advanced test clock finalizes a draft an hour after it was made',
    async check({stripe}) {
      const now = 1_793_466_000;
      const clock = await stripe.testHelpers.testClocks.create({frozen_time: now});
      const customer = await stripe.customers.create({email: 'ap@example.com', test_clock: clock.id});
      const draft = await stripe.invoices.create({
        customer: customer.id,
        currency: 'usd',
        auto_advance: true,
        collection_method: 'send_invoice',
        days_until_due: 30,
      });
      await stripe.invoiceItems.create({
        customer: customer.id,
        invoice: draft.id,
        amount: 900,
        currency: 'usd',
      });
      const statusAt = async (seconds: number) => {
        await stripe.testHelpers.testClocks.advance(clock.id, {frozen_time: now + seconds});
        return (await stripe.invoices.retrieve(draft.id)).status;
      };
      assert.equal(await statusAt(3540), 'draft');
      assert.equal(await statusAt(7200), 'open');
    },
  },
  {
    layer: sdk,
    fact: 'metadata is merged, and unset by an empty value',
    async check({stripe}) {
      const {id} = await stripe.customers.create({metadata: {a: '1', b: '2'}});
      const {metadata} = await stripe.customers.update(id, {metadata: {a: '', c: '3'}});
      assert.deepEqual(metadata, {b: '2', c: '3'});
    },
  },
  {
    layer: 'request contract',
    fact: 'an unknown parameter, a wrong word and a missing parameter are refused',
    check(bench) {
      for (const [path, params, param] of [
        ['/v1/customers', {nmae: 'x'}, 'nmae'],
        ['/v1/invoices', {collection_method: 'barter'}, 'collection_method'],
        ['/v1/credit_notes', {amount: 100}, 'invoice'],
        ['/v1/invoiceitems', {customer: 'cus_1', amount: '1.5', currency: 'usd'}, 'amount'],
      ] as const) {
        const {status, body} = bench.ask('POST', path, params);
        assert.deepEqual([status, Object(body['error']).param], [400, param]);
      }
    },
  },
];

/** What the receivables refresh sends when one list has two pages. */
function refreshRequests(parts: Parts): readonly HttpRequest[] {
  const sent: HttpRequest[] = [];
  const client = parts.createStripeClient(
    {
      clock: simulatedClock(),
      random: fixedRandom(),
      log: recordingLog(),
      http: {
        sendAll(requests) {
          sent.push(...requests);
          return requests.map(({url}) => {
            const isFirst = url.includes('status=open') && !url.includes('starting_after');
            const data = [{id: isFirst ? 'in_2' : 'in_1', object: 'invoice', livemode: false}];
            const body = JSON.stringify({object: 'list', data, has_more: isFirst, url: '/v1/invoices'});
            return {kind: 'response', response: {status: 200, headers: {}, body}} as const;
          });
        },
      },
    },
    parts.parseStripeKey('rk_test_probe00000000000'),
  );
  parts.fetchListings(client, parts.receivablesListings(), {
    deadlineUnixMs: Number.MAX_SAFE_INTEGER,
    requestsMax: 10,
    onPage: () => undefined,
  });
  return sent;
}

export const ourClientProbes: readonly Probe[] = [
  {
    layer: 'request bytes',
    fact: 'parameters are written as the official SDK writes them',
    check(_bench, {encodeForm, encodeQuery}) {
      for (const [, params, expected] of bodyShapes) assert.equal(encodeForm(params), expected);
      for (const [, params, expected] of queryShapes) assert.equal(encodeQuery(params), expected);
    },
  },
  {
    layer: 'request contract',
    fact: 'a refresh asks for what Stripe has, page by page',
    check(_bench, parts) {
      const sent = refreshRequests(parts);
      assert.equal(sent.length, 3);
      for (const request of sent) {
        const operation = operationOf(request.method, request.url);
        assert.deepEqual(checkRequest(request, operation ?? '', {takesRetired: false}), []);
        assert.equal(request.headers['Stripe-Version'], '2026-10-28.endive');
      }
      assert.match(sent[2]?.url ?? '', /starting_after=in_2/);
    },
  },
  {
    layer: 'our decoders',
    fact: 'an invoice is read with its amounts, its currency’s decimals and its dates',
    async check({stripe, ask}, {decodeInvoice, currencyInfo}) {
      const customer = await stripe.customers.create({name: 'Example KK', email: 'ap@example.co.jp'});
      for (const [currency, decimals] of [
        ['jpy', 0],
        ['usd', 2],
        ['kwd', 3],
      ] as const) {
        const buyer = currency === 'jpy' ? customer : await stripe.customers.create({name: 'Example KK'});
        const draft = await stripe.invoices.create({
          customer: buyer.id,
          currency,
          collection_method: 'send_invoice',
          days_until_due: 30,
        });
        await stripe.invoiceItems.create({customer: buyer.id, invoice: draft.id, amount: 5000, currency});
        await stripe.invoices.finalizeInvoice(draft.id);
        const {body: wire} = ask('GET', `/v1/invoices/${draft.id}`);
        const read = decodeInvoice(wire);
        assert.equal(currencyInfo(read.currency).exponent, decimals);
        assert.deepEqual(
          [read.amountDue, read.amountPaid, read.amountRemaining].map(({minorUnits}) => minorUnits),
          [5000, 0, 5000],
        );
        assert.deepEqual([read.dueAtUnixS, read.createdUnixS], [wire['due_date'], wire['created']]);
        assert.deepEqual([read.customerName, read.customerId], ['Example KK', buyer.id]);
      }
    },
  },
];
