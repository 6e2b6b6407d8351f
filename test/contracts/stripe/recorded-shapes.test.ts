import {describeWith} from './support/material.ts';
import {createResponseChecker} from './support/response-check.ts';
import {responseSchemas} from './support/response-schemas.ts';

/**
 * In what the recordings of 2025-11-17.clover differ from the types of 2026-10-28.endive, by object and field, with the
 * version that brought it, as the change log of the `stripe` package tells. Nothing else may differ.
 */
const waivers: Readonly<Record<string, string>> = {
  'charge: destination is a field that Stripe does not have': 'sent and never declared',
  'charge: dispute is a field that Stripe does not have': 'sent and never declared',
  'charge: order is a field that Stripe does not have': 'sent and never declared',
  'charge: payment_method_details.card lacks electronic_commerce_indicator': '2026-09-30.endive',
  'charge: payment_method_details.card lacks transaction_link_id': '2026-06-24.dahlia',
  'checkout.session: the answer lacks allowed_payment_method_types': '2026-09-30.endive',
  'checkout.session: the answer lacks customer_account': '2025-12-15.clover',
  'checkout.session: the answer lacks integration_identifier': '2026-03-25.dahlia',
  'checkout.session: the answer lacks managed_payments': '2026-04-22.dahlia',
  'checkout.session: ui_mode is "hosted", not one of elements, embedded_page, form, hosted_page':
    '2026-03-25.dahlia renamed it',
  'customer_balance_transaction: the answer lacks customer_account': '2025-12-15.clover',
  'invoice: the answer lacks customer_account': '2025-12-15.clover',
  'invoiceitem: the answer lacks customer_account': '2025-12-15.clover',
  'invoiceitem: the answer lacks quantity_decimal': '2026-03-25.dahlia',
  'line_item: the answer lacks quantity_decimal': '2026-03-25.dahlia',
  'line_item: the answer lacks subscription': 'later than 2025-11-17.clover',
  'line_item: the answer lacks subtotal': '2025-12-15.clover',
  'payment_intent: the answer lacks allowed_payment_method_types': '2026-07-29.dahlia',
  'payment_intent: the answer lacks customer_account': '2025-12-15.clover',
  'payment_intent: the answer lacks managed_payments': '2026-04-22.dahlia',
  'payment_intent: the answer lacks payment_record': '2026-09-30.endive',
  'payment_method: the answer lacks customer_account': '2025-12-15.clover',
  'setup_intent: the answer lacks allowed_payment_method_types': '2026-07-29.dahlia',
};

/** Recorded, and neither of order-to-cash nor among the schemas; one event is about them. */
const notServed = new Set(['billing_portal.configuration', 'billing_portal.session']);

type Fields = Readonly<Record<string, unknown>>;

describeWith('recorded answers of Stripe', 'recordings-2025-11-17.clover.json.gz', (read) => {
  const {checkObjectAlone} = createResponseChecker(responseSchemas(), {openEnums: false});
  const found = new Map<string, number>();
  const counts = new Map<string, number>();

  beforeAll(() => {
    for (const object of objectsIn(read())) {
      const tag = String(object['object']);
      counts.set(tag, (counts.get(tag) ?? 0) + 1);
      for (const fault of checkObjectAlone(tag, object)) {
        const key = `${tag}: ${fault}`;
        found.set(key, (found.get(key) ?? 0) + 1);
      }
    }
  });

  test('are enough to be worth comparing', () => {
    expect(counts.get('invoice')).toBe(756);
    expect(counts.get('event')).toBeGreaterThan(600);
    expect([...counts.values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThan(4000);
  });

  test('fit the schemas made from today’s types, but for what came later', () => {
    expect([...found.keys()].filter((fault) => !Object.hasOwn(waivers, fault))).toEqual([]);
  });

  test('need every waiver there is', () => {
    expect(Object.keys(waivers).filter((fault) => !found.has(fault))).toEqual([]);
  });
});

/** Every object that says what it is, at any depth. */
function objectsIn(value: unknown): readonly Fields[] {
  if (typeof value !== 'object' || value === null) return [];
  const fields: Fields = {...value};
  const inner = Object.values(fields).flatMap(objectsIn);
  const tag = fields['object'];
  if (typeof tag !== 'string' || tag === 'list' || notServed.has(tag)) return inner;
  const type = String(fields['type']);
  return tag === 'event' && type.startsWith('billing_portal.') ? inner : [fields, ...inner];
}
