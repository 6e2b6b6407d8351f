import type {OutgoingRequest, SendResult} from '../../workbench/apps-script/services/url-fetch/exchange.ts';
import {createStripeFaults} from '../../workbench/page/stripe-faults.ts';

const request: OutgoingRequest = {
  method: 'POST',
  url: 'https://api.stripe.com/v1/invoices',
  headers: {},
  body: '',
};

/** What comes back under this fault, and whether Stripe was asked. */
async function under(fault: Parameters<ReturnType<typeof createStripeFaults>['set']>[0]) {
  let asked = 0;
  const faults = createStripeFaults();
  const route = faults.on({
    kind: 'in-process',
    send: (): SendResult => {
      asked += 1;
      return {status: 200, headers: {}, body: '{}'};
    },
  });
  faults.set(fault);
  const result = route.kind === 'in-process' ? await route.send(request) : null;
  return {result, asked};
}

describe('createStripeFaults()', () => {
  test.each([
    [null, {status: 200}, 1],
    ['slow', {status: 200, latencyMs: 8_000}, 1],
    [
      'rate-limited',
      {status: 429, headers: expect.objectContaining({'Stripe-Rate-Limited-Reason': 'global-rate'})},
      0,
    ],
    ['failing', {status: 500}, 0],
    ['dropped', {fault: 'address'}, 1],
  ] as const)('with the fault %s', async (fault, expected, asked) => {
    const met = await under(fault);
    expect(met.result).toMatchObject(expected);
    expect(met.asked).toBe(asked);
  });

  test('leaves a Stripe of another process alone', () => {
    const route = {kind: 'base-url', baseUrl: 'http://127.0.0.1:1'} as const;
    expect(createStripeFaults().on(route)).toBe(route);
  });
});
