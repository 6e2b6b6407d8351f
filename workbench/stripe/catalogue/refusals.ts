/** Stripe's words for what is wrong with something to sell. https://docs.stripe.com/error-codes */
import {StripeRefusal} from '../engine/errors.ts';

export function invalid(message: string, param?: string, code?: string): StripeRefusal {
  return new StripeRefusal({
    status: 400,
    message,
    ...(param === undefined ? {} : {param}),
    ...(code === undefined ? {} : {code}),
  });
}

export function missing(param: string): StripeRefusal {
  return invalid(`Missing required param: ${param}.`, param, 'parameter_missing');
}

export function alreadyExists(kind: string, param = 'id'): StripeRefusal {
  return invalid(`${kind} already exists.`, param, 'resource_already_exists');
}

/** Both of two parameters of which Stripe takes one. */
export function onlyOneOf(first: string, second: string): StripeRefusal {
  return invalid(`You may only specify one of these parameters: ${first}, ${second}.`, first);
}

/** Stripe has it, the sandbox does not: saying so is better than a quiet difference. */
export function notModelled(param: string): StripeRefusal {
  return invalid(
    `The sandbox does not model \`${param}\`. Leave it out, or try this against Stripe's test mode.`,
    param,
  );
}
