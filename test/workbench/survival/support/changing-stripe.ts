import type {Clock} from '../../../../workbench/apps-script/clock.ts';
import type {SendResult, StripeRoute} from '../../../../workbench/apps-script/services/url-fetch/exchange.ts';
import {createStripeSandbox, type StripeSandbox} from '../../../../workbench/stripe/sandbox.ts';
import {parseWorld} from '../../../../workbench/worlds/parse-world.ts';
import {worldKey} from '../../../../workbench/worlds/world.ts';
import type {Wire} from '../../../support/fake-invoice.ts';

/** A Stripe account whose invoices and keys change while the workbench is open. */
export interface ChangingStripe {
  holds(invoices: readonly Wire[]): void;
  /** The keys that it knows from now on. */
  knows(...keys: readonly string[]): void;
  /** Answers in place of the sandbox; null ends that. It sees how many requests came since it was set, this one included. */
  intercept(answer: ((request: number, clock: Clock) => SendResult | null | Promise<null>) | null): void;
  /** Addresses that were asked for. */
  readonly asked: readonly string[];
  readonly route: (clock: Clock) => StripeRoute;
}

export interface StripeWorld {
  readonly invoices: readonly Wire[];
  /** The account's. */
  readonly timeZone: string;
}

export function changingStripe(first: StripeWorld): ChangingStripe {
  let invoices = first.invoices;
  let keys: readonly string[] = [worldKey];
  let sandbox: StripeSandbox | null = null;
  let intercepted: Parameters<ChangingStripe['intercept']>[0] = null;
  let requests = 0;
  const asked: string[] = [];
  const opened = (): StripeSandbox => {
    sandbox ??= createStripeSandbox({
      objects: parseWorld(JSON.stringify({objects: invoices})).objects,
      keys,
      timeZone: first.timeZone,
    });
    return sandbox;
  };
  return {
    holds(next) {
      invoices = next;
      sandbox = null;
    },
    knows(...next) {
      keys = next;
      sandbox = null;
    },
    intercept(answer) {
      intercepted = answer;
      requests = 0;
    },
    asked,
    route: (clock) => ({
      kind: 'in-process',
      async send({method, url, headers, body}) {
        asked.push(url);
        requests += 1;
        const own = (await intercepted?.(requests, clock)) ?? null;
        if (own !== null) return own;
        return opened().handle(
          {method, url, headers, body: typeof body === 'string' ? body : null},
          clock.now(),
        );
      },
    }),
  };
}
