import {countText, timeLeftText} from '../words.ts';
import {announcementOfActions} from './action-announcement.ts';
import {announcementOfInvoices} from './invoices-announcement.ts';
import type {Action} from './sidebar.ts';

/** What a screen reader says of it; null for what is not worth an interruption, or is said by its own alert. */
export function announcementOf(action: Action): string | null {
  switch (action.type) {
    case 'refresh-started':
      return 'Reading invoices from Stripe.';
    case 'refresh-answered': {
      const {reply} = action;
      if (reply.status !== 'continues') return reply.message;
      const left = timeLeftText(reply.secondsLeft);
      return [
        countText(reply.pages, 'page'),
        countText(reply.invoices, 'invoice'),
        ...(left ? [left] : []),
      ].join(', ');
    }
    case 'refresh-stopped':
      return 'Stopped. What was read is kept.';
    case 'refresh-discarded':
    case 'automatic-told':
    case 'disconnected':
    case 'settings-filled':
      return action.message;
    case 'key-sent':
      return 'Trying the key with Stripe.';
    case 'key-answered':
      return action.message;
    case 'aging-filter-answered':
      // The question that follows takes the focus and says it itself.
      return action.reply.outcome === 'shown' ? action.reply.message : null;
    case 'lookup-asked':
      return 'Asking Stripe.';
    case 'lookup-answered':
      return `${countText(action.found.results.length, 'result')}.`;
    case 'settings-refused':
      return 'Not saved: some fields need a change.';
    case 'settings-answered':
      return action.reply.outcome === 'saved'
        ? action.reply.message
        : 'Not saved: some fields need a change.';
    case 'said':
      return action.announcement;
    default:
      return announcementOfActions(action) ?? announcementOfInvoices(action);
  }
}
