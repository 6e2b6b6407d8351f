import type {Settings} from '../settings.ts';
import {type CivilDate, compareDates, formatDayMonth, parseIsoDate} from '../time/civil-date.ts';

/**
 * Why nothing may be dated on this day: its month is closed. Null when it may.
 *
 * @param what whose date it is, as the sentence names it: `invoice date`
 */
export function booksProblem(
  {booksClosedThrough}: Pick<Settings, 'booksClosedThrough'>,
  date: CivilDate,
  what: string,
): string | null {
  if (booksClosedThrough === null) return null;
  const closed = parseIsoDate(booksClosedThrough);
  if (compareDates(date, closed) > 0) return null;
  return `The books are closed through ${formatDayMonth(closed)}: the ${what} is ${formatDayMonth(date)}. Use a later date, or have an approver change “Books closed through” in Settings.`;
}
