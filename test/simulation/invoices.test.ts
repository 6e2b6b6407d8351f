import {spawnSync} from 'node:child_process';
import {join} from 'node:path';

test('2,000 intents become 2,000 invoices though one answer in ten is lost, runs are killed and days go by', () => {
  // By its command: the watchers of the other tests would look at the whole account after every request.
  const {status, stdout, stderr} = spawnSync(
    process.execPath,
    [join(import.meta.dirname, '../../scripts/simulate.mjs'), 'invoices', '2000'],
    {encoding: 'utf8'},
  );
  expect({status, stderr}).toEqual({status: 0, stderr: ''});
  expect(stdout).toContain('2000 intents became 2000 invoices');
  expect(stdout).toContain('{"duplicates":0,"missing":0,"wrong":0,"unexplained":0}');
  const [lost = 0, killed = 0, , later = 0] = [...(stdout.split('\n')[1] ?? '').matchAll(/\d+/g)].map(Number);
  expect({lost: lost > 400, killed: killed > 5, later: later > 2}).toEqual({
    lost: true,
    killed: true,
    later: true,
  });
}, 120_000);
