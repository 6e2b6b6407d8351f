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

/** Whose books an intent or a connection belongs to. A key that may not read the account leaves it unknown. */
export type Books = Pick<InvoiceIntent, 'mode' | 'accountId'>;

export function areOtherBooks(one: Books, other: Books): boolean {
  return one.mode !== other.mode || isOtherAccount(one, other);
}

function isOtherAccount({accountId: one}: Books, {accountId: other}: Books): boolean {
  return one !== null && other !== null && one !== other;
}

/** The past of rows that were begun or invoiced with a key of other books: none of that is gone on with here. */
export function pastElsewhere(group: DraftGroup, intent: InvoiceIntent, connected: Books): Past {
  const {row} = group.rows[0];
  const {state, invoiceId, number} = intent;
  const isAccount = isOtherAccount(intent, connected);
  const [there, here] = isAccount
    ? [`in the account ${intent.accountId}`, `to ${connected.accountId}`]
    : [`in ${intent.mode} mode`, `in ${connected.mode} mode`];
  const anew = `lear its cells Status to Key to bill it ${isAccount ? 'in this account' : here}.`;
  const name = number ?? invoiceId;
  const sentence = isSettled(intent)
    ? `Row ${row} was invoiced ${there}${name === null ? '' : ` as ${name}`}, and you are connected ${here}. C${anew}`
    : `Row ${row} was begun ${there}, and you are connected ${here}. Connect with a key of that ${isAccount ? 'account' : 'mode'} to go on with it, or c${anew}`;
  return {
    kind: 'done',
    status: statusOf(state),
    // Its cells stay as they are; a link from here would lead into the wrong books.
    invoiceId: null,
    number: null,
    problems: [{row, header: 'Status', sentence}],
    draft: null,
  };
}

/** Who was previewed and let pass is who is billed, whatever a name or an e-mail comes to mean. Null where it still does. */
export function otherCustomerProblem(
  group: DraftGroup,
  {customerId}: Pick<InvoiceIntent, 'customerId'>,
  {asked, found}: {readonly asked: string; readonly found: string},
): RowProblem | null {
  if (found === customerId) return null;
  const {row} = group.rows[0];
  const sentence = `Row ${row} was begun for ${customerId}, and “${asked}” is ${found} now. Make it mean ${customerId} again in Stripe to go on with it, or clear the cells Status to Key of the row to bill ${found}, once Stripe holds no draft of it for ${customerId}.`;
  return {row, header: 'Customer', sentence};
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
