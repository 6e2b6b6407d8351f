import {at} from '../../workbench/stripe/ask.ts';
import {runCliScript, type SendForm} from './cli-script.ts';
import {disagreements} from './compare-answers.ts';
import {liveStory} from './live-story.ts';
import {openTarget, requestForm} from './target.ts';

/** Stripe's own test mode beside the sandbox. Off unless there is a key: `STRIPE_TEST_KEY=… npm run test:stripe-live`. */
const key = process.env['STRIPE_TEST_KEY'] ?? '';

if (key === '') {
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
        {baseUrl: 'https://api.stripe.com', key},
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

/** Tells the story and deletes what it made, also where it breaks off. */
async function tidily(send: SendForm): Promise<ReadonlyMap<string, unknown>> {
  let clock: unknown;
  const watched: SendForm = async (request) => {
    const answer = await send(request);
    if (request.url === '/v1/test_helpers/test_clocks') clock = at(answer.body, 'id');
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
