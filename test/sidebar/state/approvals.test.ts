import {
  initialApprovals,
  reduceApprovals,
  sortedRequests,
  standingOf,
} from '../../../sidebar/state/approvals.ts';
import {approvalRequest, digest} from '../support/invoice-states.ts';

const failure = {code: 'GOOGLE_SILENT', fact: 'F.', nextStep: 'N.', requestId: null};
const needed = {digest, approval: {kind: 'needed', because: 'B.'}} as const;

describe('reduceApprovals()', () => {
  test('keeps what was read when it cannot be read again', () => {
    const requests = [approvalRequest()];
    const read = reduceApprovals(initialApprovals, {type: 'approvals-read', requests});
    const failed = reduceApprovals(read, {type: 'approvals-read-failed', failure});
    expect(failed).toMatchObject({requests, readFailure: failure, isReading: false});
    expect(reduceApprovals(failed, {type: 'approvals-read', requests}).readFailure).toBeNull();
  });

  test('a failed answer keeps the reason that was typed', () => {
    const asked = reduceApprovals(initialApprovals, {type: 'approvals-decline-asked', digest});
    const typed = reduceApprovals(asked, {type: 'approvals-reason-typed', reason: 'Wrong customer.'});
    const answering = reduceApprovals(typed, {type: 'approvals-answering', digest});
    expect(reduceApprovals(answering, {type: 'approvals-failed', failure})).toMatchObject({
      answering: null,
      declining: {digest, reason: 'Wrong customer.'},
      failed: {digest, failure},
    });
    expect(reduceApprovals(answering, {type: 'approvals-answered', message: 'Declined.'})).toMatchObject({
      declining: null,
      told: 'Declined.',
    });
  });

  test('typing takes the complaint about a missing reason away', () => {
    const asked = reduceApprovals(initialApprovals, {type: 'approvals-decline-asked', digest});
    const refused = reduceApprovals(asked, {type: 'approvals-reason-missing'});
    expect(refused.declining?.problem).toMatch(/^Say why/);
    expect(
      reduceApprovals(refused, {type: 'approvals-reason-typed', reason: 'x'}).declining?.problem,
    ).toBeNull();
  });
});

test('sortedRequests() tells what one may answer from one’s own and from others’', () => {
  const forYou = approvalRequest();
  const own = approvalRequest({preparedBy: 'mara', refusal: 'You prepared it.'});
  const ownDone = approvalRequest({preparedBy: 'mara', state: 'approved'});
  const others = approvalRequest({refusal: 'You are no approver.'});
  const answered = approvalRequest({state: 'used'});
  const all = [forYou, own, ownDone, others, answered];
  expect(sortedRequests(all, 'mara')).toEqual({
    waitingForYou: [forYou],
    yours: [own, ownDone],
    others: [others, answered],
  });
  expect(sortedRequests(all, null).yours).toEqual([]);
});

describe('standingOf()', () => {
  test.each([
    ['waiting', 'needed'],
    ['approved', 'approved-since'],
    ['declined', 'declined'],
    ['lapsed', 'lapsed'],
    ['used', 'needed'],
  ] as const)('of one that is %s is %s', (state, kind) => {
    expect(standingOf(needed, [approvalRequest({digest, state})]).kind).toBe(kind);
  });

  test('is what the preview said where nothing more is known', () => {
    expect(standingOf(needed, null)).toBe(needed.approval);
    expect(standingOf(needed, [approvalRequest({state: 'approved'})])).toBe(needed.approval);
  });

  test('an approval that lapsed after the preview counts no longer', () => {
    const approved = {digest, approval: {kind: 'approved', by: 'ben', at: '', lapsesAt: ''}} as const;
    expect(standingOf(approved, [approvalRequest({digest, state: 'approved'})])).toBe(approved.approval);
    expect(standingOf(approved, [approvalRequest({digest, state: 'lapsed'})]).kind).toBe('lapsed');
  });
});
