import {booksProblem} from '../../approvals/books-closed.ts';
import type {Settings} from '../../settings.ts';
import {type CivilDate, compareDates, formatDayMonth, parseIsoDate} from '../../time/civil-date.ts';
import type {DraftInvoice} from '../draft-invoice.ts';
import type {RowProblem} from '../row-problem.ts';

/** An invoice is never dated in a closed month; service that was rendered in one is looked at first. */
export function planBooks(
  draft: DraftInvoice,
  {settings, today}: {readonly settings: Settings; readonly today: CivilDate},
): {readonly problems: readonly RowProblem[]; readonly warnings: readonly RowProblem[]} {
  const {booksClosedThrough} = settings;
  if (booksClosedThrough === null) return {problems: [], warnings: []};
  const sentence = booksProblem(settings, draft.invoiceDate ?? today, 'invoice date');
  const closed = parseIsoDate(booksClosedThrough);
  return {
    problems: sentence === null ? [] : [{row: draft.rows[0] ?? 0, header: 'Invoice date', sentence}],
    warnings: draft.lines.flatMap(({row, service}) =>
      service === null || compareDates(service.start, closed) > 0
        ? []
        : [
            {
              row,
              header: 'Service start',
              sentence: `The service period begins on ${formatDayMonth(service.start)}, and the books are closed through ${formatDayMonth(closed)}: this bills for a closed month.`,
            },
          ],
    ),
  };
}
