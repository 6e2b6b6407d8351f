import {assertInvariant} from '../errors/assert-invariant.ts';
import type {Digest} from '../ports.ts';
import type {Params} from '../stripe/encoding.ts';
import type {StripeRead, StripeRequest} from '../stripe/request.ts';
import type {ActionStep, BegunInvoice, StepTaken} from './action-kind.ts';
import {kindNamed} from './action-kinds.ts';
import type {ActionOrder} from './begun-actions.ts';
import {invoiceRead} from './read-facts.ts';

/** The step that comes next; null when all are done. */
export function nextStepOf({steps, taken}: BegunInvoice): ActionStep | null {
  return steps[taken.length] ?? null;
}

export function stepRequest(
  digest: Digest,
  order: ActionOrder,
  {step, invoice}: {readonly step: ActionStep; readonly invoice: BegunInvoice},
): StripeRequest {
  const {method, path} = step;
  if (method === 'DELETE') return {method, path, params: {}};
  return {
    method,
    path,
    params: filled(step, invoice),
    idempotencyKey: stepKey(digest, order, {step, invoice}),
  };
}

/** Where Stripe is asked whether a step was done. */
export function lookUpRequest(step: ActionStep, invoice: BegunInvoice): StripeRead {
  return kindNamed(invoice.action.name).lookUp?.(step, invoice) ?? invoiceRead(invoice.invoiceId);
}

function filled({params, fill = {}}: ActionStep, {taken}: BegunInvoice): Params {
  const told = Object.entries(fill).map(([name, {step, field}]) => {
    const value = taken.find((one) => one.step === step)?.kept[field];
    assertInvariant(value !== undefined, `${name} is told by ${field} of the step ${step}`);
    return [name, value] as const;
  });
  return {...params, ...Object.fromEntries(told)};
}

/** The same for every try of one step of one invoice in one doing, in this run and in any later one. */
function stepKey(
  digest: Digest,
  {accountId, mode, digest: doing}: ActionOrder,
  {step, invoice}: {readonly step: ActionStep; readonly invoice: BegunInvoice},
): string {
  const parts = [accountId, mode, doing, invoice.invoiceId, step.name, invoice.attempt, 'v1'];
  return `billing-ops-${digest.sha256Hex(JSON.stringify(parts))}`;
}

/** What is kept of an answer. */
export function takenStep(
  {name, keep = []}: ActionStep,
  answer: object,
  requestId: string | null,
): StepTaken {
  const fields = ['id', ...keep].flatMap((field) => {
    const value: unknown = Reflect.get(answer, field);
    return typeof value === 'string' ? [[field, value] as const] : [];
  });
  return {step: name, kept: Object.fromEntries(fields), requestId};
}
