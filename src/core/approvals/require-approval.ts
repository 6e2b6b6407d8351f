import type {ApprovalState} from '../approval-contract.ts';
import type {AuditPorts} from '../audit/audit-log.ts';
import {AddonError} from '../errors/addon-error.ts';
import {currencyCode} from '../money/currency.ts';
import {formatMoney, money} from '../money/money.ts';
import {controlTotals} from '../money/totals.ts';
import type {Tables} from '../ports.ts';
import {readSettings} from '../settings.ts';
import {formatIsoInstant} from '../time/zone.ts';
import {approvalPolicy} from './approval-policy.ts';
import type {ApprovalQuestion} from './approval-question.ts';
import {
  isSamePerson,
  keepApproval,
  type RegisterPorts,
  readStoredApprovals,
  type StoredApproval,
} from './approval-register.ts';
import {lapsesAtUnixS, stateOf} from './approval-times.ts';
import {cashProblem, readCash} from './cash-and-credit.ts';

export interface ApprovalPorts extends AuditPorts {
  readonly tables: Pick<Tables, 'timeZone' | 'readRecords' | 'writeRecords' | 'replaceRecords'>;
}

/** What let it pass: the fields of an audit entry of the same names. */
export interface ApprovalRecord {
  readonly policyLine: string;
  readonly preparedBy: string | null;
  readonly approvedBy: string | null;
  /** Unix seconds. */
  readonly approvedAtUnixS: number | null;
}

/** More lines than this nobody reads in a sidebar, nor fit into a cell; how many there are besides is said. */
const linesKeptMax = 200;
const lineCharactersMax = 400;
const charactersKeptMax = 30_000;

/**
 * Where a previewed thing stands between preparer and approver. Where somebody else must agree it asks for that: the
 * request is kept for everybody to see. Call it only while holding the document lock.
 */
export function approvalState(ports: ApprovalPorts, question: ApprovalQuestion): ApprovalState {
  const verdict = verdictOn(ports, question);
  switch (verdict.kind) {
    case 'not-needed':
      return {kind: 'not-needed', policyLine: verdict.policyLine};
    case 'approved': {
      const {by, atUnixS, lapsesUnixS} = verdict;
      const shown = (unixS: number) => formatIsoInstant(unixS * 1000, ports.tables.timeZone());
      return {kind: 'approved', by, at: shown(atUnixS), lapsesAt: shown(lapsesUnixS)};
    }
    case 'waiting':
      if (verdict.asks !== null) keepApproval(ports, requestOf(ports, question, verdict.asks));
      return {kind: 'needed', because: verdict.because};
  }
}

/**
 * What lets the question pass now. Call it only while holding the document lock, before the first thing is done; and
 * markUsed once all of it is done.
 *
 * @throws AddonError APPROVAL_NEEDED saying why and what to do
 */
export function requireApproval(ports: ApprovalPorts, question: ApprovalQuestion): ApprovalRecord {
  const verdict = verdictOn(ports, question);
  const me = ports.person.email();
  switch (verdict.kind) {
    case 'not-needed':
      return {policyLine: verdict.policyLine, preparedBy: me, approvedBy: null, approvedAtUnixS: null};
    case 'approved': {
      const {because, by, atUnixS, preparedBy} = verdict;
      return {policyLine: `${because} Approved.`, preparedBy, approvedBy: by, approvedAtUnixS: atUnixS};
    }
    case 'waiting':
      throw new AddonError({
        code: 'APPROVAL_NEEDED',
        fact: `Cannot ${decapitalised(question.title)}: ${verdict.because}`,
        nextStep: `${verdict.nextStep} Nothing was done.`,
      });
  }
}

/** One approval does one thing: once it is done, the same again has to be approved again. Does nothing where none was needed. */
export function markUsed(ports: RegisterPorts, digest: string): void {
  const approval = storedOf(ports, digest);
  if (approval?.state === 'approved') keepApproval(ports, {...approval, state: 'used'});
}

type Verdict =
  | {readonly kind: 'not-needed'; readonly policyLine: string}
  | {
      readonly kind: 'approved';
      readonly because: string;
      readonly preparedBy: string;
      readonly by: string;
      readonly atUnixS: number;
      readonly lapsesUnixS: number;
    }
  | {
      readonly kind: 'waiting';
      readonly because: string;
      readonly nextStep: string;
      /** Who asks, and why, where it has to be asked for now; null where it stands or would be in vain. */
      readonly asks: {readonly preparedBy: string; readonly because: string} | null;
    };

function verdictOn(ports: ApprovalPorts, question: ApprovalQuestion): Verdict {
  const policy = approvalPolicy(readSettings(ports.documentProperties).approvals, question);
  if (policy.kind === 'not-needed') return policy;
  const me = ports.person.email();
  const waiting = (because: string, nextStep: string): Verdict => ({
    kind: 'waiting',
    because,
    nextStep,
    asks: null,
  });
  if (me === null) {
    return waiting(
      `${policy.because} Google did not say who you are, so nobody could be told apart from you.`,
      'Sign in with an account of your organisation.',
    );
  }
  const invoiceIds = question.objects.flatMap(({invoiceId}) => invoiceId ?? []);
  const about = {kind: question.kind, invoiceIds};
  const cash = cashProblem(readCash(ports, [about]), about, me);
  if (cash !== null) return waiting(cash, 'Leave it to somebody else.');

  const stored = storedOf(ports, question.digest);
  const nowUnixS = Math.floor(ports.clock.nowUnixMs() / 1000);
  const asks = {preparedBy: me, because: policy.because};
  const wanted: Verdict = {
    kind: 'waiting',
    because: policy.because,
    nextStep: 'Preview it again, and have somebody else approve it in the sidebar.',
    asks,
  };
  if (stored === null) return wanted;
  switch (stateOf(stored, nowUnixS)) {
    case 'waiting':
      return {
        ...wanted,
        asks: null,
        nextStep: 'Have somebody else approve it in the sidebar; it has been asked for.',
      };
    case 'lapsed':
    case 'used':
      return wanted;
    case 'declined':
      return waiting(
        `${stored.answeredBy} declined it: ${stored.reason}`,
        'Change what was wrong, then preview again.',
      );
    case 'approved': {
      const by = stored.answeredBy ?? '';
      if (isSamePerson(by, me)) {
        return waiting(
          'You approved it, and whoever approves does not do it too.',
          `Leave it to ${stored.preparedBy}.`,
        );
      }
      const atUnixS = stored.answeredAtUnixS ?? 0;
      const {preparedBy} = stored;
      return {
        kind: 'approved',
        because: policy.because,
        preparedBy,
        by,
        atUnixS,
        lapsesUnixS: lapsesAtUnixS(atUnixS),
      };
    }
  }
}

function storedOf(ports: RegisterPorts, digest: string): StoredApproval | null {
  return readStoredApprovals(ports).find((approval) => approval.digest === digest) ?? null;
}

function requestOf(
  {clock}: ApprovalPorts,
  {digest, kind, mode, title, objects, reason = ''}: ApprovalQuestion,
  {preparedBy, because}: {readonly preparedBy: string; readonly because: string},
): StoredApproval {
  const amounts = objects.flatMap(({currency, amount}) =>
    currency === null || amount === null ? [] : [money(amount, currencyCode(currency))],
  );
  const lines = linesThatFit(objects.map(({line}) => line));
  return {
    digest,
    kind,
    mode,
    title,
    lines: reason.trim() === '' ? lines : [`Reason: ${shortened(reason.trim())}`, ...lines],
    linesLeftOut: objects.length - lines.length,
    totals: controlTotals(amounts).map(
      ({amount, count}) => `${formatMoney(amount)} in ${count} ${count === 1 ? 'invoice' : 'invoices'}`,
    ),
    because,
    invoiceIds: objects.flatMap(({invoiceId}) => invoiceId ?? []),
    preparedBy,
    preparedAtUnixS: Math.floor(clock.nowUnixMs() / 1000),
    state: 'waiting',
    answeredBy: null,
    answeredAtUnixS: null,
    reason: null,
  };
}

function linesThatFit(all: readonly string[]): readonly string[] {
  const lines: string[] = [];
  let characters = 0;
  for (const line of all.slice(0, linesKeptMax).map(shortened)) {
    characters += line.length;
    if (characters > charactersKeptMax) break;
    lines.push(line);
  }
  return lines;
}

function shortened(line: string): string {
  return line.length > lineCharactersMax ? `${line.slice(0, lineCharactersMax - 1)}…` : line;
}

function decapitalised(title: string): string {
  return title.charAt(0).toLowerCase() + title.slice(1);
}
