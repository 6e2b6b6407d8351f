import {createStripeSandbox, stripeApiVersion} from '../../../workbench/stripe/sandbox.ts';
import {parseWorld} from '../../../workbench/worlds/parse-world.ts';
import {worldKey} from '../../../workbench/worlds/world.ts';
import {at, get, nowUnixMs, sandboxOf} from './ask.ts';

const {objects} = parseWorld(
  JSON.stringify({
    objects: [
      {id: 'acct_1', object: 'account'},
      {id: 'in_1', customer: 'cus_1', status: 'open', amount_due: 500, currency: 'usd'},
    ],
  }),
);

describe('authenticate()', () => {
  const sandbox = sandboxOf([]);

  test('takes a bearer key, in any case of the scheme', () => {
    expect(get(sandbox, '/v1/account', {Authorization: `bearer ${worldKey}`}).status).toBe(200);
  });

  test('takes the key as the user of Basic authentication', () => {
    const credentials = Buffer.from(`${worldKey}:`).toString('base64');
    expect(get(sandbox, '/v1/account', {Authorization: `Basic ${credentials}`}).status).toBe(200);
  });

  test('refuses a request without a key in Stripe’s words, without code and without request id', () => {
    const request = {method: 'GET', url: '/v1/account', headers: {}, body: null};
    const response = sandbox.handle(request, nowUnixMs);
    expect(response.status).toBe(401);
    expect(response.headers).not.toHaveProperty('Request-Id');
    expect(response.headers).not.toHaveProperty('Stripe-Version');
    expect(JSON.parse(response.body)).toEqual({
      error: {
        message:
          'You did not provide an API key. You need to provide your API key in the Authorization header, using ' +
          "Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY'). See https://stripe.com/docs/api#authentication " +
          'for details, or we can help at https://support.stripe.com/.',
        type: 'invalid_request_error',
      },
    });
  });

  test('refuses another key and shows no more of it than its kind and last four characters', () => {
    const {status, body} = get(sandbox, '/v1/account', {Authorization: 'Bearer sk_live_abcdefgh1234'});
    expect(status).toBe(401);
    expect(body).toEqual({
      error: {message: 'Invalid API Key provided: sk_live_********1234', type: 'invalid_request_error'},
    });
  });

  test('asks for the key before it looks at the path', () => {
    expect(get(sandbox, '/v1/nothing', {Authorization: ''}).status).toBe(401);
  });
});

describe('demandPermission()', () => {
  const restricted = createStripeSandbox({
    objects,
    keys: [{key: 'rk_test_onlyInvoices', permissions: ['rak_invoice_read']}, 'sk_test_everything'],
  });
  const asRestricted = {Authorization: 'Bearer rk_test_onlyInvoices'};

  test('lets a restricted key read what it lists, and a secret key everything', () => {
    expect(get(restricted, '/v1/invoices', asRestricted).status).toBe(200);
    expect(get(restricted, '/v1/customers', {Authorization: 'Bearer sk_test_everything'}).status).toBe(200);
  });

  test('names the missing permission and the account', () => {
    const {status, body} = get(restricted, '/v1/customers', asRestricted);
    expect(status).toBe(403);
    expect(at(body, 'error', 'message')).toBe(
      "The provided key 'rk_test_******voices' does not have the required permissions for this endpoint on account " +
        "'acct_1'. Having the 'rak_customer_read' permission would allow this request to continue.",
    );
  });

  test('wants the permission for an object that an expansion brings in', () => {
    const {status, body} = get(restricted, '/v1/invoices?expand[]=data.customer', asRestricted);
    expect(status).toBe(403);
    expect(at(body, 'error', 'message')).toContain('rak_customer_read');
  });
});

describe('Stripe-Version', () => {
  const sandbox = sandboxOf([]);

  test('is the pinned one of the stripe package, on every answer that knows its caller', async () => {
    const {ApiVersion} = await import('../../../node_modules/stripe/esm/apiVersion.js');
    expect(stripeApiVersion).toBe(ApiVersion);
    expect(get(sandbox, '/v1/account').headers['Stripe-Version']).toBe(ApiVersion);
    expect(get(sandbox, '/v1/nothing').headers['Stripe-Version']).toBe(ApiVersion);
  });

  test('is refused when it is another', () => {
    expect(get(sandbox, '/v1/account', {'stripe-version': stripeApiVersion}).status).toBe(200);
    const {status, body} = get(sandbox, '/v1/account', {'Stripe-Version': '2023-08-16'});
    expect(status).toBe(400);
    expect(at(body, 'error', 'message')).toBe('Invalid Stripe API version: 2023-08-16');
  });
});

describe('every answer', () => {
  test('has the sandbox clock’s date, JSON and a request id of its own', () => {
    const sandbox = sandboxOf([]);
    const first = get(sandbox, '/v1/account').headers;
    const second = get(sandbox, '/v1/account').headers;
    expect(first['Date']).toBe('Sat, 31 Oct 2026 17:00:00 GMT');
    expect(first['Content-Type']).toBe('application/json');
    expect(first['Request-Id']).toMatch(/^req_[0-9A-Za-z]{14}$/);
    expect(second['Request-Id']).not.toBe(first['Request-Id']);
  });

  test('is the same for the same requests of the same world', () => {
    const once = sandboxOf([]);
    const again = sandboxOf([]);
    expect(get(once, '/v1/invoices')).toEqual(get(again, '/v1/invoices'));
  });
});
