/**
 * The table of endpoints. It drives routing, permission and parameter checks; each row says how its behaviour is
 * known:
 *
 * - `recorded`: from recorded answers of Stripe's test mode;
 * - `scripted`: from request sequences that Stripe itself publishes;
 * - `modelled`: from Stripe's types and documentation alone.
 */
import {renderAccount} from './accounts.ts';
import type {Permission} from './authentication.ts';
import {renderCustomer} from './customers.ts';
import {noSuchObject} from './errors.ts';
import type {ExpansionRoot} from './expand.ts';
import {invoiceListParameters, matchesInvoiceFilters} from './invoice-filters.ts';
import {renderInvoice} from './invoices.ts';
import {linesOfInvoice, renderLineItem} from './line-items.ts';
import {inOrder, type Page, pageParameters, readPage} from './lists.ts';
import type {StoredInvoice, WireList, WireObject} from './objects.ts';
import type {Parameters, ParameterTable} from './parameters.ts';
import type {Store} from './store.ts';

interface Call {
  readonly store: Store;
  /** The id in the path; empty where the path has none. */
  readonly pathId: string;
  readonly parameters: Parameters;
}

export interface Endpoint {
  readonly method: 'GET';
  /** At most one `{id}`. */
  readonly path: string;
  readonly evidence: 'recorded' | 'scripted' | 'modelled';
  readonly permission: Permission;
  readonly parameters: ParameterTable;
  readonly expansion: ExpansionRoot;
  readonly answer: (call: Call) => WireObject;
}

const retrieveParameters: ParameterTable = {expand: {kind: 'texts'}};

export const endpoints: readonly Endpoint[] = [
  {
    method: 'GET',
    path: '/v1/account',
    evidence: 'modelled',
    permission: 'rak_accounts_kyc_basic_read',
    parameters: retrieveParameters,
    expansion: {shape: 'object', of: 'account'},
    answer: ({store}) => ({...renderAccount(store)}),
  },
  {
    method: 'GET',
    path: '/v1/customers',
    evidence: 'modelled',
    permission: 'rak_customer_read',
    parameters: {
      ...pageParameters,
      created: {kind: 'range'},
      email: {kind: 'text'},
      test_clock: {kind: 'text'},
    },
    expansion: {shape: 'list', of: 'customer'},
    answer: listCustomers,
  },
  {
    method: 'GET',
    path: '/v1/customers/{id}',
    evidence: 'recorded',
    permission: 'rak_customer_read',
    parameters: retrieveParameters,
    expansion: {shape: 'object', of: 'customer'},
    answer: retrieveCustomer,
  },
  {
    method: 'GET',
    path: '/v1/invoices',
    evidence: 'recorded',
    permission: 'rak_invoice_read',
    parameters: {...pageParameters, ...invoiceListParameters},
    expansion: {shape: 'list', of: 'invoice'},
    answer: listInvoices,
  },
  {
    method: 'GET',
    path: '/v1/invoices/{id}',
    evidence: 'recorded',
    permission: 'rak_invoice_read',
    parameters: retrieveParameters,
    expansion: {shape: 'object', of: 'invoice'},
    answer: ({store, pathId}) => ({...renderInvoice(requireInvoice(store, pathId), store)}),
  },
  {
    method: 'GET',
    path: '/v1/invoices/{id}/lines',
    evidence: 'modelled',
    permission: 'rak_invoice_read',
    parameters: pageParameters,
    expansion: {shape: 'list', of: 'line_item'},
    answer: listLines,
  },
];

function listCustomers({store, parameters}: Call): WireObject {
  const email = parameters.texts.get('email');
  const clock = parameters.texts.get('test_clock');
  const created = parameters.ranges.get('created');
  const page = readPage(store.customers, {
    parameters,
    kind: 'customer',
    matches: (customer) => {
      if (email !== undefined && customer.email !== email) return false;
      // Customers of a test clock are listed only when their clock is asked for.
      if ((customer.test_clock ?? null) !== (clock ?? null)) return false;
      return (
        created === undefined ||
        (customer.created >= created.fromUnixS && customer.created <= created.toUnixS)
      );
    },
  });
  return listAnswer(page, '/v1/customers', renderCustomer);
}

function retrieveCustomer({store, pathId}: Call): WireObject {
  const customer = store.customerById.get(pathId);
  if (customer === undefined) {
    throw noSuchObject({kind: 'customer', id: pathId, param: 'id', inPath: true});
  }
  return {...renderCustomer(customer)};
}

function listInvoices({store, parameters}: Call): WireObject {
  const page = readPage(store.invoices, {
    parameters,
    kind: 'invoice',
    matches: matchesInvoiceFilters(parameters, store),
  });
  return listAnswer(page, '/v1/invoices', (invoice) => renderInvoice(invoice, store));
}

function listLines({store, pathId, parameters}: Call): WireObject {
  const invoice = requireInvoice(store, pathId);
  const page = readPage(inOrder(linesOfInvoice(invoice, store)), {
    parameters,
    kind: 'line_item',
    matches: () => true,
  });
  return listAnswer(page, `/v1/invoices/${pathId}/lines`, renderLineItem);
}

function requireInvoice(store: Store, id: string): StoredInvoice {
  const invoice = store.invoiceById.get(id);
  if (invoice === undefined) throw noSuchObject({kind: 'invoice', id, param: 'invoice', inPath: true});
  return invoice;
}

function listAnswer<Row, Wire>(page: Page<Row>, url: string, render: (row: Row) => Wire): WireObject {
  const list: WireList<Wire> = {
    object: 'list',
    data: page.rows.map(render),
    has_more: page.hasMore,
    url,
  };
  return {...list};
}
