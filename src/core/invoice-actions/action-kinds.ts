import type {ActionName} from '../action-contract.ts';
import {assertInvariant} from '../errors/assert-invariant.ts';
import type {ActionKind} from './action-kind.ts';
import {correctInvoice} from './correct/correct-invoice.ts';
import {creditInvoice} from './credit/credit-invoice.ts';
import {agreePayBy} from './kinds/agree-pay-by.ts';
import {changeDetails} from './kinds/change-details.ts';
import {deleteDraft} from './kinds/delete-draft.ts';
import {finalizeInvoice} from './kinds/finalize-invoice.ts';
import {markUncollectible} from './kinds/mark-uncollectible.ts';
import {pauseCollection, resumeCollection} from './kinds/pause-collection.ts';
import {retryPayment} from './kinds/retry-payment.ts';
import {sendInvoice} from './kinds/send-invoice.ts';
import {voidInvoice} from './kinds/void-invoice.ts';
import {recordPayment, recordRecovery} from './payment/record-payment.ts';

/** Every kind of action, in the order in which they are offered. */
export const actionKinds: readonly ActionKind[] = [
  finalizeInvoice,
  sendInvoice,
  recordPayment,
  retryPayment,
  creditInvoice,
  correctInvoice,
  agreePayBy,
  changeDetails,
  pauseCollection,
  resumeCollection,
  markUncollectible,
  recordRecovery,
  voidInvoice,
  deleteDraft,
];

export function kindNamed(name: ActionName): ActionKind {
  const kind = actionKinds.find((one) => one.name === name);
  assertInvariant(kind !== undefined, `${name} is a kind of action`);
  return kind;
}
