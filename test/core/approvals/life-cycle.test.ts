import {approve, decline, readApprovals} from '../../../src/core/approvals/answer-approvals.ts';
import {approvalState, markUsed, requireApproval} from '../../../src/core/approvals/require-approval.ts';
import {blankEntry} from '../../../src/core/audit/audit-entry.ts';
import {appendAudit} from '../../../src/core/audit/audit-log.ts';
import {verifyAuditLog} from '../../../src/core/audit/verify-audit-log.ts';
import {logColumn} from '../audit/audit-desk.ts';
import {ana, approvalDesk, ben, creating, voiding} from './approval-desk.ts';

const hourMs = 3_600_000;
const {digest} = voiding();

describe('what needs approval', () => {
  test('is asked for by its preview, is approved by somebody else, and then does one thing', () => {
    const desk = approvalDesk();
    expect(approvalState(desk, voiding())).toEqual({kind: 'needed', because: 'Voiding needs approval.'});
    expect(readApprovals(desk).requests).toEqual([
      {
        digest,
        title: 'Void INV-0042',
        lines: ['INV-0042 · Acme GmbH · EUR 48,200.00'],
        linesLeftOut: 0,
        totals: ['EUR 48,200.00 in 1 invoice'],
        because: 'Voiding needs approval.',
        preparedBy: ana,
        preparedAt: '2026-03-15T12:00:00+00:00',
        state: 'waiting',
        approvedBy: null,
        refusal: 'Cannot approve: you prepared it. Somebody else must look at it.',
      },
    ]);
    expect(() => requireApproval(desk, voiding())).toThrow(
      'Cannot void INV-0042: Voiding needs approval. Have somebody else approve it in the sidebar; it has been asked for. Nothing was done.',
    );

    desk.signIn(ben);
    expect(readApprovals(desk).requests[0]?.refusal).toBeNull();
    expect(approve(desk, {digest}).message).toBe(
      'Approved: Void INV-0042. ana@example.com has 48 hours to do it; any change voids the approval.',
    );
    expect(readApprovals(desk).requests[0]).toMatchObject({state: 'approved', approvedBy: ben});

    desk.signIn(ana);
    expect(approvalState(desk, voiding())).toEqual({
      kind: 'approved',
      by: ben,
      at: '2026-03-15T12:00:00+00:00',
      lapsesAt: '2026-03-17T12:00:00+00:00',
    });
    expect(requireApproval(desk, voiding())).toEqual({
      policyLine: 'Voiding needs approval. Approved.',
      preparedBy: ana,
      approvedBy: ben,
      approvedAtUnixS: Date.UTC(2026, 2, 15, 12) / 1000,
    });
    markUsed(desk, digest);
    expect(() => requireApproval(desk, voiding())).toThrow(
      'Cannot void INV-0042: Voiding needs approval. Preview it again, and have somebody else approve it in the sidebar. Nothing was done.',
    );
    expect(readApprovals(desk).requests[0]).toMatchObject({
      state: 'used',
      refusal: 'Cannot approve: it was approved and is done.',
    });
  });

  test('stands in the audit log once answered, also twice about the same', () => {
    const desk = approvalDesk();
    for (const _ of [1, 2]) {
      approvalState(desk.signIn(ana), voiding());
      approve(desk.signIn(ben), {digest});
      markUsed(desk, digest);
      desk.clock.sleep(hourMs);
    }
    expect(logColumn(desk, 'Action')).toEqual(['Approval given', 'Approval given']);
    expect(logColumn(desk, 'Who')).toEqual([ben, ben]);
    expect(logColumn(desk, 'Object')).toEqual(['Void INV-0042', 'Void INV-0042']);
    expect(logColumn(desk, 'Prepared by')).toEqual([ana, ana]);
    expect(logColumn(desk, 'Approved by')).toEqual([ben, ben]);
    expect(logColumn(desk, 'After')[0]).toBe('approved, EUR 48,200.00 in 1 invoice');
    expect(logColumn(desk, 'Digest')[0]).toBe(digest);
    expect(verifyAuditLog(desk).holds).toBe(true);
  });

  test('lapses 48 hours after it was approved', () => {
    const desk = approvalDesk();
    approvalState(desk, voiding());
    desk.clock.sleep(5 * 24 * hourMs);
    approve(desk.signIn(ben), {digest});
    desk.signIn(ana).clock.sleep(48 * hourMs - 1_000);
    expect(approvalState(desk, voiding()).kind).toBe('approved');
    desk.clock.sleep(1_000);
    expect(() => requireApproval(desk, voiding())).toThrow('Voiding needs approval. Preview it again,');
    expect(readApprovals(desk).requests).toEqual([]);
    expect(approvalState(desk, voiding()).kind).toBe('needed');
    expect(readApprovals(desk).requests[0]?.state).toBe('waiting');
  });

  test('is void after any edit, which has another digest', () => {
    const desk = approvalDesk();
    approvalState(desk, voiding());
    approve(desk.signIn(ben), {digest});
    desk.signIn(ana);
    const edited = voiding({digest: 'c'.repeat(64)});
    expect(() => requireApproval(desk, edited)).toThrow('Cannot void INV-0042: Voiding needs approval.');
  });

  test('takes the place of what the same person asked about the same before, and of nothing else', () => {
    const desk = approvalDesk();
    const batch = creating([['cus_A', 'usd', 2_000_000]]);
    approvalState(desk, batch);
    approvalState(desk, voiding());
    approvalState(desk, {...batch, digest: 'd'.repeat(64)});
    approvalState(desk.signIn(ben), {...batch, digest: 'e'.repeat(64)});
    expect(readApprovals(desk).requests.map((request) => request.digest.charAt(0))).toEqual(['e', 'd', 'a']);
  });

  test('shows 200 lines, and how many there are besides', () => {
    const desk = approvalDesk();
    approvalState(desk, creating(Array.from({length: 230}, () => ['cus_A', 'usd', 1_000_000] as const)));
    expect(readApprovals(desk).requests[0]).toMatchObject({
      linesLeftOut: 30,
      totals: ['USD 2,300,000.00 in 230 invoices'],
    });
    expect(readApprovals(desk).requests[0]?.lines).toHaveLength(200);
  });

  test('tells the approver first why it is wanted', () => {
    const desk = approvalDesk();
    approvalState(desk, voiding({reason: ' Duplicate: billed twice '}));
    expect(readApprovals(desk).requests[0]?.lines).toEqual([
      'Reason: Duplicate: billed twice',
      'INV-0042 · Acme GmbH · EUR 48,200.00',
    ]);
  });

  test('is declined with a reason, which the preparer reads', () => {
    const desk = approvalDesk();
    approvalState(desk, voiding());
    desk.signIn(ben);
    expect(() => decline(desk, {digest, reason: ' '})).toThrow(
      'Cannot decline without a reason. Say why, so that it can be put right.',
    );
    expect(decline(desk, {digest, reason: 'Wrong customer.'}).message).toBe(
      'Declined: Void INV-0042. ana@example.com sees your reason.',
    );
    desk.signIn(ana);
    expect(approvalState(desk, voiding())).toEqual({
      kind: 'needed',
      because: 'ben@example.com declined it: Wrong customer.',
    });
    expect(() => requireApproval(desk, voiding())).toThrow(
      'Cannot void INV-0042: ben@example.com declined it: Wrong customer. Change what was wrong, then preview again. Nothing was done.',
    );
    expect(logColumn(desk, 'Action')).toEqual(['Approval declined']);
    expect(logColumn(desk, 'Reason')).toEqual(['Wrong customer.']);
    expect(logColumn(desk, 'Approved by')).toEqual(['']);
    expect(readApprovals(desk).requests[0]).toMatchObject({state: 'declined', approvedBy: null});
  });
});

describe('who may not approve', () => {
  test('the preparer, somebody whom Google does not name, and whoever Settings do not name', () => {
    const desk = approvalDesk({approvers: ['carla@example.com', 'dan@example.com']});
    approvalState(desk, voiding());
    expect(() => approve(desk, {digest})).toThrow(
      'Cannot approve: you prepared it. Somebody else must look at it. Nothing was changed.',
    );
    expect(() => approve(desk.signIn('Ana@Example.com'), {digest})).toThrow('you prepared it');
    expect(() => approve(desk.signIn(null), {digest})).toThrow(
      'Cannot approve: Google did not say who you are. Nothing was changed.',
    );
    expect(() => decline(desk, {digest, reason: 'No.'})).toThrow(
      'Cannot decline: Google did not say who you are. Nothing was changed.',
    );
    expect(() => approve(desk.signIn(ben), {digest})).toThrow(
      'Cannot approve: Settings name carla@example.com, dan@example.com as approvers. Nothing was changed.',
    );
    expect(logColumn(desk, 'Action')).toEqual([]);
    expect(approve(desk.signIn('Dan@example.com'), {digest}).message).toContain('Approved');
  });

  test('anybody a second time, and what is not asked for', () => {
    const desk = approvalDesk();
    approvalState(desk, voiding());
    approve(desk.signIn(ben), {digest});
    expect(() => approve(desk.signIn('carla@example.com'), {digest})).toThrow(
      'Cannot approve: ben@example.com has approved it. Nothing was changed.',
    );
    expect(() => approve(desk, {digest: 'f'.repeat(64)})).toThrow(
      'Cannot approve: this has not been asked for, or was changed since. Read the list again.',
    );
    expect(() => approve(desk, undefined)).toThrow('Cannot approve: this has not been asked for');
  });

  test('whoever then does it: one person approves, another does', () => {
    const desk = approvalDesk();
    approvalState(desk, voiding());
    approve(desk.signIn(ben), {digest});
    expect(() => requireApproval(desk, voiding())).toThrow(
      'Cannot void INV-0042: You approved it, and whoever approves does not do it too. Leave it to ana@example.com. Nothing was done.',
    );
  });

  test('anybody while another run holds the spreadsheet', () => {
    const desk = approvalDesk();
    approvalState(desk, voiding());
    desk.lock.heldElsewhere = true;
    expect(() => approve(desk.signIn(ben), {digest})).toThrow(
      'Cannot approve: another run of the add-on holds this spreadsheet. Wait until it has ended, then approve again.',
    );
  });

  test('what nobody has answered for two weeks', () => {
    const desk = approvalDesk();
    approvalState(desk, voiding());
    desk.clock.sleep(14 * 24 * hourMs);
    expect(() => approve(desk.signIn(ben), {digest})).toThrow(
      'Cannot approve: it has lapsed. ana@example.com previews it again. Nothing was changed.',
    );
  });
});

describe('who cannot ask', () => {
  test('somebody whom Google does not name', () => {
    const desk = approvalDesk().signIn(null);
    expect(approvalState(desk, voiding())).toEqual({
      kind: 'needed',
      because:
        'Voiding needs approval. Google did not say who you are, so nobody could be told apart from you.',
    });
    expect(readApprovals(desk).requests).toEqual([]);
    expect(() => requireApproval(desk, voiding())).toThrow(
      'Sign in with an account of your organisation. Nothing was done.',
    );
  });

  test('is nobody where no approval is needed', () => {
    const desk = approvalDesk({in: 'never'}).signIn(null);
    expect(approvalState(desk, voiding())).toEqual({
      kind: 'not-needed',
      policyLine: 'approvals are turned off in Settings',
    });
    expect(requireApproval(desk, voiding())).toEqual({
      policyLine: 'approvals are turned off in Settings',
      preparedBy: null,
      approvedBy: null,
      approvedAtUnixS: null,
    });
    markUsed(desk, digest);
    expect(readApprovals(desk).requests).toEqual([]);
  });
});

describe('whoever records cash', () => {
  const recorded = {...blankEntry, action: 'Payment recorded', object: 'in_42', digest: 'cash'};
  const sentence =
    'You recorded a payment on in_42 (row 2 of the Audit Log), and whoever records cash does not credit or write off.';

  test.each(['credit', 'correct', 'void', 'mark-uncollectible', 'reverse-batch'] as const)(
    'neither prepares %s nor approves it',
    (kind) => {
      const desk = approvalDesk();
      appendAudit(desk, [recorded]);
      expect(approvalState(desk, voiding({kind}))).toEqual({kind: 'needed', because: sentence});
      expect(() => requireApproval(desk, voiding({kind}))).toThrow(
        `Cannot void INV-0042: ${sentence} Leave it to somebody else. Nothing was done.`,
      );
      expect(readApprovals(desk).requests).toEqual([]);

      approvalState(desk.signIn(ben), voiding({kind}));
      expect(() => approve(desk.signIn(ana), {digest})).toThrow(
        `Cannot approve: you${sentence.slice(3)} Nothing was changed.`,
      );
      expect(approve(desk.signIn('carla@example.com'), {digest}).message).toContain('Approved');
    },
  );

  test('is the same person however Google spells the address', () => {
    const desk = approvalDesk();
    appendAudit(desk.signIn('Ana@Example.com'), [recorded]);
    expect(approvalState(desk.signIn(ana), voiding())).toEqual({kind: 'needed', because: sentence});
  });

  test('does so on other invoices, and records more cash on this one', () => {
    const desk = approvalDesk();
    appendAudit(desk, [{...recorded, object: 'in_41'}]);
    expect(approvalState(desk, voiding())).toEqual({kind: 'needed', because: 'Voiding needs approval.'});
    appendAudit(desk, [recorded]);
    expect(approvalState(desk, voiding({kind: 'record-payment', digest: 'c'}))).toEqual({
      kind: 'needed',
      because: 'A payment outside Stripe needs approval.',
    });
  });
});

describe('the hidden list of approvals', () => {
  const forged = (desk: ReturnType<typeof approvalDesk>) => {
    const [[text = ''] = []] = desk.tables.readRecords('approvals');
    const approval = {
      ...JSON.parse(text),
      state: 'approved',
      answeredBy: ben,
      answeredAtUnixS: 1_773_576_000,
    };
    desk.tables.replaceRecords('approvals', [[JSON.stringify(approval)]]);
  };

  test('is believed in nothing once somebody has typed an approval into it', () => {
    const desk = approvalDesk();
    approvalState(desk, voiding());
    forged(desk);
    const sentence =
      'Cannot tell what was approved: the hidden tab "Billing Ops (approvals)" was changed by hand. Put it back as it was with File, Version history, or delete it: then everything is asked again. Nothing was done.';
    expect(() => requireApproval(desk, voiding())).toThrow(sentence);
    expect(() => approvalState(desk, voiding())).toThrow(sentence);
    expect(() => approve(desk.signIn(ben), {digest})).toThrow(sentence);
  });

  test('asks everything again where it was deleted', () => {
    const desk = approvalDesk();
    approvalState(desk, voiding());
    approve(desk.signIn(ben), {digest});
    desk.tables.sheets.splice(
      desk.tables.sheets.findIndex(({title}) => title === 'Billing Ops (approvals)'),
      1,
    );
    desk.signIn(ana);
    expect(() => requireApproval(desk, voiding())).toThrow('Preview it again,');
    expect(approvalState(desk, voiding()).kind).toBe('needed');
    expect(approve(desk.signIn(ben), {digest}).message).toContain('Approved');
  });

  test('holds no approval in a copy of the spreadsheet', () => {
    const desk = approvalDesk();
    approvalState(desk, voiding());
    approve(desk.signIn(ben), {digest});
    desk.documentProperties.write('approvals.seal', null);
    expect(() => requireApproval(desk.signIn(ana), voiding())).toThrow('Preview it again,');
    expect(approvalState(desk, voiding()).kind).toBe('needed');
  });

  test('cannot be put back to an earlier state by hand', () => {
    const desk = approvalDesk();
    approvalState(desk, voiding());
    approve(desk.signIn(ben), {digest});
    const before = desk.tables.readRecords('approvals');
    markUsed(desk, digest);
    desk.tables.replaceRecords('approvals', before);
    expect(() => requireApproval(desk.signIn(ana), voiding())).toThrow('was changed by hand');
  });

  test.each(['before', 'after'] as const)('is whole after a run that was ended %s its write', (moment) => {
    const desk = approvalDesk();
    approvalState(desk, voiding());
    const {replaceRecords} = desk.tables;
    Object.assign(desk.tables, {
      replaceRecords(...args: Parameters<typeof replaceRecords>) {
        if (moment === 'after') replaceRecords(...args);
        throw new Error('killed');
      },
    });
    expect(() => approve(desk.signIn(ben), {digest})).toThrow('killed');
    Object.assign(desk.tables, {replaceRecords});
    const [request] = readApprovals(desk).requests;
    expect(request?.state).toBe(moment === 'after' ? 'approved' : 'waiting');
    expect(logColumn(desk, 'Action')).toEqual(['Approval given']);
    if (moment === 'before') approve(desk, {digest});
    expect(logColumn(desk, 'Action')).toEqual(['Approval given']);
    approvalState(desk.signIn(ana), creating([['cus_A', 'usd', 2_000_000]]));
    expect(readApprovals(desk).requests).toHaveLength(2);
  });

  test('is whole after two runs that were ended, one after its write and one before', () => {
    const desk = approvalDesk();
    approvalState(desk, voiding());
    const {replaceRecords} = desk.tables;
    for (const moment of ['after', 'before']) {
      Object.assign(desk.tables, {
        replaceRecords(...args: Parameters<typeof replaceRecords>) {
          if (moment === 'after') replaceRecords(...args);
          throw new Error('killed');
        },
      });
      const asks = () => approvalState(desk, creating([['cus_A', 'usd', 2_000_000]], {digest: moment}));
      expect(asks).toThrow('killed');
    }
    Object.assign(desk.tables, {replaceRecords});
    expect(readApprovals(desk).requests.map(({digest: of}) => of)).toEqual(['after', digest]);
  });

  test('fits into its cells, however many lines and reasons there are', () => {
    const desk = approvalDesk();
    const name = 'x'.repeat(1_000);
    const beyondPolicy = Array.from({length: 1_000}, () => 'Row 7 grants 90 days to pay.');
    for (const index of [1, 2, 3]) {
      const many = Array.from({length: 1_000}, () => voiding().objects).flat();
      const objects = many.map((object) => ({...object, line: name, invoiceId: `in_${index}`}));
      approvalState(desk, voiding({digest: `${index}`, objects, beyondPolicy}));
    }
    expect(desk.tables.readRecords('approvals').every(([text = '']) => text.length < 49_999)).toBe(true);
    expect(readApprovals(desk).requests).toHaveLength(3);
  });
});
