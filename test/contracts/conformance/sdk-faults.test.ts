import Stripe from 'stripe';
import {eventsOf} from './billing.ts';
import {openTarget, type Target} from './target.ts';

/** What the official SDK does with a key used again, with each kind of refusal, and with each kind of fault. */
let target: Target;

beforeEach(async () => {
  target = await openTarget();
});
afterEach(() => target.close());

async function customersMade(): Promise<number> {
  return (await eventsOf(target)).filter(({type}) => type === 'customer.created').length;
}

describe('an idempotency key', () => {
  test('brings the first answer back', async () => {
    const {customers} = target.sdk();
    const first = await customers.create({name: 'Once'}, {idempotencyKey: 'one'});
    const second = await customers.create({name: 'Once'}, {idempotencyKey: 'one'});
    expect(second.id).toBe(first.id);
    expect(second.lastResponse.headers['idempotent-replayed']).toBe('true');
    expect(second.lastResponse.headers['original-request']).toBe(first.lastResponse.requestId);
    expect(await customersMade()).toBe(1);
  });

  test('is refused for other parameters and for another endpoint', async () => {
    const stripe = target.sdk();
    await stripe.customers.create({name: 'Once'}, {idempotencyKey: 'one'});
    for (const other of [
      () => stripe.customers.create({name: 'Twice'}, {idempotencyKey: 'one'}),
      () => stripe.products.create({name: 'Once'}, {idempotencyKey: 'one'}),
    ]) {
      await expect(other()).rejects.toBeInstanceOf(Stripe.errors.StripeIdempotencyError);
    }
    expect(await customersMade()).toBe(1);
  });

  test('is forgotten after a day', async () => {
    const {customers} = target.sdk();
    const first = await customers.create({name: 'Once'}, {idempotencyKey: 'one'});
    target.passSeconds(24 * 3600);
    expect((await customers.create({name: 'Once'}, {idempotencyKey: 'one'})).id).not.toBe(first.id);
  });

  test('does not keep a refusal of what was asked', async () => {
    const {customers} = target.sdk();
    const wrong = {name: 'Once', balance: Number.NaN};
    await expect(customers.create(wrong, {idempotencyKey: 'one'})).rejects.toMatchObject({statusCode: 400});
    await expect(customers.create({name: 'Once'}, {idempotencyKey: 'one'})).resolves.toMatchObject({
      name: 'Once',
    });
  });
});

describe('a refusal becomes the SDK’s own error', () => {
  const {errors} = Stripe;

  test.each<[string, (stripe: Stripe) => Promise<unknown>, object]>([
    [
      '404',
      (stripe) => stripe.invoices.retrieve('in_none'),
      {statusCode: 404, code: 'resource_missing', param: 'invoice'},
    ],
    ['400', (stripe) => stripe.invoices.list({limit: 101}), {statusCode: 400, param: 'limit'}],
    [
      '400 for an unknown parameter',
      (stripe) => stripe.rawRequest('POST', '/v1/customers', {nmae: 'A'}),
      {statusCode: 400, code: 'parameter_unknown', param: 'nmae'},
    ],
    [
      '400 for a missing parameter',
      (stripe) => stripe.rawRequest('POST', '/v1/credit_notes', {}),
      {statusCode: 400, code: 'parameter_missing', param: 'invoice'},
    ],
  ])('%s', async (_, ask, fields) => {
    const refusal = ask(target.sdk());
    await expect(refusal).rejects.toBeInstanceOf(errors.StripeInvalidRequestError);
    await expect(refusal).rejects.toMatchObject({...fields, requestId: expect.stringMatching(/^req_/)});
  });

  test('401', async () => {
    await expect(target.sdk({key: 'sk_test_wrong'}).balance.retrieve()).rejects.toBeInstanceOf(
      errors.StripeAuthenticationError,
    );
  });

  test('403 naming the permission that is missing', async () => {
    const reader = target.sdk({key: 'rk_test_reader'});
    await expect(reader.invoices.list()).resolves.toMatchObject({data: []});
    const refusal = reader.customers.create({name: 'A'});
    await expect(refusal).rejects.toBeInstanceOf(errors.StripePermissionError);
    await expect(refusal).rejects.toThrow(/'rak_customer_write' permission would allow/);
  });

  test('402 of a declined card', async () => {
    const refusal = target.sdk().paymentIntents.create({
      amount: 2000,
      automatic_payment_methods: {allow_redirects: 'never', enabled: true},
      confirm: true,
      currency: 'usd',
      payment_method: 'pm_card_visa_chargeDeclinedInsufficientFunds',
    });
    await expect(refusal).rejects.toBeInstanceOf(errors.StripeCardError);
    await expect(refusal).rejects.toMatchObject({code: 'card_declined', decline_code: 'insufficient_funds'});
  });

  test('429', async () => {
    target.sandbox.faults.set([{fault: {kind: 'rate_limited', reason: 'endpoint-rate'}, times: 1}]);
    // Without a header that says so, the SDK does not ask again.
    const refusal = target.sdk({maxNetworkRetries: 2}).customers.list();
    await expect(refusal).rejects.toBeInstanceOf(errors.StripeRateLimitError);
    await expect(refusal).rejects.toMatchObject({headers: {'stripe-rate-limited-reason': 'endpoint-rate'}});
  });

  test('500', async () => {
    target.sandbox.faults.set([{fault: {kind: 'server_error'}}]);
    await expect(target.sdk().customers.list()).rejects.toBeInstanceOf(errors.StripeAPIError);
  });

  test('a body cut off and a page of HTML', async () => {
    for (const kind of ['truncated_body', 'bad_gateway'] as const) {
      target.sandbox.faults.set([{fault: {kind}}]);
      await expect(target.sdk().customers.list()).rejects.toBeInstanceOf(errors.StripeError);
    }
  });
});

describe('a request sent again', () => {
  test.each(['dropped_before_commit', 'dropped_after_commit', 'lock_timeout'] as const)(
    'after %s is carried out once',
    async (kind) => {
      target.sandbox.faults.set([{fault: {kind}, method: 'POST', times: 1}]);
      const customer = await target.sdk({maxNetworkRetries: 2}).customers.create({name: 'Once'});
      expect(customer.lastResponse.headers['idempotent-replayed']).toBe(
        kind === 'dropped_after_commit' ? 'true' : undefined,
      );
      expect(await customersMade()).toBe(1);
    },
  );

  test('while the first is under way is answered 409, and later with the first one’s answer', async () => {
    target.sandbox.faults.set([
      {fault: {kind: 'dropped_after_commit', inFlightMs: 60_000}, method: 'POST', times: 1},
    ]);
    const {customers} = target.sdk();
    const ask = () => customers.create({name: 'Once'}, {idempotencyKey: 'one', maxNetworkRetries: 0});
    // The SDK asks once more by itself where the connection breaks.
    await expect(ask()).rejects.toMatchObject({statusCode: 409, code: 'idempotency_key_in_use'});
    target.passSeconds(61);
    await expect(ask()).resolves.toMatchObject({name: 'Once'});
    expect(await customersMade()).toBe(1);
  });

  test('after a 500 is answered with the same 500, for that is kept', async () => {
    target.sandbox.faults.set([{fault: {kind: 'server_error'}, method: 'POST', times: 1}]);
    const {customers} = target.sdk();
    const ask = () => customers.create({name: 'Once'}, {idempotencyKey: 'one'});
    await expect(ask()).rejects.toMatchObject({statusCode: 500});
    await expect(ask()).rejects.toMatchObject({statusCode: 500, headers: {'idempotent-replayed': 'true'}});
    expect(await customersMade()).toBe(0);
  });
});
