import {checkKey} from '../../../../src/core/stripe/key-check.ts';
import type {Permission} from '../../../../workbench/stripe/engine/authentication.ts';
import {createStripeSandbox} from '../../../../workbench/stripe/sandbox.ts';
import {parseWorld} from '../../../../workbench/worlds/parse-world.ts';
import {worldKey} from '../../../../workbench/worlds/world.ts';
import {fakePorts} from '../../../support/fake-ports.ts';
import {creationDesk} from '../support/creation-desk.ts';
import {nordwind, nordwindRow} from '../support/sandbox-drafts.ts';

/** What the README says that a key for creating invoices must be allowed, by Stripe's names. */
const allowed: readonly Permission[] = [
  'rak_accounts_kyc_basic_read',
  'rak_charge_read',
  'rak_coupon_read',
  'rak_credit_note_read',
  'rak_credit_note_write',
  'rak_customer_read',
  'rak_dispute_read',
  'rak_event_read',
  'rak_invoice_read',
  'rak_invoice_write',
  'rak_payment_intent_read',
  'rak_payment_method_read',
  'rak_payment_record_write',
  'rak_plan_read',
  'rak_promotion_code_read',
  'rak_tax_rate_read',
];

const objects = [
  nordwind,
  {id: 'prod_1', object: 'product', name: 'Platform', active: true},
  {
    id: 'price_1',
    object: 'price',
    active: true,
    currency: 'eur',
    type: 'one_time',
    billing_scheme: 'per_unit',
    unit_amount: 120_000,
    unit_amount_decimal: '120000',
    product: 'prod_1',
  },
  {id: 'txr_1', object: 'tax_rate', display_name: 'VAT', percentage: 19, inclusive: false, active: true},
  {id: 'TEN', object: 'coupon', percent_off: 10, duration: 'once', valid: true},
  {
    id: 'promo_1',
    object: 'promotion_code',
    active: true,
    code: 'AUTUMN',
    promotion: {type: 'coupon', coupon: 'TEN'},
  },
];

function accountFor(permissions: readonly Permission[]) {
  const world = {now: '2026-11-20T15:00:00Z', timeZone: 'America/New_York', objects};
  return createStripeSandbox({
    objects: parseWorld(JSON.stringify(world)).objects,
    keys: [{key: worldKey, permissions}],
    timeZone: 'America/New_York',
  });
}

describe('a key that the check calls sufficient', () => {
  test('may do everything that checking, previewing, creating and sending asks of Stripe', () => {
    const {Description: _d, 'Unit amount': _u, ...priced} = nordwindRow;
    const desk = creationDesk(
      [
        {...priced, 'Price ID': 'price_1', Tax: 'VAT', Deliver: 'Stripe e-mail'},
        {...nordwindRow, Customer: 'ap@nordwind.example', Discount: 'TEN', Description: 'b', Footer: 'x'},
        {...nordwindRow, Customer: 'Nordwind GmbH', Discount: 'promo_1', Description: 'c'},
        {...nordwindRow, Tax: 'none: reverse charge', Memo: 'Reverse charge', Description: 'd'},
      ],
      {objects},
    );
    expect(desk.createNow({finalize: true, deliver: true})).toMatchObject({
      created: 3,
      finalized: 3,
      sent: 1,
    });

    // Until a card is to be charged, nobody needs to read payment methods.
    const account = accountFor(allowed.filter((one) => one !== 'rak_payment_method_read'));
    const refused = desk.requests.flatMap((request) => {
      const {status, body} = account.handle(request, desk.ports.clock.nowUnixMs());
      return status === 403 ? [`${request.method} ${request.url}: ${body}`] : [];
    });
    expect(refused).toEqual([]);
  });

  test('is called so by the check, and one without any of these is not', () => {
    const lacking = (permissions: readonly Permission[]): number => {
      const ports = fakePorts({key: null});
      const account = accountFor(permissions);
      ports.http.intercept = (request) => ({
        kind: 'response',
        response: account.handle(request, ports.clock.nowUnixMs()),
      });
      const {permissions: checked} = checkKey(ports, worldKey).check;
      return checked.filter(({result}) => result !== 'granted').length;
    };
    expect(lacking(allowed)).toBe(0);
    for (const one of allowed.filter((name) => name !== 'rak_invoice_read' && name !== 'rak_customer_read')) {
      expect({one, lacks: lacking(allowed.filter((name) => name !== one)) > 0}).toEqual({one, lacks: true});
    }
  });
});
