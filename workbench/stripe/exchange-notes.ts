/**
 * Where anybody in this process may watch what a sandbox is asked and what it answers, however it was opened. Tests
 * hold every exchange against Stripe's own types there; without a watcher nothing is done.
 */
import {channel} from 'node:diagnostics_channel';
import type {StripeRequest} from './engine/admission.ts';
import type {StripeResponse} from './engine/handle-request.ts';
import type {SavedSandbox} from './engine/saved-sandbox.ts';

export interface SandboxExchange {
  readonly request: StripeRequest;
  readonly response: StripeResponse;
  /** The one that answered, as far as its books may be looked into. */
  readonly sandbox?: {save(): SavedSandbox};
}

/** The name of the channel in `node:diagnostics_channel`; its messages are of type SandboxExchange. */
export const exchangeChannelName = 'stripe-sandbox.exchange';

const exchanges = channel(exchangeChannelName);

export function noteExchange(exchange: SandboxExchange): void {
  if (exchanges.hasSubscribers) exchanges.publish(exchange);
}
