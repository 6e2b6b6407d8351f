import type {ActionName, ActionPreview} from '../../src/core/action-contract.ts';
import {countText} from '../words.ts';

/** `INV-0042` of `INV-0042 · Acme GmbH · EUR 48,200.00 · open`. */
export function shortTitle(title: string): string {
  return title.split(' · ')[0] ?? title;
}

/** `INV-0042`, `3 invoices` */
export function invoicesText(titles: readonly string[]): string {
  const [only] = titles;
  return titles.length === 1 && only !== undefined ? shortTitle(only) : countText(titles.length, 'invoice');
}

/** With the invoices in the place of `#`. */
const labels: Readonly<Record<ActionName, string>> = {
  finalize: 'Finalize #',
  send: 'Send #',
  'record-payment': 'Record a payment on #',
  'retry-payment': 'Collect # now',
  credit: 'Credit #',
  correct: 'Correct #',
  'agree-pay-by': 'Agree a pay-by date for #',
  'change-details': 'Change details of #',
  'pause-collection': 'Pause collection of #',
  'resume-collection': 'Resume collection of #',
  'mark-uncollectible': 'Mark # uncollectible',
  'record-recovery': 'Record a recovery on #',
  void: 'Void #',
  'delete-draft': 'Delete draft #',
};

/** What the button that does it says: `Void 3 invoices`, `Mark INV-0042 uncollectible`. */
export function doingLabel(name: ActionName, titles: readonly string[]): string {
  if (name === 'delete-draft' && titles.length !== 1) return `Delete ${countText(titles.length, 'draft')}`;
  return labels[name].replace('#', () => invoicesText(titles));
}

/** Those that a red button is for: nobody takes them back. */
export function isForGood(name: ActionName): boolean {
  return ['void', 'delete-draft', 'credit', 'mark-uncollectible'].includes(name);
}

/** The invoices that would be acted on; the others are refused. */
export function actedOn({invoices}: ActionPreview): ActionPreview['invoices'] {
  return invoices.filter(({refusal}) => refusal === null);
}
