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
  /** Invoices that were changed since they were read, and why they could not be read again. */
  readonly old: {readonly invoiceIds: readonly string[]; readonly failure: ShownFailure} | null;
}

export interface Asking {
  readonly request: LookUpPaymentsRequest;
  /** The result in whose place a chosen candidate comes; null for a new look-up. */
  readonly insteadOf: number | null;
}

export const initialLookup: LookupState = {
  typed: '',
  problem: null,
  asking: null,
  found: null,
  failed: null,
  old: null,
};

export type LookupAction =
  | {readonly type: 'lookup-typed'; readonly typed: string}
  | {readonly type: 'lookup-refused'; readonly problem: string}
  | {readonly type: 'lookup-asked'; readonly asking: Asking}
  | {readonly type: 'lookup-answered'; readonly found: PaymentLookup}
  | {readonly type: 'lookup-failed'; readonly failure: ShownFailure}
  | {
      readonly type: 'lookup-read-again';
      readonly invoiceIds: readonly string[];
      readonly found: PaymentLookup;
    }
  | {
      readonly type: 'lookup-not-read-again';
      readonly invoiceIds: readonly string[];
      readonly failure: ShownFailure;
    };

export function reduceLookup(lookup: LookupState, action: LookupAction): LookupState {
  switch (action.type) {
    case 'lookup-typed':
      return {...lookup, typed: action.typed, problem: null};
    case 'lookup-refused':
      return {...lookup, problem: action.problem};
    case 'lookup-asked':
      return {...lookup, asking: action.asking, problem: null, failed: null};
    case 'lookup-answered':
      return {...lookup, asking: null, old: null, found: joined(lookup, action.found)};
    case 'lookup-failed':
      return lookup.asking === null
        ? lookup
        : {...lookup, asking: null, failed: {failure: action.failure, asked: lookup.asking}};
    case 'lookup-read-again':
      return withNewer(lookup, action.invoiceIds, action.found);
    case 'lookup-not-read-again':
      return {...lookup, old: {invoiceIds: action.invoiceIds, failure: action.failure}};
  }
}

/** What was read again of these invoices stands where they stood. */
function withNewer(
  lookup: LookupState,
  invoiceIds: readonly string[],
  {results: newer, readAt}: PaymentLookup,
): LookupState {
  const {found} = lookup;
  if (found === null) return lookup;
  const results = found.results.map((result) => {
    if (result.kind !== 'invoice' || !invoiceIds.includes(result.payment.invoiceId)) return result;
    const {invoiceId} = result.payment;
    const read = newer.find(({asked}) => asked === invoiceId) ?? result;
    return read.kind === 'invoice' ? {...read, asked: result.asked, foundBy: result.foundBy} : read;
  });
  return {...lookup, found: {...found, results, readAt}, old: null};
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
