/** An account that sells a monthly plan to a customer on a test clock, asked as a client over HTTP would. */
import type {SavedSandbox} from '../../../../workbench/stripe/engine/saved-sandbox.ts';
import {createStripeSandbox} from '../../../../workbench/stripe/sandbox.ts';
import {worldKey} from '../../../../workbench/worlds/world.ts';
import {at, dataOf} from '../ask.ts';

type Params = Readonly<Record<string, unknown>>;

export interface Reply {
  readonly status: number;
  readonly body: unknown;
}

export interface BillingAccount {
  send(method: 'DELETE' | 'GET' | 'POST', path: string, params?: Params): Reply;
  /** The answer's body. @throws Error for a refusal */
  post(path: string, params?: Params): unknown;
  get(path: string, params?: Params): unknown;
  del(path: string, params?: Params): unknown;
  /** The `error` of a refusal with that status. @throws Error for another answer */
  refused(status: number, path: string, params?: Params): unknown;
  /** Moves the account's own clock. */
  passSeconds(seconds: number): void;
  /** The same account in a sandbox that was given what this one kept, as JSON. */
  reopened(): BillingAccount;
  /** Oldest first; those since the last time this was asked. */
  newEvents(): readonly unknown[];
}

export function openAccount(
  startUnixS = Date.parse('2026-10-31T17:00:00Z') / 1000,
  metadata: Readonly<Record<string, string>> = {},
  saved: SavedSandbox | null = null,
): BillingAccount {
  const sandbox = createStripeSandbox({
    saved,
    objects: {
      account: {id: 'acct_1Billing00000000', object: 'account', metadata},
      customers: [],
      invoices: [],
      lineItems: [],
      invoicePayments: [],
      others: [],
    },
    keys: [worldKey],
  });
  let nowUnixS = startUnixS;
  const seen = new Set<unknown>();

  function send(method: 'DELETE' | 'GET' | 'POST', path: string, params: Params = {}): Reply {
    const form = formOf(params).join('&');
    const inBody = method === 'POST';
    const response = sandbox.handle(
      {
        method,
        url: inBody || form === '' ? path : `${path}?${form}`,
        headers: {Authorization: `Bearer ${worldKey}`, 'Content-Type': 'application/x-www-form-urlencoded'},
        body: inBody ? form : null,
      },
      nowUnixS * 1000,
    );
    return {status: response.status, body: JSON.parse(response.body)};
  }

  function made({status, body}: Reply, what: string): unknown {
    if (status !== 200) throw new Error(`${what} was refused: ${JSON.stringify(body)}`);
    return body;
  }

  const account: BillingAccount = {
    send,
    post: (path, params) => made(send('POST', path, params), path),
    get: (path, params) => made(send('GET', path, params), path),
    del: (path, params) => made(send('DELETE', path, params), path),
    refused(status, path, params) {
      const reply = send('POST', path, params);
      if (reply.status !== status) {
        throw new Error(`${path} was to be refused with ${status}, but: ${JSON.stringify(reply)}`);
      }
      return at(reply.body, 'error');
    },
    reopened: () => openAccount(nowUnixS, metadata, JSON.parse(JSON.stringify(sandbox.save()))),
    passSeconds(seconds) {
      nowUnixS += seconds;
    },
    newEvents() {
      const all = dataOf(account.get('/v1/events', {limit: 100})).toReversed();
      const fresh = all.filter((event) => !seen.has(at(event, 'id')));
      for (const event of fresh) seen.add(at(event, 'id'));
      return fresh;
    },
  };
  return account;
}

export function idOf(object: unknown): string {
  const id = at(object, 'id');
  if (typeof id !== 'string')
    throw new Error(`Expected an object with an id, got ${JSON.stringify(object)}.`);
  return id;
}

export function typesOf(events: readonly unknown[]): readonly unknown[] {
  return events.map((event) => at(event, 'type'));
}

/** The moment in Unix seconds. */
export function moment(iso: string): number {
  return Date.parse(iso) / 1000;
}

export interface Subscriber {
  readonly customer: string;
  readonly clock: string;
  /** 20.00 USD a month. */
  readonly price: string;
  readonly product: string;
}

/** A customer on a test clock who has a card that works, and a product with a price. */
export function withSubscriber(
  account: BillingAccount,
  frozenAt: string,
  options: {readonly card?: string | null; readonly unitAmount?: number; readonly interval?: string} = {},
): Subscriber {
  const clock = idOf(account.post('/v1/test_helpers/test_clocks', {frozen_time: moment(frozenAt)}));
  const customer = idOf(
    account.post('/v1/customers', {name: 'Ada', email: 'ada@example.test', test_clock: clock}),
  );
  const card = options.card === undefined ? 'pm_card_visa' : options.card;
  if (card !== null) payWith(account, {customer}, card);
  const product = idOf(account.post('/v1/products', {name: 'Gold'}));
  const price = idOf(
    account.post('/v1/prices', {
      product,
      currency: 'usd',
      unit_amount: options.unitAmount ?? 2000,
      recurring: {interval: options.interval ?? 'month'},
    }),
  );
  account.newEvents();
  return {customer, clock, price, product};
}

/** Makes a test card the customer's default. */
export function payWith(
  account: BillingAccount,
  {customer}: Pick<Subscriber, 'customer'>,
  card: string,
): void {
  const method = idOf(account.post(`/v1/payment_methods/${card}/attach`, {customer}));
  account.post(`/v1/customers/${customer}`, {invoice_settings: {default_payment_method: method}});
}

export function advance(account: BillingAccount, {clock}: Pick<Subscriber, 'clock'>, to: string): void {
  account.post(`/v1/test_helpers/test_clocks/${clock}/advance`, {frozen_time: moment(to)});
}

/** The invoices of the customer, oldest first. */
export function invoicesOf(
  account: BillingAccount,
  {customer}: Pick<Subscriber, 'customer'>,
): readonly unknown[] {
  return dataOf(account.get('/v1/invoices', {customer, limit: 100})).toReversed();
}

function formOf(value: unknown, name = ''): string[] {
  if (typeof value !== 'object' || value === null) {
    return [`${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`];
  }
  return Object.entries(value).flatMap(([key, inner]) =>
    formOf(inner, name === '' ? key : `${name}[${key}]`),
  );
}
