/** Objects that parameters name. */
import type {Call} from '../engine/endpoint.ts';
import {noSuchObject} from '../engine/errors.ts';

/** @throws StripeRefusal (400) for a customer that there is not, or not any more */
export function refuseMissingCustomer({store}: Pick<Call, 'store'>, id: string): void {
  const customer = store.customers.get(id);
  if (customer !== undefined && !('deleted' in customer)) return;
  throw noSuchObject({kind: 'customer', id, param: 'customer', inPath: false});
}

/** The object in the collection that the path names. @throws StripeRefusal 404 */
export function inPath<T>(
  collection: {get(id: string): T | undefined},
  named: {readonly kind: string; readonly id: string},
): T {
  const row = collection.get(named.id);
  if (row === undefined) throw noSuchObject({...named, param: 'id', inPath: true});
  return row;
}

/** The object in the collection that a parameter names. @throws StripeRefusal 400 */
export function inParameter<T>(
  collection: {get(id: string): T | undefined},
  named: {readonly kind: string; readonly id: string; readonly param: string},
): T {
  const row = collection.get(named.id);
  if (row === undefined) throw noSuchObject({...named, inPath: false});
  return row;
}
