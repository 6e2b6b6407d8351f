import {AddonError} from '../../../src/core/errors/addon-error.ts';
import {parseStripeKey} from '../../../src/core/stripe/credentials.ts';

const refusalOf = (text: string): AddonError => {
  try {
    parseStripeKey(text);
  } catch (error) {
    if (error instanceof AddonError) return error;
  }
  throw new Error(`${text} was expected to be refused with an AddonError.`);
};

describe('parseStripeKey()', () => {
  test.each([
    ['rk_test_abcdefgh1234', 'restricted', 'test', false],
    ['rk_live_abcdefgh1234', 'restricted', 'live', false],
    ['sk_test_abcdefgh1234', 'secret', 'test', false],
    ['sk_live_abcdefgh1234', 'secret', 'live', true],
  ])('reads %s', (key, kind, mode, needsConfirmation) => {
    expect(parseStripeKey(key)).toEqual({key, kind, mode, lastFour: '1234', needsConfirmation});
  });

  test.each([
    ['sk_test_123', '3'],
    ['sk_test_1234567', '567'],
    ['sk_test_12345678', '5678'],
  ])('reads %s, the short key of one’s own server, and shows at most half of it', (key, lastFour) => {
    expect(parseStripeKey(key)).toMatchObject({key, lastFour});
  });

  test('drops the blanks and line breaks that come along when pasting', () => {
    expect(parseStripeKey(' \trk_test_abcdefgh1234\r\n').key).toBe('rk_test_abcdefgh1234');
  });

  test('asks for a key where none is given', () => {
    expect(refusalOf('  ').code).toBe('CREDENTIALS_MISSING');
  });

  test.each([
    ['pk_live_canaryCanary99', 'publishable key'],
    ['rk_live_canary Canary99', 'a blank or a line break inside it'],
    ['rk_live_canary\nCanary99', 'a blank or a line break inside it'],
    ['rk_live_...ry99', 'shortened key'],
    ['sk_live_****ry99', 'shortened key'],
    ['rk_live_canar•••ry99', 'shortened key'],
    ['whsec_canaryCanary99', 'webhook'],
    ['sk_org_live_canaryCanary99', 'organization key'],
    ['ek_live_canaryCanary99', 'ephemeral key'],
    ['acct_canaryCanary99', 'account id'],
    ['rk_live_ca', 'too short'],
    [`rk_live_${'canary'.repeat(60)}`, 'too long'],
    ['rk_live_canary-Canary99', 'a character that no key has'],
    ['canaryCanary99', 'not the form of a Stripe key'],
    ['my_pk_live_canaryCanary99', 'not the form of a Stripe key'],
    ['my_whsec_canaryCanary99', 'not the form of a Stripe key'],
    ['my_sk_org_live_canaryCanary99', 'not the form of a Stripe key'],
    ['seek_canaryCanary99', 'not the form of a Stripe key'],
    ['my_acct_canaryCanary99', 'not the form of a Stripe key'],
    ['my_rk_live_ca', 'not the form of a Stripe key'],
    ['my_rk_live_canaryCanary99', 'not the form of a Stripe key'],
    ['RK_LIVE_canaryCanary99', 'not the form of a Stripe key'],
  ])('refuses %j and says why without repeating it', (text, reason) => {
    const error = refusalOf(text);

    expect(error.code).toBe('CREDENTIALS_INVALID');
    expect(error.message).toContain(reason);
    expect(JSON.stringify([error.message, error.nextStep, error.stack])).not.toMatch(/canary/i);
    expect(error.message).not.toContain('ry99');
  });
});
