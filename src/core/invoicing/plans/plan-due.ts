import {type CivilDate, compareDates, formatDayMonth} from '../../time/civil-date.ts';
import {endOfDayUnixS, startOfDayUnixS} from '../../time/zone.ts';
import type {DraftInvoice} from '../draft-invoice.ts';
import type {InvoicePlan} from '../invoice-plan.ts';
import {dueDate} from '../payment-terms.ts';
import {type RowProblem, rowProblem} from '../row-problem.ts';

export interface PlannedDue extends Pick<InvoicePlan, 'dueAtUnixS' | 'daysUntilDue' | 'effectiveAtUnixS'> {
  /** The day it would be due if it were finalized today; null where a card is charged. */
  readonly dueOn: CivilDate | null;
  readonly problems: readonly RowProblem[];
}

/** The days of an invoice as instants of the account: due until the last second of its day. */
export function planDue(
  draft: DraftInvoice,
  {today, timeZone}: {readonly today: CivilDate; readonly timeZone: string},
): PlannedDue {
  const problems: RowProblem[] = [];
  const refuse = (header: string, fact: string, nextStep: string) =>
    problems.push(rowProblem({row: draft.rows[0] ?? 0, header, fact, nextStep}));
  const {invoiceDate, due} = draft;
  if (invoiceDate !== null && compareDates(invoiceDate, today) > 0) {
    refuse(
      'Invoice date',
      `it would be dated ${formatDayMonth(invoiceDate)}, after today`,
      'Enter that day as Bill on instead, and leave Invoice date blank.',
    );
  }
  const effectiveAtUnixS = invoiceDate === null ? null : startOfDayUnixS(invoiceDate, timeZone);
  const dueOn = dueDayOf(due, invoiceDate ?? today);
  if (dueOn === null) return {dueAtUnixS: null, daysUntilDue: null, effectiveAtUnixS, dueOn, problems};
  if (compareDates(dueOn, today) < 0) {
    refuse(
      due.kind === 'terms' ? 'Invoice date' : 'Due date',
      `it would be due on ${formatDayMonth(dueOn)}, which is past, and Stripe takes only days to come`,
      'Enter a later Due date, and agree it with the customer.',
    );
  }
  // Terms of so many days run from the day on which it is finalized, whenever that is.
  if (due.kind === 'terms' && due.terms.kind === 'net' && invoiceDate === null) {
    return {dueAtUnixS: null, daysUntilDue: due.terms.days, effectiveAtUnixS, dueOn, problems};
  }
  const dueAtUnixS = endOfDayUnixS(dueOn, timeZone) - 1;
  return {dueAtUnixS, daysUntilDue: null, effectiveAtUnixS, dueOn, problems};
}

function dueDayOf(due: DraftInvoice['due'], from: CivilDate): CivilDate | null {
  switch (due.kind) {
    case 'charged':
      return null;
    case 'on':
      return due.date;
    case 'terms':
      return dueDate(from, due.terms);
  }
}
