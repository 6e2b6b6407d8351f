import type {ApprovalRecord} from '../../approvals/require-approval.ts';
import {type AuditEntry, blankEntry} from '../../audit/audit-entry.ts';
import type {BatchTotal} from '../../invoice-contract.ts';
import {dashboardLink} from '../../stripe/links.ts';
import type {InvoiceIntent} from '../invoice-intent.ts';
import {counted} from '../plans/preview-reply.ts';

/** Everything that was done to one invoice up to where its intent stands. Saying it again is no second row. */
export function creationEntries(
  intent: InvoiceIntent,
  requestId: string | null = null,
): readonly AuditEntry[] {
  const {state, invoiceId, number, problem} = intent;
  // What an earlier version made has no digest to tell its rows apart by.
  if (invoiceId === null || intent.planDigest === undefined) return [];
  const of = (action: string, at: boolean, more: Partial<AuditEntry> = {}): AuditEntry => ({
    ...entryOf(intent, invoiceId),
    action,
    requestId: at ? requestId : null,
    ...more,
  });
  const isFinal = state === 'finalized' || state === 'sent';
  return [
    of('Invoice created', state === 'drafted', {after: 'draft'}),
    ...(state === 'stopped'
      ? [of('Invoice stopped', true, {before: 'draft', after: 'draft', result: problem ?? 'stopped'})]
      : []),
    ...(isFinal
      ? [
          of('Invoice finalized', state === 'finalized', {
            before: 'draft',
            after: number ?? 'open',
            result: problem ?? 'done',
          }),
        ]
      : []),
    ...(state === 'sent' ? [of('Invoice sent', true, {after: 'sent by Stripe’s e-mail'})] : []),
  ];
}

/** Says, before the first request, what a batch is to make and who let it pass. */
export function batchEntry(
  passed: ApprovalRecord,
  {
    digest,
    batchId,
    totals,
  }: {readonly digest: string; readonly batchId: string; readonly totals: readonly BatchTotal[]},
): AuditEntry {
  return {
    ...blankEntry,
    ...passed,
    action: 'Batch begun',
    object: batchId,
    after: totals
      .map(({total, invoices}) => `${total} in ${counted(invoices, 'invoice', 'invoices')}`)
      .join(', '),
    digest,
    batchId,
  };
}

function entryOf(intent: InvoiceIntent, invoiceId: string): AuditEntry {
  const {customerId, currency, totals, accountId, mode, planDigest, resumedBy, batchId} = intent;
  return {
    ...blankEntry,
    policyLine: intent.policyLine ?? null,
    preparedBy: intent.preparedBy,
    approvedBy: intent.approvedBy,
    approvedAtUnixS: intent.approvedAtUnixS ?? null,
    object: invoiceId,
    customerId,
    currency: currency.toUpperCase(),
    amount: totals.total,
    digest: planDigest ?? '',
    batchId: resumedBy ?? batchId,
    evidenceLink: dashboardLink({id: invoiceId, livemode: mode === 'live'}, accountId),
  };
}
