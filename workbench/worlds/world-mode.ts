/** Whether a world is of live or of test mode. */
import type {StoredObjects} from '../stripe/engine/world-objects.ts';
import type {CollectedObject, CollectedObjects} from './collect-objects.ts';
import {WorldFault} from './world.ts';

/**
 * The mode of all objects that say one; test mode when none does.
 *
 * @throws WorldFault for objects of both modes: Stripe never answers them to one key
 */
export function livemodeOf(collected: CollectedObjects): boolean {
  let first: CollectedObject | null = null;
  for (const objects of collected.byKind.values()) {
    for (const object of objects.values()) {
      if (typeof object.fields['livemode'] !== 'boolean') continue;
      first ??= object;
      if (object.fields['livemode'] === first.fields['livemode']) continue;
      throw new WorldFault(
        `${object.path}.livemode is ${object.fields['livemode']}, but ${first.path}.livemode is ` +
          `${first.fields['livemode']}. Keep the objects of one mode, and put the others in a world of their own.`,
      );
    }
  }
  return first?.fields['livemode'] === true;
}

/** The objects with the mode of their world where they leave it out. */
export function inMode(objects: StoredObjects, livemode: boolean): StoredObjects {
  if (!livemode) return objects;
  return {
    ...objects,
    customers: objects.customers.map((customer) =>
      'deleted' in customer ? customer : {livemode, ...customer},
    ),
    invoices: objects.invoices.map((invoice) => ({livemode, ...invoice})),
    lineItems: objects.lineItems.map((line) => ({livemode, ...line})),
    invoicePayments: objects.invoicePayments.map((payment) => ({livemode, ...payment})),
  };
}
