import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

const customers = [
  ['cus_Nordwind', 'Nordwind Energie GmbH', 'ap@nordwind.example', 'eur', 'Hamburg', 'DE'],
  ['cus_Helios', 'Helios Labs Inc.', 'billing@helios.example', 'usd', 'Denver', 'US'],
  ['cus_Kestrel', 'Kestrel Robotics Ltd', 'finance@kestrel.example', 'gbp', 'Leeds', 'GB'],
  ['cus_Orbit', 'Orbit SAS', 'compta@orbit.example', 'eur', 'Lyon', 'FR'],
  ['cus_AcmeDe', 'Acme', 'ap@acme.example', 'eur', 'Berlin', 'DE'],
  ['cus_AcmeAt', 'Acme', 'billing@acme.example', 'eur', 'Wien', 'AT'],
] as const;

/** A Stripe account with six customers, two of one name, as a world file; `remove` deletes it. */
export function invoiceWorld(): {readonly path: string; remove(): void} {
  const dir = mkdtempSync(join(tmpdir(), 'workbench-world-'));
  const path = join(dir, 'orders.json');
  const objects = customers.map(([id, name, email, currency, city, country]) => ({
    id,
    object: 'customer',
    name,
    email,
    currency,
    address: {city, country, line1: null, line2: null, postal_code: null, state: null},
  }));
  writeFileSync(path, JSON.stringify({now: '2026-05-12T09:00:00Z', timeZone: 'Europe/Berlin', objects}));
  return {path, remove: () => rmSync(dir, {recursive: true, force: true})};
}
