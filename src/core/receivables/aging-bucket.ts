import {AddonError} from '../errors/addon-error.ts';

/** Label of what is not past due yet. Rule R6. */
const notDueLabel = 'Not due';

const daysMax = 36_500;

/** The buckets of an aging: `Not due`, then one for each edge, then the open-ended last one. */
export interface AgingBuckets {
  /** Last day of each bucket but the last, inclusive. */
  readonly edges: readonly number[];
  /** `Not due` first; one more than edges + 1. The dash is U+2013, because Sheets reads a typed `1-30` as a date. */
  readonly labels: readonly string[];
}

/**
 * Buckets with the given edges, in days past due. Rule R6.
 *
 * @throws AddonError ARGUMENT_INVALID unless the edges are strictly increasing whole days above 0.
 */
export function agingBuckets(edges: readonly number[]): AgingBuckets {
  edges.forEach((edge, index) => {
    const previous = index === 0 ? 0 : (edges[index - 1] ?? 0);
    if (Number.isInteger(edge) && edge > previous && edge <= daysMax) return;
    throw new AddonError({
      code: 'ARGUMENT_INVALID',
      fact: `Cannot use the bucket edges ${edges.join(', ')}: ${edge} is not a whole number of days above ${previous}.`,
      nextStep: 'Enter strictly increasing whole days, such as 30, 60, 90, 120.',
    });
  });
  const last = edges[edges.length - 1];
  if (last === undefined) {
    throw new AddonError({
      code: 'ARGUMENT_INVALID',
      fact: 'Cannot age without bucket edges: none is given.',
      nextStep: 'Enter strictly increasing whole days, such as 30, 60, 90, 120.',
    });
  }
  const ranges = edges.map((edge, index) => rangeLabel((edges[index - 1] ?? 0) + 1, edge));
  return {edges, labels: [notDueLabel, ...ranges, `${last + 1}+`]};
}

/** Index into `labels` of what is `daysPastDue` late; 0 or less is `Not due`, an edge belongs to its own bucket. Rule R6. */
export function bucketIndex(buckets: AgingBuckets, daysPastDue: number): number {
  if (daysPastDue <= 0) return 0;
  const index = buckets.edges.findIndex((edge) => daysPastDue <= edge);
  return index === -1 ? buckets.edges.length + 1 : index + 1;
}

/** The label of what is `daysPastDue` late. */
export function bucketLabel(buckets: AgingBuckets, daysPastDue: number): string {
  return buckets.labels[bucketIndex(buckets, daysPastDue)] ?? notDueLabel;
}

function rangeLabel(from: number, to: number): string {
  return from === to ? String(from) : `${from}–${to}`;
}
