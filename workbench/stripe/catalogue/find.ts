/** Finds what a request refers to. In the path a name of nothing is 404, in a parameter 400. */
import type {Call} from '../engine/endpoint.ts';
import {pathIdOf} from '../engine/endpoint.ts';
import {noSuchObject} from '../engine/errors.ts';
import type {Kind, StoredOf} from '../kinds.ts';

type Reading = Pick<Call, 'store'>;

/** The object of the path. `said` is Stripe's word for its kind in "No such price". @throws StripeRefusal 404 */
export function ofPath<K extends Kind>(call: Call<unknown>, kind: K, said: string): StoredOf<K> {
  const id = pathIdOf(call);
  const row = call.store.of(kind).get(id);
  if (row === undefined) throw noSuchObject({kind: said, id, param: 'id', inPath: true});
  return row;
}

/** The object a parameter names. @throws StripeRefusal 400 */
export function referred<K extends Kind>(
  call: Reading,
  kind: K,
  reference: {readonly id: string; readonly param: string; readonly said: string},
): StoredOf<K> {
  const row = call.store.of(kind).get(reference.id);
  if (row === undefined) {
    throw noSuchObject({kind: reference.said, id: reference.id, param: reference.param, inPath: false});
  }
  return row;
}

/** The customer a parameter names; a deleted one is none. @throws StripeRefusal 400 */
export function referredCustomer(call: Reading, id: string): string {
  const customer = call.store.customers.get(id);
  if (customer === undefined || 'deleted' in customer) {
    throw noSuchObject({kind: 'customer', id, param: 'customer', inPath: false});
  }
  return id;
}
