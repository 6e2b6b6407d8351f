import {type AuditEntry, blankEntry} from '../audit/audit-entry.ts';
import {dashboardLink} from '../stripe/links.ts';
import type {BegunInvoice} from './action-kind.ts';
import type {ActionOrder, BegunAction} from './begun-actions.ts';

/** What the audit log says of the invoices that are ended: done, or what Stripe refused. Whatever was left alone is not there. */
export function actionEntries({order, invoices}: BegunAction): readonly AuditEntry[] {
  return invoices.flatMap((invoice) => entryOf(order, invoice) ?? []);
}

function entryOf(order: ActionOrder, invoice: BegunInvoice): AuditEntry | null {
  const {ended, audit, taken} = invoice;
  if (ended === null || ended.outcome === 'left alone') return null;
  const isDone = ended.outcome === 'done';
  const {digest, reasonCode, reason, policyLine, preparedBy, approvedBy, approvedAtUnixS, batchId} = order;
  return {
    ...blankEntry,
    ...audit,
    object: ended.object ?? audit.object,
    after: isDone ? (ended.after ?? audit.after) : audit.before,
    customerId: invoice.customerId,
    currency: invoice.currency,
    amount: invoice.amount,
    reasonCode,
    reason,
    policyLine,
    preparedBy,
    approvedBy,
    approvedAtUnixS,
    digest,
    batchId,
    requestId: taken[taken.length - 1]?.requestId ?? null,
    result: isDone ? 'done' : ended.sentence,
    evidenceLink: dashboardLink({id: invoice.invoiceId, livemode: order.mode === 'live'}, order.accountId),
  };
}
