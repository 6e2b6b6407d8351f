import {workWords} from './drafts.ts';
import type {Action} from './sidebar.ts';

/** What a screen reader says of the way from rows to invoices; null for what is said by its own alert. */
export function announcementOfInvoices(action: Action): string | null {
  switch (action.type) {
    case 'drafts-asked':
      return workWords[action.work];
    case 'drafts-answered':
    case 'creation-answered':
      return action.reply.message;
    case 'drafts-told':
    case 'approvals-answered':
      return action.message;
    case 'creation-started':
      return 'Creating invoices in Stripe.';
    case 'creation-stopped':
      return 'Stopped. What was created is kept.';
    case 'approvals-reason-missing':
      return 'Not declined: say why.';
    default:
      return null;
  }
}
