/** All endpoints that the sandbox serves: the tables of its features, one after the other. */
import {accountEndpoints} from './account/endpoints.ts';
import {catalogueEndpoints} from './catalogue/endpoints.ts';
import {customerEndpoints} from './customers/endpoints.ts';
import type {Endpoint} from './engine/endpoint.ts';
import {invoiceEndpoints} from './invoices/endpoints.ts';

export const endpoints: readonly Endpoint[] = [
  ...accountEndpoints,
  ...catalogueEndpoints,
  ...customerEndpoints,
  ...invoiceEndpoints,
];
