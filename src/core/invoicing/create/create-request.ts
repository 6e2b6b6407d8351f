import * as v from 'valibot';
import {AddonError} from '../../errors/addon-error.ts';
import type {CreateRequest} from '../../invoice-contract.ts';

const flag = v.optional(v.boolean('must be true or false'));
const shape = v.strictObject({
  // Of a preview, or the shorter id of a batch that was begun.
  digest: v.pipe(v.string(), v.regex(/^(?:[0-9a-f]{64}|[0-9a-f]{16})$/)),
  expected: v.optional(
    v.array(v.strictObject({currency: v.string(), invoices: v.number(), total: v.number()})),
  ),
  finalize: flag,
  allOrNothing: flag,
  deliver: flag,
  chargeCards: flag,
  forMs: v.optional(v.pipe(v.number(), v.minValue(1))),
});

/** @throws AddonError ARGUMENT_INVALID for what no preview can have led to */
export function checkedRequest(request: unknown): CreateRequest {
  const parsed = v.safeParse(shape, request);
  if (!parsed.success) {
    const at = parsed.issues[0].path?.map(({key}) => String(key)).join('.') ?? 'the request';
    throw refusal(
      `${at} is not as it must be`,
      'Pass {"digest": …} as previewInvoices replied it, with "finalize", "deliver", "chargeCards", "allOrNothing", "expected" and "forMs" as you want them.',
    );
  }
  const {digest, expected, finalize, allOrNothing, deliver, chargeCards, forMs} = parsed.output;
  if (deliver === true && finalize !== true) {
    throw refusal('a draft cannot be delivered', 'Pass "finalize": true with "deliver": true.');
  }
  return {
    digest,
    finalize: finalize === true,
    allOrNothing: allOrNothing === true,
    deliver: deliver === true,
    chargeCards: chargeCards === true,
    ...(expected === undefined ? {} : {expected}),
    ...(forMs === undefined ? {} : {forMs}),
  };
}

function refusal(fact: string, nextStep: string): AddonError {
  return new AddonError({code: 'ARGUMENT_INVALID', fact: `Cannot create invoices: ${fact}.`, nextStep});
}
