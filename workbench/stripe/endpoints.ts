/** All endpoints that the sandbox serves: the tables of its features, one after the other. */
import {accountEndpoints} from './account/endpoints.ts';
import {catalogueEndpoints} from './catalogue/endpoints.ts';
import {creditNoteEndpoints} from './credit-notes/endpoints.ts';
import {customerBalanceEndpoints} from './customer-balance/endpoints.ts';
import {customerEndpoints} from './customers/endpoints.ts';
import type {Endpoint} from './engine/endpoint.ts';
import {eventEndpoints} from './events/endpoints.ts';
import {invoiceEndpoints} from './invoices/endpoints.ts';
import {paymentEndpoints} from './payments/endpoints.ts';
import {quoteEndpoints} from './quotes/endpoints.ts';
import {searchEndpoints} from './search/endpoints.ts';
import {subscriptionEndpoints} from './subscriptions/endpoints.ts';
import {testClockEndpoints} from './test-clocks/endpoints.ts';

export const endpoints: readonly Endpoint[] = [
  ...accountEndpoints,
  ...catalogueEndpoints,
  ...creditNoteEndpoints,
  ...customerBalanceEndpoints,
  ...searchEndpoints,
  ...customerEndpoints,
  ...eventEndpoints,
  ...invoiceEndpoints,
  ...quoteEndpoints,
  ...subscriptionEndpoints,
  ...testClockEndpoints,
  ...paymentEndpoints,
];
