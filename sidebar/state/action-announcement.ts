import type {ActionsAction} from './actions.ts';
import type {ReversalAction} from './reversal.ts';
import type {WorkAction} from './work.ts';

/** What a screen reader says of an action on invoices. */
export function announcementOfActions(action: ActionsAction): string | null {
  switch (action.type) {
    case 'actions-asked':
      return 'Asking Stripe.';
    case 'actions-refused':
      return 'Some fields need a change.';
    case 'actions-previewed':
      return action.previewed.preview.message;
    case 'actions-worked':
      return announcementOfWork(action.work);
    case 'actions-pdfs':
      return action.pdfs.kind === 'told' ? action.pdfs.message : null;
    default:
      return null;
  }
}

/** What a screen reader says of taking a batch back. */
export function announcementOfReversal(action: ReversalAction): string | null {
  switch (action.type) {
    case 'reversal-listed':
      return action.batches.length === 1 ? '1 batch.' : `${action.batches.length} batches.`;
    case 'reversal-refused':
      return 'Some fields need a change.';
    case 'reversal-previewed':
      return action.preview.message;
    case 'reversal-worked':
      return announcementOfWork(action.work);
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
