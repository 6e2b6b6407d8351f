import type {OutgoingRequest, SendResult, StripeRoute} from '../apps-script/services/url-fetch/exchange.ts';
import type {StripeFault} from './client/messages.ts';

/** What is the matter with Stripe, as a person has chosen it. */
export interface StripeFaults {
  set(fault: StripeFault | null): void;
  current(): StripeFault | null;
  /** The same route with the fault on it. A Stripe of another process is left as it is. */
  on(route: StripeRoute): StripeRoute;
}

/** Longer than a hurried person waits, shorter than any timeout. */
const slowMs = 8_000;

export function createStripeFaults(): StripeFaults {
  let current: StripeFault | null = null;
  return {
    set: (fault) => {
      current = fault;
    },
    current: () => current,
    on: (route) =>
      route.kind === 'in-process'
        ? {kind: 'in-process', send: (request) => sendWith(current, request, route.send)}
        : route,
  };
}

async function sendWith(
  fault: StripeFault | null,
  request: OutgoingRequest,
  send: (request: OutgoingRequest) => SendResult | Promise<SendResult>,
): Promise<SendResult> {
  switch (fault) {
    case null:
      return send(request);
    case 'slow': {
      const result = await send(request);
      return {...result, latencyMs: (result.latencyMs ?? 0) + slowMs};
    }
    case 'rate-limited':
      // https://docs.stripe.com/rate-limits
      return refusal(429, {'Stripe-Rate-Limited-Reason': 'global-rate'}, rateLimitError);
    case 'failing':
      // https://docs.stripe.com/error-low-level#server-errors
      return refusal(500, {}, serverError);
    case 'dropped':
      // Stripe has done what was asked; only its answer is lost on the way.
      await send(request);
      return {fault: 'address'};
  }
}

const rateLimitError = {
  message:
    'Testmode request rate limit exceeded, the rate limits in testmode are lower than livemode. You can learn more about rate limits here https://stripe.com/docs/rate-limits.',
  type: 'invalid_request_error',
  code: 'rate_limit',
};
const serverError = {
  message: 'An unknown error occurred while processing your request.',
  type: 'api_error',
};

function refusal(status: number, headers: Readonly<Record<string, string>>, error: object): SendResult {
  return {status, headers: {...headers, 'Content-Type': 'application/json'}, body: JSON.stringify({error})};
}
