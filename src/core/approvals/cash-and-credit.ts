import {type AuditPorts, openAuditLog, paymentRecorded} from '../audit/audit-log.ts';
import type {ApprovalKind} from './approval-question.ts';

/** What makes a receivable smaller without money: nobody does so who has a hand in the money. */
const creditsOrWritesOff: readonly string[] = [
  'credit',
  'correct',
  'void',
  'mark-uncollectible',
  'reverse-batch',
] satisfies readonly ApprovalKind[];

/**
 * Why this person may neither do nor approve it: they recorded cash on one of its invoices, as the audit log says. Null
 * when they may.
 */
export function cashProblem(
  ports: AuditPorts,
  {kind, invoiceIds}: {readonly kind: string; readonly invoiceIds: readonly string[]},
  email: string,
): string | null {
  if (!creditsOrWritesOff.includes(kind) || invoiceIds.length === 0) return null;
  const asked = new Set(invoiceIds);
  const recorded = openAuditLog(ports).rows.find(
    ({cell}) =>
      cell('Action') === paymentRecorded && cell('Who') === email && asked.has(String(cell('Object'))),
  );
  if (recorded === undefined) return null;
  return `You recorded a payment on ${recorded.cell('Object')} (row ${recorded.row} of the Audit Log), and whoever records cash does not credit or write off.`;
}
