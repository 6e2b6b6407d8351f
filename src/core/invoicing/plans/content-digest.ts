import type {Digest} from '../../ports.ts';
import type {DraftInvoice} from '../draft-invoice.ts';
import type {InvoicePlan, PlannedTotals} from '../invoice-plan.ts';

/**
 * Fingerprint of what the rows bill to whom, as typed, without their place: the same content twice is a duplicate, and
 * another content under a key that was invoiced is an edit that changes nothing.
 */
export function contentDigest(digest: Digest, draft: DraftInvoice): string {
  const {group: _group, rows: _rows, orderTotal: _check, acceptsWarningBecause: _accepts, ...content} = draft;
  const metadata = [...draft.metadata].sort(([a], [b]) => (a < b ? -1 : 1));
  // Whoever sorts the tab changes the order of lines, and nothing of what is billed.
  const lines = draft.lines.map(({row: _row, lineTotal: _total, ...line}) => JSON.stringify(line)).sort();
  return digest.sha256Hex(JSON.stringify({...content, metadata, lines}));
}

/** A plan with what Stripe says it comes to. */
export interface PricedPlan {
  readonly plan: InvoicePlan;
  readonly totals: PlannedTotals;
}

/** Names exactly these invoices of this account and mode: one that is added, dropped or any cent different has another. */
export function planDigest(
  digest: Digest,
  {
    accountId,
    mode,
    plans,
    allOrNothing,
  }: {
    readonly accountId: string | null;
    readonly mode: 'test' | 'live';
    readonly plans: readonly PricedPlan[];
    /** Whether none of them may be made while any other row has a problem. */
    readonly allOrNothing: boolean;
  },
): string {
  const ordered = [...plans].sort((a, b) => (a.plan.key < b.plan.key ? -1 : 1));
  return digest.sha256Hex(
    JSON.stringify([
      allOrNothing ? 'v1, all or nothing' : 'v1',
      accountId,
      mode,
      ordered.map(({plan, totals}) => [plan, totals]),
    ]),
  );
}
