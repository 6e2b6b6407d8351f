import type {HttpOutcome} from '../../../src/core/ports.ts';
import {checkKey, keyOf} from '../../../src/core/stripe/key-check.ts';
import {fakePorts} from '../../support/fake-ports.ts';
import {permissionMissing} from '../../support/fake-stripe.ts';
import {answered, refused, unreachable} from '../../support/http-script.ts';

const key = 'rk_test_keyCheckTests42';

/** A Stripe that grants everything but what starts with one of these. */
const stripeWith = (answers: Readonly<Record<string, HttpOutcome>>) => {
  const ports = fakePorts({key: null});
  const asked: string[] = [];
  ports.http.intercept = ({url}) => {
    const place = decodeURIComponent(url.replace('https://api.stripe.com', ''));
    asked.push(place);
    const scripted = Object.entries(answers).find(([start]) => place.startsWith(start))?.[1];
    if (scripted !== undefined) return scripted;
    if (place === '/v1/account') return null;
    if (place.endsWith('/cash_balance')) {
      return refused(404, {code: 'resource_missing', message: 'No such customer', param: 'customer'});
    }
    return answered({object: 'list', data: [], has_more: false});
  };
  return {ports, asked};
};

describe('checkKey()', () => {
  test('tries every endpoint that the add-on reads in one wave, and keeps nothing', () => {
    const {ports, asked} = stripeWith({});
    const {check, account} = checkKey(ports, ` ${key}\n`);
    expect(asked).toEqual([
      '/v1/invoices?limit=1',
      '/v1/customers?limit=1',
      '/v1/account',
      '/v1/invoice_payments?limit=1',
      '/v1/payment_intents?limit=1',
      '/v1/charges?limit=1',
      '/v1/credit_notes?limit=1',
      '/v1/disputes?limit=1',
      '/v1/customers/cus_BillingOpsPermissionCheck/cash_balance',
      '/v1/events?limit=1',
    ]);
    expect(check).toMatchObject({
      mode: 'test',
      lastFour: 'ts42',
      kind: 'restricted',
      account: {id: 'acct_1', name: 'Demo'},
      isUsable: true,
      needsConfirmation: false,
      message: 'This key may read everything that the add-on reads.',
    });
    expect(check.permissions.map(({result}) => result)).toEqual(Array(10).fill('granted'));
    expect(account?.timeZone).toBe('Etc/UTC');
    expect([...ports.userProperties.stored, ...ports.documentProperties.stored]).toEqual([]);
  });

  test('names the row and the level to tick, in the words of Stripe where it gives them', () => {
    const {ports} = stripeWith({
      '/v1/disputes': permissionMissing('rak_dispute_read'),
      '/v1/charges': refused(403, {
        message:
          "Enabling Charges and Refunds Read ('charge_read') permissions on this key would allow this request to continue.",
      }),
    });
    const {check} = checkKey(ports, key);
    expect(check.isUsable).toBe(true);
    expect(check.permissions.filter(({result}) => result === 'missing')).toEqual([
      expect.objectContaining({
        purpose: 'Read charges',
        row: 'Charges and Refunds',
        level: 'Read',
        isRequired: false,
      }),
      expect.objectContaining({purpose: 'Read disputes', row: 'Disputes', level: 'Read'}),
    ]);
    expect(check.message).toBe(
      'This key works; 2 of 10 permissions are missing. In the Stripe dashboard open Developers, API keys, edit this key and set "Charges and Refunds" to Read, "Disputes" to Read.',
    );
  });

  test('counts a single missing one as one', () => {
    const {ports} = stripeWith({'/v1/disputes': permissionMissing('rak_dispute_read')});
    expect(checkKey(ports, key).check.message).toContain('1 of 10 permissions is missing.');
  });

  test('is not usable without what nothing works without', () => {
    const {ports} = stripeWith({'/v1/customers?': permissionMissing('rak_customer_read')});
    const {check} = checkKey(ports, key);
    expect(check.isUsable).toBe(false);
    expect(check.message).toContain('set "Customers" to Read');
  });

  test('says where Stripe gave no verdict, and goes on', () => {
    const {ports} = stripeWith({'/v1/events': refused(404, {message: 'Unrecognized request URL'})});
    const {check} = checkKey(ports, key);
    expect(check).toMatchObject({isUsable: true, message: expect.stringContaining('no verdict on 1 of 10')});
    expect(check.permissions.at(-1)).toMatchObject({
      result: 'unclear',
      problem: expect.stringContaining('Unrecognized request URL'),
    });
  });

  test('fails as a whole where Stripe refuses the key or cannot be reached, and never repeats it', () => {
    const revoked = stripeWith({'/v1/': refused(401, {message: `Invalid API Key provided: ${key}`})});
    expect(() => checkKey(revoked.ports, key)).toThrow('Stripe does not accept the test key ending in ts42');
    const offline = stripeWith({'/v1/': unreachable(`DNS error: https://api.stripe.com/?k=${key}`)});
    expect(() => checkKey(offline.ports, key)).toThrow('no answer from Stripe');
    for (const {ports} of [revoked, offline]) expect(ports.log.lines.join()).not.toContain('keyCheckTests');
  });
});

test('keyOf() wants a text', () => {
  expect(keyOf({key: 'x'})).toBe('x');
  for (const request of [null, {}, {key: 1}, 'x']) expect(() => keyOf(request)).toThrow('no key was given');
});
