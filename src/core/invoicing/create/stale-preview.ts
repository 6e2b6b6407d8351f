import {AddonError} from '../../errors/addon-error.ts';
import type {CellValue} from '../../tables/cell.ts';
import {formatDayMonth} from '../../time/civil-date.ts';
import {dateFromSerial} from '../../time/serial.ts';
import {shown, textCell} from '../draft-cells.ts';
import {type KeptPreview, type KeptRow, keptRows} from '../plans/kept-preview.ts';
import type {PlannedDrafts} from '../plans/plan-drafts.ts';

/** More of them than this nobody reads in a message. */
const changesSaidMax = 3;

/** For a digest that no longer names what is ready: which rows were changed since that preview, and what in them. */
export function staleError(
  {outcomes}: Pick<PlannedDrafts, 'outcomes'>,
  {digest, kept}: {readonly digest: string; readonly kept: KeptPreview | null},
): AddonError {
  const changes = kept?.digest === digest ? changesSince(kept.rows, outcomes.flatMap(keptRows)) : [];
  const said = changes.slice(0, changesSaidMax);
  const others = changes.length - said.length;
  const words = [
    ...said,
    ...(others === 0 ? [] : [`And ${others} more ${others === 1 ? 'row' : 'rows'}.`]),
  ].join(' ');
  return new AddonError({
    code: 'PREVIEW_STALE',
    fact: `Cannot create invoices: ${reason(kept, {digest, words})}`,
    nextStep: 'Preview again. Nothing was created.',
  });
}

function reason(
  kept: KeptPreview | null,
  {digest, words}: {readonly digest: string; readonly words: string},
): string {
  if (kept !== null && kept.digest !== digest) {
    return 'the drafts were previewed again since, and came to something else.';
  }
  if (words === '') return 'the drafts, or what Stripe says of them, were changed since the preview.';
  return `the drafts were changed since the preview. ${words}`;
}

/** A sentence for each row; those of one key belong together, wherever they have been moved. */
function changesSince(before: readonly KeptRow[], now: readonly KeptRow[]): readonly string[] {
  const keys = [...new Set([...now, ...before].map(({key}) => key))];
  return keys.flatMap((key) => {
    const was = before.filter((row) => row.key === key);
    const is = now.filter((row) => row.key === key);
    const [firstNow] = is;
    if (firstNow === undefined) return [`Row ${was[0]?.row} as it was then is gone.`];
    if (was.length === 0) return [`Row ${firstNow.row} was added.`];
    return changesOfGroup(was, is);
  });
}

function changesOfGroup(was: readonly KeptRow[], is: readonly KeptRow[]): readonly string[] {
  const [before, now] = [was[0], is[0]];
  if (before === undefined || now === undefined) return [];
  const amounts =
    before.total === now.total || before.total === null || now.total === null
      ? ''
      : ` (${before.total} then, ${now.total} now)`;
  const changed = is.flatMap((row, index) => {
    const earlier = was[index];
    if (earlier === undefined) return [`Row ${row.row} was added to its group${amounts}.`];
    const cells = changedCells(earlier.cells, row.cells);
    return cells.length === 0 ? [] : [`Row ${row.row}: ${cells.join(', ')}${amounts}.`];
  });
  if (was.length > is.length) changed.push(`A row of the group of row ${now.row} is gone${amounts}.`);
  if (changed.length > 0) return changed;
  if (amounts !== '') {
    return [`Row ${now.row} comes to ${now.total}, and came to ${before.total} when it was previewed.`];
  }
  return before.status === now.status ? [] : [`Row ${now.row} is ${now.status}, and was ${before.status}.`];
}

/** `Quantity was 2 and is 3 now` */
function changedCells(was: KeptRow['cells'], is: KeptRow['cells']): readonly string[] {
  const headers = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  return headers.flatMap((header) => {
    const [before = '', now = ''] = [was[header], is[header]];
    return textCell(before) === textCell(now)
      ? []
      : [`${header} was ${cellWords(header, before)} and is ${cellWords(header, now)} now`];
  });
}

const dayHeaders: readonly string[] = ['Bill on', 'Invoice date', 'Service start', 'Service end', 'Due date'];

function cellWords(header: string, cell: CellValue): string {
  if (typeof cell === 'number' && cell >= 1 && dayHeaders.includes(header)) {
    return formatDayMonth(dateFromSerial(cell));
  }
  return textCell(cell) === null ? 'blank' : shown(cell);
}
