import * as v from 'valibot';
import {assertInvariant} from '../errors/assert-invariant.ts';
import {type Failure, failureOf} from '../failure.ts';
import {formatMoney} from '../money/money.ts';
import type {Settings} from '../settings.ts';
import type {StripeClient} from '../stripe/client.ts';
import {decodeInvoice} from '../stripe/invoice.ts';
import {decodePage} from '../stripe/list-page.ts';
import type {StripeRead} from '../stripe/request.ts';
import {decodeWire, wireId} from '../stripe/wire.ts';
import type {CivilDate} from '../time/civil-date.ts';
import {daysBetween} from '../time/civil-date.ts';
import {civilDateAt} from '../time/zone.ts';
import {
  amongCustomers,
  type CustomerChoice,
  candidatesMax,
  type Found,
  foundAmongInvoices,
  type InvoiceChoice,
} from './candidates.ts';
import {hyphenated} from './find-in-tabs.ts';

export interface StripeSearch {
  readonly client: StripeClient;
  readonly settings: Settings;
  readonly today: CivilDate;
  readonly timeZone: string;
  readonly deadlineUnixMs: number;
}

export type StripeFound =
  | {readonly kind: 'found'; readonly found: Found}
  | {readonly kind: 'not-found'; readonly message: string}
  | {readonly kind: 'failed'; readonly failure: Failure};

const customer = v.object({id: wireId, name: v.nullish(v.string()), email: v.nullish(v.string())});

/** One way to look; several may be tried for one text, and the first that finds something counts. */
interface Way {
  readonly asked: string;
  readonly finds: 'invoices' | 'customers';
  readonly foundBy: string;
  readonly request: StripeRead;
}

interface Tried {
  readonly way: Way;
  readonly objects: readonly unknown[];
  /** Stripe has more of them than it was asked for. */
  readonly hasMore: boolean;
  readonly failure: Failure | null;
}

/**
 * Looks in Stripe for what the tabs do not have: all texts in one round, and a second for the invoices of customers.
 * Ids and e-mails are listed; numbers, POs and names can only be searched, which Stripe itself is behind with.
 */
export function findInStripe(
  search: StripeSearch,
  texts: readonly string[],
): ReadonlyMap<string, StripeFound> {
  const tried = tryWays(
    search,
    texts.flatMap((asked) => waysToFind(asked, search.settings)),
  );
  const customersOf = (asked: string) => {
    const hit = firstHit(tried, asked);
    if (hit?.way.finds !== 'customers') return [];
    return hit.objects.map((wire) => decodeWire(customer, wire, 'customer'));
  };
  const alone = new Map(
    texts.flatMap((asked) => {
      const [only, ...others] = customersOf(asked);
      return only === undefined || others.length > 0 ? [] : [[asked, only] as const];
    }),
  );
  const theirs = tryWays(
    search,
    [...alone].map(([asked, {id}]) =>
      invoicesOfCustomer(asked, id, firstHit(tried, asked)?.way.foundBy ?? ''),
    ),
  );

  return new Map(
    texts.map((asked) => {
      const found = foundOf(asked, {
        search,
        customers: customersOf(asked),
        hit: firstHit(alone.has(asked) ? theirs : tried, asked),
      });
      return [asked, found ?? nothingFound(asked, [...tried, ...theirs])];
    }),
  );
}

/** A query of Stripe's search takes ten clauses: https://docs.stripe.com/search#query-structure-and-terminology */
const metadataKeysMax = 8;

function waysToFind(asked: string, {purchaseOrder}: Settings): readonly Way[] {
  if (/^cus_\w+$/.test(asked)) {
    return [invoicesOfCustomer(asked, asked, 'Found in Stripe by the id of the customer.')];
  }
  if (/^[^\s@]+@[^\s@]+$/.test(asked)) {
    const request = get('/v1/customers', {email: asked, limit: candidatesMax});
    return [{asked, finds: 'customers', foundBy: 'Found in Stripe by the e-mail of the customer.', request}];
  }
  const quoted = inQuotes(asked);
  const searched = "Found by Stripe's search, which can be a minute behind.";
  const keys = [...new Set([...purchaseOrder.metadataKeys.slice(0, metadataKeysMax), 'contract'])];
  const metadata = keys.map((key) => `metadata[${inQuotes(key)}]:${quoted}`);
  // Stripe's own numbers have hyphens; what is pasted from a letter may have dashes.
  const numbers = [`number:${inQuotes(hyphenated(asked))}`, ...metadata].join(' OR ');
  const invoices: Way = {
    asked,
    finds: 'invoices',
    foundBy: searched,
    request: get('/v1/invoices/search', {query: numbers, limit: candidatesMax}),
  };
  // A part of a name needs three characters: https://docs.stripe.com/search#supported-query-fields-for-each-resource
  const name = `name${asked.length < 3 ? ':' : '~'}${quoted}`;
  const names = get('/v1/customers/search', {query: name, limit: candidatesMax});
  return [invoices, {asked, finds: 'customers', foundBy: searched, request: names}];
}

function inQuotes(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&')}"`;
}

function invoicesOfCustomer(asked: string, customerId: string, foundBy: string): Way {
  const request = get('/v1/invoices', {customer: customerId, limit: candidatesMax});
  return {asked, finds: 'invoices', foundBy, request};
}

function get(path: string, params: StripeRead['params']): StripeRead {
  return {method: 'GET', path, params};
}

function tryWays({client, deadlineUnixMs}: StripeSearch, ways: readonly Way[]): readonly Tried[] {
  const answers = client.sendWave(
    ways.map(({request}) => request),
    {deadlineUnixMs},
  );
  return ways.map((way, index) => {
    const answer = answers[index];
    assertInvariant(answer !== undefined, 'every request of a wave has an answer');
    if (answer.kind === 'failed') return {way, ...nothingFrom(answer.error)};
    return {way, ...objectsOf(answer.body, way.request.path)};
  });
}

/** Search answers a `search_result`, which differs from a list in what this does not read. */
function objectsOf(body: object, path: string): Omit<Tried, 'way'> {
  try {
    const {data, hasMore} = decodePage({...body, object: 'list'}, path);
    return {objects: data, hasMore, failure: null};
  } catch (fault) {
    // One answer that cannot be read must not hide the others.
    return nothingFrom(fault);
  }
}

function nothingFrom(fault: unknown): Omit<Tried, 'way'> {
  return {objects: [], hasMore: false, failure: failureOf(fault)};
}

function firstHit(tried: readonly Tried[], asked: string): Tried | undefined {
  return tried.find(({way, objects}) => way.asked === asked && objects.length > 0);
}

function foundOf(
  asked: string,
  {
    search,
    customers,
    hit,
  }: {
    readonly search: StripeSearch;
    readonly customers: readonly v.InferOutput<typeof customer>[];
    readonly hit: Tried | undefined;
  },
): StripeFound | null {
  if (hit === undefined) return null;
  const wording = {what: `"${asked}"`, foundBy: hit.way.foundBy, hasMore: hit.hasMore};
  try {
    if (hit.way.finds === 'customers') {
      const choices = customers.map(
        ({id, name, email}): CustomerChoice => ({
          customerId: id,
          name: name ?? null,
          email: email ?? null,
          detail: '',
        }),
      );
      return {kind: 'found', found: amongCustomers(choices, wording)};
    }
    const choices = hit.objects.map((wire) => invoiceChoice(wire, search));
    const found = foundAmongInvoices(choices, wording);
    return found === null ? null : {kind: 'found', found};
  } catch (fault) {
    // As above: what cannot be decoded is this text's failure alone.
    return {kind: 'failed', failure: failureOf(fault)};
  }
}

function invoiceChoice(wire: unknown, {today, timeZone}: StripeSearch): InvoiceChoice {
  const invoice = decodeInvoice(wire);
  const {status, dueAtUnixS} = invoice;
  const isOwed = status === 'open' || status === 'uncollectible';
  return {
    invoiceId: invoice.id,
    number: invoice.number,
    customerName: invoice.customerName,
    amount: formatMoney(isOwed ? invoice.amountRemaining : invoice.total),
    status: status ?? 'unknown',
    daysLate:
      status === 'open' && dueAtUnixS !== null
        ? daysBetween({from: civilDateAt(dueAtUnixS, timeZone), to: today})
        : null,
  };
}

function nothingFound(asked: string, tried: readonly Tried[]): StripeFound {
  const ways = tried.filter(({way}) => way.asked === asked);
  const failure = ways.find((one) => one.failure !== null)?.failure ?? null;
  if (failure !== null) return {kind: 'failed', failure};
  const customerFound = ways.some(({way, objects}) => way.finds === 'customers' && objects.length > 0);
  if (customerFound) {
    return {kind: 'not-found', message: `The customer "${asked}" has no invoice in Stripe.`};
  }
  const searched = ways.some(({way}) => way.request.path.endsWith('/search'));
  return {
    kind: 'not-found',
    message: searched
      ? `Neither Receivables nor Stripe's search knows "${asked}" as a number, PO or customer name. Stripe's search can be a minute behind, and it does not know custom fields; an id (in_…) is found at once.`
      : `Neither Receivables nor Stripe has an invoice for "${asked}".${asked.includes('@') ? ' Stripe takes capitals in an e-mail for other letters.' : ''}`,
  };
}
