import * as v from 'valibot';
import type {ReversalRequest} from '../../action-contract.ts';
import {AddonError} from '../../errors/addon-error.ts';

const line = v.pipe(v.string(), v.maxLength(500));

const reversal = v.strictObject({
  batchId: v.pipe(v.string(), v.regex(/^\w{1,100}$/)),
  decisions: v.record(v.string(), v.picklist(['void', 'credit note'])),
  paidPartGoesTo: v.exactOptional(v.picklist(['refund', 'customer balance', 'outside Stripe'])),
  reasonCode: line,
  reason: v.pipe(v.string(), v.maxLength(2_000)),
});

const doing = v.strictObject({
  ...reversal.entries,
  digest: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  forMs: v.exactOptional(v.pipe(v.number(), v.minValue(1))),
});

/** @throws AddonError ARGUMENT_INVALID for what no form can have sent */
export function checkedReversal(request: unknown): ReversalRequest {
  return checked(reversal, request);
}

/** @throws AddonError ARGUMENT_INVALID for what no preview can have led to */
export function checkedDoing(
  request: unknown,
): ReversalRequest & {readonly digest: string; readonly forMs?: number} {
  return checked(doing, request);
}

function checked<S extends v.GenericSchema>(schema: S, request: unknown): v.InferOutput<S> {
  const parsed = v.safeParse(schema, request);
  if (parsed.success) return parsed.output;
  const at = v.getDotPath(parsed.issues[0]) ?? 'the request';
  throw new AddonError({
    code: 'ARGUMENT_INVALID',
    fact: `Cannot reverse a batch: ${at} is not as it must be.`,
    nextStep: 'Name the batch, and by invoice id what was decided: void or credit note.',
  });
}
