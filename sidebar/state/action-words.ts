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

/** What the button that does it says: `Void 3 invoices`, `Mark INV-0042 uncollectible`. */
export function doingLabel(name: ActionName, titles: readonly string[]): string {
  const what = invoicesText(titles);
  switch (name) {
    case 'finalize':
      return `Finalize ${what}`;
    case 'send':
      return `Send ${what}`;
    case 'record-payment':
      return `Record payment of ${what}`;
    case 'retry-payment':
      return `Retry payment of ${what}`;
    case 'credit':
      return `Credit ${what}`;
    case 'correct':
      return `Correct ${what}`;
    case 'agree-pay-by':
      return `Agree pay-by date of ${what}`;
    case 'change-details':
      return `Change details of ${what}`;
    case 'pause-collection':
      return `Pause collection of ${what}`;
    case 'resume-collection':
      return `Resume collection of ${what}`;
    case 'mark-uncollectible':
      return `Mark ${what} uncollectible`;
    case 'record-recovery':
      return `Record recovery of ${what}`;
    case 'void':
      return `Void ${what}`;
    case 'delete-draft':
      return titles.length === 1 ? `Delete draft ${what}` : `Delete ${countText(titles.length, 'draft')}`;
  }
}

/** Those that a red button is for: nobody takes them back. */
export function isForGood(name: ActionName): boolean {
  return ['void', 'delete-draft', 'credit', 'mark-uncollectible'].includes(name);
}

/** The invoices that would be acted on; the others are refused. */
export function actedOn({invoices}: ActionPreview): ActionPreview['invoices'] {
  return invoices.filter(({refusal}) => refusal === null);
}
