import type {
  ActionName,
  ActionOffer,
  ActionPreview,
  ActionReply,
  OfferedAction,
} from '../../../src/core/action-contract.ts';

export const ids = ['in_1Nordwind', 'in_2', 'in_3'] as const;

export const titles = [
  'INV-0042 · Nordwind Energie GmbH · EUR 48,200.00 · open',
  'INV-0043 · Acme GmbH · EUR 1,200.00 · open',
  'INV-0044 · Umbra AG · EUR 300.00 · paid',
] as const;

const labels: Readonly<Record<ActionName, string>> = {
  finalize: 'Finalize…',
  send: 'Send…',
  'record-payment': 'Record payment…',
  'retry-payment': 'Collect now…',
  credit: 'Credit note…',
  correct: 'Correct invoice…',
  'agree-pay-by': 'Agreed pay-by date…',
  'change-details': 'Change details…',
  'pause-collection': 'Pause collection…',
  'resume-collection': 'Resume collection…',
  'mark-uncollectible': 'Mark uncollectible…',
  'record-recovery': 'Record recovery…',
  void: 'Void…',
  'delete-draft': 'Delete draft…',
};

const voidReasons = ['Wrong customer', 'Wrong amount', 'Duplicate', 'Order cancelled', 'Other'];

function offered(name: ActionName, refusal: string | null = null): OfferedAction {
  const reasonCodes = ['void', 'mark-uncollectible', 'credit'].includes(name) ? voidReasons : [];
  return {name, label: labels[name], refusal, reasonCodes};
}

/** An open invoice with two lines. */
export const openOffer: ActionOffer = {
  invoiceId: ids[0],
  title: titles[0],
  actions: [
    offered('send'),
    offered('record-payment'),
    offered('credit'),
    offered('correct'),
    offered('agree-pay-by'),
    offered('change-details'),
    offered('pause-collection'),
    offered('mark-uncollectible'),
    offered('void'),
    offered('finalize', 'INV-0042 is finalized already.'),
    offered('retry-payment', 'INV-0042 is paid by bank transfer: there is no card or debit to charge again.'),
    offered('resume-collection', 'The collection of INV-0042 is not paused.'),
    offered('record-recovery', 'INV-0042 is not written off. Record a payment instead.'),
    offered('delete-draft', 'INV-0042 is finalized: void it instead.'),
  ],
  lines: [
    {
      lineId: 'il_1',
      title: 'Compute, April',
      amount: 40_000,
      shown: 'EUR 40,000.00',
    },
    {lineId: 'il_2', title: 'Support, April', amount: 8_200, shown: 'EUR 8,200.00'},
  ],
  currency: 'EUR',
  decimals: 2,
};

export const secondOffer: ActionOffer = {...openOffer, invoiceId: ids[1], title: titles[1]};

export const paidOffer: ActionOffer = {
  ...openOffer,
  invoiceId: ids[2],
  title: titles[2],
  actions: [
    offered('credit'),
    offered('void', 'INV-0044 is paid: a paid invoice cannot be voided. Credit it instead.'),
    offered('record-payment', 'INV-0044 is paid: nothing is due on it.'),
  ],
};

const policyLine = 'Nobody else needs to approve a void in test mode.';

/** What a preview of voiding all three says: the paid one is refused. */
export const voidPreview: ActionPreview = {
  digest: 'digest_void',
  invoices: [
    {
      invoiceId: ids[0],
      title: titles[0],
      willDo: [
        'Voids INV-0042: EUR 48,200.00 is no longer owed. It stays on record and cannot be opened again.',
      ],
      refusal: null,
    },
    {
      invoiceId: ids[1],
      title: titles[1],
      willDo: [
        'Voids INV-0043: EUR 1,200.00 is no longer owed. It stays on record and cannot be opened again.',
      ],
      refusal: null,
    },
    {
      invoiceId: ids[2],
      title: titles[2],
      willDo: [],
      refusal: 'INV-0044 is paid: a paid invoice cannot be voided. Credit it instead.',
    },
  ],
  totals: ['EUR 49,400.00 in 2 invoices'],
  approval: {kind: 'not-needed', policyLine},
  message: '2 invoices would be voided, 1 is left alone.',
};

export const creditPreview: ActionPreview = {
  digest: 'digest_credit',
  invoices: [
    {
      invoiceId: ids[0],
      title: titles[0],
      willDo: ['Credits EUR 1,200.00: EUR 200.00 less to pay, EUR 1,000.00 back to Visa •4242.'],
      refusal: null,
    },
  ],
  totals: ['EUR 1,200.00 in 1 invoice'],
  approval: {
    kind: 'needed',
    because: 'Credit notes are approved by a second person in live mode.',
  },
  message: '1 invoice would be credited.',
};

export const continues = (done: number, remaining: number): ActionReply => ({
  status: 'continues',
  done,
  remaining,
  message: `${done} done, ${remaining} to go.`,
});

export const voided: Extract<ActionReply, {readonly status: 'complete'}> = {
  status: 'complete',
  done: 1,
  failed: 1,
  invoices: [
    {invoiceId: ids[0], title: titles[0], outcome: 'done', sentence: 'INV-0042 is void.'},
    {
      invoiceId: ids[1],
      title: titles[1],
      outcome: 'failed',
      sentence: 'INV-0043 was paid meanwhile: a paid invoice cannot be voided. Credit it instead.',
    },
    {
      invoiceId: ids[2],
      title: titles[2],
      outcome: 'left alone',
      sentence: 'INV-0044 is paid.',
    },
  ],
  message: '1 invoice voided, EUR 48,200.00. 1 failed.',
};
