import type {ApprovalRequest, ApprovalState} from '../../src/core/approval-contract.ts';
import type {ShownFailure} from '../google-failure.ts';

/** What a person was asked to agree to, and what they are doing about it. */
export interface ApprovalsPage {
  /** Null until they were read. */
  readonly requests: readonly ApprovalRequest[] | null;
  readonly isReading: boolean;
  readonly readFailure: ShownFailure | null;
  /** Digest of the one that is being answered; null when none is. */
  readonly answering: string | null;
  /** The one that is to be declined, with what is typed as the reason. */
  readonly declining: {
    readonly digest: string;
    readonly reason: string;
    readonly problem: string | null;
  } | null;
  readonly failed: {readonly digest: string; readonly failure: ShownFailure} | null;
  readonly told: string | null;
}

export const initialApprovals: ApprovalsPage = {
  requests: null,
  isReading: false,
  readFailure: null,
  answering: null,
  declining: null,
  failed: null,
  told: null,
};

export type ApprovalsAction =
  | {readonly type: 'approvals-reading'}
  | {readonly type: 'approvals-read'; readonly requests: readonly ApprovalRequest[]}
  | {readonly type: 'approvals-read-failed'; readonly failure: ShownFailure}
  /** `digest` null closes the field. */
  | {readonly type: 'approvals-decline-asked'; readonly digest: string | null}
  | {readonly type: 'approvals-reason-typed'; readonly reason: string}
  | {readonly type: 'approvals-reason-missing'}
  | {readonly type: 'approvals-answering'; readonly digest: string}
  | {readonly type: 'approvals-answered'; readonly message: string}
  | {readonly type: 'approvals-failed'; readonly failure: ShownFailure};

export function reduceApprovals(page: ApprovalsPage, action: ApprovalsAction): ApprovalsPage {
  switch (action.type) {
    case 'approvals-reading':
      return {...page, isReading: true};
    case 'approvals-read':
      return {...page, isReading: false, readFailure: null, requests: action.requests};
    case 'approvals-read-failed':
      return {...page, isReading: false, readFailure: action.failure};
    case 'approvals-decline-asked':
      return {
        ...page,
        declining: action.digest === null ? null : {digest: action.digest, reason: '', problem: null},
      };
    case 'approvals-reason-typed':
      return page.declining === null
        ? page
        : {...page, declining: {...page.declining, reason: action.reason, problem: null}};
    case 'approvals-reason-missing':
      return page.declining === null
        ? page
        : {...page, declining: {...page.declining, problem: 'Say why, so that it can be put right.'}};
    case 'approvals-answering':
      return {...page, answering: action.digest, failed: null, told: null};
    case 'approvals-answered':
      return {...page, answering: null, declining: null, told: action.message};
    case 'approvals-failed':
      return {
        ...page,
        answering: null,
        failed: page.answering === null ? null : {digest: page.answering, failure: action.failure},
      };
  }
}

/** What this person may answer, what they have asked for themselves, and what else waits or was answered. */
export function sortedRequests(
  requests: readonly ApprovalRequest[],
  person: string | null,
): {
  readonly waitingForYou: readonly ApprovalRequest[];
  readonly yours: readonly ApprovalRequest[];
  readonly others: readonly ApprovalRequest[];
} {
  const isYours = ({preparedBy}: ApprovalRequest) => person !== null && preparedBy === person;
  const isForYou = (request: ApprovalRequest) => request.state === 'waiting' && request.refusal === null;
  return {
    waitingForYou: requests.filter(isForYou),
    yours: requests.filter((request) => !isForYou(request) && isYours(request)),
    others: requests.filter((request) => !isForYou(request) && !isYours(request)),
  };
}

/** What stands between a preview and doing it, as it is now: a second person may have answered since. */
export type Standing =
  | ApprovalState
  /** Since the preview, which tells no times of it. */
  | {readonly kind: 'approved-since'; readonly by: string}
  | {readonly kind: 'declined'}
  | {readonly kind: 'lapsed'};

export function standingOf(
  {digest, approval}: {readonly digest: string | null; readonly approval: ApprovalState},
  requests: readonly ApprovalRequest[] | null,
): Standing {
  const request = requests?.find((one) => digest !== null && one.digest === digest);
  if (approval.kind === 'not-needed' || request === undefined) return approval;
  switch (request.state) {
    case 'approved':
      return approval.kind === 'approved'
        ? approval
        : {kind: 'approved-since', by: request.approvedBy ?? 'a second person'};
    case 'declined':
      return {kind: 'declined'};
    case 'lapsed':
      return {kind: 'lapsed'};
    case 'waiting':
    case 'used':
      return approval;
  }
}
