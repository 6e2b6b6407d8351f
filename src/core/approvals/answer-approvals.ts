import type {ApprovalRequest} from '../approval-contract.ts';
import {blankEntry} from '../audit/audit-entry.ts';
import {openAuditLog} from '../audit/audit-log.ts';
import type {AuditRow} from '../audit/audit-rows.ts';
import {AddonError} from '../errors/addon-error.ts';
import type {Lock} from '../ports.ts';
import {readSettings} from '../settings.ts';
import {formatIsoInstant} from '../time/zone.ts';
import {isSamePerson, keepApproval, readStoredApprovals, type StoredApproval} from './approval-register.ts';
import {isAnsweredLately, stateOf} from './approval-times.ts';
import {cashProblem, readCash} from './cash-and-credit.ts';
import type {ApprovalPorts} from './require-approval.ts';

export interface AnswerPorts extends ApprovalPorts {
  readonly lock: Lock;
}

/** Long enough for another's write. */
const lockWaitMs = 10_000;

/** As the person who asks would see them: what waits, and what was answered in the last 48 hours; newest first. */
export function readApprovals(ports: ApprovalPorts): {readonly requests: readonly ApprovalRequest[]} {
  const nowUnixS = nowUnixSOf(ports);
  const shown = readStoredApprovals(ports).filter(
    (approval) => stateOf(approval, nowUnixS) === 'waiting' || isAnsweredLately(approval, nowUnixS),
  );
  const cash = readCash(ports, shown);
  const at = (unixS: number) => formatIsoInstant(unixS * 1000, ports.tables.timeZone());
  const requests = shown.map(
    (approval): ApprovalRequest => ({
      digest: approval.digest,
      title: approval.title,
      lines: approval.lines,
      linesLeftOut: approval.linesLeftOut,
      totals: approval.totals,
      because: approval.because,
      preparedBy: approval.preparedBy,
      preparedAt: at(approval.preparedAtUnixS),
      state: stateOf(approval, nowUnixS),
      approvedBy: approval.state === 'declined' ? null : approval.answeredBy,
      refusal: refusalOf(ports, approval, {nowUnixS, cash}),
    }),
  );
  return {requests: requests.reverse()};
}

/**
 * Agrees, as the person whom Google names, to exactly what was previewed.
 *
 * @throws AddonError APPROVAL_NEEDED saying why this person cannot; REFRESH_BUSY when another run holds the spreadsheet
 */
export function approve(ports: AnswerPorts, request: unknown): {readonly message: string} {
  const {digest} = Object(request);
  return answer(ports, {digest, act: 'approve', state: 'approved', reason: null});
}

/**
 * Sends it back with a reason.
 *
 * @throws AddonError as approve; ARGUMENT_INVALID without a reason
 */
export function decline(ports: AnswerPorts, request: unknown): {readonly message: string} {
  const {digest, reason} = Object(request);
  const words = typeof reason === 'string' ? reason.trim().slice(0, reasonCharactersMax) : '';
  if (words === '') {
    throw new AddonError({
      code: 'ARGUMENT_INVALID',
      fact: 'Cannot decline without a reason.',
      nextStep: 'Say why, so that it can be put right.',
    });
  }
  return answer(ports, {digest, act: 'decline', state: 'declined', reason: words});
}

const reasonCharactersMax = 500;

interface Answer {
  readonly digest: unknown;
  readonly act: 'approve' | 'decline';
  readonly state: 'approved' | 'declined';
  readonly reason: string | null;
}

function answer(ports: AnswerPorts, given: Answer): {readonly message: string} {
  const outcome = ports.lock.runAlone(lockWaitMs, () => answerAlone(ports, given));
  if (outcome.kind === 'done') return outcome.value;
  throw new AddonError({
    code: 'REFRESH_BUSY',
    fact: `Cannot ${given.act}: another run of the add-on holds this spreadsheet.`,
    nextStep: `Wait until it has ended, then ${given.act} again.`,
  });
}

function answerAlone(ports: AnswerPorts, {digest, act, state, reason}: Answer): {readonly message: string} {
  const approval = readStoredApprovals(ports).find((one) => one.digest === digest);
  if (approval === undefined) {
    throw refused(act, 'this has not been asked for, or was changed since', 'Read the list again.');
  }
  const log = openAuditLog(ports);
  const nowUnixS = nowUnixSOf(ports);
  const refusal = refusalOf(ports, approval, {nowUnixS, cash: readCash(ports, [approval])});
  if (refusal !== null) {
    throw new AddonError({
      code: 'APPROVAL_NEEDED',
      fact: refusal.replace('Cannot approve', `Cannot ${act}`),
      nextStep: 'Nothing was changed.',
    });
  }
  const me = ports.person.email();

  const {preparedAtUnixS, preparedBy, title, because, totals} = approval;
  // First the log: nothing counts as approved that has no row, wherever a run is ended.
  log.append([
    {
      ...blankEntry,
      action: state === 'approved' ? 'Approval given' : 'Approval declined',
      object: title,
      field: `request of ${formatIsoInstant(preparedAtUnixS * 1000, 'Etc/UTC')}`,
      before: 'waiting',
      after: [state, ...totals].join(', '),
      reason,
      policyLine: because,
      preparedBy,
      approvedBy: state === 'approved' ? me : null,
      approvedAtUnixS: state === 'approved' ? nowUnixS : null,
      digest: approval.digest,
    },
  ]);
  keepApproval(ports, {...approval, state, answeredBy: me, answeredAtUnixS: nowUnixS, reason});
  return {
    message:
      state === 'approved'
        ? `Approved: ${title}. ${preparedBy} has 48 hours to do it; any change voids the approval.`
        : `Declined: ${title}. ${preparedBy} sees your reason.`,
  };
}

/** Why this person cannot approve it now, as a sentence; null when they can. */
function refusalOf(
  {person, documentProperties}: Pick<ApprovalPorts, 'person' | 'documentProperties'>,
  approval: StoredApproval,
  {nowUnixS, cash}: {readonly nowUnixS: number; readonly cash: readonly AuditRow[]},
): string | null {
  switch (stateOf(approval, nowUnixS)) {
    case 'approved':
      return `Cannot approve: ${approval.answeredBy} has approved it.`;
    case 'declined':
      return `Cannot approve: ${approval.answeredBy} declined it: ${approval.reason}`;
    case 'used':
      return 'Cannot approve: it was approved and is done.';
    case 'lapsed':
      return `Cannot approve: it has lapsed. ${approval.preparedBy} previews it again.`;
    case 'waiting':
      break;
  }
  const me = person.email();
  if (me === null) return 'Cannot approve: Google did not say who you are.';
  if (isSamePerson(me, approval.preparedBy))
    return 'Cannot approve: you prepared it. Somebody else must look at it.';
  const {approvers} = readSettings(documentProperties).approvals;
  if (approvers.length > 0 && !approvers.includes(me.toLowerCase())) {
    return `Cannot approve: Settings name ${approvers.join(', ')} as approvers.`;
  }
  const problem = cashProblem(cash, approval, me);
  return problem === null ? null : `Cannot approve: ${problem.charAt(0).toLowerCase()}${problem.slice(1)}`;
}

function refused(act: string, fact: string, nextStep: string): AddonError {
  return new AddonError({code: 'APPROVAL_NEEDED', fact: `Cannot ${act}: ${fact}.`, nextStep});
}

function nowUnixSOf({clock}: Pick<ApprovalPorts, 'clock'>): number {
  return Math.floor(clock.nowUnixMs() / 1000);
}
