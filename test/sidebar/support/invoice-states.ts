import type {ApprovalRequest} from '../../../src/core/approval-contract.ts';
import type {
  BatchInvoice,
  BatchTotal,
  CreateReply,
  DraftGroupState,
  DraftsState,
  PreviewReply,
} from '../../../src/core/invoice-contract.ts';

/** A tab of drafts with nothing begun. */
export const draftsState: DraftsState = {tab: {title: 'Invoice Drafts', rows: 14}, unfinished: null};
export const noTab: DraftsState = {tab: null, unfinished: null};
export const begunState: DraftsState = {
  ...draftsState,
  unfinished: {
    batchId: '0123456789abcdef',
    by: 'ben@acme-billing.example',
    begunAt: '2026-05-12T17:48:00+02:00',
    invoices: 40,
    created: 12,
    finalize: true,
    deliver: false,
  },
};

export const digest = 'd'.repeat(64);

const link = 'https://dashboard.stripe.com/acct_1/test/invoices/in_1';

/** A group that is ready and previewed; `change` says what is otherwise. */
export function draftGroup(row: number, change: Partial<DraftGroupState> = {}): DraftGroupState {
  return {
    key: `key ${row}`,
    group: null,
    rows: [row],
    status: 'Ready',
    customer: 'Nordwind Energie GmbH',
    problems: [],
    warnings: [],
    candidates: [],
    totals: {
      subtotal: 'EUR 12,000.00',
      discount: 'EUR 0.00',
      tax: 'EUR 2,280.00',
      total: 'EUR 14,280.00',
      due: '11 Jun',
    },
    charge: null,
    invoiceId: null,
    number: null,
    link: null,
    ...change,
  };
}

const problem = (row: number, header: string | null, words: string) => ({
  row,
  header,
  sentence: `Cannot create the invoice of row ${row}: ${words}`,
});

/** One group of every kind: two with problems, one that waits for a reason, the others as they may stand. */
export const groups: readonly DraftGroupState[] = [
  draftGroup(2, {group: 'A-17', rows: [2, 3, 4]}),
  draftGroup(5, {
    status: 'Problem',
    customer: 'Acme',
    totals: null,
    problems: [
      problem(
        5,
        'Customer',
        '2 customers are called “Acme”: cus_Q4x81, cus_R7m02. Enter the id of the one you mean.',
      ),
    ],
    candidates: [
      {customerId: 'cus_Q4x81', title: 'Acme · DE · ap@acme.example'},
      {customerId: 'cus_R7m02', title: 'Acme · GB · billing@acme.example'},
    ],
  }),
  draftGroup(6, {
    group: 'B-2',
    rows: [6, 8],
    status: 'Problem',
    customer: 'Helios Labs Inc.',
    totals: null,
    problems: [
      problem(6, 'Quantity', 'quantity is −2. Enter a quantity above 0.'),
      {
        row: 6,
        header: 'Order total (check)',
        sentence: 'Order form says USD 120,000.00, rows add up to USD 12,000.00.',
      },
    ],
  }),
  draftGroup(9, {
    status: 'New',
    customer: 'Universität Süd',
    warnings: [
      {
        row: 9,
        header: 'Accept warning because',
        sentence:
          'Looks like INV-0031, EUR 14,280.00: the same customer and amount, and the service periods overlap.',
      },
    ],
  }),
  draftGroup(10, {
    customer: 'Kestrel Robotics Ltd',
    charge: 'Will charge Visa •4242 USD 48,200.00 today',
    totals: {
      subtotal: 'USD 48,200.00',
      discount: 'USD 0.00',
      tax: 'USD 0.00',
      total: 'USD 48,200.00',
      due: null,
    },
  }),
  draftGroup(11, {status: 'Not due yet', customer: 'Ramp One BV'}),
  draftGroup(12, {
    status: 'Sent',
    customer: 'Orbit SAS',
    totals: null,
    invoiceId: 'in_1',
    number: 'INV-0042',
    link,
  }),
  draftGroup(13, {
    status: 'Finalized',
    customer: 'Delta AG',
    totals: null,
    invoiceId: 'in_2',
    number: 'INV-0043',
    link,
    problems: [
      {
        row: 13,
        header: null,
        sentence: 'Row 13 was invoiced as INV-0043. This edit changes nothing. Use Correct invoice.',
      },
    ],
  }),
  draftGroup(14, {
    status: 'Stopped: total differs',
    customer: 'Lumen KK',
    totals: null,
    invoiceId: 'in_3',
    link,
  }),
];

const eur: BatchTotal = {
  currency: 'EUR',
  invoices: 1,
  subtotal: 'EUR 12,000.00',
  discount: 'EUR 0.00',
  tax: 'EUR 2,280.00',
  total: 'EUR 14,280.00',
  totalMajor: 14_280,
};
const usd: BatchTotal = {
  currency: 'USD',
  invoices: 1,
  subtotal: 'USD 50,000.00',
  discount: 'USD 1,800.00',
  tax: 'USD 0.00',
  total: 'USD 48,200.00',
  totalMajor: 48_200,
};

/** Two are ready, one of which is charged to a card. */
export const previewed: PreviewReply = {
  status: 'complete',
  digest,
  ready: 2,
  withProblems: 2,
  withWarnings: 1,
  notDueYet: 1,
  done: 3,
  totals: [eur, usd],
  charges: [usd],
  groups,
  approval: {kind: 'not-needed', policyLine: 'approval not needed in test mode'},
  mustTypeTotals: false,
  message:
    '2 invoices are ready: EUR 14,280.00, USD 48,200.00. 2 rows have problems. 1 invoice waits for a reason in “Accept warning because”. 1 is not due yet.',
};

/** The same after a mere check: nothing has a total yet. */
export const checked: PreviewReply = {
  ...previewed,
  digest: null,
  totals: [],
  charges: [],
  groups: groups.map((group) => ({...group, totals: null, charge: null})),
  message:
    '2 invoices are ready. 2 rows have problems. 1 invoice waits for a reason in “Accept warning because”. 1 is not due yet.',
};

export const nothingReady: PreviewReply = {
  ...previewed,
  digest: null,
  ready: 0,
  totals: [],
  charges: [],
  message: 'Nothing to create. 2 rows have problems.',
};

/** `count` groups, every seventh with a problem. */
export function manyGroups(count: number): PreviewReply {
  const all = Array.from({length: count}, (_, index) =>
    index % 7 === 0
      ? draftGroup(index + 2, {
          status: 'Problem',
          totals: null,
          problems: [problem(index + 2, 'Quantity', 'quantity is −2. Enter a quantity above 0.')],
        })
      : draftGroup(index + 2),
  );
  const withProblems = all.filter(({status}) => status === 'Problem').length;
  return {...previewed, groups: all, ready: count - withProblems, withProblems};
}

export function createContinues(created: number, remaining: number): CreateReply {
  return {status: 'continues', created, remaining, message: `${created} of ${created + remaining} created.`};
}

function batchInvoice(row: number, change: Partial<BatchInvoice> = {}): BatchInvoice {
  return {
    rows: [row],
    title: 'Nordwind Energie GmbH · EUR 14,280.00',
    status: 'Sent',
    number: `INV-00${row}`,
    link: `https://dashboard.stripe.com/acct_1/test/invoices/in_${row}`,
    problem: null,
    ...change,
  };
}

export const createComplete: Extract<CreateReply, {status: 'complete'}> = {
  status: 'complete',
  created: 3,
  finalized: 3,
  sent: 2,
  stopped: 1,
  failed: 1,
  totals: [eur],
  invoices: [
    batchInvoice(40, {
      title: 'Lumen KK · JPY 1,200,000',
      status: 'Stopped: total differs',
      number: null,
      problem:
        "Stripe's total is JPY 1,200,100, the preview's JPY 1,200,000: a difference of JPY 100. It stays a draft: correct or delete it in Stripe.",
    }),
    batchInvoice(41, {
      title: 'Delta AG · EUR 900.00',
      status: 'Problem',
      number: null,
      link: null,
      problem: 'Stripe refused it: the customer has no address. Add one, then create again.',
    }),
    batchInvoice(42),
    batchInvoice(43, {title: 'Orbit SAS · EUR 14,280.00'}),
    batchInvoice(44, {title: 'Kestrel Robotics Ltd · USD 48,200.00', status: 'Finalized'}),
  ],
  message:
    '3 invoices created, EUR 14,280.00. 1 stays a draft: its total differs. 1 was not finished: its row says why.',
};

export function approvalRequest(change: Partial<ApprovalRequest> = {}): ApprovalRequest {
  return {
    digest: 'a'.repeat(64),
    title: 'Create 40 invoices',
    // Two alike, as two invoices of one amount are.
    lines: [
      'Nordwind Energie GmbH · EUR 48,200.00',
      'Helios Labs Inc. · EUR 12,000.00',
      'Helios Labs Inc. · EUR 12,000.00',
    ],
    linesLeftOut: 37,
    totals: ['EUR 120,000.00 in 40 invoices'],
    because: 'The batch of EUR 120,000.00 is above EUR 100,000.00.',
    preparedBy: 'ben@acme-billing.example',
    preparedAt: '2026-05-12T17:48:00+02:00',
    state: 'waiting',
    approvedBy: null,
    refusal: null,
    ...change,
  };
}
