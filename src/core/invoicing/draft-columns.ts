/** What one column of `Invoice Drafts` says. An invoice's own cells are typed on the first row of its group. */
export type DraftField =
  | 'group'
  | 'customer'
  | 'billOn'
  | 'invoiceDate'
  | 'currency'
  | 'priceId'
  | 'description'
  | 'quantity'
  | 'unitAmount'
  | 'lineTotal'
  | 'discount'
  | 'tax'
  | 'serviceStart'
  | 'serviceEnd'
  | 'terms'
  | 'dueDate'
  | 'collection'
  | 'poNumber'
  | 'contract'
  | 'orderTotal'
  | 'deliver'
  | 'includePending'
  | 'memo'
  | 'footer'
  | 'acceptWarning';

export interface DraftColumn {
  readonly field: DraftField;
  readonly header: string;
  /** `invoice`: one value for the whole group, inherited where it is blank. `line`: of its own row alone. */
  readonly of: 'group' | 'invoice' | 'line';
  /** What the header's note tells a person. */
  readonly note: string;
  /** Offered in each cell; other values are typed at one's own risk and checked. */
  readonly choices?: readonly string[];
  readonly width: number;
}

export const collections = ['send_invoice', 'charge_automatically'] as const;
export const deliveries = ['Stripe e-mail', 'We send', 'Customer portal', 'Hold'] as const;
export const termsOffered = [
  'Due on receipt',
  'Net 15',
  'Net 30',
  'Net 45',
  'Net 60',
  'Net 90',
  'EOM+30',
] as const;

/** What people type, in the order in which a new tab shows it. */
export const draftColumns: readonly DraftColumn[] = [
  {
    field: 'group',
    header: 'Group',
    of: 'group',
    width: 80,
    note: 'Rows with the same group become one invoice. Leave it blank for an invoice of one row.',
  },
  {
    field: 'customer',
    header: 'Customer',
    of: 'invoice',
    width: 180,
    note: 'Who is billed: a customer id (cus_…), a name or an e-mail. A name or e-mail is looked up, and Customer found says whom it found.',
  },
  {
    field: 'billOn',
    header: 'Bill on',
    of: 'invoice',
    width: 90,
    note: 'The day from which the invoice may be made. Until then it is Not due yet. Blank: at once.',
  },
  {
    field: 'invoiceDate',
    header: 'Invoice date',
    of: 'invoice',
    width: 90,
    note: 'The date printed on the invoice, not after today. Blank: the day on which it is finalized.',
  },
  {
    field: 'currency',
    header: 'Currency',
    of: 'invoice',
    width: 70,
    note: 'ISO code, such as USD. Blank: the customer’s currency; a customer without one needs it typed.',
  },
  {
    field: 'priceId',
    header: 'Price ID',
    of: 'line',
    width: 140,
    note: 'A price of your catalogue (price_…), in place of Unit amount.',
  },
  {
    field: 'description',
    header: 'Description',
    of: 'line',
    width: 260,
    note: 'The text of the line. Needed without a Price ID.',
  },
  {
    field: 'quantity',
    header: 'Quantity',
    of: 'line',
    width: 80,
    note: 'Above 0, with up to 12 decimals. Blank: 1.',
  },
  {
    field: 'unitAmount',
    header: 'Unit amount',
    of: 'line',
    width: 100,
    note: 'Price of one, in major units, before tax; up to 12 decimals of the smallest unit. Negative for a deduction.',
  },
  {
    field: 'lineTotal',
    header: 'Line total (check)',
    of: 'line',
    width: 110,
    note: 'Compared with Quantity × Unit amount. Nothing is billed from it.',
  },
  {
    field: 'discount',
    header: 'Discount',
    of: 'invoice',
    width: 100,
    note: 'A coupon’s or promotion code’s id, or “customer” for the discount the customer has. Blank: none.',
  },
  {
    field: 'tax',
    header: 'Tax',
    of: 'line',
    width: 130,
    note: '“automatic”, the name of a tax rate, or “none: ” with the reason. Blank is never taken as no tax.',
  },
  {
    field: 'serviceStart',
    header: 'Service start',
    of: 'line',
    width: 90,
    note: 'First day of the service that the line bills.',
  },
  {
    field: 'serviceEnd',
    header: 'Service end',
    of: 'line',
    width: 90,
    note: 'Last day of the service, itself included.',
  },
  {
    field: 'terms',
    header: 'Terms',
    of: 'invoice',
    width: 110,
    choices: termsOffered,
    note: 'When it is due, counted from the invoice date. Or type a Due date.',
  },
  {
    field: 'dueDate',
    header: 'Due date',
    of: 'invoice',
    width: 90,
    note: 'The day it is due, in place of Terms.',
  },
  {
    field: 'collection',
    header: 'Collection',
    of: 'invoice',
    width: 130,
    choices: collections,
    note: 'send_invoice: the customer pays by the due date. charge_automatically: the card on file is charged when it is finalized. Blank: send_invoice.',
  },
  {
    field: 'poNumber',
    header: 'PO number',
    of: 'invoice',
    width: 120,
    note: 'The customer’s purchase order; it is printed on the invoice.',
  },
  {
    field: 'contract',
    header: 'Contract',
    of: 'invoice',
    width: 120,
    note: 'Your contract or order number; it is kept with the invoice.',
  },
  {
    field: 'orderTotal',
    header: 'Order total (check)',
    of: 'invoice',
    width: 120,
    note: 'The order form’s total before tax. A different sum of the lines stops the invoice. No other check catches a wrong price.',
  },
  {
    field: 'deliver',
    header: 'Deliver',
    of: 'invoice',
    width: 110,
    choices: deliveries,
    note: 'Who sends it once it is finalized. Blank: Hold.',
  },
  {
    field: 'includePending',
    header: 'Include pending items',
    of: 'invoice',
    width: 110,
    choices: ['yes', 'no'],
    note: 'Whether items that wait for the customer’s next invoice go onto this one. Blank: no.',
  },
  {
    field: 'memo',
    header: 'Memo',
    of: 'invoice',
    width: 160,
    note: 'Printed on the invoice, up to 1,500 characters.',
  },
  {
    field: 'footer',
    header: 'Footer',
    of: 'invoice',
    width: 160,
    note: 'Printed at its foot, up to 5,000 characters.',
  },
  {
    field: 'acceptWarning',
    header: 'Accept warning because',
    of: 'invoice',
    width: 180,
    note: 'Why a Warning is all right. Without it, an invoice with a warning waits.',
  },
];

/** What the add-on writes beside the input; every total stands on the first row of its group alone. */
export const draftResultHeaders = [
  'Status',
  'Problem',
  'Warning',
  'Customer found',
  'Bills to',
  'Tax treatment',
  'Subtotal',
  'Discount amount',
  'Tax amount',
  'Total',
  'Due',
  'Looks like',
  'Prepared by',
  'Approved by',
  'Invoice ID',
  'Number',
  'Link',
  'PDF',
  'Batch',
  'Key',
] as const;

export type DraftResultHeader = (typeof draftResultHeaders)[number];

/** Where an invoice stands on its way from rows to Stripe. */
export type DraftStatus =
  | 'New'
  | 'Problem'
  | 'Ready'
  | 'Not due yet'
  | 'Waiting for approval'
  | 'Approved'
  | 'Creating'
  | 'Draft in Stripe'
  | 'Finalized'
  | 'Sent'
  | 'Stopped: total differs'
  | 'Reversed';

/** A column such as `meta: opportunity_id` becomes metadata of the invoice. */
export const metadataHeaderPrefix = 'meta:';
