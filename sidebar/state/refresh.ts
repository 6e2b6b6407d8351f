import type {RefreshSliceReply} from '../../src/core/sidebar-contract.ts';
import type {ShownFailure} from '../google-failure.ts';

/** How far a refresh has come. */
export interface RefreshProgress {
  readonly pages: number;
  readonly invoices: number;
  /** Null before the first complete refresh: nobody knows how many there are. */
  readonly expectedPages: number | null;
  readonly secondsLeft: number | null;
}

export type RefreshStage =
  | {readonly kind: 'idle'}
  | {
      readonly kind: 'working';
      /** Null until the first answer. */
      readonly progress: RefreshProgress | null;
      /** A person pressed Stop, and the part that is under way is still to end. */
      readonly isStopping: boolean;
    }
  | {readonly kind: 'discarding'}
  /** The table would more than double or halve, and a person is to say whether that is right. */
  | {readonly kind: 'count-changed'; readonly failure: ShownFailure}
  | {readonly kind: 'told'; readonly message: string; readonly isGood: boolean}
  | {readonly kind: 'failed'; readonly failure: ShownFailure};

export type RefreshAction =
  | {readonly type: 'refresh-started'; readonly progress: RefreshProgress | null}
  | {readonly type: 'refresh-answered'; readonly reply: RefreshSliceReply}
  | {readonly type: 'refresh-stop-asked'}
  | {readonly type: 'refresh-stopped'}
  | {readonly type: 'refresh-failed'; readonly failure: ShownFailure}
  | {readonly type: 'refresh-discarding'}
  | {readonly type: 'refresh-discarded'; readonly message: string}
  | {readonly type: 'refresh-dismissed'};

export function reduceRefresh(stage: RefreshStage, action: RefreshAction): RefreshStage {
  switch (action.type) {
    case 'refresh-started':
      return {kind: 'working', progress: action.progress, isStopping: false};
    case 'refresh-answered':
      return afterAnswer(stage, action.reply);
    case 'refresh-stop-asked':
      return stage.kind === 'working' ? {...stage, isStopping: true} : stage;
    case 'refresh-stopped':
      return {
        kind: 'told',
        message: 'Stopped. What was read is kept: Resume goes on from there.',
        isGood: false,
      };
    case 'refresh-failed':
      return action.failure.code === 'COUNT_CHANGED'
        ? {kind: 'count-changed', failure: action.failure}
        : {kind: 'failed', failure: action.failure};
    case 'refresh-discarding':
      return {kind: 'discarding'};
    case 'refresh-discarded':
      return {kind: 'told', message: action.message, isGood: false};
    case 'refresh-dismissed':
      return {kind: 'idle'};
  }
}

function afterAnswer(stage: RefreshStage, reply: RefreshSliceReply): RefreshStage {
  switch (reply.status) {
    case 'complete':
      return {kind: 'told', message: reply.message, isGood: true};
    case 'ended-elsewhere':
      return {kind: 'told', message: reply.message, isGood: false};
    case 'continues': {
      const {pages, invoices, expectedPages, secondsLeft} = reply;
      return {
        kind: 'working',
        progress: {pages, invoices, expectedPages, secondsLeft},
        isStopping: stage.kind === 'working' && stage.isStopping,
      };
    }
  }
}

/** From 0 to 1 for a bar; null where the number of pages is not known. */
export function shareDone({pages, expectedPages}: RefreshProgress): number | null {
  // More pages than last time are no reason to show a full bar before the end.
  return expectedPages === null || expectedPages < 1 ? null : Math.min(pages / expectedPages, 0.98);
}
