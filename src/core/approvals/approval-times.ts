import type {ApprovalRequest} from '../approval-contract.ts';
import type {StoredApproval} from './approval-register.ts';

/** What the approver agreed to stays true for so long, and no longer: prices, taxes and balances move. */
const approvedForS = 48 * 3600;

/** Unix seconds. */
export function lapsesAtUnixS(approvedAtUnixS: number): number {
  return approvedAtUnixS + approvedForS;
}

/** As it stands now. A request that nobody answers does not lapse: it is the answer that does. */
export function stateOf(approval: StoredApproval, nowUnixS: number): ApprovalRequest['state'] {
  const {state, answeredAtUnixS} = approval;
  const isOver = answeredAtUnixS !== null && nowUnixS >= lapsesAtUnixS(answeredAtUnixS);
  return isOver && (state === 'approved' || state === 'declined') ? 'lapsed' : state;
}
