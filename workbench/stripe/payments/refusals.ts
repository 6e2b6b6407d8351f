/** How Stripe refuses what has to do with money. https://docs.stripe.com/error-codes */
import {notModelled} from '../catalogue/refusals.ts';
import {StripeRefusal} from '../engine/errors.ts';
import type {WireObject} from '../engine/wire.ts';
import type {DeclineFacts} from './declines.ts';

/** A 400; `details` are objects that the error carries. */
export function invalidRequest(
  message: string,
  given: {readonly code?: string; readonly param?: string; readonly details?: WireObject} = {},
): StripeRefusal {
  return new StripeRefusal({status: 400, message, ...given});
}

/** A refusal by the card's issuer. `details` are the objects that the error carries. */
export function cardRefusal(
  facts: DeclineFacts,
  details: WireObject,
  {keepsEffects}: {readonly keepsEffects: boolean},
): StripeRefusal {
  return new StripeRefusal({
    status: 402,
    type: 'card_error',
    code: facts.code,
    message: facts.message,
    details: {...declineFields(facts), ...details},
    keepsEffects,
  });
}

/** What an error says of the decline besides its code and message. */
export function declineFields(facts: DeclineFacts): Readonly<Record<string, string>> {
  return {
    ...(facts.adviceCode === null ? {} : {advice_code: facts.adviceCode}),
    ...(facts.declineCode === null ? {} : {decline_code: facts.declineCode}),
    ...(facts.networkDeclineCode === null ? {} : {network_decline_code: facts.networkDeclineCode}),
  };
}

/**
 * Refuses parameters that the sandbox would have to ignore although they change what is paid to whom: an answer without
 * them would be a quiet lie.
 */
export function refuseUnmodelled(params: object, names: readonly string[]): void {
  const name = names.find((candidate) => candidate in params);
  if (name !== undefined) throw notModelled(name);
}
