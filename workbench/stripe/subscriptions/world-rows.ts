/**
 * What a world says of subscriptions, completed with Stripe's defaults. A world writes a subscription as Stripe sends
 * it, its items inside and references as ids or as objects; here items are rows of their own and references are ids.
 */
import {isWireObject, type WireObject} from '../engine/wire.ts';
import type {StoredObjects} from '../engine/world-objects.ts';
import type {StoredSubscription, StoredSubscriptionItem} from './objects.ts';
import {plainSubscription} from './plain-subscription.ts';

export function worldSubscriptions(world: StoredObjects): readonly StoredSubscription[] {
  return written(world).map((given) => {
    const {items: _items, test_clock: _clock, ...fields} = given;
    const created = numberOr(given['created'], 0);
    const plain = plainSubscription({
      id: idOf(given),
      customer: idOf(given['customer']),
      currency: textOr(given['currency'], 'usd'),
      nowUnixS: created,
      livemode: given['livemode'] === true,
    });
    return {
      ...plain,
      status: 'active',
      ...fields,
      customer: plain.customer,
      default_payment_method: idOrNull(given['default_payment_method']),
      default_tax_rates: idsOf(given['default_tax_rates']),
      discounts: idsOf(given['discounts']),
      latest_invoice: idOrNull(given['latest_invoice']),
      schedule: idOrNull(given['schedule']),
    };
  });
}

export function worldSubscriptionItems(world: StoredObjects): readonly StoredSubscriptionItem[] {
  return written(world).flatMap((subscription) =>
    dataOf(subscription['items']).map((item) => itemOf(item, subscription)),
  );
}

function itemOf(item: WireObject, subscription: WireObject): StoredSubscriptionItem {
  const created = numberOr(item['created'], numberOr(subscription['created'], 0));
  const quantity = item['quantity'];
  return {
    id: idOf(item),
    object: 'subscription_item',
    created,
    current_period_end: numberOr(item['current_period_end'], created),
    current_period_start: numberOr(item['current_period_start'], created),
    discounts: idsOf(item['discounts']),
    metadata: Object.fromEntries(
      Object.entries(Object(item['metadata'])).map(([name, text]) => [name, String(text)]),
    ),
    price: idOf(item['price']),
    quantity: typeof quantity === 'number' ? quantity : 1,
    subscription: idOf(subscription),
    tax_rates: idsOf(item['tax_rates']),
  };
}

function written(world: StoredObjects): readonly WireObject[] {
  return world.others.filter(({object}) => object === 'subscription');
}

function dataOf(list: unknown): readonly WireObject[] {
  const data = isWireObject(list) ? list['data'] : undefined;
  return Array.isArray(data) ? data.filter(isWireObject) : [];
}

function idOf(reference: unknown): string {
  if (isWireObject(reference)) return textOr(reference['id'], '');
  return textOr(reference, '');
}

function idOrNull(reference: unknown): string | null {
  const id = idOf(reference);
  return id === '' ? null : id;
}

function idsOf(references: unknown): readonly string[] {
  return Array.isArray(references) ? references.map(idOf) : [];
}

function textOr(value: unknown, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise;
}

function numberOr(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}
