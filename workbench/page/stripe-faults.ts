import type {StripeRoute} from '../apps-script/services/url-fetch/exchange.ts';
import type {StripeFault} from './client/messages.ts';

/** What is the matter with Stripe, as a person has chosen it. */
export interface StripeFaults {
  set(fault: StripeFault | null): void;
  current(): StripeFault | null;
  /**
   * The same route with the fault on it, for a sandbox that takes the header `Workbench-Fault`. A Stripe of another
   * process is left as it is.
   */
  on(route: StripeRoute): StripeRoute;
}

/** In the sandbox's words. Slow is longer than a hurried person waits and shorter than any timeout. */
const faultNames: Readonly<Record<StripeFault, string>> = {
  slow: 'latency=8000',
  'rate-limited': 'rate_limited=global-rate',
  failing: 'server_error',
  dropped: 'dropped_after_commit',
};

export function createStripeFaults(): StripeFaults {
  let current: StripeFault | null = null;
  return {
    set: (fault) => {
      current = fault;
    },
    current: () => current,
    on: (route) => {
      if (route.kind !== 'in-process') return route;
      return {
        kind: 'in-process',
        send: (request) =>
          route.send(
            current === null
              ? request
              : {...request, headers: {...request.headers, 'Workbench-Fault': faultNames[current]}},
          ),
      };
    },
  };
}
