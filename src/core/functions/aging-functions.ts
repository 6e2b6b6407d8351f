import {bucketLabel} from '../receivables/aging-bucket.ts';
import {daysBetween} from '../time/civil-date.ts';
import {bucketsArgument} from './edges-argument.ts';
import {
  asOfArgument,
  dayArgument,
  type FunctionArgument,
  type FunctionResult,
  type FunctionValue,
  mapCells,
  withoutHeader,
} from './function-arguments.ts';
import {remembered} from './remembered.ts';

/** Whole days from each due day to `asOf`, negative until due; blank where the due day is, or a header. Rule R4. */
export function daysPastDueOf({
  due,
  asOf,
}: {
  readonly due: FunctionArgument;
  readonly asOf: FunctionArgument;
}): FunctionResult {
  const to = asOfArgument(asOf);
  const daysFrom = remembered((value: FunctionValue) => {
    const from = dayArgument(value, 'due');
    return from === null ? '' : daysBetween({from, to});
  });
  return mapCells(withoutHeader(due), daysFrom);
}

/** The bucket of each due day as of `asOf`; blank where the due day is, or a header. Rules R4 and R6. */
export function agingBucketOf({
  due,
  asOf,
  edges,
}: {
  readonly due: FunctionArgument;
  readonly asOf: FunctionArgument;
  readonly edges: FunctionArgument;
}): FunctionResult {
  const buckets = bucketsArgument(edges);
  return mapCells(daysPastDueOf({due, asOf}), (days) =>
    typeof days === 'number' ? bucketLabel(buckets, days) : '',
  );
}
