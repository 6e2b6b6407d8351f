import {type AgingBuckets, agingBuckets} from '../receivables/aging-bucket.ts';
import {defaultSettings} from '../settings.ts';
import {
  argumentInvalid,
  type FunctionArgument,
  type FunctionValue,
  isBlank,
  isSheetDate,
  rowsOf,
  textOf,
} from './function-arguments.ts';

const nextStep = 'Give edges such as "30,60,90,120".';

/**
 * The buckets with the edges a person gave: text like "30,60,90,120", a range, one number, or the labels of an aging
 * (`1–30` or `1-30`, `Not due`, `121+`); the edges of a new spreadsheet when left out. Rule R6.
 *
 * @throws AddonError ARGUMENT_INVALID for anything that is no edge, and for edges that do not rise.
 */
export function bucketsArgument(argument: FunctionArgument): AgingBuckets {
  return agingBuckets(edgesArgument(argument) ?? defaultSettings.bucketEdges);
}

/** The edges given, null when left out or blank. @throws AddonError ARGUMENT_INVALID */
export function edgesArgument(argument: FunctionArgument): readonly number[] | null {
  const values = typeof argument === 'string' ? argument.split(',') : rowsOf(argument).flat();
  const entries = values.filter((value) => !isBlank(value)).map(entryText);
  const edges: number[] = [];
  entries.forEach((entry, index) => {
    const edge = edgeOf(entry, {previous: edges[edges.length - 1] ?? 0, isFirst: index === 0});
    if (edge !== null) edges.push(edge);
    else if (index > 0 && index < entries.length - 1) {
      throw argumentInvalid('edges', `holds "${entry}" between other edges`, nextStep);
    }
  });
  if (entries.length > 0 && edges.length === 0) {
    throw argumentInvalid('edges', `holds "${entries.join(', ')}" and no number of days`, nextStep);
  }
  return edges.length === 0 ? null : edges;
}

function entryText(value: FunctionValue): string {
  if (isSheetDate(value)) {
    throw argumentInvalid(
      'edges',
      `holds the date ${textOf(value)}, which is what Sheets makes of a typed 1-30`,
      nextStep,
    );
  }
  return typeof value === 'boolean' ? String(value) : textOf(value).replace(/[\u2010-\u2015\u2212]/g, '-');
}

/** The last day of a bucket; null for the label of the first or the last one, which have no edge of their own. */
function edgeOf(entry: string, place: {readonly previous: number; readonly isFirst: boolean}): number | null {
  if (/^-?\d+(\.\d+)?$/.test(entry)) return Number(entry);
  if (place.isFirst && /^(not due|current)$/i.test(entry)) return null;
  const open = /^(\d+)\s*\+$/.exec(entry);
  if (open !== null && Number(open[1]) === place.previous + 1) return null;
  const label = /^(\d+)\s*-\s*(\d+)$/.exec(entry);
  if (label !== null) {
    const [from, to] = [Number(label[1]), Number(label[2])];
    if (from === place.previous + 1 || (place.previous === 0 && from === 0)) return to;
    throw argumentInvalid(
      'edges',
      `holds "${entry}", which does not go on from day ${place.previous}`,
      nextStep,
    );
  }
  throw argumentInvalid('edges', `holds "${entry}", not a number of days`, nextStep);
}
