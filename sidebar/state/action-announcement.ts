import type {Action} from './sidebar.ts';
import type {WorkAction} from './work.ts';

/** What a screen reader says of an action on invoices, and of taking a batch back. */
export function announcementOfActions(action: Action): string | null {
  switch (action.type) {
    case 'actions-asked':
      return 'Asking Stripe.';
    case 'actions-refused':
    case 'reversal-refused':
      return 'Some fields need a change.';
    case 'actions-previewed':
      return action.previewed.preview.message;
    case 'reversal-previewed':
      return action.preview.message;
    case 'actions-worked':
    case 'reversal-worked':
      return announcementOfWork(action.work);
    case 'actions-pdfs':
      return action.pdfs.kind === 'told' ? action.pdfs.message : null;
    default:
      return null;
  }
}

/** What it says of something that is done part by part. */
function announcementOfWork(work: WorkAction): string | null {
  switch (work.type) {
    case 'work-answered':
      return work.reply.message;
    case 'work-stopped':
      return work.failure === null ? 'Stopped. What was done stays.' : null;
    case 'work-done':
      return work.result.message;
    case 'work-stop-asked':
      return null;
  }
}
