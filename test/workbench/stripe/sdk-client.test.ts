import Stripe from 'stripe';
import {createStripeSandbox} from '../../../workbench/stripe/sandbox.ts';
import {type StripeServer, startStripeServer} from '../../../workbench/stripe/server.ts';
import {builtInWorld} from '../../../workbench/worlds/built-in-worlds.ts';
import {worldKey} from '../../../workbench/worlds/world.ts';

/** The official SDK, which knows nothing of us, as a client over loopback. */
const world = builtInWorld('tiny');
const clock = {nowUnixMs: () => Date.parse(world.now)};
let server: StripeServer;

beforeAll(async () => {
  const sandbox = createStripeSandbox({
    objects: world.objects,
    keys: [worldKey, {key: 'rk_test_none', permissions: []}],
    timeZone: world.timeZone,
  });
  server = await startStripeServer({sandbox, port: 0, clock});
});

afterAll(() => server.close());

function client(key: string = worldKey): Stripe {
  const {hostname, port} = new URL(server.url);
  return new Stripe(key, {
    host: hostname,
    port: Number(port),
    protocol: 'http',
    maxNetworkRetries: 0,
    telemetry: false,
  });
}

function idsOfWorld(keep: (invoice: (typeof world.objects.invoices)[number]) => boolean) {
  return new Set(world.objects.invoices.filter(keep).map(({id}) => id));
}

describe('the official SDK', () => {
  test('lists a page with its request id and version', async () => {
    const page = await client().invoices.list({limit: 3});
    expect(page.data).toHaveLength(3);
    expect(page.has_more).toBe(true);
    expect(page.lastResponse.requestId).toMatch(/^req_/);
    expect(page.lastResponse.apiVersion).toBe('2026-10-28.endive');
  });

  test('pages through all invoices by itself, each once', async () => {
    const ids: string[] = [];
    for await (const invoice of client().invoices.list({limit: 17})) ids.push(invoice.id);
    expect(ids).toHaveLength(200);
    expect(new Set(ids)).toEqual(idsOfWorld(() => true));
  });

  test('filters by status, collection method, customer and time', async () => {
    const [first] = world.objects.invoices.filter(({status}) => status === 'open');
    const customer = first?.customer ?? '';
    const since = 1_780_000_000;
    const stripe = client();
    const open = await stripe.invoices.list({limit: 100, status: 'open', collection_method: 'send_invoice'});
    expect(new Set(open.data.map(({id}) => id))).toEqual(
      idsOfWorld((one) => one.status === 'open' && one.collection_method === 'send_invoice'),
    );
    const theirs = await stripe.invoices.list({limit: 100, customer, created: {gte: since}});
    expect(new Set(theirs.data.map(({id}) => id))).toEqual(
      idsOfWorld((one) => one.customer === customer && one.created >= since),
    );
  });

  test('expands customers and payments, and reads decimals out of lines', async () => {
    const {data} = await client().invoices.list({
      limit: 100,
      status: 'paid',
      expand: ['data.customer', 'data.payments'],
    });
    for (const invoice of data) {
      expect(typeof invoice.customer).toBe('object');
      const paid = (invoice.payments?.data ?? []).filter(({status}) => status === 'paid');
      expect(paid.reduce((sum, {amount_paid}) => sum + (amount_paid ?? 0), 0)).toBe(invoice.amount_paid);
    }
    const prices = data.flatMap(({lines}) => lines.data.map(({pricing}) => pricing?.unit_amount_decimal));
    expect(prices.map(String)).toContain('0.00025');
  });

  test('retrieves an invoice, its lines, a customer and the account', async () => {
    const stripe = client();
    const long = world.objects.invoices.find(
      ({id}) => world.objects.lineItems.filter((line) => line.invoice === id).length === 25,
    );
    const invoice = await stripe.invoices.retrieve(long?.id ?? '');
    expect(invoice.lines.data).toHaveLength(10);
    const lines = await stripe.invoices
      .listLineItems(invoice.id, {limit: 10})
      .autoPagingToArray({limit: 100});
    expect(lines.reduce((sum, {amount}) => sum + amount, 0)).toBe(invoice.subtotal);
    const customer = await stripe.customers.retrieve(String(invoice.customer));
    expect(customer.object).toBe('customer');
    const account = await stripe.accounts.retrieveCurrent();
    expect(account.settings?.dashboard.timezone).toBe('America/New_York');
  });

  test('raises its own error for each of Stripe’s refusals', async () => {
    await expect(client('sk_test_wrong').invoices.list()).rejects.toMatchObject({
      type: 'StripeAuthenticationError',
      statusCode: 401,
    });
    await expect(client('rk_test_none').invoices.list()).rejects.toMatchObject({
      type: 'StripePermissionError',
      statusCode: 403,
    });
    await expect(client().invoices.retrieve('in_x')).rejects.toMatchObject({
      type: 'StripeInvalidRequestError',
      statusCode: 404,
      code: 'resource_missing',
    });
    await expect(client().invoices.list({limit: 101})).rejects.toMatchObject({
      type: 'StripeInvalidRequestError',
      statusCode: 400,
      param: 'limit',
    });
  });
});

describe('startStripeServer()', () => {
  test('listens on this machine only and sends the sandbox’s date', async () => {
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const response = await fetch(`${server.url}/v1/account`, {
      headers: {Authorization: `Bearer ${worldKey}`},
    });
    expect(response.headers.get('date')).toBe('Sat, 31 Oct 2026 17:00:00 GMT');
    expect(response.headers.get('content-type')).toBe('application/json');
  });

  test('rejects a port that is taken', async () => {
    const {port} = new URL(server.url);
    const sandbox = createStripeSandbox({objects: world.objects, keys: [worldKey]});
    await expect(startStripeServer({sandbox, port: Number(port), clock})).rejects.toThrow('EADDRINUSE');
  });
});
