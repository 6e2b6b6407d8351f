import {isOnce, isRunning, removeDiscount} from '../catalogue/discounts.ts';
import {nowOf} from '../engine/clock.ts';
import type {Call} from '../engine/endpoint.ts';

/** A discount that was for once, or whose months are over, is on no later invoice. */
export function dropSpentDiscounts(call: Call<unknown>, id: string): void {
  const subscription = call.store.subscriptions.get(id);
  if (subscription === undefined || subscription.discounts.length === 0) return;
  const nowUnixS = nowOf(call, subscription.customer);
  const kept = subscription.discounts.filter((discountId) => {
    const discount = call.store.discounts.get(discountId);
    return discount !== undefined && !isOnce(discount) && isRunning(discount, nowUnixS);
  });
  if (kept.length === subscription.discounts.length) return;
  for (const discountId of subscription.discounts) {
    if (!kept.includes(discountId) && call.store.discounts.has(discountId)) removeDiscount(call, discountId);
  }
  call.change.update('subscription', id, {discounts: kept});
}
