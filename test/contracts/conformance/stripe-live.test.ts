import {setTimeout as wait} from 'node:timers/promises';
import {at} from '../../workbench/stripe/ask.ts';
import {runCliScript, type SendForm} from './cli-script.ts';
import {disagreements} from './compare-answers.ts';
import {liveStory} from './live-story.ts';
import {openTarget, requestForm} from './target.ts';

/**
 * Stripe's own test mode beside the sandbox. Off unless there is a key: `STRIPE_TEST_KEY=… npm run test:stripe-live`.
 * Another address than Stripe's goes into `STRIPE_TEST_URL`.
 */
const key = process.env['STRIPE_TEST_KEY'] ?? '';
const baseUrl = process.env['STRIPE_TEST_URL'] ?? 'https://api.stripe.com';

if (key === '') {
  // It asks a machine that is not this one, as somebody who has an account: never without being told to.
  test.skip('Stripe’s test mode: not asked, because STRIPE_TEST_KEY is not set', () => undefined);
} else {
  test('the sandbox and Stripe’s test mode answer the same', async () => {
    // A live key would bill somebody.
    if (!/^[rs]k_test_/.test(key)) {
      throw new Error(
        'STRIPE_TEST_KEY is no key of the test mode. Take one that begins with sk_test_ or rk_test_.',
      );
    }
    const stripe: SendForm = ({method, url, form}) =>
      requestForm(
        {baseUrl, key},
        {method, path: url, form: form ?? '', headers: {'Stripe-Version': '2026-10-28.endive'}},
      );
    const target = await openTarget();
    try {
      const ours = await runCliScript(liveStory, target.send);
      const theirs = await tidily(stripe);
      expect(disagreements(ours, theirs)).toEqual([]);
    } finally {
      await target.close();
    }
  }, 300_000);
}

const readyAsksMax = 60;

/** Stripe takes a while to let time pass. @throws Error where it does not end */
async function clockReady(send: SendForm, id: string): Promise<void> {
  for (let asks = 0; asks < readyAsksMax; asks += 1) {
    const {body} = await send({method: 'GET', url: `/v1/test_helpers/test_clocks/${id}`, form: null});
    if (at(body, 'status') === 'ready') return;
    await wait(2000);
  }
  throw new Error(`The test clock ${id} was not ready after ${readyAsksMax} asks.`);
}

/** Tells the story and deletes what it made, also where it breaks off. */
async function tidily(send: SendForm): Promise<ReadonlyMap<string, unknown>> {
  let clock: unknown;
  const watched: SendForm = async (request) => {
    const answer = await send(request);
    if (request.url === '/v1/test_helpers/test_clocks') clock = at(answer.body, 'id');
    if (request.url.endsWith('/advance')) await clockReady(send, String(clock));
    return answer;
  };
  try {
    return await runCliScript(liveStory, watched);
  } finally {
    if (typeof clock === 'string') {
      await send({method: 'DELETE', url: `/v1/test_helpers/test_clocks/${clock}`, form: null});
    }
  }
}
