import {AddonError} from '../../../src/core/errors/addon-error.ts';
import {connectStripe} from '../../../src/core/stripe/connect.ts';
import {forgetConnection, readConnection} from '../../../src/core/stripe/connection.ts';
import {fakePorts} from '../../support/fake-ports.ts';
import {permissionMissing} from '../../support/fake-stripe.ts';
import {refused, unreachable} from '../../support/http-script.ts';

const restricted = 'rk_test_connectTests42';
const disconnected = () => fakePorts({key: null});

const faultOf = (action: () => unknown): AddonError => {
  try {
    action();
  } catch (fault) {
    if (fault instanceof AddonError) return fault;
    throw fault;
  }
  throw new Error('It was expected to throw.');
};

describe('connectStripe()', () => {
  test('tries the key, keeps it for this person alone and answers with its last four', () => {
    const ports = disconnected();

    expect(connectStripe(ports, {key: ` ${restricted}\n`})).toEqual({
      account: 'acct_1',
      mode: 'test',
      lastFour: 'ts42',
    });
    expect(readConnection(ports.userProperties).key).toBe(restricted);
    expect([...ports.documentProperties.stored]).toEqual([]);
    expect(ports.http.requests[0]?.headers['Authorization']).toBe(`Bearer ${restricted}`);
  });

  test('a restricted key that may not read the account is good all the same', () => {
    const ports = disconnected();
    ports.http.intercept = () => permissionMissing('rak_accounts_kyc_basic_read');

    expect(connectStripe(ports, {key: restricted})).toMatchObject({account: null, mode: 'test'});
    expect(readConnection(ports.userProperties).key).toBe(restricted);
  });

  test('keeps nothing that Stripe refuses or that could not be tried', () => {
    for (const [outcome, code] of [
      [
        refused(401, {type: 'invalid_request_error', message: `Invalid API Key provided: ${restricted}`}),
        'CREDENTIALS_INVALID',
      ],
      [refused(500), 'STRIPE_UNREACHABLE'],
      [unreachable('DNS error'), 'STRIPE_UNREACHABLE'],
    ] as const) {
      const ports = disconnected();
      ports.http.intercept = () => outcome;
      const fault = faultOf(() => connectStripe(ports, {key: restricted}));

      expect(fault.code).toBe(code);
      expect(fault.message).not.toContain(restricted);
      expect([...ports.userProperties.stored]).toEqual([]);
    }
  });

  test('a refused key leaves the one that was connected before', () => {
    const ports = fakePorts({key: 'rk_test_theOldOne1234'});
    ports.http.intercept = () => refused(401);
    faultOf(() => connectStripe(ports, {key: restricted}));
    expect(readConnection(ports.userProperties).key).toBe('rk_test_theOldOne1234');
  });

  test('wants a confirmation for a live secret key, and sends nothing before', () => {
    const ports = disconnected();
    const key = 'sk_live_mayDoAnything1';
    const fault = faultOf(() => connectStripe(ports, {key}));

    expect(fault.message).toBe(
      'Cannot connect with a live secret key (sk_live_): it may do everything, payouts included. ' +
        'Create a restricted key (rk_live_) that may read invoices and customers, and connect that.',
    );
    expect(ports.http.requests).toEqual([]);
    expect(connectStripe(ports, {key, acceptSecretKey: true})).toMatchObject({
      mode: 'live',
      lastFour: 'ing1',
    });
  });

  test.each([
    ['', 'CREDENTIALS_MISSING'],
    ['   ', 'CREDENTIALS_MISSING'],
    ['pk_test_publishable1', 'CREDENTIALS_INVALID'],
    ['hello', 'CREDENTIALS_INVALID'],
  ])('refuses %j before anything is sent', (key, code) => {
    const ports = disconnected();
    expect(faultOf(() => connectStripe(ports, {key})).code).toBe(code);
    expect(ports.http.requests).toEqual([]);
  });
});

describe('readConnection()', () => {
  test('says where to connect when nobody has', () => {
    expect(faultOf(() => readConnection(disconnected().userProperties)).message).toBe(
      'Cannot reach Stripe: no key is connected for you. Open the sidebar from the menu Billing Ops, choose Connect and paste a restricted key.',
    );
  });

  test('finds nothing after forgetConnection()', () => {
    const ports = fakePorts();
    forgetConnection(ports.userProperties);
    expect(faultOf(() => readConnection(ports.userProperties)).code).toBe('CREDENTIALS_MISSING');
  });
});
