import type {Call} from '../engine/endpoint.ts';
import {announceTrialEnd, scheduleNext} from './agenda.ts';
import {endSubscription} from './end-subscription.ts';
import type {StoredSubscription} from './objects.ts';

/** At the end of a trial: what its settings ask for where nothing can be charged. */
export function stopWithoutMethod(
  call: Call<unknown>,
  subscription: StoredSubscription,
  nowUnixS: number,
): 'continues' | 'stopped' {
  switch (subscription.trial_settings?.end_behavior.missing_payment_method) {
    case 'cancel':
      endSubscription(call, subscription.id, {atUnixS: nowUnixS});
      return 'stopped';
    case 'pause': {
      const before = call.render('subscription', subscription.id);
      call.change.update('subscription', subscription.id, {
        status: 'paused',
        status_details: {
          paused: {
            subscription: {type: 'trial_end_without_payment_method'},
            transitioned_at: nowUnixS,
            type: 'subscription',
          },
        },
      });
      scheduleNext(call, subscription.id);
      announceTrialEnd(call, {...subscription, trial_end: null}, nowUnixS);
      // A field that was not there before is no previous attribute.
      const {status_details} = call.render('subscription', subscription.id);
      call.change.event('customer.subscription.updated', 'subscription', subscription.id, {
        ...before,
        status_details,
      });
      call.change.event('customer.subscription.paused', 'subscription', subscription.id);
      return 'stopped';
    }
    default:
      return 'continues';
  }
}
