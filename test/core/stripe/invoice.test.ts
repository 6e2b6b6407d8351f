import fc from 'fast-check';
import {currencyCode} from '../../../src/core/money/currency.ts';
import {money} from '../../../src/core/money/money.ts';
import {decodeInvoice} from '../../../src/core/stripe/invoice.ts';
import {invoiceWire} from './invoice-wire.ts';

const usd = (minorUnits: number) => money(minorUnits, currencyCode('USD'));

describe('decodeInvoice()', () => {
  test('reads every field into our words', () => {
    expect(decodeInvoice(invoiceWire())).toEqual({
      id: 'in_1',
      number: 'ABCD1234-0001',
      livemode: false,
      status: 'open',
      collectionMethod: 'send_invoice',
      currency: 'USD',
      customerId: 'cus_1',
      customerName: 'Then Ltd',
      customerEmail: 'then@example.com',
      customerDeleted: false,
      createdUnixS: 1_790_000_000,
      finalizedAtUnixS: 1_790_000_050,
      dueAtUnixS: 1_792_592_000,
      effectiveAtUnixS: 1_790_000_100,
      markedUncollectibleAtUnixS: null,
      paidAtUnixS: null,
      voidedAtUnixS: null,
      total: usd(120_000),
      amountDue: usd(120_000),
      amountPaid: usd(20_000),
      amountRemaining: usd(100_000),
      amountOverpaid: usd(0),
      customFields: [{name: 'PO', value: '4711'}],
      metadata: {erp: '42'},
      hostedInvoiceUrl: 'https://invoice.stripe.com/i/acct_1/test_1?s=ap',
    });
  });

  test('keeps apart the four times of status and the four amounts', () => {
    const read = decodeInvoice(
      invoiceWire({
        status_transitions: {finalized_at: 1, marked_uncollectible_at: 2, paid_at: 3, voided_at: 4},
        created: 5,
        due_date: 6,
        effective_at: 7,
        total: 10,
        amount_due: 11,
        amount_paid: 12,
        amount_remaining: 13,
        amount_overpaid: 14,
      }),
    );

    expect(read).toMatchObject({
      finalizedAtUnixS: 1,
      markedUncollectibleAtUnixS: 2,
      paidAtUnixS: 3,
      voidedAtUnixS: 4,
      createdUnixS: 5,
      dueAtUnixS: 6,
      effectiveAtUnixS: 7,
      total: usd(10),
      amountDue: usd(11),
      amountPaid: usd(12),
      amountRemaining: usd(13),
      amountOverpaid: usd(14),
    });
  });

  test.each<
    readonly [
      name: string,
      wire: Readonly<Record<string, unknown>>,
      expected: Readonly<Record<string, unknown>>,
    ]
  >([
    [
      'a draft without number, link and times',
      {number: null, hosted_invoice_url: null, effective_at: null, due_date: null},
      {number: null, hostedInvoiceUrl: null, effectiveAtUnixS: null, dueAtUnixS: null},
    ],
    ['an invoice without a link field', {hosted_invoice_url: undefined}, {hostedInvoiceUrl: null}],
    ['a status not known yet', {status: 'factored'}, {status: 'factored'}],
    ['no status', {status: null}, {status: null}],
    [
      'a collection method not known yet',
      {collection_method: 'charge_by_pigeon'},
      {collectionMethod: 'charge_by_pigeon'},
    ],
    ['a currency not known yet', {currency: 'xyz'}, {currency: 'XYZ'}],
    [
      'no custom fields and no metadata',
      {custom_fields: null, metadata: null},
      {customFields: [], metadata: {}},
    ],
    ['a negative total', {total: -500, amount_due: 0}, {total: usd(-500)}],
    [
      'a void invoice, whose remaining amount stands',
      {status: 'void', amount_paid: 0, amount_remaining: 120_000},
      {status: 'void', amountRemaining: usd(120_000)},
    ],
    ['an amount at the limit', {total: Number.MAX_SAFE_INTEGER}, {total: usd(Number.MAX_SAFE_INTEGER)}],
    [
      'an account as customer',
      {customer: null, customer_account: 'acct_9'},
      {customerId: 'acct_9', customerName: 'Then Ltd'},
    ],
    ['no customer at all', {customer: null}, {customerId: null}],
    [
      'an answer from before customer_account',
      {customer: null, customer_account: undefined},
      {customerId: null},
    ],
    [
      'an expanded customer, whose words are of today',
      {customer: {id: 'cus_1', object: 'customer', name: 'Now Ltd', email: 'now@example.com'}},
      {
        customerId: 'cus_1',
        customerName: 'Now Ltd',
        customerEmail: 'now@example.com',
        customerDeleted: false,
      },
    ],
    [
      'an expanded customer who took their e-mail back',
      {customer: {id: 'cus_1', object: 'customer', name: 'Now Ltd', email: null}},
      {customerEmail: null},
    ],
    [
      'a deleted customer, known only by the invoice',
      {customer: {id: 'cus_1', object: 'customer', deleted: true}},
      {
        customerId: 'cus_1',
        customerName: 'Then Ltd',
        customerEmail: 'then@example.com',
        customerDeleted: true,
      },
    ],
    [
      'nothing overpaid where an older answer does not say it',
      {amount_overpaid: undefined},
      {amountOverpaid: money(0, currencyCode('usd'))},
    ],
  ])('reads %s', (_, wire, expected) => {
    expect(decodeInvoice(invoiceWire(wire))).toMatchObject(expected);
  });

  test.each<readonly [fact: string, wire: Readonly<Record<string, unknown>>]>([
    [
      'its field amount_remaining is 12.5 where a whole number below 2^53 was expected',
      {amount_remaining: 12.5},
    ],
    ['its field total is 9007199254740992 where a whole number below 2^53 was expected', {total: 2 ** 53}],
    ['its field amount_due is a text where number was expected', {amount_due: '120000'}],
    ['its field amount_paid is null where number was expected', {amount_paid: null}],
    ['its field amount_overpaid is null where number was expected', {amount_overpaid: null}],
    ['its field due_date is missing', {due_date: undefined}],
    ['its field due_date is a text', {due_date: '2026-01-01'}],
    ['its field status is missing', {status: undefined}],
    ['its field status is 3 where', {status: 3}],
    ['its field livemode is a text where boolean was expected', {livemode: 'false'}],
    [
      'its field status_transitions.paid_at is a text',
      {
        status_transitions: {
          finalized_at: null,
          marked_uncollectible_at: null,
          paid_at: 'x',
          voided_at: null,
        },
      },
    ],
    ['its field status_transitions is null', {status_transitions: null}],
    ['its field currency is a text where a three-letter currency was expected', {currency: 'dollars'}],
    ['its field customer is 7 where', {customer: 7}],
    ['its field custom_fields.0.value is missing', {custom_fields: [{name: 'PO'}]}],
    ['its field metadata.erp is 42 where string was expected', {metadata: {erp: 42}}],
    ['its field object is a text where "invoice" was expected', {object: 'credit_note'}],
  ])('refuses with id and path: %s', (fact, wire) => {
    expect(() => decodeInvoice(invoiceWire(wire))).toThrow(
      expect.objectContaining({
        code: 'RESPONSE_UNREADABLE',
        message: expect.stringContaining(`Cannot read invoice in_1 from Stripe: ${fact}`),
      }),
    );
  });

  test.each([null, undefined, 'in_1', 7, [], {}])('refuses what is no invoice at all: %j', (wire) => {
    expect(() => decodeInvoice(wire)).toThrow(expect.objectContaining({code: 'RESPONSE_UNREADABLE'}));
  });

  test('never throws anything but RESPONSE_UNREADABLE, whatever one field holds', () => {
    const fields = Object.keys(invoiceWire());
    fc.assert(
      fc.property(fc.constantFrom(...fields), fc.anything(), (field, value) => {
        try {
          decodeInvoice(invoiceWire({[field]: value}));
        } catch (error) {
          expect(error).toMatchObject({code: 'RESPONSE_UNREADABLE'});
        }
      }),
      {numRuns: 2000, seed: 7},
    );
  });
});
