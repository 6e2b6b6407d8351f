/** Quotes. https://docs.stripe.com/api/quotes */
import type Stripe from 'stripe';
import {ofPath} from '../catalogue/find.ts';
import {testClockOf} from '../engine/clock.ts';
import {type Call, type Endpoint, endpoint} from '../engine/endpoint.ts';
import {inOrder, listPage, newestFirst} from '../engine/lists.ts';
import type {WireObject} from '../engine/wire.ts';
import {createQuote, updateQuote} from './change-quote.ts';
import type {StoredQuote, StoredQuoteLine} from './objects.ts';
import {acceptQuote, cancelQuote, finalizeQuote} from './quote-life.ts';
import {renderQuoteLines, upfrontLines} from './render-quote.ts';

const object = {shape: 'object', of: 'quote'} as const;
const read = {evidence: 'modelled', permission: 'rak_quote_read'} as const;
const write = {evidence: 'modelled', permission: 'rak_quote_write'} as const;

function listQuotes(call: Call<Stripe.QuoteListParams>): WireObject {
  const {params, store} = call;
  const clockOf = (quote: StoredQuote) =>
    quote.customer === null ? quote.testClock : testClockOf(store, quote.customer);
  return listPage(call, {
    rows: newestFirst(store.quotes),
    kind: 'quote',
    url: '/v1/quotes',
    render: (quote) => call.render('quote', quote.id),
    matches: (quote) =>
      (params.customer === undefined || quote.customer === params.customer) &&
      (params.status === undefined || quote.status === params.status) &&
      (params.test_clock === undefined
        ? params.customer !== undefined || clockOf(quote) === null
        : clockOf(quote) === params.test_clock),
  });
}

function listLines(
  call: Call<Stripe.QuoteListLineItemsParams>,
  what: {readonly name: string; linesOf(quote: StoredQuote): readonly StoredQuoteLine[]},
): WireObject {
  const quote = ofPath(call, 'quote', 'quote');
  return listPage(call, {
    rows: inOrder(renderQuoteLines(what.linesOf(quote), quote, call.store)),
    kind: 'item',
    url: `/v1/quotes/${quote.id}/${what.name}`,
    render: (line) => line,
  });
}

export const quoteEndpoints: readonly Endpoint[] = [
  endpoint<Stripe.QuoteListParams>({
    method: 'GET',
    path: '/v1/quotes',
    ...read,
    expansion: {shape: 'list', of: 'quote'},
    answer: listQuotes,
  }),
  endpoint<Stripe.QuoteCreateParams>({
    method: 'POST',
    path: '/v1/quotes',
    ...write,
    expansion: object,
    answer: createQuote,
  }),
  endpoint<Stripe.QuoteRetrieveParams>({
    method: 'GET',
    path: '/v1/quotes/{id}',
    ...read,
    expansion: object,
    answer: (call) => call.render('quote', ofPath(call, 'quote', 'quote').id),
  }),
  endpoint<Stripe.QuoteUpdateParams>({
    method: 'POST',
    path: '/v1/quotes/{id}',
    ...write,
    expansion: object,
    answer: updateQuote,
  }),
  endpoint<Stripe.QuoteFinalizeQuoteParams>({
    method: 'POST',
    path: '/v1/quotes/{id}/finalize',
    ...write,
    expansion: object,
    answer: finalizeQuote,
  }),
  endpoint<Stripe.QuoteAcceptParams>({
    method: 'POST',
    path: '/v1/quotes/{id}/accept',
    ...write,
    expansion: object,
    answer: acceptQuote,
  }),
  endpoint<Stripe.QuoteCancelParams>({
    method: 'POST',
    path: '/v1/quotes/{id}/cancel',
    ...write,
    expansion: object,
    answer: cancelQuote,
  }),
  endpoint<Stripe.QuoteListLineItemsParams>({
    method: 'GET',
    path: '/v1/quotes/{id}/line_items',
    ...read,
    expansion: {shape: 'list', of: 'other'},
    answer: (call) => listLines(call, {name: 'line_items', linesOf: (quote) => quote.lines}),
  }),
  endpoint<Stripe.QuoteListComputedUpfrontLineItemsParams>({
    method: 'GET',
    path: '/v1/quotes/{id}/computed_upfront_line_items',
    ...read,
    expansion: {shape: 'list', of: 'other'},
    answer: (call) =>
      listLines(call, {
        name: 'computed_upfront_line_items',
        linesOf: (quote) => upfrontLines(quote, call.store),
      }),
  }),
];
