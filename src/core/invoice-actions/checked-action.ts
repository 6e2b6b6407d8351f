import * as v from 'valibot';
import type {ActionRequest} from '../action-contract.ts';
import {AddonError} from '../errors/addon-error.ts';

/** A person waits for it; more are done in parts. */
const invoicesPerActionMax = 100;

const invoiceIds = v.pipe(
  v.array(v.pipe(v.string(), v.regex(/^in_\w{1,250}$/))),
  v.minLength(1),
  v.maxLength(invoicesPerActionMax),
);
const line = v.pipe(v.string(), v.maxLength(500));
/** Longer than Stripe takes of any field, which is refused in words of its own. */
const text = v.pipe(v.string(), v.maxLength(10_000));
const amountOrNull = v.nullable(v.number());

const action = v.variant('name', [
  ...(
    [
      'finalize',
      'send',
      'retry-payment',
      'correct',
      'pause-collection',
      'resume-collection',
      'mark-uncollectible',
      'void',
      'delete-draft',
    ] as const
  ).map((name) => v.strictObject({name: v.literal(name)})),
  ...(['record-payment', 'record-recovery'] as const).map((name) =>
    v.strictObject({
      name: v.literal(name),
      amount: amountOrNull,
      receivedOn: line,
      method: line,
      reference: line,
    }),
  ),
  v.strictObject({
    name: v.literal('credit'),
    amount: amountOrNull,
    lines: v.array(v.strictObject({lineId: line, amount: v.number()})),
    paidPartGoesTo: v.picklist(['refund', 'customer balance', 'outside Stripe']),
    stripeReason: v.nullable(
      v.picklist(['duplicate', 'fraudulent', 'order_change', 'product_unsatisfactory']),
    ),
    memo: line,
    emailsCustomer: v.boolean(),
  }),
  v.strictObject({name: v.literal('agree-pay-by'), payBy: v.nullable(line)}),
  v.strictObject({
    name: v.literal('change-details'),
    purchaseOrder: v.exactOptional(line),
    memo: v.exactOptional(text),
    footer: v.exactOptional(text),
    metadata: v.exactOptional(v.record(v.string(), text)),
  }),
]);

const actionRequest = v.strictObject({
  invoiceIds,
  action,
  reasonCode: line,
  reason: v.pipe(v.string(), v.maxLength(2_000)),
});

const doRequest = v.strictObject({
  ...actionRequest.entries,
  digest: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  forMs: v.exactOptional(v.pipe(v.number(), v.minValue(1))),
});

export type DoRequest = ActionRequest & {readonly digest: string; readonly forMs?: number};

/** @throws AddonError ARGUMENT_INVALID for what no form can have sent */
export function checkedAction(request: unknown): ActionRequest {
  return withoutRepetition(checked(actionRequest, request));
}

/** @throws AddonError ARGUMENT_INVALID for what no preview can have led to */
export function checkedDoing(request: unknown): DoRequest {
  return withoutRepetition(checked(doRequest, request));
}

/** @throws AddonError ARGUMENT_INVALID unless it names 1 to 100 invoices by their ids */
export function checkedInvoiceIds(request: unknown, invoicesMax = invoicesPerActionMax): readonly string[] {
  const ids = withoutRepetition(checked(v.strictObject({invoiceIds}), request)).invoiceIds;
  if (ids.length <= invoicesMax) return ids;
  throw refusal(`${ids.length} invoices are more than the ${invoicesMax} of one time`, 'Choose fewer.');
}

function withoutRepetition<T extends {readonly invoiceIds: readonly string[]}>(request: T): T {
  return {...request, invoiceIds: [...new Set(request.invoiceIds)]};
}

function checked<S extends v.GenericSchema>(schema: S, request: unknown): v.InferOutput<S> {
  const parsed = v.safeParse(schema, request);
  if (parsed.success) return parsed.output;
  const at = v.getDotPath(parsed.issues[0]) ?? 'the request';
  throw refusal(
    `${at} is not as it must be`,
    `Name 1 to ${invoicesPerActionMax} invoices by their ids (in_…) and one action with exactly its own fields.`,
  );
}

function refusal(fact: string, nextStep: string): AddonError {
  return new AddonError({code: 'ARGUMENT_INVALID', fact: `Cannot act on invoices: ${fact}.`, nextStep});
}
