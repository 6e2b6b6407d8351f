import type {ExecutionResult} from '../../../workbench/apps-script/execution.ts';
import type {SendResult} from '../../../workbench/apps-script/services/url-fetch/exchange.ts';
import {wireInvoice} from '../../support/fake-invoice.ts';
import {closeDesks, type Desk, hourMs, openDesk} from './support/desk.ts';

afterEach(closeDesks);

const secret = 'CanaryThatMustNotSing4242';
const key = `rk_test_${secret}`;

/** Everything that outlives a run or leaves it: the spreadsheet with its hidden tabs, properties, dialogs, toasts, results and logs. */
function everywhere(desk: Desk, results: readonly ExecutionResult[]): string {
  const {workbook, properties, triggers} = desk.workbench.save();
  const {stripeKey: _slot, ...user} = properties.user;
  const {screen} = desk.workbench;
  return JSON.stringify([
    workbook,
    {...properties, user},
    triggers,
    screen.questions(),
    screen.toasts(),
    screen.pages(),
    results,
  ]);
}

/** Where a text sings. */
function surroundings(text: string, word: string): readonly string[] {
  return [...text.matchAll(new RegExp(word, 'g'))].map(({index}) =>
    text.slice(Math.max(0, index - 200), index),
  );
}

describe('the Stripe key', () => {
  test('stands in its slot and in no cell, property, log, dialog, reply or error, whatever Stripe answers', async () => {
    const desk = openDesk({
      invoices: [wireInvoice({id: 'in_a'})],
      connected: false,
      responder: () => ({button: 'OK', text: key}),
    });
    desk.stripe.knows(key);
    const results: ExecutionResult[] = [];
    const run = async (name: string, ...args: Parameters<typeof desk.workbench.run>[1]) => {
      const result = await desk.workbench.run(name, args);
      results.push(result);
      return result;
    };

    const connected = await run('connectStripe', {key});
    expect(connected).toMatchObject({
      ok: true,
      value: {account: 'acct_1BillingOpsBench', mode: 'test', lastFour: '4242'},
    });
    expect((await run('refreshReceivables')).ok).toBe(true);
    await run('turnAutomaticRefreshOn');

    const answers: readonly SendResult[] = [
      {
        status: 401,
        headers: {},
        body: JSON.stringify({
          error: {message: `Invalid API Key provided: ${key}`, type: 'invalid_request_error'},
        }),
      },
      {
        status: 403,
        headers: {},
        body: JSON.stringify({
          error: {
            message: `The provided key '${key}' does not have the required permissions`,
            type: 'invalid_request_error',
          },
        }),
      },
      {
        status: 400,
        headers: {},
        body: JSON.stringify({
          error: {message: `No such thing for Bearer ${key}`, type: 'invalid_request_error'},
        }),
      },
      {status: 500, headers: {'Content-Type': 'text/html'}, body: `<pre>Authorization: Bearer ${key}</pre>`},
      {status: 200, headers: {}, body: `{"object": "list", "key": "${key}", "da`},
    ];
    for (const answer of answers) {
      desk.stripe.intercept((request) => (request > 1 ? answer : null));
      expect((await run('refreshReceivables')).ok).toBe(false);
      await run('refreshReceivablesFromMenu');
      const firings = await desk.workbench.advance(hourMs);
      for (const {outcome} of firings) if (outcome.kind === 'ran') results.push(outcome.result);
    }
    desk.stripe.intercept(() => answers[0] ?? null);
    expect((await run('connectStripe', {key})).ok).toBe(false);
    expect((await run('connectStripe', {key: `${key} and more`})).ok).toBe(false);
    expect((await run('connectStripeFromMenu')).ok).toBe(true);

    expect(desk.workbench.properties.read('user', 'stripeKey')).toBe(key);
    expect(JSON.stringify(desk.workbench.save().properties)).toContain(secret);
    const all = everywhere(desk, results);
    expect(all).toContain('…4242');
    expect(surroundings(all, secret)).toEqual([]);
  }, 60_000);

  test('is asked for in words that a restricted key is meant', async () => {
    const desk = openDesk({invoices: [], connected: false});
    const refused = await desk.workbench.run('connectStripe', [{key: 'sk_live_0123456789'}]);
    expect(refused).toMatchObject({
      ok: false,
      error: {message: expect.stringContaining('restricted key (rk_live_)')},
    });
    expect(desk.workbench.properties.read('user', 'stripeKey')).toBeNull();
    expect(desk.stripe.asked).toEqual([]);
  });
});
