import * as v from 'valibot';
import type {Properties} from '../ports.ts';
import {hideableColumns} from '../settings.ts';

/**
 * Which of the columns that can be left out stand on the Receivables tab as ours: somebody's own column may be called
 * the same while ours is left out, and must not be taken for it.
 */
export interface ColumnMemory {
  /** Those that may stand there. */
  readonly possible: readonly string[];
  /** Those that do; a refresh that was ended in the middle leaves fewer of them than possible ones. */
  readonly certain: readonly string[];
}

const columnsProperty = 'receivables.columns';

const stored = v.object({possible: v.array(v.string()), certain: v.array(v.string())});

/** A spreadsheet whose properties are gone, as a copy has it: whatever stands there under our names is ours. */
const unknown: ColumnMemory = {possible: hideableColumns, certain: []};

export function readColumnMemory(documentProperties: Properties): ColumnMemory {
  const text = documentProperties.read(columnsProperty);
  if (text === null) return unknown;
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), stored), text);
  return parsed.success ? parsed.output : unknown;
}

/** To be written before the tab changes. */
export function rememberChange(
  documentProperties: Properties,
  before: ColumnMemory,
  shown: readonly string[],
): void {
  const ours = hideableColumns.filter((header) => shown.includes(header));
  write(documentProperties, before, {
    possible: [...new Set([...before.possible, ...ours])],
    certain: ours.filter((header) => before.certain.includes(header)),
  });
}

/** To be written after the tab has changed. */
export function rememberShown(
  documentProperties: Properties,
  before: ColumnMemory,
  shown: readonly string[],
): void {
  const ours = hideableColumns.filter((header) => shown.includes(header));
  write(documentProperties, before, {possible: ours, certain: ours});
}

/** Each write of a property counts, and the columns rarely change. */
function write(documentProperties: Properties, before: ColumnMemory, now: ColumnMemory): void {
  if (JSON.stringify(now) !== JSON.stringify(before))
    documentProperties.write(columnsProperty, JSON.stringify(now));
}
