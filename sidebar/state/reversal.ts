import type {ActionApi, ReversalPreview, ReversalRequest} from '../../src/core/action-contract.ts';

import type {ShownFailure} from '../google-failure.ts';
import {countText} from '../words.ts';
import {type FormProblem, otherReason} from './action-form.ts';
import {reduceWork, type WorkAction, type WorkStep, workOf} from './work.ts';

type Listed = Extract<ReturnType<ActionApi['listBatches']>, {readonly status: 'done'}>['value'];
export type Batch = Listed['batches'][number];
type Decision = 'void' | 'credit note';

/** Taking a batch of invoices back. */
export interface OpenReversal {
  /** Null until the script has listed them. */
  readonly batches: readonly Batch[] | null;
  /** What is asked for; its batch is '' while none is chosen. */
  readonly request: ReversalRequest;
  readonly problems: readonly FormProblem[];
  readonly step: ReversalStep;
  readonly isAsking: boolean;
  /** Why what was asked last failed. */
  readonly failure: ShownFailure | null;
}

export type ReversalStep =
  | {readonly kind: 'choosing'}
  /** How each invoice could be taken back; what is still to be decided and said is asked for. */
  | {readonly kind: 'deciding'; readonly preview: ReversalPreview}
  /** Exactly what would be done. */
  | {readonly kind: 'previewed'; readonly preview: ReversalPreview}
  | (WorkStep & {readonly preview: ReversalPreview});

export type ReversalAction =
  | {readonly type: 'reversal-opened'}
  | {readonly type: 'reversal-asked'}
  | {readonly type: 'reversal-listed'; readonly batches: readonly Batch[]}
  | {readonly type: 'reversal-chosen'; readonly batchId: string}
  | {readonly type: 'reversal-typed'; readonly change: Partial<ReversalRequest>}
  | {readonly type: 'reversal-decided'; readonly invoiceId: string; readonly decision: Decision}
  | {readonly type: 'reversal-refused'; readonly problems: readonly FormProblem[]}
  | {
      readonly type: 'reversal-previewed';
      readonly step: 'deciding' | 'previewed';
      readonly preview: ReversalPreview;
    }
  | {readonly type: 'reversal-failed'; readonly failure: ShownFailure}
  | {readonly type: 'reversal-back'}
  | {readonly type: 'reversal-began'}
  | {readonly type: 'reversal-worked'; readonly work: WorkAction}
  | {readonly type: 'reversal-closed'};

const nothingAsked: ReversalRequest = {
  batchId: '',
  decisions: {},
  paidPartGoesTo: 'customer balance',
  reasonCode: '',
  reason: '',
};

export function reduceReversal(open: OpenReversal | null, action: ReversalAction): OpenReversal | null {
  if (action.type === 'reversal-opened') return open ?? newlyOpen;
  if (action.type === 'reversal-closed' || open === null) return null;
  return reduceOpen(open, action);
}

const newlyOpen: OpenReversal = {
  batches: null,
  request: nothingAsked,
  problems: [],
  step: {kind: 'choosing'},
  isAsking: false,
  failure: null,
};

type StepAction = Exclude<ReversalAction, {readonly type: 'reversal-opened' | 'reversal-closed'}>;

function reduceOpen(open: OpenReversal, action: StepAction): OpenReversal {
  const {step, request} = open;
  const settled = {...open, isAsking: false, failure: null};
  switch (action.type) {
    case 'reversal-asked':
      return {...open, isAsking: true, failure: null, problems: []};
    case 'reversal-failed':
      return {...open, isAsking: false, failure: action.failure};
    case 'reversal-listed':
      return {...settled, batches: action.batches};
    case 'reversal-chosen':
      return {...settled, request: {...nothingAsked, batchId: action.batchId}};
    case 'reversal-typed':
      return asTyped(open, action.change);
    case 'reversal-decided': {
      const decisions = {...request.decisions, [action.invoiceId]: action.decision};
      return asTyped(open, {decisions});
    }
    case 'reversal-refused':
      return {...settled, problems: action.problems};
    case 'reversal-previewed':
      return {...settled, step: {kind: action.step, preview: action.preview}};
    case 'reversal-back':
      return {...settled, step: stepBefore(step)};
    case 'reversal-began':
      return {...settled, step: beginning(step)};
    case 'reversal-worked':
      return step.kind === 'working'
        ? {...settled, step: {...reduceWork(step.work, action.work), preview: step.preview}}
        : open;
  }
}

/** What was asked before is no longer what is typed: its answer is not waited for. */
function asTyped(open: OpenReversal, change: Partial<ReversalRequest>): OpenReversal {
  return {...open, request: {...open.request, ...change}, problems: [], isAsking: false};
}

function stepBefore(step: ReversalStep): ReversalStep {
  return step.kind === 'choosing' || step.kind === 'deciding'
    ? {kind: 'choosing'}
    : {kind: 'deciding', preview: step.preview};
}

function beginning(step: ReversalStep): ReversalStep {
  if (step.kind === 'stopped') return {kind: 'working', preview: step.preview, work: step.work};
  // What has failed without a clear answer is asked for once more; nothing is done twice.
  if ((step.kind !== 'previewed' && step.kind !== 'done') || step.preview.digest === null) return step;
  return {
    kind: 'working',
    preview: step.preview,
    work: workOf(step.preview.digest, takenBack(step.preview).length),
  };
}

/** Those invoices that would be taken back; the others stay as they are. */
export function takenBack({invoices}: ReversalPreview): ReversalPreview['invoices'] {
  return invoices.filter(({way}) => way === 'delete draft' || way === 'void' || way === 'credit note');
}

/** What is missing before it can be previewed as it would be done. */
export function reversalProblems(
  {reasonCode, reason}: ReversalRequest,
  {reasonCodes}: ReversalPreview,
): readonly FormProblem[] {
  if (reasonCodes.length > 0 && reasonCode === '')
    return [{field: 'reason-code', message: 'Choose a reason.'}];
  return reasonCode === otherReason && reason.trim() === ''
    ? [{field: 'reason', message: 'Say in words why.'}]
    : [];
}

/** What the button that does it says: `Delete 2 drafts, void 1 invoice, credit 3 invoices`. */
export function reversalLabel(preview: ReversalPreview): string {
  const count = (wanted: string): number => preview.invoices.filter(({way}) => way === wanted).length;
  const parts = [
    part('delete', count('delete draft'), 'draft'),
    part('void', count('void'), 'invoice'),
    part('credit', count('credit note'), 'invoice'),
  ].filter((words) => words !== null);
  const text = parts.join(', ');
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

const part = (verb: string, count: number, noun: string): string | null =>
  count === 0 ? null : `${verb} ${countText(count, noun)}`;
