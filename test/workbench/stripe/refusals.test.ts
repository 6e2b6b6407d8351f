import {at, get, sandboxOf} from './ask.ts';

const sandbox = sandboxOf([
  {id: 'in_1', customer: 'cus_1', status: 'open', amount_due: 500, currency: 'usd'},
  {id: 'in_2', customer: 'cus_1', status: 'open', amount_due: 500, currency: 'usd'},
]);

/** Query, code, param and message; all are 400. */
const refusals: readonly (readonly [string, string | undefined, string | undefined, string])[] = [
  ['foo=1', 'parameter_unknown', 'foo', 'Received unknown parameter: foo'],
  ['foo=1&bar[x]=2', 'parameter_unknown', 'foo', 'Received unknown parameters: foo, bar'],
  ['created[at]=1', 'parameter_unknown', 'created[at]', 'Received unknown parameter: created[at]'],
  ['limit=ten', 'parameter_invalid_integer', 'limit', 'Invalid integer: ten'],
  ['limit=1.5', 'parameter_invalid_integer', 'limit', 'Invalid integer: 1.5'],
  ['due_date[lt]=soon', 'parameter_invalid_integer', 'due_date[lt]', 'Invalid integer: soon'],
  ['limit=0', 'parameter_invalid_integer', 'limit', 'This value must be greater than or equal to 1.'],
  [
    'limit=101',
    'parameter_invalid_integer',
    'limit',
    "This value must be less than or equal to 100 (it currently is '101').",
  ],
  [
    'status=overdue',
    undefined,
    'status',
    'Invalid status: must be one of draft, open, paid, uncollectible, or void',
  ],
  [
    'collection_method=wire',
    undefined,
    'collection_method',
    'Invalid collection_method: must be one of charge_automatically or send_invoice',
  ],
  ['starting_after=in_x', 'resource_missing', 'starting_after', "No such invoice: 'in_x'"],
  ['ending_before=in_x', 'resource_missing', 'ending_before', "No such invoice: 'in_x'"],
  [
    'starting_after=in_1&ending_before=in_2',
    undefined,
    undefined,
    'Received both starting_after and ending_before parameters. Please pass in only one.',
  ],
  ['customer=cus_x', 'resource_missing', 'customer', "No such customer: 'cus_x'"],
  ['subscription=sub_x', 'resource_missing', 'subscription', "No such subscription: 'sub_x'"],
  ['expand=data.customer', undefined, 'expand', 'Invalid array'],
  ['customer[id]=cus_1', undefined, 'customer', 'Invalid string: {"id":"cus_1"}'],
  [
    'customer=',
    'parameter_invalid_empty',
    'customer',
    "You passed an empty string for 'customer'. We assume empty values are an attempt to unset a parameter; however " +
      "'customer' cannot be unset. You should remove 'customer' from your request or supply a non-empty value.",
  ],
];

describe('GET /v1/invoices refuses', () => {
  test.each(refusals)('%s with Stripe’s code, parameter and words', (query, code, param, message) => {
    const {status, headers, body} = get(sandbox, `/v1/invoices?${query}`);
    expect(status).toBe(400);
    expect(body).toEqual({
      error: {
        ...(code === undefined
          ? {}
          : {code, doc_url: `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}`}),
        message,
        ...(param === undefined ? {} : {param}),
        request_log_url: `https://dashboard.stripe.com/test/logs/${headers['Request-Id']}?t=1793466000`,
        type: 'invalid_request_error',
      },
    });
  });

  test('an unknown cursor before it minds that there are two', () => {
    const {body} = get(sandbox, '/v1/invoices?starting_after=in_1&ending_before=in_x');
    expect(at(body, 'error', 'message')).toBe("No such invoice: 'in_x'");
  });
});

describe('an object that is not there', () => {
  test.each([
    ['/v1/invoices/in_x', "No such invoice: 'in_x'", 'invoice'],
    ['/v1/invoices/in_x/lines', "No such invoice: 'in_x'", 'invoice'],
    ['/v1/customers/cus_x', "No such customer: 'cus_x'", 'id'],
    ['/v1/customers/cus%2Fx', "No such customer: 'cus/x'", 'id'],
  ])('%s is 404', (path, message, param) => {
    const {status, body} = get(sandbox, path);
    expect(status).toBe(404);
    expect(at(body, 'error', 'code')).toBe('resource_missing');
    expect(at(body, 'error', 'message')).toBe(message);
    expect(at(body, 'error', 'param')).toBe(param);
  });
});

describe('a path or method the sandbox does not have', () => {
  test.each([
    ['GET', '/v1/foo'],
    ['GET', '/v1/invoices/'],
    ['GET', '/v1/invoices/in_1/payments'],
    ['POST', '/v1/invoices/in_1/unfinalize'],
    ['PUT', '/v1/invoices/in_1'],
    ['DELETE', '/v1/account'],
  ])('%s %s gets Stripe’s own 404', (method, url) => {
    const request = {method, url, headers: {Authorization: 'Bearer rk_test_workbench'}, body: null};
    const response = sandbox.handle(request, 0);
    expect(response.status).toBe(404);
    expect(at(JSON.parse(response.body), 'error', 'message')).toBe(
      `Unrecognized request URL (${method}: ${url}). If you are trying to list objects, remove the trailing slash. If ` +
        'you are trying to retrieve an object, make sure you passed a valid (non-empty) identifier in your code. ' +
        'Please see https://stripe.com/docs or we can help at https://support.stripe.com/.',
    );
    expect(at(JSON.parse(response.body), 'error', 'type')).toBe('invalid_request_error');
  });
});
