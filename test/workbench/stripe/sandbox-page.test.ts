import {readFileSync} from 'node:fs';
import {endpoints} from '../../../workbench/stripe/endpoints.ts';
import {faultNamed} from '../../../workbench/stripe/engine/faults.ts';
import {endpointTable} from './endpoint-table.ts';

const page = readFileSync(new URL('../../../docs/stripe-sandbox.md', import.meta.url), 'utf8');

describe('docs/stripe-sandbox.md', () => {
  test('lists exactly the endpoints that the sandbox serves', () => {
    const [, after = ''] = page.split('## Endpoints\n');
    const listed = after.split('\n').filter((line) => line.startsWith('|'));
    // Where this fails, put the table as it is expected here into the page.
    expect(listed.join('\n')).toBe(endpointTable());
  });

  test('counts them', () => {
    const {length} = endpoints;
    expect(page).toContain(`${length} endpoints`);
  });

  test('names every fault by which it can be asked for', () => {
    const [, faults = ''] = page.split('## Faults\n');
    const [section = ''] = faults.split('\n## ');
    const named = [...section.matchAll(/^\| `([a-z_]+(?:=[A-Z-]+)?)` \|/gm)].map(([, name = '']) => name);
    expect(named.length).toBeGreaterThan(6);
    for (const name of named) {
      const asked = name.replace('=MS', '=250').replace('=REASON', '=endpoint-rate');
      expect(faultNamed(asked).kind).toBe(name.split('=')[0]);
    }
  });
});

describe('the table of endpoints', () => {
  test('has each method and path once', () => {
    const names = endpoints.map(({method, path}) => `${method} ${path}`);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  test('asks a reading permission for reading and a writing one for writing', () => {
    for (const {method, path, permission} of endpoints) {
      const reads = method === 'GET';
      // A preview of an invoice is asked for by POST, and writes nothing.
      if (path === '/v1/invoices/create_preview') continue;
      expect(`${method} ${path} ${permission}`).toMatch(reads ? /_read$/ : /_write$/);
    }
  });
});
