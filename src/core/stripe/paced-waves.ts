import type {Clock} from '../ports.ts';
import type {StripeClient} from './client.ts';
import type {StripeRead} from './request.ts';
import type {WaveAnswer} from './wave.ts';

/** Below Stripe's 25 requests a second for one endpoint (docs.stripe.com/rate-limits). */
export const endpointRequestsMax = 24;
/** Below Stripe's limits over all endpoints: 100 a second, and 25 with a test key. */
export const waveRequestsMax = {live: 72, test: 24};
export const waveEveryMs = 1_000;

/** Reads them all, as many a second as Stripe takes of one endpoint; answers in the order of the requests. */
export function readInWaves(
  clock: Clock,
  client: StripeClient,
  {requests, deadlineUnixMs}: {readonly requests: readonly StripeRead[]; readonly deadlineUnixMs: number},
): readonly WaveAnswer[] {
  const answers: WaveAnswer[] = [];
  for (let first = 0; first < requests.length; first += endpointRequestsMax) {
    const startUnixMs = clock.nowUnixMs();
    const wave = requests.slice(first, first + endpointRequestsMax);
    answers.push(...client.sendWave(wave, {deadlineUnixMs}));
    const restMs = startUnixMs + waveEveryMs - clock.nowUnixMs();
    if (restMs > 0 && first + endpointRequestsMax < requests.length) clock.sleep(restMs);
  }
  return answers;
}
