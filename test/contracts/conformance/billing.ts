/** The steps that most stories of an invoice begin with. */
import {at} from '../../workbench/stripe/ask.ts';
import type {Target} from './target.ts';

type Params = Readonly<Record<string, unknown>>;

/** @throws Error with the whole answer, where it is a refusal */
export async function post(target: Target, path: string, params: Params = {}): Promise<Params> {
  return accepted(target, 'POST', path, params);
}

export async function get(target: Target, path: string, params: Params = {}): Promise<Params> {
  return accepted(target, 'GET', path, params);
}

async function accepted(target: Target, method: string, path: string, params: Params): Promise<Params> {
  const {status, body} = await target.request(method, path, params);
  if (status === 200 && typeof body === 'object' && body !== null) return {...body};
  throw new Error(`${method} ${path} was answered ${status} ${JSON.stringify(body)}.`);
}

/** A customer who pays by card where `card` is true. */
export async function newCustomer(target: Target, {card}: {readonly card: boolean}): Promise<string> {
  const customer = await post(target, '/v1/customers', {email: 'ap@example.com', name: 'Example Ltd'});
  const id = String(customer['id']);
  if (card) {
    const method = await post(target, '/v1/payment_methods/pm_card_visa/attach', {customer: id});
    await post(target, `/v1/customers/${id}`, {
      invoice_settings: {default_payment_method: method['id']},
    });
  }
  return id;
}

/** A draft with one item, made in the order of the recordings: the invoice first, then its item. */
export async function newDraft(target: Target, customer: string, params: Params = {}): Promise<string> {
  const invoice = await post(target, '/v1/invoices', {
    customer,
    auto_advance: false,
    collection_method: 'charge_automatically',
    currency: 'usd',
    ...params,
  });
  const id = String(invoice['id']);
  await post(target, '/v1/invoiceitems', {
    customer,
    invoice: id,
    amount: 12_000,
    currency: 'usd',
    description: 'Licence',
  });
  return id;
}

export async function newOpenInvoice(target: Target, customer: string, params: Params = {}): Promise<string> {
  const id = await newDraft(target, customer, params);
  await post(target, `/v1/invoices/${id}/finalize`);
  return id;
}

export const billByMail = {collection_method: 'send_invoice', days_until_due: 30} as const;

/** All events, oldest first. */
export async function eventsOf(target: Target): Promise<readonly Params[]> {
  const events: Params[] = [];
  for (let after: unknown; ; ) {
    const page = await get(target, '/v1/events', {
      limit: 100,
      ...(after === undefined ? {} : {starting_after: after}),
    });
    const data = page['data'];
    if (!Array.isArray(data)) throw new Error('The events are no list.');
    events.push(...data);
    after = at(data.at(-1), 'id');
    if (page['has_more'] !== true) return events.toReversed();
  }
}
