import type {StripeClient} from '../../stripe/client.ts';
import type {StripeRequest} from '../../stripe/request.ts';
import type {WaveAnswer} from '../../stripe/wave.ts';

/** Below Stripe's 25 requests a second for one endpoint (docs.stripe.com/rate-limits). */
const waveRequestsMax = 20;

/** Sends them all, a wave at a time; answers in the order of the requests. */
export function sendInWaves(
  client: StripeClient,
  requests: readonly StripeRequest[],
  options: {readonly deadlineUnixMs: number},
): readonly WaveAnswer[] {
  const answers: WaveAnswer[] = [];
  for (let first = 0; first < requests.length; first += waveRequestsMax) {
    answers.push(...client.sendWave(requests.slice(first, first + waveRequestsMax), options));
  }
  return answers;
}
