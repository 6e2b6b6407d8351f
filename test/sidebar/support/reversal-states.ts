import type {Batch} from '../../../sidebar/state/reversal.ts';
import type {ReversalPreview} from '../../../src/core/action-contract.ts';

export const batches: readonly Batch[] = [
  {batchId: 'batch_2', title: '5 invoices, EUR 12,400.00, 3 May 14:05, by ana@example.com'},
  {batchId: 'batch_1', title: '12 invoices, EUR 48,200.00, 30 Apr 09:12, by ben@example.com'},
];

const reasonCodes = ['Wrong prices', 'Billed twice', 'Other'];
const notNeeded = {kind: 'not-needed', policyLine: 'approval not needed in test mode'} as const;

/** One of each way, before anything is decided and said. */
export const undecided: ReversalPreview = {
  batchId: 'batch_2',
  digest: null,
  reasonCodes,
  invoices: [
    {
      invoiceId: 'in_draft',
      title: 'in_draft · Acme GmbH · EUR 1,200.00 · draft',
      way: 'delete draft',
      because: 'It is a draft: nobody has seen it.',
      choices: [],
    },
    {
      invoiceId: 'in_open',
      title: 'INV-0050 · Umbra AG · EUR 300.00 · open',
      way: 'void',
      because: 'It was never sent, and its month is open.',
      choices: [],
    },
    {
      invoiceId: 'in_sent',
      title: 'INV-0051 · Nordwind GmbH · EUR 900.00 · open',
      way: 'credit note',
      because: 'It was sent on 3 May 2026 to a customer in Germany, where a sent invoice is credited.',
      choices: [],
    },
    {
      invoiceId: 'in_tax',
      title: 'INV-0052 · Hooli Inc. · EUR 10,000.00 · open',
      way: 'tax decision needed',
      because: 'It was sent, and Stripe knows no country of the customer.',
      choices: ['void', 'credit note'],
    },
    {
      invoiceId: 'in_closed',
      title: 'INV-0040 · Initech · EUR 50.00 · paid',
      way: 'books closed',
      because: 'Its month, April 2026, is closed.',
      choices: [],
    },
  ],
  totals: ['EUR 2,400.00 in 3 invoices'],
  approval: notNeeded,
  message:
    'Will be done: 1 draft deleted, 1 invoice voided, 1 invoice credited. 1 needs your decision. The books are closed for 1. Choose a reason.',
};

/** After the one decision and a reason. */
export const decided: ReversalPreview = {
  ...undecided,
  digest: 'digest_reversal',
  invoices: undecided.invoices.map((invoice) =>
    invoice.invoiceId === 'in_tax'
      ? {...invoice, way: 'credit note', because: 'You have decided for a credit note.'}
      : invoice,
  ),
  totals: ['EUR 12,400.00 in 4 invoices'],
  message:
    'Will be done: 1 draft deleted, 1 invoice voided, 2 invoices credited. The books are closed for 1.',
};
