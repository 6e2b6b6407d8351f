import type {ApprovalQuestion} from '../../../src/core/approvals/approval-question.ts';
import {defaultSettings} from '../../../src/core/settings.ts';
import type {ApprovalSettings} from '../../../src/core/settings-contract.ts';
import {type FakePorts, fakePorts} from '../../support/fake-ports.ts';

export const ana = 'ana@example.com';
export const ben = 'ben@example.com';

/** A spreadsheet in live mode whose signed-in person tests choose. */
export interface ApprovalDesk extends FakePorts {
  /** From now on this person works in the spreadsheet; null is one whom Google does not name. */
  signIn(email: string | null): ApprovalDesk;
}

export function approvalDesk(settings: Partial<ApprovalSettings> = {}): ApprovalDesk {
  const ports = fakePorts({now: '2026-03-15T12:00:00Z', key: 'rk_live_fakePorts1234'});
  const approvals = {...defaultSettings.approvals, ...settings};
  ports.documentProperties.write('settings', JSON.stringify({version: 1, approvals}));
  let signedIn: string | null = ana;
  return {
    ...ports,
    person: {email: () => signedIn},
    signIn(email) {
      signedIn = email;
      return this;
    },
  };
}

/** Voiding INV-0042, which wants a second person in live mode. */
export function voiding(more: Partial<ApprovalQuestion> = {}): ApprovalQuestion {
  return {
    digest: 'a'.repeat(64),
    kind: 'void',
    mode: 'live',
    title: 'Void INV-0042',
    objects: [
      {
        line: 'INV-0042 · Acme GmbH · EUR 48,200.00',
        invoiceId: 'in_42',
        customerId: 'cus_Acme',
        currency: 'eur',
        amount: 4_820_000,
      },
    ],
    ...more,
  };
}

/** Creating invoices of these amounts, in dollars and cents, for these customers. */
export function creating(
  amounts: readonly (readonly [customerId: string, currency: string, minorUnits: number])[],
  more: Partial<ApprovalQuestion> = {},
): ApprovalQuestion {
  return {
    digest: 'b'.repeat(64),
    kind: 'create-invoices',
    mode: 'live',
    title: `Create ${amounts.length} invoices`,
    objects: amounts.map(([customerId, currency, amount]) => ({
      line: `${customerId} · ${currency}`,
      invoiceId: null,
      customerId,
      currency,
      amount,
    })),
    ...more,
  };
}
