import {approvalPolicy} from '../../../src/core/approvals/approval-policy.ts';
import type {ApprovalKind} from '../../../src/core/approvals/approval-question.ts';
import {defaultSettings} from '../../../src/core/settings.ts';
import type {ApprovalSettings} from '../../../src/core/settings-contract.ts';
import {creating, voiding} from './approval-desk.ts';

const byDefault = defaultSettings.approvals;
const because = (question: Parameters<typeof approvalPolicy>[1], settings: ApprovalSettings = byDefault) => {
  const answer = approvalPolicy(settings, question);
  return answer.kind === 'needed' ? answer.because : `not needed: ${answer.policyLine}`;
};

describe('approvalPolicy() in live mode', () => {
  test.each<[ApprovalKind, string]>([
    ['credit', 'A credit note needs approval.'],
    ['correct', 'A correction, which voids the invoice it replaces, needs approval.'],
    ['void', 'Voiding needs approval.'],
    ['mark-uncollectible', 'Marking as uncollectible needs approval.'],
    ['record-payment', 'A payment outside Stripe needs approval.'],
    ['record-recovery', 'A payment outside Stripe needs approval.'],
    ['reverse-batch', 'Reversing a batch needs approval.'],
    ['settings', 'A change of Settings needs approval.'],
  ])('asks a second person about %s, however small', (kind, sentence) => {
    expect(because(voiding({kind, objects: []}))).toBe(sentence);
  });

  test.each<ApprovalKind>([
    'send',
    'retry-payment',
    'agree-pay-by',
    'change-details',
    'pause-collection',
    'resume-collection',
    'delete-draft',
  ])('asks nobody about %s', (kind) => {
    expect(because(voiding({kind}))).toBe('not needed: approval not needed for this');
  });

  test('asks nobody about a batch within the limits, up to the limit itself', () => {
    expect(because(creating([['cus_A', 'usd', 1_000_000]]))).toBe(
      'not needed: within the limits: approval not needed',
    );
    expect(because(creating([['cus_A', 'USD', 1_000_001]]))).toBe(
      'An invoice of USD 10,000.01 is above USD 10,000.00.',
    );
  });

  test('names each limit that is passed: per invoice, per customer and day, per batch', () => {
    const many = Array.from({length: 11}, (_, index) => [`cus_${index}`, 'eur', 950_000] as const);
    expect(because(creating(many))).toBe('The batch of EUR 104,500.00 is above EUR 100,000.00.');
    expect(because(creating([1, 2, 3].map(() => ['cus_A', 'eur', 900_000] as const)))).toBe(
      'cus_A comes to EUR 27,000.00, above EUR 25,000.00 per customer and day.',
    );
    expect(because(creating([['cus_A', 'eur', 12_000_000]]))).toBe(
      'An invoice of EUR 120,000.00 is above EUR 10,000.00. cus_A comes to EUR 120,000.00, above EUR 25,000.00 per customer and day. The batch of EUR 120,000.00 is above EUR 100,000.00.',
    );
  });

  test('counts what the same person created for that customer today', () => {
    const createdToday = [
      {customerId: 'cus_A', currency: 'eur', amount: 900_000},
      {customerId: 'cus_A', currency: 'eur', amount: 900_000},
      {customerId: 'cus_A', currency: 'usd', amount: 900_000_000},
      {customerId: 'cus_B', currency: 'eur', amount: 900_000},
    ];
    expect(because(creating([['cus_A', 'eur', 700_000]], {createdToday}))).toBe(
      'not needed: within the limits: approval not needed',
    );
    expect(because(creating([['cus_A', 'eur', 700_001]], {createdToday}))).toBe(
      'cus_A comes to EUR 25,000.01 with what you created today, above EUR 25,000.00 per customer and day.',
    );
  });

  test('takes what the same person created today for a part of the batch, unless a second person has agreed to it', () => {
    const [own, other, approved] = [
      {customerId: 'cus_A', currency: 'eur', amount: 9_000_000},
      {customerId: 'cus_A', currency: 'usd', amount: 9_000_000},
      {customerId: 'cus_C', currency: 'eur', amount: 900_000_000, isApproved: true},
    ];
    const createdToday = [own, other, approved];
    expect(because(creating([['cus_B', 'eur', 1_000_000]], {createdToday}))).toBe(
      'not needed: within the limits: approval not needed',
    );
    expect(
      because(
        creating(
          [
            ['cus_B', 'eur', 999_999],
            ['cus_D', 'eur', 2],
          ],
          {createdToday},
        ),
      ),
    ).toBe('The batch comes to EUR 100,000.01 with what you created today, above EUR 100,000.00.');
  });

  test('takes a currency without limits for above every limit, and null for no limit', () => {
    expect(because(creating([['cus_A', 'jpy', 1]]))).toBe(
      'No limit is set for JPY, so every amount needs approval.',
    );
    const limits = [{currency: 'JPY', perInvoice: null, perCustomerDay: null, perBatch: null}];
    expect(because(creating([['cus_A', 'jpy', 1_000_000_000]]), {...byDefault, limits})).toBe(
      'not needed: within the limits: approval not needed',
    );
  });

  test('holds finalizing to the limits too', () => {
    expect(because(voiding({kind: 'finalize'}))).toContain(
      'An invoice of EUR 48,200.00 is above EUR 10,000.00.',
    );
  });

  test('repeats what else is beyond policy', () => {
    const beyondPolicy = ['Row 7 grants 90 days; up to 62 need no approval.'];
    expect(because(creating([['cus_A', 'usd', 1]], {beyondPolicy}))).toBe(beyondPolicy[0]);
    expect(because(creating([['cus_A', 'usd', 1]], {beyondPolicy: ['A.', 'B.', 'C.', 'D.', 'E.']}))).toBe(
      'A. B. C. 2 more are beyond policy.',
    );
  });
});

describe('approvalPolicy() where settings say otherwise', () => {
  test('asks nobody in test mode, unless always', () => {
    expect(because(voiding({mode: 'test'}))).toBe('not needed: approval not needed in test mode');
    expect(because(voiding({mode: 'test'}), {...byDefault, in: 'always'})).toBe('Voiding needs approval.');
  });

  test('asks nobody where approvals are off', () => {
    expect(because(voiding(), {...byDefault, in: 'never'})).toBe(
      'not needed: approvals are turned off in Settings',
    );
  });
});
