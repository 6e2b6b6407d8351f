import {agingBucketOf, daysPastDueOf} from '../../core/receivables/aging-functions.ts';
import {functionArgument, inCell, type SheetArgument} from '../adapters/function-values.ts';

/**
 * The aging bucket of a due date: Not due, 1–30, 31–60, 61–90, 91–120 or 121+, or buckets with your own edges.
 *
 * Example: =AR_BUCKET(J2:J, AR_AS_OF)
 *
 * @param {DATE(2026,1,31)} due The due date, or a range of due dates; a blank gives a blank.
 * @param {DATE(2026,3,15)} as_of The day the answer is true for.
 * @param {"30,60,90,120"} edges [optional] Last day of each bucket, as text or as a range.
 * @return {string} The label of the bucket, in the shape of `due`.
 * @customfunction
 */
export function AR_BUCKET(due: SheetArgument, as_of: SheetArgument, edges?: SheetArgument) {
  return inCell(() =>
    agingBucketOf(
      functionArgument(due),
      functionArgument(as_of),
      edges === undefined ? undefined : functionArgument(edges),
    ),
  );
}

/**
 * Whole calendar days past due; negative as long as it is not due.
 *
 * Example: =DAYS_PAST_DUE(J2:J, AR_AS_OF)
 *
 * @param {DATE(2026,1,31)} due The due date, or a range of due dates; a blank gives a blank.
 * @param {DATE(2026,3,15)} as_of The day the answer is true for.
 * @return {number} The number of days, in the shape of `due`.
 * @customfunction
 */
export function DAYS_PAST_DUE(due: SheetArgument, as_of: SheetArgument) {
  return inCell(() => daysPastDueOf(functionArgument(due), functionArgument(as_of)));
}
