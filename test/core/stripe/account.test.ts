import {decodeAccount, readAccount} from '../../../src/core/stripe/account.ts';
import {createStripeClient} from '../../../src/core/stripe/client.ts';
import {parseStripeKey} from '../../../src/core/stripe/credentials.ts';
import {
  answered,
  fixedRandom,
  httpSequence,
  recordingLog,
  simulatedClock,
} from '../../support/http-script.ts';

const wire = {
  id: 'acct_1',
  object: 'account',
  business_profile: {name: 'Business Ltd'},
  default_currency: 'eur',
  settings: {dashboard: {display_name: 'Shown Ltd', timezone: 'Europe/Dublin'}, branding: {}},
};

describe('decodeAccount()', () => {
  test('reads the name and the zone of the dashboard', () => {
    expect(decodeAccount(wire)).toEqual({
      id: 'acct_1',
      name: 'Shown Ltd',
      timeZone: 'Europe/Dublin',
      defaultCurrency: 'EUR',
    });
  });

  test('falls back to the business name where the dashboard has none', () => {
    const settings = {dashboard: {display_name: '', timezone: null}};
    expect(decodeAccount({...wire, settings})).toMatchObject({name: 'Business Ltd', timeZone: null});
  });

  test('says null for what a key may not see', () => {
    expect(decodeAccount({id: 'acct_1', object: 'account'})).toEqual({
      id: 'acct_1',
      name: null,
      timeZone: null,
      defaultCurrency: null,
    });
  });

  test('refuses a wrong type with id and path', () => {
    const settings = {dashboard: {timezone: 60}};
    expect(() => decodeAccount({...wire, settings})).toThrow(
      'Cannot read account acct_1 from Stripe: its field settings.dashboard.timezone is 60 where',
    );
  });
});

describe('readAccount()', () => {
  test('asks for the account of the key', () => {
    const http = httpSequence(answered(wire));
    const ports = {http, clock: simulatedClock(), random: fixedRandom(), log: recordingLog()};

    expect(readAccount(createStripeClient(ports, parseStripeKey('rk_test_abcdefgh'))).id).toBe('acct_1');
    expect(http.rounds[0]?.[0]).toMatchObject({
      method: 'GET',
      url: 'https://api.stripe.com/v1/account',
      body: null,
    });
  });
});
