/** What Stripe does by itself when a moment comes. Each kind of work is given the object that it is about. */
import {expireCoupon} from './catalogue/coupons.ts';
import {expirePromotionCode} from './catalogue/promotion-codes.ts';
import type {Call} from './engine/endpoint.ts';
import {answerDebit} from './payments/bank-debits.ts';
import {openDispute} from './payments/disputes.ts';
import {releaseFunds} from './payments/ledger.ts';
import {payOut} from './payments/payouts.ts';
import {removeTestClock} from './test-clocks/test-clocks.ts';

export type DueWorkKind = keyof typeof dueWorkHandlers;

/**
 * A handler runs like an endpoint, with `nowOf` at the work's own moment; a `StripeRefusal` takes back what it changed
 * and nothing more. It finds the object as it is by then, so it looks first whether there is still something to do.
 */
export const dueWorkHandlers: Readonly<Record<string, (call: Call, id: string) => void>> = {
  coupon_expires: expireCoupon,
  open_dispute: openDispute,
  pay_out: payOut,
  promotion_code_expires: expirePromotionCode,
  release_funds: releaseFunds,
  settle_debit: answerDebit,
  test_clock_expires: removeTestClock,
};
