import type {LookUpPaymentsRequest, PaymentLookup} from '../../src/core/sidebar-contract.ts';
import type {ShownFailure} from '../google-failure.ts';

/** The script looks up as many at once. */
export const textsMax = 20;

export interface LookupState {
  /** What stands in the field. */
  readonly typed: string;
  /** What is wrong with it; null when nothing is. */
  readonly problem: string | null;
  /** What is being asked now; null when nothing is. */
  readonly asking: Asking | null;
  readonly found: PaymentLookup | null;
  /** Why the last one failed, and what to ask again. */
  readonly failed: {readonly failure: ShownFailure; readonly asked: Asking} | null;
}

export interface Asking {
  readonly request: LookUpPaymentsRequest;
  /** The result in whose place a chosen candidate comes; null for a new look-up. */
  readonly insteadOf: number | null;
}

export const initialLookup: LookupState = {typed: '', problem: null, asking: null, found: null, failed: null};

export type LookupAction =
  | {readonly type: 'lookup-typed'; readonly typed: string}
  | {readonly type: 'lookup-refused'; readonly problem: string}
  | {readonly type: 'lookup-asked'; readonly asking: Asking}
  | {readonly type: 'lookup-answered'; readonly found: PaymentLookup}
  | {readonly type: 'lookup-failed'; readonly failure: ShownFailure};

export function reduceLookup(lookup: LookupState, action: LookupAction): LookupState {
  switch (action.type) {
    case 'lookup-typed':
      return {...lookup, typed: action.typed, problem: null};
    case 'lookup-refused':
      return {...lookup, problem: action.problem};
    case 'lookup-asked':
      return {...lookup, asking: action.asking, problem: null, failed: null};
    case 'lookup-answered':
      return {...lookup, asking: null, found: joined(lookup, action.found)};
    case 'lookup-failed':
      return lookup.asking === null
        ? lookup
        : {...lookup, asking: null, failed: {failure: action.failure, asked: lookup.asking}};
  }
}

/** A chosen candidate takes the place of the choice; the other results stay. */
function joined({asking, found}: LookupState, answer: PaymentLookup): PaymentLookup {
  const place = asking?.insteadOf ?? null;
  if (place === null || found === null) return answer;
  return {
    ...answer,
    results: found.results.flatMap((result, index) => (index === place ? answer.results : [result])),
    notes: [...new Set([...found.notes, ...answer.notes])],
  };
}

/** One text for each line; a comma is part of a name. */
export function textsOf(typed: string): readonly string[] {
  const lines = typed.split('\n').map((line) => line.trim());
  return [...new Set(lines.filter((line) => line !== ''))];
}

/** Null when the script can be asked. */
export function problemWith(texts: readonly string[]): string | null {
  if (texts.length === 0) return 'Type at least one invoice, customer, purchase order or contract.';
  return texts.length > textsMax
    ? `These are ${texts.length} lines, and ${textsMax} can be looked up at once. Take some out.`
    : null;
}
