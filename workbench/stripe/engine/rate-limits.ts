/**
 * Stripe's rate limits on the sandbox's clock: so many requests in each second, over all endpoints and for each one.
 * https://docs.stripe.com/rate-limits
 */
import {StripeRefusal} from './errors.ts';

export interface RateLimits {
  readonly globalPerSecond: number;
  readonly endpointPerSecond: number;
}

/** Of a sandbox account; a live one has 100 over all endpoints. */
export const testModeRateLimits: RateLimits = {globalPerSecond: 25, endpointPerSecond: 25};

export interface RateLimiter {
  /** @throws StripeRefusal 429 with `Stripe-Rate-Limited-Reason`; a refused request does not count. */
  admit(endpoint: string, nowUnixMs: number): void;
}

export function createRateLimiter(limits: RateLimits): RateLimiter {
  let second = Number.NaN;
  let admitted = 0;
  const admittedByEndpoint = new Map<string, number>();
  return {
    admit(endpoint, nowUnixMs) {
      const now = Math.floor(nowUnixMs / 1000);
      if (now !== second) {
        second = now;
        admitted = 0;
        admittedByEndpoint.clear();
      }
      const ofEndpoint = admittedByEndpoint.get(endpoint) ?? 0;
      if (admitted >= limits.globalPerSecond) throw rateLimited('global-rate');
      if (ofEndpoint >= limits.endpointPerSecond) throw rateLimited('endpoint-rate');
      admitted += 1;
      admittedByEndpoint.set(endpoint, ofEndpoint + 1);
    },
  };
}

function rateLimited(reason: 'global-rate' | 'endpoint-rate'): StripeRefusal {
  return new StripeRefusal({
    status: 429,
    code: 'rate_limit',
    message:
      'Testmode request rate limit exceeded, the rate limits in testmode are lower than livemode. You can learn more ' +
      'about rate limits here https://stripe.com/docs/rate-limits.',
    headers: {'Stripe-Rate-Limited-Reason': reason},
  });
}
