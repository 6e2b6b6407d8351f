import type {
  ControlTotalState,
  KeyCheck,
  LastRefresh,
  PaymentLookup,
  PaymentStatus,
  SettingsState,
  SidebarState,
} from '../../../src/core/sidebar-contract.ts';

/** What the script says of a spreadsheet in which nothing was done yet. */
export const freshState: SidebarState = {
  person: 'mara@acme-billing.example',
  connection: null,
  lastRefresh: null,
  lastFailure: null,
  unfinishedRefresh: null,
  automaticRefresh: {isOn: false, owner: null, isMine: false, since: null, warning: null},
  timeZones: {
    counting: 'Europe/Berlin',
    from: 'spreadsheet',
    account: null,
    spreadsheet: 'Europe/Berlin',
    warning: null,
  },
  settings: settingsState(),
  deletedTabs: [],
};

const bucketLabels = ['Not due', '1–30', '31–60', '61–90', '91–120', '121+'];

function controlTotal(
  currency: string,
  openInvoices: number,
  open: string,
  buckets: readonly (readonly [amount: string, invoices: number, share: number])[],
): ControlTotalState {
  return {
    currency,
    openInvoices,
    open: `${currency} ${open}`,
    uncollectibleInvoices: currency === 'USD' ? 3 : 0,
    uncollectible: currency === 'USD' ? 'USD 14,210.00' : `${currency} 0.00`,
    ties: true,
    difference: currency === 'JPY' ? 'JPY 0' : `${currency} 0.00`,
    explanation: null,
    buckets: buckets.map(([amount, invoices, share], at) => ({
      label: bucketLabels[at] ?? '',
      invoices,
      amount: `${currency} ${amount}`,
      share,
    })),
  };
}

export const lastRefresh: LastRefresh = {
  asOf: '2026-10-31',
  timeZone: 'Europe/Berlin',
  refreshedAt: '2026-10-31T12:05:09+01:00',
  age: '4 minutes ago',
  isStale: false,
  by: 'mara@acme-billing.example',
  mode: 'live',
  account: 'Aurora Compute GmbH',
  invoices: 5_000,
  pages: 52,
  seconds: 41.3,
  warnings: [],
  totals: [
    controlTotal('USD', 3_412, '12,481,022.18', [
      ['7,912,400.00', 2_104, 0.634],
      ['2,310,008.40', 702, 0.185],
      ['1,204,611.78', 311, 0.097],
      ['640,002.00', 190, 0.051],
      ['212,000.00', 64, 0.017],
      ['202,000.00', 41, 0.016],
    ]),
    controlTotal('EUR', 1_100, '3,204,118.00', [
      ['2,204,118.00', 800, 0.69],
      ['800,000.00', 200, 0.25],
      ['200,000.00', 100, 0.06],
      ['0.00', 0, 0],
      ['0.00', 0, 0],
      ['0.00', 0, 0],
    ]),
    controlTotal('JPY', 488, '88,204,118', []),
  ],
  ties: true,
  summary: '3 currencies, 5,000 invoices, difference 0.00',
};

/** A live account with five thousand invoices, refreshed four minutes ago. */
export const refreshedState: SidebarState = {
  ...freshState,
  connection: {
    mode: 'live',
    lastFour: '4Xq9',
    kind: 'restricted',
    account: {id: 'acct_1PqAuroraCompute', name: 'Aurora Compute GmbH'},
    warning: null,
  },
  lastRefresh,
  automaticRefresh: {
    isOn: true,
    owner: 'mara@acme-billing.example',
    isMine: true,
    since: '2026-10-12T09:00:00+02:00',
    warning: null,
  },
  timeZones: {
    counting: 'Europe/Berlin',
    from: 'account',
    account: 'Europe/Berlin',
    spreadsheet: 'Europe/Berlin',
    warning: null,
  },
};

/** Connected in test mode, never refreshed. */
export const connectedState: SidebarState = {
  ...refreshedState,
  connection: {
    mode: 'test',
    lastFour: 'ench',
    kind: 'restricted',
    account: {id: 'acct_1Test', name: null},
    warning: null,
  },
  lastRefresh: null,
  automaticRefresh: freshState.automaticRefresh,
};

function settingsState(): SettingsState {
  const values: SettingsState['values'] = {
    timeZone: null,
    bucketEdges: [30, 60, 90, 120],
    noDueDate: 'finalized',
    hiddenColumns: ['Memo'],
    currencyOrder: ['USD', 'EUR'],
    purchaseOrder: {customFields: ['PO', 'PO number'], metadataKeys: ['po', 'po_number']},
    approvals: {in: 'live', limits: [], longestTermsDays: 62, approvers: []},
    booksClosedThrough: null,
    controllerEmail: null,
  };
  return {
    values,
    defaults: {...values, hiddenColumns: [], currencyOrder: []},
    columns: [
      {header: 'Invoice ID', canBeHidden: false},
      {header: 'Customer', canBeHidden: false},
      {header: 'PO', canBeHidden: true},
      {header: 'Contract', canBeHidden: true},
      {header: 'Memo', canBeHidden: true},
    ],
    problem: null,
  };
}

export const keyCheck: KeyCheck = {
  mode: 'live',
  lastFour: '4Xq9',
  kind: 'restricted',
  account: {id: 'acct_1PqAuroraCompute', name: 'Aurora Compute GmbH'},
  permissions: [
    permission('List invoices', 'Invoices', 'granted', true),
    permission('Read customers', 'Customers', 'granted', true),
    permission('Read the account', 'Account', 'granted', false),
    permission('Read disputes', 'Disputes', 'missing', false),
  ],
  isUsable: true,
  needsConfirmation: false,
  message: 'This key can refresh the receivables. A look-up leaves disputes out.',
};

/** One that Stripe does not let read invoices. */
export const poorKeyCheck: KeyCheck = {
  ...keyCheck,
  permissions: [
    permission('List invoices', 'Invoices', 'missing', true),
    permission('Read customers', 'Customers', 'granted', true),
    permission('Read disputes', 'Disputes', 'missing', false),
    {
      ...permission('Read credit notes', 'Credit notes', 'unclear', false),
      problem: 'Stripe answered 500 and gave no verdict. Check again in a minute.',
    },
  ],
  isUsable: false,
  message: 'Not connected: the key may not list invoices.',
};

function permission(
  purpose: string,
  row: string,
  result: 'granted' | 'missing' | 'unclear',
  isRequired: boolean,
): KeyCheck['permissions'][number] {
  const without = isRequired ? 'nothing can be refreshed.' : 'that part of a look-up is left out.';
  return {purpose, result, isRequired, row, level: 'Read', without, problem: null};
}

export const nordwind: PaymentStatus = {
  invoiceId: 'in_1Nordwind',
  number: 'INV-0042',
  mode: 'live',
  customer: {id: 'cus_Nordwind', name: 'Nordwind Energie GmbH', email: 'ap@nordwind.example'},
  sentence:
    'INV-0042 · Nordwind Energie GmbH · EUR 48,200.00 · due 30 Apr, 13 days late · EUR 48,175.00 arrived by wire 12 May, held as cash: EUR 25.00 short · no retry planned.',
  state: {text: 'Open, 13 days late', tone: 'bad'},
  sections: [
    {
      title: 'Amounts',
      lines: [
        {label: 'Total', text: 'EUR 48,200.00', tone: 'plain'},
        {label: 'Paid', text: 'EUR 0.00', tone: 'plain'},
        {label: 'Remaining', text: 'EUR 48,200.00', tone: 'bad'},
        {label: 'Cash held', text: 'EUR 48,175.00, by wire on 12 May 2026', tone: 'warning'},
      ],
    },
    {
      title: 'Collection',
      lines: [
        {label: 'Sent to', text: 'ap@nordwind.example on 31 Mar 2026', tone: 'plain'},
        {label: 'PO', text: '4500017733', tone: 'plain'},
        {label: 'Attempts', text: 'none: the customer pays by bank transfer', tone: 'plain'},
        {label: 'Next attempt', text: 'none planned', tone: 'plain'},
      ],
    },
  ],
  links: [
    {label: 'Stripe Dashboard', url: 'https://dashboard.stripe.com/invoices/in_1Nordwind'},
    {label: 'Hosted page', url: 'https://invoice.stripe.com/i/acct_1/live_x'},
    {label: 'PDF', url: 'https://pay.stripe.com/invoice/acct_1/live_x/pdf'},
  ],
  missing: [],
};

export const lookup: PaymentLookup = {
  results: [
    {
      kind: 'invoice',
      asked: 'Nordwind',
      foundBy: 'Found by customer name in the Receivables tab.',
      payment: nordwind,
    },
  ],
  notes: [],
  readAt: '2026-10-31T12:10:00+01:00',
};
