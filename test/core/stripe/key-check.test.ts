import type {HttpOutcome} from '../../../src/core/ports.ts';
import {checkKey, keyOf} from '../../../src/core/stripe/key-check.ts';
import type {Permission} from '../../../workbench/stripe/engine/authentication.ts';
import {createStripeSandbox} from '../../../workbench/stripe/sandbox.ts';
import {parseWorld} from '../../../workbench/worlds/parse-world.ts';
import {fakePorts} from '../../support/fake-ports.ts';
import {permissionMissing} from '../../support/fake-stripe.ts';
import {answered, refused, unreachable} from '../../support/http-script.ts';

const key = 'rk_test_keyCheckTests42';

/** A Stripe that grants everything but what starts with one of these. */
const stripeWith = (answers: Readonly<Record<string, HttpOutcome>>) => {
  const ports = fakePorts({key: null});
  const asked: string[] = [];
  ports.http.intercept = ({method, url}) => {
    const place = decodeURIComponent(url.replace('https://api.stripe.com', ''));
    asked.push(method === 'GET' ? place : `${method} ${place}`);
    const scripted = Object.entries(answers).find(([start]) => place.startsWith(start))?.[1];
    if (scripted !== undefined) return scripted;
    if (place === '/v1/account') return null;
    if (place.includes('BillingOpsPermissionCheck')) {
      return refused(404, {code: 'resource_missing', message: 'No such object', param: 'id'});
    }
    return answered({object: 'list', data: [], has_more: false});
  };
  return {ports, asked};
};

describe('checkKey()', () => {
  test('tries every endpoint that the add-on reads or writes in one wave, and keeps nothing', () => {
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
      'POST /v1/invoices/in_BillingOpsPermissionCheck',
      '/v1/prices?limit=1',
      '/v1/tax_rates?limit=1',
      '/v1/coupons?limit=1',
      '/v1/promotion_codes?limit=1',
      '/v1/payment_methods?limit=1',
      'POST /v1/credit_notes/cn_BillingOpsPermissionCheck',
      'POST /v1/payment_records/pr_BillingOpsPermissionCheck/report_payment_attempt_guaranteed',
    ]);
    expect(check).toMatchObject({
      mode: 'test',
      lastFour: 'ts42',
      kind: 'restricted',
      account: {id: 'acct_1', name: 'Demo'},
      isUsable: true,
      needsConfirmation: false,
      message: 'This key may read everything that the add-on reads. It may create invoices and act on them.',
    });
    expect(check.permissions.map(({result}) => result)).toEqual(Array(18).fill('granted'));
    expect(account?.timeZone).toBe('Etc/UTC');
    expect([...ports.userProperties.stored, ...ports.documentProperties.stored]).toEqual([]);
  });

  // The rows as the dashboard and docs.stripe.com/keys/permissions-reference name them.
  test('says of each what it is for, its row in the dashboard and whether anything works without it', () => {
    const {permissions} = checkKey(stripeWith({}).ports, key).check;
    expect(permissions.map(({purpose, row, isRequired}) => [purpose, row, isRequired])).toEqual([
      ['Read invoices', 'Invoices', true],
      ['Read customers', 'Customers', true],
      ['Read the account', 'Accounts', false],
      ['Read payments of invoices', 'Invoices', false],
      ['Read payment attempts', 'PaymentIntents', false],
      ['Read charges', 'Charges and Refunds', false],
      ['Read credit notes', 'Credit notes', false],
      ['Read disputes', 'Disputes', false],
      ['Read cash balances', 'Customers', false],
      ['Read events', 'Events', false],
      ['Create and change invoices', 'Invoices', false],
      ['Read prices', 'Prices', false],
      ['Read tax rates', 'Tax Rates', false],
      ['Read coupons', 'Coupons', false],
      ['Read promotion codes', 'Promotion Codes', false],
      ['Read payment methods', 'PaymentMethods', false],
      ['Write credit notes', 'Credit notes', false],
      ['Record payments from outside Stripe', 'Payment Records', false],
    ]);
    for (const {purpose, without, level, problem} of permissions) {
      const needed = purpose.startsWith('Read') ? 'Read' : 'Write';
      expect([without, level, problem]).toEqual([expect.stringMatching(/^[A-Z].{20,}\.$/), needed, null]);
    }
    expect(new Set(permissions.map(({without}) => without)).size).toBe(permissions.length);
  });

  test('names the row and the level to tick, in the words of Stripe where it gives them', () => {
    const {ports} = stripeWith({
      '/v1/disputes': permissionMissing('rak_dispute_read'),
      '/v1/charges': refused(403, {
        message:
          "Enabling Charges, Refunds Write ('charge_write') permissions on this key would allow this request to continue.",
      }),
      '/v1/events': refused(403, {message: 'This account is closed.'}),
    });
    const {check} = checkKey(ports, key);
    expect(check.isUsable).toBe(true);
    expect(check.permissions.filter(({result}) => result === 'missing')).toEqual([
      expect.objectContaining({
        purpose: 'Read charges',
        row: 'Charges, Refunds',
        level: 'Write',
        isRequired: false,
        problem: expect.stringContaining('the key lacks the permission rak_charge_write'),
      }),
      expect.objectContaining({purpose: 'Read disputes', row: 'Disputes', level: 'Read'}),
      expect.objectContaining({purpose: 'Read events', row: 'Events', level: 'Read'}),
    ]);
    expect(check.message).toBe(
      'This key works; 3 of 10 permissions are missing. In the Stripe dashboard open Developers, API keys, edit this key and set "Charges, Refunds" to Write, "Disputes" to Read, "Events" to Read. It may create invoices and act on them.',
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
    expect(check.message).toBe(
      'This key may not read what the add-on cannot do without. In the Stripe dashboard open Developers, API keys, edit this key and set "Customers" to Read.',
    );
  });

  test('knows no account where the key may not read it', () => {
    const {ports} = stripeWith({'/v1/account': permissionMissing('rak_accounts_kyc_basic_read')});
    const {account, check} = checkKey(ports, key);
    expect([account, check.account, check.isUsable]).toEqual([null, null, true]);
  });

  test('takes a missing object for a yes only of the customer that it made up', () => {
    const missing = refused(404, {code: 'resource_missing', message: 'No such event'});
    const busy = refused(400, {message: 'Not now', code: 'not_now'});
    const {check} = checkKey(stripeWith({'/v1/events': missing, '/v1/customers/cus_': busy}).ports, key);
    expect(check.permissions.slice(8, 10).map(({result}) => result)).toEqual(['unclear', 'unclear']);
    expect(check.message).toBe(
      'This key works; Stripe gave no verdict on 2 of 10 permissions. It may create invoices and act on them.',
    );
  });

  test('says where Stripe gave no verdict, and goes on', () => {
    const {ports} = stripeWith({'/v1/events': refused(404, {message: 'Unrecognized request URL'})});
    const {check} = checkKey(ports, key);
    expect(check).toMatchObject({isUsable: true, message: expect.stringContaining('no verdict on 1 of 10')});
    expect(check.permissions.find(({row}) => row === 'Events')).toMatchObject({
      result: 'unclear',
      problem: expect.stringContaining('Unrecognized request URL'),
    });
  });

  test('says apart what creating invoices takes, and connects a key that only refreshes', () => {
    const {ports} = stripeWith({
      '/v1/invoices/in_': permissionMissing('rak_invoice_write'),
      '/v1/credit_notes/cn_': refused(403, {
        message:
          "Enabling Credit Notes Write ('credit_note_write') permissions on this key would allow this request to continue.",
      }),
      '/v1/tax_rates': permissionMissing('rak_tax_rate_read'),
    });
    const {check} = checkKey(ports, key);
    expect(check.message).toBe(
      'This key may read everything that the add-on reads. It refreshes without, but to create invoices and act on them, set "Invoices" to Write, "Tax rates" to Read, "Credit Notes" to Write too.',
    );
    expect(check.isUsable).toBe(true);
    expect(check.permissions.filter(({result}) => result === 'missing')).toEqual([
      {
        purpose: 'Create and change invoices',
        result: 'missing',
        isRequired: false,
        row: 'Invoices',
        level: 'Write',
        without: 'Drafts can be checked, but no invoice can be previewed, created or acted on.',
        problem: expect.stringContaining('rak_invoice_write'),
      },
      expect.objectContaining({purpose: 'Read tax rates', level: 'Read', isRequired: false}),
      expect.objectContaining({purpose: 'Write credit notes', row: 'Credit Notes', level: 'Write'}),
    ]);
  });

  test('does not say that a key may create invoices where Stripe gave no verdict on it', () => {
    const {ports} = stripeWith({
      '/v1/payment_records': refused(404, {message: 'Unrecognized request URL'}),
    });
    const {check} = checkKey(ports, key);
    expect(check.message).toBe(
      'This key may read everything that the add-on reads. Of what creating invoices takes, Stripe gave no verdict on 1 of 8 permissions.',
    );
  });

  test.each<{readonly may: readonly Permission[] | 'everything'; readonly missing: readonly string[]}>([
    {may: 'everything', missing: []},
    {
      may: ['rak_invoice_read', 'rak_customer_read', 'rak_accounts_kyc_basic_read'],
      missing: [
        'Read payment attempts',
        'Read charges',
        'Read credit notes',
        'Read disputes',
        'Read events',
        'Create and change invoices',
        'Read prices',
        'Read tax rates',
        'Read coupons',
        'Read promotion codes',
        'Read payment methods',
        'Write credit notes',
        'Record payments from outside Stripe',
      ],
    },
  ])('finds in an account what a key that may $may lacks, and changes nothing there', ({may, missing}) => {
    const ports = fakePorts({key: null});
    const account = createStripeSandbox({
      objects: parseWorld(JSON.stringify({now: '2026-03-15T12:00:00Z', timeZone: 'Etc/UTC', objects: []}))
        .objects,
      keys: [
        {key, permissions: may},
        {key: 'rk_test_looksOn4242', permissions: 'everything'},
      ],
      timeZone: 'Etc/UTC',
    });
    ports.http.intercept = (request) => ({
      kind: 'response',
      response: account.handle(request, ports.clock.nowUnixMs()),
    });
    const {check} = checkKey(ports, key);
    expect(check.permissions.flatMap(({purpose, result}) => (result === 'missing' ? [purpose] : []))).toEqual(
      missing,
    );
    expect(check.permissions.filter(({result}) => result === 'unclear')).toEqual([]);
    for (const list of ['invoices', 'credit_notes', 'payment_records', 'events']) {
      const {body} = account.handle(
        {
          method: 'GET',
          url: `https://api.stripe.com/v1/${list}`,
          headers: {Authorization: 'Bearer rk_test_looksOn4242'},
          body: null,
        },
        ports.clock.nowUnixMs(),
      );
      expect({list, found: JSON.parse(body)}).toMatchObject({found: {data: []}});
    }
  });

  test('fails as a whole where Stripe refuses the key or cannot be reached, and never repeats it', () => {
    const revoked = stripeWith({'/v1/': refused(401, {message: `Invalid API Key provided: ${key}`})});
    expect(() => checkKey(revoked.ports, key)).toThrow('Stripe does not accept the test key ending in ts42');
    const revokedMeanwhile = stripeWith({'/v1/events': refused(401)});
    expect(() => checkKey(revokedMeanwhile.ports, key)).toThrow('does not accept the test key');
    const offline = stripeWith({'/v1/': unreachable(`DNS error: https://api.stripe.com/?k=${key}`)});
    expect(() => checkKey(offline.ports, key)).toThrow('no answer from Stripe');
    for (const {ports} of [revoked, offline]) expect(ports.log.lines.join()).not.toContain('keyCheckTests');
  });
});

test('keyOf() wants a text', () => {
  expect(keyOf({key: 'x'})).toBe('x');
  for (const request of [null, {}, {key: 1}, 'x']) {
    expect(() => keyOf(request)).toThrow(
      expect.objectContaining({
        code: 'CREDENTIALS_MISSING',
        message:
          'Cannot connect to Stripe: no key was given. Paste a restricted key (rk_…) from the Stripe dashboard.',
      }),
    );
  }
});
