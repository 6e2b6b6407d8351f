import {join} from 'node:path';
import type {OutgoingRequest} from '../../../workbench/apps-script/services/url-fetch/exchange.ts';
import {readPlace, workbenchOptions} from '../../../workbench/command-line/place.ts';
import {openWorkbench} from '../../../workbench/workbench.ts';
import {worldKey} from '../../../workbench/worlds/world.ts';

/**
 * stripe-mock answers from Stripe's own description of the API and refuses every request that the description does not
 * know. `npm run test:stripe-mock` installs it, starts it and runs this; without it there is nothing to ask.
 */
const mockUrl = process.env['STRIPE_MOCK_URL'];
const withMock = mockUrl === undefined ? describe.skip : describe;
if (mockUrl === undefined) {
  process.stderr.write(
    'Skipped: our requests against stripe-mock, which is not at hand. Run npm run test:stripe-mock, which needs Go.\n',
  );
}

const place = {world: 'tiny', nowUnixMs: null, timeZone: null, stripe: null} as const;

/** One request of each kind that the add-on makes while a person does everything it offers. */
async function everyKindOfRequest(): Promise<readonly OutgoingRequest[]> {
  const kinds = new Map<string, OutgoingRequest>();
  const world = readPlace(place, () => undefined);
  const workbench = openWorkbench({
    ...workbenchOptions(world, place, join(import.meta.dirname, '../../..')),
    onExchange: ({request}) => {
      if (!kinds.has(kindOf(request))) kinds.set(kindOf(request), request);
    },
  });
  const does = async (functionName: string, request: Readonly<Record<string, unknown>> = {}) => {
    const result = await workbench.run(functionName, [JSON.parse(JSON.stringify(request))]);
    if (!result.ok) throw new Error(`${functionName}: ${result.error.message}`);
    return result.value;
  };
  try {
    const {invoices, customers} = world.world.objects;
    const charged = invoices.find(({status, amount_paid}) => status === 'paid' && amount_paid > 0);
    const open = invoices.find(({status}) => status === 'open');
    const customer = customers.find((one) => 'email' in one && one.email !== null);
    await does('refreshReceivables');
    await does('connectFromSidebar', {key: worldKey});
    await does('lookUpPayments', {
      texts: [
        open?.id,
        charged?.number,
        charged?.id,
        'No Such Customer Anywhere',
        customer !== undefined && 'email' in customer ? customer.email : '',
        'nobody@nowhere.example',
        'PO-0000-UNKNOWN',
      ],
    });
  } finally {
    await workbench.close();
  }
  return [...kinds.values()];
}

/** Requests are of one kind when they differ in ids and values alone. */
function kindOf({method, url, body}: OutgoingRequest): string {
  const {pathname, searchParams} = new URL(url);
  const form = new URLSearchParams(typeof body === 'string' ? body : '');
  const names = [...searchParams.keys(), ...form.keys()].map((name) => name.replace(/\[\d+\]/g, '[]'));
  const path = pathname.replace(/\/[a-z]+_[A-Za-z0-9_]+/g, '/{id}');
  return `${method} ${path} ${[...new Set(names)].sort().join(' ')}`;
}

withMock('stripe-mock', () => {
  test('takes every kind of request that the add-on makes', async () => {
    const requests = await everyKindOfRequest();
    expect(requests.length).toBeGreaterThan(12);
    const refused: string[] = [];
    for (const request of requests) {
      const {pathname, search} = new URL(request.url);
      const response = await fetch(`${mockUrl}${pathname}${search}`, {
        method: request.method,
        headers: {
          Authorization: 'Bearer sk_test_mock',
          'Content-Type': 'application/x-www-form-urlencoded',
        },
        ...(typeof request.body === 'string' ? {body: request.body} : {}),
      });
      const text = await response.text();
      if (!response.ok) refused.push(`${kindOf(request)}: ${text}`);
    }
    expect(refused).toEqual([]);
  });

  test('refuses a parameter that Stripe does not know', async () => {
    const response = await fetch(`${mockUrl}/v1/invoices?paid_since=1`, {
      headers: {Authorization: 'Bearer sk_test_mock'},
    });
    expect(response.status).toBe(400);
  });
});
