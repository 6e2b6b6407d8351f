import type {ApprovalQuestion, CreatedToday} from '../../approvals/approval-question.ts';
import {isSamePerson} from '../../approvals/approval-register.ts';
import {currencyCode} from '../../money/currency.ts';
import {formatMoney, money} from '../../money/money.ts';
import type {Settings} from '../../settings.ts';
import {type CivilDate, compareDates, daysBetween, formatDayMonth} from '../../time/civil-date.ts';
import {civilDateAt} from '../../time/zone.ts';
import type {InvoiceIntent} from '../invoice-intent.ts';
import type {GroupOutcome} from './group-outcome.ts';
import type {PlannedDrafts} from './plan-drafts.ts';
import {counted} from './preview-reply.ts';

/** What a second person would agree to, exactly as it was previewed; null where nothing can be created. */
export function batchQuestion(
  planned: Pick<PlannedDrafts, 'ready' | 'outcomes' | 'digest' | 'mode' | 'timeZone'>,
  {
    settings,
    intents,
    email,
    nowUnixMs,
  }: {
    readonly settings: Settings;
    readonly intents: readonly InvoiceIntent[];
    /** Of the person who prepares; null where Google does not say. */
    readonly email: string | null;
    readonly nowUnixMs: number;
  },
): ApprovalQuestion | null {
  const {ready, digest, mode, timeZone} = planned;
  if (digest === null) return null;
  const today = civilDateAt(Math.floor(nowUnixMs / 1000), timeZone);
  const outcomeOf = new Map(planned.outcomes.map((outcome) => [outcome.key, outcome]));
  return {
    digest,
    kind: 'create-invoices',
    mode,
    title: `Create ${counted(ready.length, 'invoice', 'invoices')}`,
    objects: ready.map(({plan, totals}) => ({
      line: lineOf(outcomeOf.get(plan.key), formatMoney(money(totals.total, currencyCode(plan.currency)))),
      invoiceId: null,
      customerId: plan.customerId,
      currency: plan.currency,
      amount: totals.total,
    })),
    beyondPolicy: ready.flatMap(({plan}) => {
      const outcome = outcomeOf.get(plan.key);
      return outcome === undefined ? [] : termsBeyond(outcome, {settings, today});
    }),
    createdToday: createdToday(intents, {
      email,
      mode,
      isToday: (unixS) => compareDates(civilDateAt(unixS, timeZone), today) === 0,
      besides: new Set(ready.map(({plan}) => plan.key)),
    }),
  };
}

/** `row 7 · Nordwind GmbH · cus_Nordwind · EUR 2,400.00 · due 20 Dec 2026` */
function lineOf(outcome: GroupOutcome | undefined, total: string): string {
  if (outcome === undefined) return total;
  const {group, customer, dueOn} = outcome;
  return [
    `row ${group.rows[0].row}`,
    customer?.name,
    customer?.id,
    total,
    dueOn === null ? 'charged' : `due ${formatDayMonth(dueOn)}`,
  ]
    .filter((part) => part !== null && part !== undefined)
    .join(' · ');
}

function termsBeyond(
  {group, draft, dueOn}: GroupOutcome,
  {settings, today}: {readonly settings: Settings; readonly today: CivilDate},
): readonly string[] {
  if (dueOn === null) return [];
  const days = daysBetween({from: draft?.invoiceDate ?? today, to: dueOn});
  const {longestTermsDays} = settings.approvals;
  if (days <= longestTermsDays) return [];
  return [`Row ${group.rows[0].row} grants ${days} days to pay; up to ${longestTermsDays} need no approval.`];
}

/** Batches that are split count together: what the same person has made today. */
function createdToday(
  intents: readonly InvoiceIntent[],
  {
    email,
    mode,
    isToday,
    besides,
  }: {
    readonly email: string | null;
    readonly mode: 'test' | 'live';
    readonly isToday: (unixS: number) => boolean;
    /** Keys of what is about to be created, which may have been begun before. */
    readonly besides: ReadonlySet<string>;
  },
): readonly CreatedToday[] {
  return intents
    .filter(
      (intent) =>
        intent.mode === mode &&
        isSamePerson(intent.preparedBy ?? '', email ?? '') &&
        intent.state !== 'refused' &&
        intent.state !== 'reversed' &&
        !besides.has(intent.key) &&
        isToday(intent.intendedAtUnixS),
    )
    .map(({customerId, currency, totals, approvedBy}) => ({
      customerId,
      currency,
      amount: totals.total,
      isApproved: approvedBy !== null,
    }));
}
