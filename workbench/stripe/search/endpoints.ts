/** Search over invoices and customers. https://docs.stripe.com/search */
import {createHash} from 'node:crypto';
import type Stripe from 'stripe';
import {renderCustomer} from '../customers/render-customer.ts';
import type {Collection, Row} from '../engine/collection.ts';
import {type Call, type Endpoint, endpoint} from '../engine/endpoint.ts';
import {StripeRefusal} from '../engine/errors.ts';
import type {WireObject} from '../engine/wire.ts';
import {subscriptionIdOf} from '../invoices/invoice-filters.ts';
import type {StoredInvoice} from '../invoices/objects.ts';
import {renderInvoice} from '../invoices/render-invoice.ts';
import {parseSearchQuery} from './query-language.ts';
import {
  answersSearch,
  checkSearch,
  customerSearch,
  invoiceSearch,
  type SearchResource,
  type SearchSubject,
} from './search-fields.ts';
import {behindNow} from './search-index.ts';

export const searchEndpoints: readonly Endpoint[] = [
  endpoint<Stripe.CustomerSearchParams>({
    method: 'GET',
    path: '/v1/customers/search',
    evidence: 'modelled',
    permission: 'rak_customer_read',
    expansion: {shape: 'object', of: 'search_result.customer'},
    answer: (call) =>
      searchAnswer(call, {
        resource: customerSearch,
        tag: 'customer',
        rows: call.store.customers,
        // Deleted customers are found no more.
        subjectOf: (row) => ('deleted' in row ? null : (field) => valueIn(row, field)),
        render: renderCustomer,
      }),
  }),
  endpoint<Stripe.InvoiceSearchParams>({
    method: 'GET',
    path: '/v1/invoices/search',
    evidence: 'modelled',
    permission: 'rak_invoice_read',
    expansion: {shape: 'object', of: 'search_result.invoice'},
    answer: (call) =>
      searchAnswer(call, {
        resource: invoiceSearch,
        tag: 'invoice',
        rows: call.store.invoices,
        subjectOf: invoiceSubject,
        render: (row) => renderInvoice(row, call.store),
      }),
  }),
];

interface Searched<T extends Row> {
  readonly resource: SearchResource;
  readonly tag: string;
  readonly rows: Collection<T>;
  /** Null: never found. */
  readonly subjectOf: (row: T) => SearchSubject | null;
  readonly render: (row: T) => object;
}

const pageSizeDefault = 10;

function searchAnswer<T extends Row>(
  call: Call<Stripe.InvoiceSearchParams>,
  searched: Searched<T>,
): WireObject {
  const {expand, limit = pageSizeDefault, page, query: text} = call.params;
  const {resource, rows, subjectOf} = searched;
  const query = parseSearchQuery(text);
  checkSearch(query, resource);
  const behind = behindNow(call.store, searched.tag, call.nowUnixS);
  const finds = (row: T) => {
    const current = subjectOf(row);
    const indexed = behind.get(row.id);
    if (current === null || indexed === null) return false;
    return answersSearch(indexed === undefined ? current : (field) => indexed[field], query);
  };

  const start = page === undefined ? rows.places - 1 : placeBehind(rows, page, text);
  const {found, more} = walk(rows, {start, limit, finds});
  const last = found.at(-1);
  return {
    object: 'search_result',
    data: found.map(searched.render),
    has_more: more,
    next_page: more && last !== undefined ? pageToken(last.id, text) : null,
    ...(expand?.includes('total_count') === true ? {total_count: rows.all().filter(finds).length} : {}),
    url: `/v1/${resource.name}/search`,
  };
}

/** Newest first. */
function walk<T extends Row>(
  rows: Collection<T>,
  {
    start,
    limit,
    finds,
  }: {readonly start: number; readonly limit: number; readonly finds: (row: T) => boolean},
): {readonly found: readonly T[]; readonly more: boolean} {
  const found: T[] = [];
  for (let place = start; place >= 0; place -= 1) {
    const row = rows.atPlace(place);
    if (row === undefined || !finds(row)) continue;
    if (found.length === limit) return {found, more: true};
    found.push(row);
  }
  return {found, more: false};
}

/** A page's token names the row it ended with, and goes with one query only. */
function pageToken(id: string, query: string): string {
  const digest = createHash('sha256').update(query).digest('base64url').slice(0, 12);
  return Buffer.from(`${digest}:${id}`).toString('base64url');
}

function placeBehind<T extends Row>(rows: Collection<T>, token: string, query: string): number {
  const id = Buffer.from(token, 'base64url').toString('utf8').split(':')[1] ?? '';
  const place = rows.placeOf(id);
  if (place === null || pageToken(id, query) !== token) {
    throw new StripeRefusal({
      status: 400,
      message: `Invalid page token: ${token}. Send the \`next_page\` of the page before, with the same query.`,
      param: 'page',
    });
  }
  return place - 1;
}

/** The stored row under the names by which a query asks. */
function invoiceSubject(row: StoredInvoice): SearchSubject {
  return (field) => {
    switch (field) {
      case 'last_finalization_error_code':
        return row.last_finalization_error?.code ?? null;
      case 'last_finalization_error_type':
        return row.last_finalization_error?.type ?? null;
      case 'subscription':
        return subscriptionIdOf(row);
      default:
        return valueIn(row, field);
    }
  };
}

function valueIn(row: object, field: string): unknown {
  return Object.hasOwn(row, field) ? row[field as keyof typeof row] : null;
}
