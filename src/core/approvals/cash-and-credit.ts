import {type AuditPorts, paymentRecorded, readAuditRows} from '../audit/audit-log.ts';
import type {AuditRow} from '../audit/audit-rows.ts';
import type {ApprovalKind} from './approval-question.ts';
import {isSamePerson} from './approval-register.ts';

/** What makes a receivable smaller without money: nobody does so who has a hand in the money. */
const creditsOrWritesOff: readonly string[] = [
  'credit',
  'correct',
  'void',
  'mark-uncollectible',
  'reverse-batch',
] satisfies readonly ApprovalKind[];

/** Who recorded which cash, for as many of these as have a word to say about it. */
export function readCash(
  ports: Pick<AuditPorts, 'audit'>,
  about: readonly {readonly kind: string; readonly invoiceIds: readonly string[]}[],
): readonly AuditRow[] {
  return about.some(mindsCash) ? readAuditRows(ports, ['Action', 'Who', 'Object']) : [];
}

function mindsCash({
  kind,
  invoiceIds,
}: {
  readonly kind: string;
  readonly invoiceIds: readonly string[];
}): boolean {
  return creditsOrWritesOff.includes(kind) && invoiceIds.length > 0;
}

/**
 * Why this person may neither do nor approve it: they recorded cash on one of its invoices, as the audit log says. Null
 * when they may.
 */
export function cashProblem(
  log: readonly AuditRow[],
  about: {readonly kind: string; readonly invoiceIds: readonly string[]},
  email: string,
): string | null {
  if (!mindsCash(about)) return null;
  const asked = new Set(about.invoiceIds);
  const recorded = log.find(
    ({cell}) =>
      cell('Action') === paymentRecorded &&
      isSamePerson(String(cell('Who')), email) &&
      asked.has(String(cell('Object'))),
  );
  if (recorded === undefined) return null;
  return `You recorded a payment on ${recorded.cell('Object')} (row ${recorded.row} of the Audit Log), and whoever records cash does not credit or write off.`;
}
