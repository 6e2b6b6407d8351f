import type {StripeKey} from './credentials.ts';
import type {StripeRequest} from './request.ts';
import {type StripePorts, sendWave, type WaveAnswer} from './wave.ts';

export interface StripeClient {
  /** Which of the account's two books this client reads and writes. */
  readonly mode: 'test' | 'live';
  /**
   * The JSON body of one answer, retried as the policy says for at most `sendTimeMaxMs`.
   *
   * @throws AddonError CREDENTIALS_INVALID, PERMISSION_MISSING, STRIPE_REJECTED, STRIPE_RATE_LIMITED,
   *   STRIPE_UNREACHABLE, RESPONSE_UNREADABLE, DEADLINE_REACHED; ARGUMENT_INVALID before anything is sent
   */
  send(request: StripeRequest): unknown;
  /**
   * Sends all requests at once, and again those that need it, until each has an answer or the deadline leaves no room
   * for another try. Answers stand in the order of the requests; one that failed never hides the others.
   *
   * @throws AddonError ARGUMENT_INVALID before anything is sent, when one of them cannot be sent at all
   */
  sendWave(
    requests: readonly StripeRequest[],
    options: {readonly deadlineUnixMs: number},
  ): readonly WaveAnswer[];
}

/** How long a single `send` may take with its retries: a person waits for it. */
export const sendTimeMaxMs = 60_000;

/** A client for one account's one mode. The key stays inside: no message, log or answer carries it. */
export function createStripeClient(ports: StripePorts, credentials: StripeKey): StripeClient {
  return {
    mode: credentials.mode,
    send(request) {
      const deadlineUnixMs = ports.clock.nowUnixMs() + sendTimeMaxMs;
      const [answer] = sendWave(ports, credentials, [request], deadlineUnixMs);
      if (answer === undefined) throw new Error('A wave of one request must have one answer.');
      if (answer.kind === 'failed') throw answer.error;
      return answer.body;
    },
    sendWave: (requests, {deadlineUnixMs}) => sendWave(ports, credentials, requests, deadlineUnixMs),
  };
}
