/** What Stripe does by itself when a moment comes. Each kind of work is given the object that it is about. */
import {expireCoupon} from './catalogue/coupons.ts';
import {expirePromotionCode} from './catalogue/promotion-codes.ts';
import type {Call} from './engine/endpoint.ts';
import {advanceDraft} from './invoices/automatic-advance.ts';
import {answerDebit} from './payments/bank-debits.ts';
import {collectInvoice} from './payments/collect-invoice.ts';
import {loseUnanswered, openDispute} from './payments/disputes.ts';
import {releaseFunds} from './payments/ledger.ts';
import {expireAuthorization} from './payments/payment-intents.ts';
import {payOut} from './payments/payouts.ts';
import {expireQuote} from './quotes/quote-life.ts';
import {noticeTrialEnd} from './subscriptions/agenda.ts';
import {announceRenewal} from './subscriptions/announce-renewal.ts';
import {dueDatePassed} from './subscriptions/bill-subscription.ts';
import {expireIncomplete, renewSubscription} from './subscriptions/renew-subscription.ts';
import {resumeCollection} from './subscriptions/resume-subscription.ts';
import {advanceSchedule} from './subscriptions/schedule-phases.ts';
import {removeTestClock} from './test-clocks/test-clocks.ts';

export type DueWorkKind = keyof typeof dueWorkHandlers;

/**
 * A handler runs like an endpoint, with `nowOf` at the work's own moment; a `StripeRefusal` takes back what it changed
 * and nothing more. It finds the object as it is by then, so it looks first whether there is still something to do.
 */
export const dueWorkHandlers = {
  authorization_expires: expireAuthorization,
  coupon_expires: expireCoupon,
  finalize_invoice: advanceDraft,
  collect_invoice: collectInvoice,
  dispute_unanswered: loseUnanswered,
  open_dispute: openDispute,
  pay_out: payOut,
  promotion_code_expires: expirePromotionCode,
  release_funds: releaseFunds,
  settle_debit: answerDebit,
  quote_expires: expireQuote,
  schedule_phase: advanceSchedule,
  subscription_cycle: renewSubscription,
  subscription_expires: expireIncomplete,
  subscription_invoice_due: dueDatePassed,
  subscription_renewal: announceRenewal,
  subscription_resumes: resumeCollection,
  subscription_trial_notice: noticeTrialEnd,
  test_clock_expires: removeTestClock,
} as const satisfies Readonly<Record<string, (call: Call, id: string) => void>>;
