import type {ActionName} from '../action-contract.ts';
import {assertInvariant} from '../errors/assert-invariant.ts';
import type {ActionKind} from './action-kind.ts';
import {correctInvoice} from './correct/correct-invoice.ts';
import {creditInvoice} from './credit/credit-invoice.ts';
import {voidInvoice} from './kinds/void-invoice.ts';
import {recordPayment, recordRecovery} from './payment/record-payment.ts';

/** Every kind of action, in the order in which they are offered. */
export const actionKinds: readonly ActionKind[] = [
  recordPayment,
  creditInvoice,
  correctInvoice,
  recordRecovery,
  voidInvoice,
];

export function kindNamed(name: ActionName): ActionKind {
  const kind = actionKinds.find((one) => one.name === name);
  assertInvariant(kind !== undefined, `${name} is a kind of action`);
  return kind;
}
