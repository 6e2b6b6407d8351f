import {createStripeSandbox} from '../../../workbench/stripe/sandbox.ts';
import {builtInWorld} from '../../../workbench/worlds/built-in-worlds.ts';
import {worldKey} from '../../../workbench/worlds/world.ts';
import {checkRefusal} from './support/error-check.ts';
import {checkExchange} from './support/exchange-check.ts';
import {formTree} from './support/form-tree.ts';
import {expectContractFaults} from './support/found-faults.ts';
import {operationOf} from './support/operations.ts';
import {checkRequest} from './support/request-check.ts';
import {createResponseChecker} from './support/response-check.ts';
import {responseSchemas} from './support/response-schemas.ts';

/** A check that cannot fail proves nothing: here each is shown what it must not let through. */
const world = builtInWorld('tiny');
const sandbox = createStripeSandbox({objects: world.objects, keys: [worldKey]});

function exchange(url: string) {
  const request = {method: 'GET', url, headers: {Authorization: `Bearer ${worldKey}`}, body: null};
  return {request, response: sandbox.handle(request, Date.parse(world.now))};
}

const page = exchange('/v1/invoices?limit=1&status=open&expand[]=data.customer');
const invoiceOf = () => JSON.parse(page.response.body).data[0];
const closed = createResponseChecker(responseSchemas(), {openEnums: false});
const open = createResponseChecker(responseSchemas(), {openEnums: true});

describe('the response contract', () => {
  test('lets through what Stripe would send', () => {
    expect(checkExchange(page)).toEqual([]);
  });

  test.each<readonly [what: string, change: (invoice: Record<string, unknown>) => void, fault: string]>([
    ['a missing field', (invoice) => delete invoice['amount_paid'], 'the answer lacks amount_paid'],
    ['another field', (invoice) => (invoice['paid'] = true), 'paid is a field that Stripe does not have'],
    ['another word', (invoice) => (invoice['status'] = 'late'), 'status is "late", not one of draft, open'],
    ['a fraction', (invoice) => (invoice['total'] = 0.5), 'total is 0.5, not a whole number'],
    ['a null', (invoice) => (invoice['total'] = null), 'total is null, not a whole number'],
    ['a text for a number', (invoice) => (invoice['total'] = '5'), 'total is "5", not a whole number'],
    [
      'a fault inside an object inside',
      (invoice) => (invoice['status_transitions'] = {finalized_at: 1, paid_at: 'x'}),
      'status_transitions.paid_at is "x", not null or integer',
    ],
    [
      'a fault inside an expanded object',
      (invoice) => delete Object(invoice['customer']).livemode,
      'customer lacks livemode',
    ],
    [
      'another object than the one expanded',
      (invoice) => (invoice['customer'] = {id: 'ch_1', object: 'charge'}),
      'customer is {"id":"ch_1","object":"charge"}, which is no customer',
    ],
    [
      'a field inside a line',
      (invoice) => (Object(invoice['lines']).data[0].amount = '1'),
      'lines.data.0.amount is "1", not a whole number',
    ],
    ['a list without its address', (invoice) => delete Object(invoice['lines']).url, 'lines lacks url'],
    [
      'a tag that is not its own',
      (invoice) => (invoice['object'] = 'bill'),
      'which is no invoice that Stripe has',
    ],
  ])('notices %s', (_what, change, fault) => {
    const invoice = invoiceOf();
    change(invoice);
    const faults = closed.checkAnswer('GET /v1/invoices/{id}', invoice);
    expect(faults.join('\n')).toContain(fault);
  });

  test('lets a client, and only a client, meet words of the future', () => {
    const invoice = {...invoiceOf(), status: 'late'};
    expect(open.checkAnswer('GET /v1/invoices/{id}', invoice)).toEqual([]);
    expect(closed.checkAnswer('GET /v1/invoices/{id}', invoice)).toHaveLength(1);
  });

  test('asks of previous_attributes only what they tell', () => {
    const event = (previous: object) => ({
      id: 'evt_1',
      object: 'event',
      api_version: null,
      created: 1,
      data: {object: invoiceOf(), previous_attributes: previous},
      livemode: false,
      pending_webhooks: 0,
      request: null,
      type: 'invoice.updated',
    });
    const check = (previous: object) => closed.checkAnswer('GET /v1/events/{id}', event(previous));
    expect(check({status: 'draft', metadata: {po: null}, status_transitions: {paid_at: null}})).toEqual([]);
    expect(check({state: 'draft'})[0]).toContain('state is a field that Stripe does not have');
    expect(check({total: '5'})[0]).toContain('total is "5"');
  });

  test('notices answers without their headers', () => {
    const bare = {...page, response: {...page.response, headers: {}}};
    expect(checkExchange(bare).join()).toMatch(/no Request-Id.*no Stripe-Version/);
  });

  test('notices an answer to what Stripe does not have', () => {
    const invented = {...page, request: {...page.request, url: '/v1/receivables'}};
    expect(checkExchange(invented).join('\n')).toContain('no operation of Stripe’s package');
  });
});

describe('the watch over all sandboxes', () => {
  test('fails a test whose sandbox answers what Stripe would not, unless that is what the test is about', () => {
    const [first] = world.objects.invoices;
    if (first === undefined) throw new Error('The tiny world has invoices.');
    const odd = createStripeSandbox({
      objects: {...world.objects, invoices: [{...first, status: 'late' as 'open'}]},
      keys: [worldKey],
    });
    expectContractFaults(/data\.0\.status is "late"/);
    odd.handle({...page.request, url: '/v1/invoices'}, Date.parse(world.now));
  });
});

describe('the request contract', () => {
  const faultsOf = (operation: string, form: string) =>
    checkRequest({method: 'POST', url: '/v1/x', body: form}, operation, {takesRetired: false});

  test.each([
    ['POST /v1/customers', 'nmae=x', 'nmae is unknown'],
    ['POST /v1/customers', 'address[street]=x', 'address[street] is unknown'],
    ['POST /v1/invoices', 'collection_method=barter', 'collection_method is barter, not one of'],
    ['POST /v1/invoices', 'auto_advance=yes', 'auto_advance is yes, not a boolean'],
    ['POST /v1/invoices', 'days_until_due=1.5', 'days_until_due is 1.5, not a integer'],
    ['POST /v1/invoices', 'description[a]=x', 'description is a tree, not a text'],
    ['POST /v1/invoices', 'automatic_tax[liability][account]=x', 'automatic_tax[enabled] is missing'],
    ['POST /v1/invoices', 'currency=', 'currency is empty and cannot be unset'],
    ['POST /v1/credit_notes', 'amount=1', 'invoice is missing'],
    ['POST /v1/credit_notes', 'invoice=in_1&lines[x][type]=custom_line_item', 'lines[x] is no position'],
    ['POST /v1/prices', 'currency=usd&unit_amount_decimal=1e3', 'unit_amount_decimal is 1e3, not a decimal'],
    ['POST /v1/payment_intents', 'amount=1&currency=usd&payment_method_types[]=card', 'was retired with'],
  ])('notices in %s %s', (operation, form, fault) => {
    expect(faultsOf(operation, form).join('\n')).toContain(fault);
  });

  test.each([
    ['POST /v1/invoices', 'customer=cus_1&metadata[a]=&metadata[b]=2&default_tax_rates[0]=txr_1&discounts='],
    ['POST /v1/subscriptions', 'customer=cus_1&items[0][price]=price_1&trial_end=now&cancel_at=1790000000'],
    ['POST /v1/plans', 'currency=usd&interval=month&product[name]=Gold&tiers[0][up_to]=inf'],
    ['POST /v1/prices', 'currency=usd&currency_options[eur][unit_amount]=5&unit_amount_decimal=0.00025'],
  ])('takes in %s %s', (operation, form) => {
    expect(faultsOf(operation, form)).toEqual([]);
  });

  test('reads names and positions in brackets', () => {
    expect(formTree('a[b][]=1&a[b][]=2&c=3&d[0][e]=4&f[x%20y]=5&g=')).toEqual({
      a: {b: {0: '1', 1: '2'}},
      c: '3',
      d: {0: {e: '4'}},
      f: {'x y': '5'},
      g: '',
    });
  });

  test('knows which operation an address is', () => {
    expect(operationOf('GET', 'https://api.stripe.com/v1/invoices/search?query=x')).toBe(
      'GET /v1/invoices/search',
    );
    expect(operationOf('GET', '/v1/invoices/in_1')).toBe('GET /v1/invoices/{id}');
    expect(operationOf('POST', '/v1/invoices/in_1/lines/il_1')).toBe('POST /v1/invoices/{id}/lines/{id}');
    expect(operationOf('PUT', '/v1/invoices/in_1')).toBeNull();
  });
});

describe('the form of refusals', () => {
  test.each([
    [400, {error: {message: 'No.', type: 'invalid_request_error'}, more: 1}, 'nothing else'],
    [400, {message: 'No.'}, 'nothing else'],
    [400, {error: {message: 'No.', type: 'card_error'}}, 'error.type is card_error with status 400'],
    [400, {error: {message: 'No.', type: 'invalid_request_error', hint: 'x'}}, 'error.hint is "x"'],
    [404, {error: {type: 'invalid_request_error'}}, 'error.message is missing'],
  ])('with status %p notices %j', (status, body, fault) => {
    expect(checkRefusal(status, body).join('\n')).toContain(fault);
  });
});
