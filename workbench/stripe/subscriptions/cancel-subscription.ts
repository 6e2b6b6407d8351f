import type Stripe from 'stripe';
import {nowOf} from '../engine/clock.ts';
import type {Call} from '../engine/endpoint.ts';
import {addPending, collectNow, draftInvoice} from './bill-subscription.ts';
import {prorationLine} from './billed-lines.ts';
import {endSubscription} from './end-subscription.ts';
import {itemsOf} from './render-subscription.ts';

type CancelParams = Call<Stripe.SubscriptionCancelParams>['params'];

/** Ends the subscription now. https://docs.stripe.com/api/subscriptions/cancel */
export function cancelSubscription(call: Call<unknown>, id: string, params: CancelParams): void {
  const subscription = call.change.update('subscription', id, {});
  const nowUnixS = nowOf(call, subscription.customer);
  if (params.prorate === true && subscription.status !== 'trialing') {
    const at = {unixS: nowUnixS, currency: subscription.currency, store: call.store};
    const credited = itemsOf(id, call.store).filter((item) => item.quantity !== null);
    addPending(
      call,
      subscription,
      credited.map((item) => prorationLine('credit', item, at)),
    );
  }
  const details = params.cancellation_details;
  const last =
    params.invoice_now === true
      ? draftInvoice(call, subscription, {
          reason: 'subscription_update',
          lines: [],
          period: {start: nowUnixS, end: nowUnixS},
          advances: true,
        })
      : null;
  endSubscription(call, id, {
    atUnixS: nowUnixS,
    details: {
      ...(details?.comment === undefined ? {} : {comment: details.comment === '' ? null : details.comment}),
      ...(details?.feedback === undefined
        ? {}
        : {feedback: details.feedback === '' ? null : details.feedback}),
      reason: 'cancellation_requested',
    },
  });
  if (last !== null) collectNow(call, last.id, {declineRefuses: false});
}
