import {booksProblem} from '../approvals/books-closed.ts';
import {civilDateAt} from '../time/zone.ts';
import type {ActionFacts} from './action-kind.ts';

/** Whether the books of the month are closed in which it was issued. */
export function isOfClosedMonth({invoice, settings, timeZone}: ActionFacts): boolean {
  const issuedAtUnixS = invoice.effectiveAtUnixS ?? invoice.finalizedAtUnixS ?? invoice.createdUnixS;
  return booksProblem(settings, civilDateAt(issuedAtUnixS, timeZone), 'invoice date') !== null;
}
