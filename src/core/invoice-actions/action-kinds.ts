import type {ActionName} from '../action-contract.ts';
import type {ActionKind} from './action-kind.ts';
import {voidInvoice} from './kinds/void-invoice.ts';

/** Every kind of action, in the order in which they are offered. */
export const actionKinds: readonly ActionKind[] = [voidInvoice];

/** Null for a name that no kind has. */
export function kindNamed(name: ActionName): ActionKind | null {
  return actionKinds.find((kind) => kind.name === name) ?? null;
}
