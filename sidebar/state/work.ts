import type {ActionReply} from '../../src/core/action-contract.ts';
import type {ShownFailure} from '../google-failure.ts';

export type WorkResult = Extract<ActionReply, {readonly status: 'complete'}>;

/** Something that is done to many invoices part by part, as far as it has come. */
export interface Work {
  /** What the script wants to hear again with each part. */
  readonly digest: string;
  /** How many invoices it was to be at the preview. */
  readonly total: number;
  /** Null until the first answer. */
  readonly remaining: number | null;
  /** What the script last said of it. */
  readonly message: string;
  /** A person pressed Stop, and the part that is under way is still to end. */
  readonly isStopping: boolean;
}

/** A work from its first part to its results. */
export type WorkStep =
  | {readonly kind: 'working'; readonly work: Work}
  /** Stopped by a person, or by a failure: what was done stays, and the rest can be gone on with. */
  | {readonly kind: 'stopped'; readonly work: Work; readonly failure: ShownFailure | null}
  | {readonly kind: 'done'; readonly result: WorkResult};

export type WorkAction =
  | {readonly type: 'work-answered'; readonly reply: Extract<ActionReply, {readonly status: 'continues'}>}
  | {readonly type: 'work-stop-asked'}
  | {readonly type: 'work-stopped'; readonly failure: ShownFailure | null}
  | {readonly type: 'work-done'; readonly result: WorkResult};

export function workOf(digest: string, total: number): Work {
  return {digest, total, remaining: null, message: '', isStopping: false};
}

/** What comes of a work under way; null where there is none. */
export function reduceWork(work: Work, action: WorkAction): WorkStep {
  switch (action.type) {
    case 'work-answered': {
      const {remaining, message} = action.reply;
      return {kind: 'working', work: {...work, remaining, message}};
    }
    case 'work-stop-asked':
      return {kind: 'working', work: {...work, isStopping: true}};
    case 'work-stopped':
      return {kind: 'stopped', work: {...work, isStopping: false}, failure: action.failure};
    case 'work-done':
      return {kind: 'done', result: action.result};
  }
}

/** How many of the total are done with. */
export function doneOf({total, remaining}: Work): number {
  return remaining === null ? 0 : Math.max(total - remaining, 0);
}

/** The script does not do what was previewed: it must be previewed again, not gone on with. */
export function mustBePreviewedAgain(failure: ShownFailure | null): boolean {
  return failure !== null && ['PREVIEW_STALE', 'APPROVAL_NEEDED'].includes(failure.code);
}
