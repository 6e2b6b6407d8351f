import type {BatchTotal, CreateRequest, PreviewReply} from '../../src/core/invoice-contract.ts';
import {countText} from '../words.ts';
import type {Standing} from './approvals.ts';
import {readAmount} from './typed-amount.ts';

/** How far each invoice of a batch is to go. */
export type Goal = 'drafts' | 'finalize' | 'deliver';

/** What a person types to show that they have read the totals, as it stands in the fields. */
export interface TypedTotal {
  readonly invoices: string;
  readonly total: string;
}

export interface CreationForm {
  readonly goal: Goal;
  /** Drafts of earlier batches are finalized instead of making new ones. */
  readonly ofDrafts: boolean;
  /** Ticked apart: finalizing charges the cards that the preview lists. */
  readonly chargeCards: boolean;
  /** By currency. */
  readonly typed: Readonly<Record<string, TypedTotal>>;
}

export const initialForm: CreationForm = {goal: 'drafts', ofDrafts: false, chargeCards: false, typed: {}};
export const nothingTyped: TypedTotal = {invoices: '', total: ''};

/** What is to be made, as if nothing else had been previewed. */
export interface Batch {
  readonly preview: PreviewReply;
  /** They are drafts in Stripe already, let pass when they were made. */
  readonly isOfDrafts: boolean;
  readonly goal: Goal;
}

/** What the form is about: what is ready, or the drafts that were made earlier, where nothing else is or a person wants it. */
export function batchOf(preview: PreviewReply, {goal, ofDrafts}: CreationForm): Batch {
  const {drafts} = preview;
  if (drafts === undefined || (!ofDrafts && preview.digest !== null)) {
    return {preview, isOfDrafts: false, goal};
  }
  const {digest, invoices, totals, charges} = drafts;
  const approval = {kind: 'not-needed', policyLine: 'they were let pass when they were created'} as const;
  return {
    preview: {...preview, digest, ready: invoices, totals, charges, approval},
    isOfDrafts: true,
    goal: goal === 'drafts' ? 'finalize' : goal,
  };
}

/** Why the invoices cannot be created yet, as a sentence; null when they can. */
export function whyNotYet(
  {digest, totals, mustTypeTotals, message}: PreviewReply,
  form: CreationForm,
  standing: Standing,
): string | null {
  if (digest === null) return message;
  const unapproved = unapprovedReason(standing);
  if (unapproved !== null) return unapproved;
  if (!mustTypeTotals) return null;
  const wrong = totals.find((total) => typedProblem(total, form.typed[total.currency]) !== null);
  if (wrong === undefined) return null;
  const typed = form.typed[wrong.currency] ?? nothingTyped;
  return typed.invoices.trim() === '' || typed.total.trim() === ''
    ? `Type count and total of ${wrong.currency}, as the preview shows them.`
    : `What is typed for ${wrong.currency} is not what the preview shows.`;
}

function unapprovedReason({kind}: Standing): string | null {
  switch (kind) {
    case 'needed':
      return 'Somebody else must approve it first.';
    case 'declined':
      return 'It was declined. Change the rows, then preview again.';
    case 'lapsed':
      return 'Its approval has lapsed. Preview again to ask for a new one.';
    case 'not-needed':
    case 'approved':
    case 'approved-since':
      return null;
  }
}

/** What differs from the preview, as a sentence; null when count and total are typed as it shows them. */
export function typedProblem(
  {currency, invoices, total, totalMajor}: BatchTotal,
  typed: TypedTotal = nothingTyped,
): string | null {
  if (typed.invoices.trim().replace(/,/g, '') !== String(invoices))
    return `The preview has ${countText(invoices, 'invoice')}.`;
  const reading = readAmount(typed.total, {currency, decimals: decimalsOf(total)});
  if (reading.kind === 'problem') return reading.problem;
  return reading.amount === totalMajor ? null : `The preview comes to ${total}.`;
}

const decimalsOf = (shown: string): number => /\.(\d+)$/.exec(shown)?.[1]?.length ?? 0;

/** What the script is asked, once nothing stands in its way. */
export function requestOf(
  {preview: {digest, totals, mustTypeTotals, charges}, goal}: Batch,
  {chargeCards}: CreationForm,
): CreateRequest | null {
  if (digest === null) return null;
  return {
    digest,
    finalize: goal !== 'drafts',
    deliver: goal === 'deliver',
    chargeCards: chargeCards && goal !== 'drafts' && charges.length > 0,
    ...(mustTypeTotals
      ? {
          expected: totals.map(({currency, invoices, totalMajor}) => ({
            currency,
            invoices,
            total: totalMajor,
          })),
        }
      : {}),
  };
}

/** `Create 10 drafts`, `Create and finalize 1 invoice` */
export function createLabel({preview: {ready}, goal, isOfDrafts}: Batch): string {
  if (isOfDrafts) return `Finalize${goal === 'deliver' ? ' and send' : ''} ${countText(ready, 'draft')}`;
  switch (goal) {
    case 'drafts':
      return `Create ${countText(ready, 'draft')}`;
    case 'finalize':
      return `Create and finalize ${countText(ready, 'invoice')}`;
    case 'deliver':
      return `Create, finalize and send ${countText(ready, 'invoice')}`;
  }
}
