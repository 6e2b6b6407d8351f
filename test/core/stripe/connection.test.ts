import type {Account} from '../../../src/core/stripe/account.ts';
import {
  forgetConnection,
  readConnectedAccount,
  readConnection,
  writeConnectedAccount,
  writeConnection,
} from '../../../src/core/stripe/connection.ts';
import {parseStripeKey} from '../../../src/core/stripe/credentials.ts';
import {fakeProperties} from '../../support/fake-ports.ts';

const key = parseStripeKey('rk_test_connection1234');
const account: Account = {id: 'acct_1', name: 'Demo', timeZone: 'Europe/Dublin', defaultCurrency: null};

const connected = () => {
  const properties = fakeProperties();
  writeConnection(properties, key);
  writeConnectedAccount(properties, key, account);
  return properties;
};

describe('readConnection()', () => {
  test('gives back the key that was written, under the name that users have it stored by', () => {
    expect(readConnection(connected())).toEqual(key);
    expect(readConnection(fakeProperties({stripeKey: key.key}))).toEqual(key);
  });

  test('says where to connect when nobody has', () => {
    expect(() => readConnection(fakeProperties())).toThrow(
      expect.objectContaining({
        code: 'CREDENTIALS_MISSING',
        message:
          'Cannot reach Stripe: no key is connected for you. Open the sidebar from the menu Billing Ops, choose Connect and paste a restricted key.',
      }),
    );
  });
});

describe('readConnectedAccount()', () => {
  test('says whose account the key was, without asking Stripe', () => {
    expect(readConnectedAccount(connected(), key)).toEqual({
      id: 'acct_1',
      name: 'Demo',
      timeZone: 'Europe/Dublin',
    });
  });

  test('says it of a live key too', () => {
    const live = parseStripeKey('rk_live_connection1234');
    const properties = fakeProperties();
    writeConnectedAccount(properties, live, account);
    expect(readConnectedAccount(properties, live)?.id).toBe('acct_1');
  });

  test('keeps that a key may see neither name nor zone', () => {
    const properties = fakeProperties();
    writeConnectedAccount(properties, key, {...account, name: null, timeZone: null});
    expect(readConnectedAccount(properties, key)).toEqual({id: 'acct_1', name: null, timeZone: null});
  });

  test.each([
    ['of another key', 'rk_test_connection9999'],
    ['of the other books', 'rk_live_connection1234'],
  ])('says nothing of what was seen with a key %s', (_, text) => {
    expect(readConnectedAccount(connected(), parseStripeKey(text))).toBeNull();
  });

  test('says nothing before Stripe has, and forgets what a key may no longer see', () => {
    expect(readConnectedAccount(fakeProperties(), key)).toBeNull();
    const properties = connected();
    writeConnectedAccount(properties, key, null);
    expect(readConnectedAccount(properties, key)).toBeNull();
    expect(readConnection(properties)).toEqual(key);
  });

  test.each([
    'no JSON',
    'null',
    '{}',
    '{"lastFour": "1234", "mode": "test", "account": {"id": "acct_1"}}',
    '{"lastFour": "1234", "mode": "test", "account": {"id": null, "name": null, "timeZone": null}}',
  ])('says nothing where what is stored is not what was written: %s', (stripeAccount) => {
    expect(readConnectedAccount(fakeProperties({stripeAccount}), key)).toBeNull();
  });
});

test('forgetConnection() leaves neither key nor account', () => {
  const properties = connected();
  expect([...properties.stored.keys()]).toEqual(['stripeKey', 'stripeAccount']);
  forgetConnection(properties);
  expect([...properties.stored]).toEqual([]);
});
