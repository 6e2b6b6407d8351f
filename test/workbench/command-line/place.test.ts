import {createClock} from '../../../workbench/apps-script/clock.ts';
import {readPlace, sandboxOf, workbenchOptions} from '../../../workbench/command-line/place.ts';
import {at} from '../stripe/ask.ts';

const options = {world: 'tiny', nowUnixMs: null, timeZone: null, stripe: null};
const place = readPlace(options, () => undefined);
const clock = createClock({startUnixMs: place.nowUnixMs});

describe('workbenchOptions()', () => {
  test('sends a form to the sandbox it is given, and says of a lost answer what Google would', async () => {
    const sandbox = sandboxOf(place);
    const made = workbenchOptions(place, options, '.', sandbox);
    const route = made.stripe(clock);
    if (route.kind !== 'in-process') throw new Error('The route leaves this process.');
    const send = () =>
      route.send({
        method: 'POST',
        url: 'https://api.stripe.com/v1/customers',
        headers: {
          Authorization: `Bearer ${made.stripeKey}`,
          'Content-Type': 'application/x-www-form-urlencoded',
          'Idempotency-Key': 'k1',
        },
        body: Buffer.from('name=Zo%C3%AB'),
      });

    sandbox.faults.set([{fault: {kind: 'dropped_after_commit'}, times: 1}]);
    expect(await send()).toEqual({fault: 'address', latencyMs: 0});
    const again = await send();
    expect(again).toMatchObject({status: 200, headers: {'Idempotent-Replayed': 'true'}});
    expect(at(JSON.parse(String(at(again, 'body'))), 'name')).toBe('Zoë');
  });
});

describe('sandboxOf()', () => {
  test('goes on from what was saved', () => {
    const ask = (sandbox: ReturnType<typeof sandboxOf>, method: string, body: string | null) =>
      sandbox.handle(
        {
          method,
          url: '/v1/customers',
          headers: {Authorization: `Bearer ${String(workbenchOptions(place, options, '.').stripeKey)}`},
          body,
        },
        place.nowUnixMs,
      );
    const first = sandboxOf(place);
    const {id} = JSON.parse(ask(first, 'POST', 'name=Kept').body);
    const second = sandboxOf(place, {saved: JSON.parse(JSON.stringify(first.save()))});
    expect(at(JSON.parse(ask(second, 'GET', null).body), 'data', 0, 'id')).toBe(id);
  });
});
