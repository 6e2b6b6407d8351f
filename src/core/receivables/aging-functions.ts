import {defaultSettings} from '../settings.ts';
import type {CellValue} from '../tables/cell.ts';
import {
  argumentInvalid,
  dayArgument,
  edgesArgument,
  type FunctionArgument,
  mapCells,
  singleCell,
} from '../tables/function-arguments.ts';
import {daysBetween} from '../time/civil-date.ts';
import {agingBuckets, bucketLabel} from './aging-bucket.ts';

type FunctionResult = CellValue | CellValue[][];

/** Whole days from each due day to `asOf`, negative until due; blank where the due day is. Rule R4. */
export function daysPastDueOf(due: FunctionArgument, asOf: FunctionArgument): FunctionResult {
  const to = dayArgument(singleCell(asOf, 'as_of'), 'as_of');
  if (to === null) throw argumentInvalid('as_of', 'is blank', 'Give the day that the answer is true for.');
  return mapCells(due, (value) => {
    const from = dayArgument(value, 'due');
    return from === null ? '' : daysBetween({from, to});
  });
}

/** The bucket of each due day as of `asOf`; blank where the due day is. Rules R4 and R6. */
export function agingBucketOf(
  due: FunctionArgument,
  asOf: FunctionArgument,
  edges: FunctionArgument | undefined,
): FunctionResult {
  const buckets = agingBuckets(edgesArgument(edges) ?? defaultSettings.bucketEdges);
  return mapCells(daysPastDueOf(due, asOf), (days) =>
    typeof days === 'number' ? bucketLabel(buckets, days) : '',
  );
}
