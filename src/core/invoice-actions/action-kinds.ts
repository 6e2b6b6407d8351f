import type {ActionName} from '../action-contract.ts';
import {assertInvariant} from '../errors/assert-invariant.ts';
import type {ActionKind} from './action-kind.ts';
import {voidInvoice} from './kinds/void-invoice.ts';

/** Every kind of action, in the order in which they are offered. */
export const actionKinds: readonly ActionKind[] = [voidInvoice];

export function kindNamed(name: ActionName): ActionKind {
  const kind = actionKinds.find((one) => one.name === name);
  assertInvariant(kind !== undefined, `${name} is a kind of action`);
  return kind;
}
