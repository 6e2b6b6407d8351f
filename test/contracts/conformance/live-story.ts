import type {CliScript} from './cli-script.ts';

/** What a later step writes for the id that a step's answer has. */
const idOf = (step: string) => `\${${step}:id}`;

const clock = idOf('clock');
const customer = idOf('customer');
const invoice = idOf('invoice');

/** A moment of its own, so that both accounts tell the story at the same time. */
const storyUnixS = Date.parse('2027-01-15T12:00:00Z') / 1000;

type Step = readonly [
  name: string,
  method: 'GET' | 'POST',
  path: string,
  params?: Readonly<Record<string, unknown>>,
  /** Where it must be refused. */
  errorType?: string,
];

const invalid = 'invalid_request_error';
const dayS = 86_400;

const steps: readonly Step[] = [
  ['clock', 'POST', '/v1/test_helpers/test_clocks', {frozen_time: storyUnixS, name: 'Conformance'}],
  ['customer', 'POST', '/v1/customers', {email: 'ap@example.com', name: 'Example Ltd', test_clock: clock}],
  ['method', 'POST', '/v1/payment_methods/pm_card_visa/attach', {customer}],
  [
    'charged customer',
    'POST',
    `/v1/customers/${customer}`,
    {invoice_settings: {default_payment_method: idOf('method')}},
  ],
  [
    'draft',
    'POST',
    '/v1/invoices',
    {customer, auto_advance: false, collection_method: 'send_invoice', days_until_due: 30},
  ],
  [
    'item',
    'POST',
    '/v1/invoiceitems',
    {amount: 10_000, currency: 'usd', customer, description: 'Licence', invoice: idOf('draft')},
  ],
  ['invoice', 'POST', `/v1/invoices/${idOf('draft')}/finalize`],
  ['credit preview', 'GET', '/v1/credit_notes/preview', {amount: 1000, invoice}],
  ['credit before payment', 'POST', '/v1/credit_notes', {amount: 1000, invoice, reason: 'order_change'}],
  ['credited', 'GET', `/v1/invoices/${invoice}`, {expand: ['payments']}],
  ['credit taken back', 'POST', `/v1/credit_notes/${idOf('credit before payment')}/void`],
  ['paid', 'POST', `/v1/invoices/${invoice}/pay`, {expand: ['payments']}],
  [
    'credit after payment',
    'POST',
    '/v1/credit_notes',
    {amount: 2000, credit_amount: 500, invoice, refund_amount: 1500},
  ],
  ['ledger', 'GET', `/v1/customers/${customer}/balance_transactions`],
  ['after', 'GET', `/v1/customers/${customer}`],
  [
    'second draft',
    'POST',
    '/v1/invoices',
    {customer, auto_advance: false, collection_method: 'send_invoice', days_until_due: 30},
  ],
  [
    'second item',
    'POST',
    '/v1/invoiceitems',
    {amount: 3000, currency: 'usd', customer, description: 'Support', invoice: idOf('second draft')},
  ],
  ['second', 'POST', `/v1/invoices/${idOf('second draft')}/finalize`],
  ['paid elsewhere', 'POST', `/v1/invoices/${idOf('second draft')}/pay`, {paid_out_of_band: true}],
  ['all', 'GET', '/v1/invoices', {customer, limit: 10}],
  ['notes', 'GET', '/v1/credit_notes', {customer, limit: 10}],

  // How each of them refuses.
  ['no invoice', 'GET', '/v1/invoices/in_none', {}, invalid],
  ['no parameter', 'POST', '/v1/invoices', {customer, nonsense: 1}, invalid],
  ['no number', 'GET', '/v1/invoices', {limit: 'many'}, invalid],
  ['too much credit', 'POST', '/v1/credit_notes', {amount: 9000, invoice, out_of_band_amount: 9000}, invalid],
  ['credit to nowhere', 'POST', '/v1/credit_notes', {amount: 100, credit_amount: 50, invoice}, invalid],
  ['credit of nothing', 'POST', '/v1/credit_notes', {invoice}, invalid],
  ['credit for no invoice', 'POST', '/v1/credit_notes', {amount: 1, invoice: 'in_none'}, invalid],
  ['void after payment', 'POST', `/v1/credit_notes/${idOf('credit after payment')}/void`, {}, invalid],
  ['void twice', 'POST', `/v1/credit_notes/${idOf('credit before payment')}/void`, {}, invalid],
  ['void what is paid', 'POST', `/v1/invoices/${invoice}/void`, {}, invalid],
  [
    'other currency',
    'POST',
    `/v1/customers/${customer}/balance_transactions`,
    {amount: 100, currency: 'eur'},
    invalid,
  ],
  ['no query', 'GET', '/v1/invoices/search', {query: 'nonsense'}, invalid],
  ['no field', 'GET', '/v1/invoices/search', {query: 'nonsense:"1"'}, invalid],
  ['no comparison', 'GET', '/v1/invoices/search', {query: 'status>"open"'}, invalid],
  ['no substring', 'GET', '/v1/invoices/search', {query: 'number~"ab"'}, invalid],

  // A month of a subscription.
  ['product', 'POST', '/v1/products', {name: 'Seat'}],
  [
    'price',
    'POST',
    '/v1/prices',
    {currency: 'usd', product: idOf('product'), recurring: {interval: 'month'}, unit_amount: 2500},
  ],
  [
    'subscription',
    'POST',
    '/v1/subscriptions',
    {
      customer,
      default_payment_method: idOf('method'),
      items: [{price: idOf('price'), quantity: 2}],
      off_session: true,
    },
  ],
  [
    'a month later',
    'POST',
    `/v1/test_helpers/test_clocks/${clock}/advance`,
    {frozen_time: storyUnixS + 32 * dayS},
  ],
  ['renewed', 'GET', '/v1/invoices', {subscription: idOf('subscription'), limit: 10}],
  ['no longer sold', 'POST', `/v1/products/${idOf('product')}`, {active: false}],
];

/** All but a product and its price belongs to a customer of a test clock, with which it is deleted: the step `clock`. */
export const liveStory: CliScript = {
  name: 'live story',
  steps: steps.map(([name, method, path, params = {}, errorType = null]) => ({
    name,
    method,
    path,
    params,
    expectedErrorType: errorType,
  })),
};
