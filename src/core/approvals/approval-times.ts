import type {ApprovalRequest} from '../approval-contract.ts';
import type {StoredApproval} from './approval-register.ts';

/** What the approver agreed to stays true for so long, and no longer: prices, taxes and balances move. */
const approvedForS = 48 * 3600;

const waitsForS = 14 * 86_400;

/** Unix seconds. */
export function lapsesAtUnixS(approvedAtUnixS: number): number {
  return approvedAtUnixS + approvedForS;
}

/** As it stands now: a request lapses when nobody has answered it for two weeks, an answer after 48 hours. */
export function stateOf(approval: StoredApproval, nowUnixS: number): ApprovalRequest['state'] {
  const {state, preparedAtUnixS, answeredAtUnixS} = approval;
  switch (state) {
    case 'waiting':
      return nowUnixS >= preparedAtUnixS + waitsForS ? 'lapsed' : state;
    case 'approved':
    case 'declined':
      return nowUnixS >= lapsesAtUnixS(answeredAtUnixS ?? 0) ? 'lapsed' : state;
    case 'used':
      return state;
  }
}

/** Whether somebody answered it so short a while ago that people still look for it. */
export function isAnsweredLately({answeredAtUnixS}: StoredApproval, nowUnixS: number): boolean {
  return answeredAtUnixS !== null && nowUnixS < answeredAtUnixS + approvedForS;
}
