import {textCell} from '../draft-cells.ts';
import type {DraftStatus} from '../draft-columns.ts';
import type {DraftGroup} from '../draft-groups.ts';
import type {IntentState, InvoiceIntent} from '../invoice-intent.ts';
import type {RowProblem} from '../row-problem.ts';

/** What became of a group before this check. */
export type Past =
  | {readonly kind: 'new'}
  /** Begun and not ended: it is planned again, to go on where it stopped. */
  | {readonly kind: 'begun'; readonly intent: InvoiceIntent}
  | {
      readonly kind: 'done';
      /** As it stands in the row where the add-on remembers nothing. */
      readonly status: string;
      readonly invoiceId: string | null;
      readonly number: string | null;
      readonly problems: readonly RowProblem[];
      /** Of a draft in Stripe that its rows still describe, and that nobody has ordered to be finalized; else null. */
      readonly draft: InvoiceIntent | null;
    };

/** Rows that were invoiced are never planned again, whatever is typed into them. */
export function pastOf(
  group: DraftGroup,
  intent: InvoiceIntent | null,
  /** Null where the rows can no longer be read as an invoice. */
  content: string | null,
): Past {
  const [first] = group.rows;
  if (intent === null || intent.state === 'refused') {
    const invoiceId = textCell(first.result('Invoice ID'));
    if (invoiceId === null) return {kind: 'new'};
    const status = textCell(first.result('Status')) ?? 'Draft in Stripe';
    return {
      kind: 'done',
      status,
      invoiceId,
      number: textCell(first.result('Number')),
      problems: [],
      draft: null,
    };
  }
  const isSame = content === intent.contentDigest;
  if (isSame && !isSettled(intent)) return {kind: 'begun', intent};
  const {invoiceId, number} = intent;
  const name = number ?? invoiceId;
  const sentence =
    name === null
      ? `Row ${first.row} was changed after its invoice was begun. Put it back as it was; to bill something else, use a new row.`
      : `Row ${first.row} was invoiced as ${name}. This edit changes nothing. Use Correct invoice.`;
  return {
    kind: 'done',
    status: statusOf(intent.state),
    invoiceId,
    number,
    problems: isSame ? [] : [{row: first.row, header: null, sentence}],
    draft: isSame && intent.state === 'lined' ? intent : null,
  };
}

/** Whether nothing of what it was told to do is left. */
export function isSettled({state, finalize, deliver, isUnsure}: InvoiceIntent): boolean {
  if (isUnsure) return false;
  switch (state) {
    case 'intended':
    case 'drafted':
      return false;
    case 'lined':
      return !finalize;
    case 'finalized':
      return !deliver;
    case 'sent':
    case 'stopped':
    case 'reversed':
    case 'refused':
      return true;
  }
}

export function statusOf(state: IntentState): DraftStatus {
  switch (state) {
    case 'intended':
    case 'drafted':
      return 'Creating';
    case 'lined':
      return 'Draft in Stripe';
    case 'finalized':
      return 'Finalized';
    case 'sent':
      return 'Sent';
    case 'stopped':
      return 'Stopped: total differs';
    case 'reversed':
      return 'Reversed';
    case 'refused':
      return 'Problem';
  }
}
