import type {Params} from './encoding.ts';

/** One endpoint that the add-on reads or writes, and what is asked of it to learn whether a key may. Rows by endpoint: https://docs.stripe.com/keys/permissions-reference */
export interface Probe {
  readonly purpose: string;
  /** The add-on itself needs the one; the other is for whoever makes invoices from rows and acts on invoices. */
  readonly isFor: 'reading' | 'creating';
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly params: Params;
  /** Of an id that nothing has: "No such invoice" is what Stripe tells a key that may, and nothing comes of it. */
  readonly asksForNothing: boolean;
  /** What the dashboard calls it, until Stripe's own refusal names it. */
  readonly row: string;
  readonly level: 'Read' | 'Write';
  readonly isRequired: boolean;
  readonly without: string;
}

const one = {limit: 1};

/** Nothing in Stripe has such an id. */
const noId = 'BillingOpsPermissionCheck';

const readingProbes: readonly ReadingProbe[] = [
  {
    purpose: 'Read invoices',
    path: '/v1/invoices',
    params: one,
    row: 'Invoices',
    isRequired: true,
    without: 'Nothing works: receivables are invoices.',
  },
  {
    purpose: 'Read customers',
    path: '/v1/customers',
    params: one,
    row: 'Customers',
    isRequired: true,
    without: 'Nothing works: every invoice is read with its customer.',
  },
  {
    purpose: 'Read the account',
    path: '/v1/account',
    params: {},
    row: 'Accounts',
    isRequired: false,
    without: "The stamp does not name the account, and days are counted in the spreadsheet's time zone.",
  },
  {
    purpose: 'Read payments of invoices',
    path: '/v1/invoice_payments',
    params: one,
    row: 'Invoices',
    isRequired: false,
    without: 'Payment status shows no payments.',
  },
  {
    purpose: 'Read payment attempts',
    path: '/v1/payment_intents',
    params: one,
    row: 'PaymentIntents',
    isRequired: false,
    without: 'Payment status shows no payment in flight and no reason of a failure.',
  },
  {
    purpose: 'Read charges',
    path: '/v1/charges',
    params: one,
    row: 'Charges and Refunds',
    isRequired: false,
    without: 'Payment status shows neither how a payment was made nor refunds.',
  },
  {
    purpose: 'Read credit notes',
    path: '/v1/credit_notes',
    params: one,
    row: 'Credit notes',
    isRequired: false,
    without: 'Payment status shows no credit notes.',
  },
  {
    purpose: 'Read disputes',
    path: '/v1/disputes',
    params: one,
    row: 'Disputes',
    isRequired: false,
    without: 'Payment status shows no disputes.',
  },
  {
    purpose: 'Read cash balances',
    path: `/v1/customers/cus_${noId}/cash_balance`,
    params: {},
    row: 'Customers',
    isRequired: false,
    without: 'Payment status does not show bank transfers that are held as cash.',
  },
  {
    purpose: 'Read events',
    path: '/v1/events',
    params: one,
    row: 'Events',
    isRequired: false,
    without: 'Payment status does not show when an invoice was e-mailed.',
  },
];

type ReadingProbe = Omit<Probe, 'isFor' | 'method' | 'level' | 'asksForNothing'>;

const creatingProbes: readonly Omit<Probe, 'isFor' | 'isRequired' | 'asksForNothing'>[] = [
  {
    purpose: 'Create and change invoices',
    method: 'POST',
    path: `/v1/invoices/in_${noId}`,
    params: {auto_advance: false},
    row: 'Invoices',
    level: 'Write',
    without: 'Drafts can be checked, but no invoice can be previewed, created or acted on.',
  },
  {
    purpose: 'Read prices',
    method: 'GET',
    path: '/v1/prices',
    params: one,
    row: 'Prices',
    level: 'Read',
    without: 'Rows cannot name a Price ID.',
  },
  {
    purpose: 'Read tax rates',
    method: 'GET',
    path: '/v1/tax_rates',
    params: one,
    row: 'Tax Rates',
    level: 'Read',
    without: 'Rows cannot name a tax rate.',
  },
  {
    purpose: 'Read coupons',
    method: 'GET',
    path: '/v1/coupons',
    params: one,
    row: 'Coupons',
    level: 'Read',
    without: 'Rows cannot name a coupon as their Discount.',
  },
  {
    purpose: 'Read promotion codes',
    method: 'GET',
    path: '/v1/promotion_codes',
    params: one,
    row: 'Promotion Codes',
    level: 'Read',
    without: 'Rows cannot name a promotion code as their Discount.',
  },
  {
    purpose: 'Read payment methods',
    method: 'GET',
    path: '/v1/payment_methods',
    params: one,
    row: 'PaymentMethods',
    level: 'Read',
    without: 'Rows cannot charge a card: only those with the Collection send_invoice can be checked.',
  },
  {
    purpose: 'Write credit notes',
    method: 'POST',
    path: `/v1/credit_notes/cn_${noId}`,
    params: {memo: 'permission check'},
    row: 'Credit notes',
    level: 'Write',
    without: 'Invoices cannot be credited, and a batch that was sent cannot be reversed.',
  },
  {
    purpose: 'Record payments from outside Stripe',
    method: 'POST',
    path: `/v1/payment_records/pr_${noId}/report_payment_attempt_guaranteed`,
    params: {guaranteed_at: 1},
    row: 'Payment Records',
    level: 'Write',
    without: 'Payments that came outside Stripe cannot be recorded with their date.',
  },
];

export const probes: readonly Probe[] = [
  ...readingProbes.map(
    (probe): Probe => ({
      ...probe,
      isFor: 'reading',
      method: 'GET',
      level: 'Read',
      asksForNothing: probe.path.includes(noId),
    }),
  ),
  ...creatingProbes.map(
    (probe): Probe => ({
      ...probe,
      isFor: 'creating',
      isRequired: false,
      asksForNothing: probe.path.includes(noId),
    }),
  ),
];
