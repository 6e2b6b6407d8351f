import type {SendInProcess} from '../apps-script/services/url-fetch/exchange.ts';
import {stripeOrigin} from '../apps-script/services/url-fetch/exchange.ts';
import type {Happening} from './client/messages.ts';

/** Things that happen in Stripe without anybody at the spreadsheet: what a refresh has to find. */
export interface StripeHappenings {
  /** Makes it happen to an open invoice that fits, and says in a sentence to which. */
  happen(happening: Happening): Promise<string>;
}

interface StripeAccess {
  readonly send: SendInProcess;
  /** A key that may write. */
  readonly key: string;
}

/** What is looked at of an invoice. https://docs.stripe.com/api/invoices/object */
interface Invoice {
  readonly id: string;
  readonly number: string;
  readonly customerId: string;
  readonly customerName: string;
  readonly currency: string;
  readonly remaining: number;
  readonly dueAtUnixS: number | null;
  readonly isCharged: boolean;
}

type Answer = {readonly status: number; readonly body: Readonly<Record<string, unknown>>};

/** A payer's bank takes its fee out of a wire: 25.00, or a tenth of a small amount. */
const shortMinor = 2_500;

/**
 * Null where this Stripe takes no such request: a key that may only read, a sandbox of objects that never change, or a
 * Stripe of another process, where things are left to happen by themselves.
 */
export async function openStripeHappenings(access: StripeAccess): Promise<StripeHappenings | null> {
  const probe = await ask(access, 'POST', '/v1/invoices/in_unknown/void', {});
  if (field(probe.body['error'], 'code') !== 'resource_missing') return null;
  const met = new Set<string>();
  return {
    happen: async (happening) => {
      // Each invoice meets one thing, so that a person sees another row change each time.
      const open = (await openInvoices(access)).filter(({id}) => !met.has(id));
      const invoice = fitting[happening](open);
      if (invoice === undefined) throw new Error('no open invoice is left for that. Open another world.');
      met.add(invoice.id);
      return acts[happening](access, invoice);
    },
  };
}

/** The invoice to which it is most likely to happen. */
const fitting: Readonly<Record<Happening, (open: readonly Invoice[]) => Invoice | undefined>> = {
  'card-payment': (open) => open.find(({isCharged}) => isCharged) ?? open[0],
  'short-wire': (open) =>
    open
      .filter(({isCharged, dueAtUnixS}) => !isCharged && dueAtUnixS !== null)
      .sort((one, other) => (one.dueAtUnixS ?? 0) - (other.dueAtUnixS ?? 0))[0],
  void: (open) => open.find(({isCharged}) => !isCharged),
};

const acts: Readonly<Record<Happening, (access: StripeAccess, invoice: Invoice) => Promise<string>>> = {
  'card-payment': async (access, invoice) => {
    // The customer types another card into the hosted invoice page.
    await demand(access, `/v1/invoices/${invoice.id}/pay`, {payment_method: 'pm_card_visa'});
    return `${invoice.customerName} has paid ${amountOf(invoice)} of ${invoice.number} by card.`;
  },
  'short-wire': async (access, invoice) => {
    const short = Math.min(shortMinor, Math.ceil(invoice.remaining / 10));
    const wired = {...invoice, remaining: invoice.remaining - short};
    const path = `/v1/test_helpers/customers/${invoice.customerId}/fund_cash_balance`;
    const {currency, number} = invoice;
    await demand(access, path, {amount: String(wired.remaining), currency, reference: number});
    return `${invoice.customerName} has wired ${amountOf(wired)} for ${number}: late, and ${amountOf({...invoice, remaining: short})} short.`;
  },
  void: async (access, invoice) => {
    await demand(access, `/v1/invoices/${invoice.id}/void`, {});
    return `${invoice.number} of ${invoice.customerName}, ${amountOf(invoice)}, was voided.`;
  },
};

async function openInvoices(access: StripeAccess): Promise<readonly Invoice[]> {
  const {body} = await ask(access, 'GET', '/v1/invoices?status=open&limit=100', {});
  const list = body['data'];
  return Array.isArray(list) ? list.map(readInvoice) : [];
}

function readInvoice(invoice: unknown): Invoice {
  const text = (name: string): string => String(field(invoice, name) ?? '');
  const dueAtUnixS = field(invoice, 'due_date');
  return {
    id: text('id'),
    number: text('number') || text('id'),
    customerId: text('customer'),
    customerName: text('customer_name') || text('customer'),
    currency: text('currency'),
    remaining: Number(field(invoice, 'amount_remaining')),
    dueAtUnixS: typeof dueAtUnixS === 'number' ? dueAtUnixS : null,
    isCharged: text('collection_method') === 'charge_automatically',
  };
}

async function demand(
  access: StripeAccess,
  path: string,
  form: Readonly<Record<string, string>>,
): Promise<void> {
  const {status, body} = await ask(access, 'POST', path, form);
  if (status !== 200) throw new Error(`Stripe says: ${String(field(body['error'], 'message'))}`);
}

async function ask(
  {send, key}: StripeAccess,
  method: 'GET' | 'POST',
  path: string,
  form: Readonly<Record<string, string>>,
): Promise<Answer> {
  const result = await send({
    method,
    url: `${stripeOrigin}${path}`,
    headers: {Authorization: `Bearer ${key}`, 'Content-Type': 'application/x-www-form-urlencoded'},
    body: method === 'POST' ? new URLSearchParams(form).toString() : null,
  });
  if ('fault' in result) throw new Error('Stripe gave no answer.');
  const body = typeof result.body === 'string' ? result.body : Buffer.from(result.body).toString('utf8');
  return {status: result.status, body: JSON.parse(body)};
}

/** For people to read; the sandbox's amounts are minor units. */
function amountOf({remaining, currency}: Pick<Invoice, 'remaining' | 'currency'>): string {
  const format = new Intl.NumberFormat('en-US', {style: 'currency', currency, currencyDisplay: 'code'});
  const {maximumFractionDigits = 2} = format.resolvedOptions();
  return format.format(remaining / 10 ** maximumFractionDigits);
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
