import {sandboxOf, workbenchOptions} from '../../../workbench/command-line/place.ts';
import {openWorkbench} from '../../../workbench/workbench.ts';
import {builtInWorld} from '../../../workbench/worlds/built-in-worlds.ts';
import {parseWorld} from '../../../workbench/worlds/parse-world.ts';
import {type World, worldKey, worldKeyOf} from '../../../workbench/worlds/world.ts';

const liveKey = 'rk_live_workbench';

const liveWorld = () =>
  parseWorld(
    JSON.stringify({
      objects: [
        {id: 'in_1', customer: 'cus_1', currency: 'usd', status: 'open', amount_due: 1200, livemode: true},
        {id: 'in_2', customer: 'cus_2', currency: 'usd', status: 'open', amount_due: 300},
        {id: 'cus_2', name: 'Bolt', livemode: true},
      ],
    }),
  );

const placeOf = (world: World) => ({
  world,
  nowUnixMs: Date.parse(world.now),
  timeZone: world.timeZone,
});

function ask(world: World, path: string, key: string) {
  const {status, body} = sandboxOf(placeOf(world)).handle(
    {method: 'GET', url: path, headers: {Authorization: `Bearer ${key}`}, body: null},
    Date.parse(world.now),
  );
  return {status, body: JSON.parse(body)};
}

describe('a world of live objects', () => {
  test('has a restricted live key, which its sandbox accepts, and no test key', () => {
    expect(worldKeyOf(liveWorld())).toBe(liveKey);
    expect(ask(liveWorld(), '/v1/account', liveKey).status).toBe(200);
    expect(ask(liveWorld(), '/v1/account', worldKey).status).toBe(401);
  });

  test.each(['/v1/invoices', '/v1/customers'])(
    'answers %s with livemode true, also where it was left out',
    (path) => {
      const modes = ask(liveWorld(), path, liveKey).body.data.map(
        ({livemode}: {livemode: boolean}) => livemode,
      );
      expect(modes).toEqual([true, true]);
    },
  );

  test('is refreshed as live books', async () => {
    const projectDir = new URL('../../..', import.meta.url).pathname;
    const options = {world: '', nowUnixMs: null, timeZone: null, stripe: null};
    const workbench = openWorkbench(workbenchOptions(placeOf(liveWorld()), options, projectDir));
    try {
      expect(await workbench.run('refreshReceivables', [])).toMatchObject({ok: true});
      expect(workbench.spreadsheet.readTab('AR Aging')?.plain).toContainEqual(
        expect.arrayContaining(['Mode', 'live']),
      );
    } finally {
      await workbench.close();
    }
  });
});

describe('a world of test objects, and one that says nothing of its mode', () => {
  test.each([
    ['false', {livemode: false}],
    ['left out', {}],
  ])('with livemode %s have the test key', (_name, mode) => {
    const world = parseWorld(JSON.stringify([{id: 'in_1', customer: 'cus_1', currency: 'usd', ...mode}]));
    expect(worldKeyOf(world)).toBe(worldKey);
    expect(ask(world, '/v1/invoices', worldKey).body.data).toMatchObject([{livemode: false}]);
  });

  test('the built-in ones do', () => {
    expect(worldKeyOf(builtInWorld('tiny'))).toBe(worldKey);
  });
});
