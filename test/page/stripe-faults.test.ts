import type {OutgoingRequest} from '../../workbench/apps-script/services/url-fetch/exchange.ts';
import {readPlace, sandboxOf, sandboxRoute} from '../../workbench/command-line/place.ts';
import {createStripeFaults} from '../../workbench/page/stripe-faults.ts';
import {worldKey} from '../../workbench/worlds/world.ts';

const tiny = readPlace({world: 'tiny', nowUnixMs: null, timeZone: null, stripe: null}, () => undefined);

const newCustomer: OutgoingRequest = {
  method: 'POST',
  url: 'https://api.stripe.com/v1/customers',
  headers: {Authorization: `Bearer ${worldKey}`},
  body: 'name=Nordwind',
};

/** What comes back under this fault, and how many customers Stripe has made of it. */
async function under(fault: Parameters<ReturnType<typeof createStripeFaults>['set']>[0]) {
  const faults = createStripeFaults();
  const route = faults.on(sandboxRoute(sandboxOf(tiny, {faultHeader: true}), {now: () => tiny.nowUnixMs}));
  if (route.kind !== 'in-process') throw new Error('The sandbox answers in this process.');
  faults.set(fault);
  const result = await route.send(newCustomer);
  faults.set(null);
  const found = await route.send({
    ...newCustomer,
    method: 'GET',
    url: `${newCustomer.url}?limit=100`,
    body: null,
  });
  const names = 'body' in found ? String(found.body).match(/"name":"Nordwind"/g) : null;
  return {result, made: names?.length ?? 0};
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
  ] as const)('with the fault %s', async (fault, expected, made) => {
    const met = await under(fault);
    expect(met.result).toMatchObject(expected);
    expect(met.made).toBe(made);
  });

  test('leaves a Stripe of another process alone', () => {
    const route = {kind: 'base-url', baseUrl: 'http://127.0.0.1:1'} as const;
    expect(createStripeFaults().on(route)).toBe(route);
  });
});
