/** Payment methods: what is kept of them, made from test cards and accounts, and what Stripe sends. */
import type Stripe from 'stripe';
import {derivedId} from '../engine/ids.ts';
import {overlay} from '../engine/overlay.ts';
import type {StoredPaymentMethod, WireCard, WirePaymentMethod} from './objects.ts';
import {type TestCard, testCardOfPaymentMethod} from './test-cards.ts';

/** Every required key in Stripe's order. */
const everyField: WirePaymentMethod = {
  id: '',
  object: 'payment_method',
  allow_redisplay: 'unspecified',
  billing_details: {
    address: {city: null, country: null, line1: null, line2: null, postal_code: null, state: null},
    email: null,
    name: null,
    phone: null,
    tax_id: null,
  },
  created: 0,
  customer: null,
  customer_account: null,
  livemode: false,
  metadata: {},
  type: 'card',
};

/** A card of a world may say less of itself than Stripe always does. */
const everyCardField: Stripe.PaymentMethod.Card = {
  brand: 'unknown',
  checks: null,
  country: null,
  display_brand: null,
  exp_month: 12,
  exp_year: 2034,
  fingerprint: null,
  funding: 'unknown',
  generated_from: null,
  last4: '0000',
  networks: null,
  regulated_status: null,
  three_d_secure_usage: null,
  wallet: null,
};

export function renderPaymentMethod(row: StoredPaymentMethod): WirePaymentMethod {
  const {used_up: _usedUp, ...fields} = row;
  return overlay(everyField, fields, row.card === undefined ? {} : {card: overlay(everyCardField, row.card)});
}

/** What nobody gave: the details of a payer who is not known. */
export const noBillingDetails: Stripe.PaymentMethod.BillingDetails = everyField.billing_details;

/** The same text for the same card or account, whoever holds it. */
function fingerprintOf(number: string): string {
  return derivedId('in', `fingerprint:${number}`).slice(4, 20);
}

/** A card's last month. */
export interface Expiry {
  readonly month: number;
  readonly year: number;
}

/** A year from now, as Stripe's own test payment methods have it. */
export function testExpiry(nowUnixS: number): Expiry {
  const now = new Date(nowUnixS * 1000);
  return {month: now.getUTCMonth() + 1, year: now.getUTCFullYear() + 1};
}

/** The test card as a payment method shows it. */
export function paymentMethodCard(test: TestCard, expiry: Expiry): Stripe.PaymentMethod.Card {
  return {
    brand: test.brand,
    checks: {address_line1_check: null, address_postal_code_check: null, cvc_check: null},
    country: test.country,
    display_brand: test.brand === 'amex' ? 'american_express' : test.brand,
    exp_month: expiry.month,
    exp_year: expiry.year,
    fingerprint: fingerprintOf(test.number),
    funding: test.funding,
    generated_from: null,
    last4: test.number.slice(-4),
    networks: {available: [test.brand], preferred: null},
    regulated_status: 'unregulated',
    three_d_secure_usage: {supported: true},
    wallet: null,
  };
}

/** The card as tokens show it. */
export function tokenCard(test: TestCard, expiry: Expiry, id: string): WireCard {
  return {
    id,
    object: 'card',
    address_city: null,
    address_country: null,
    address_line1: null,
    address_line1_check: null,
    address_line2: null,
    address_state: null,
    address_zip: null,
    address_zip_check: null,
    brand: brandName(test.brand),
    country: test.country,
    cvc_check: 'unchecked',
    dynamic_last4: null,
    exp_month: expiry.month,
    exp_year: expiry.year,
    fingerprint: fingerprintOf(test.number),
    funding: test.funding,
    last4: test.number.slice(-4),
    metadata: {},
    name: null,
    networks: {preferred: null},
    regulated_status: 'unregulated',
    tokenization_method: null,
  };
}

function brandName(brand: TestCard['brand']): string {
  switch (brand) {
    case 'amex':
      return 'American Express';
    case 'diners':
      return 'Diners Club';
    case 'discover':
      return 'Discover';
    case 'jcb':
      return 'JCB';
    case 'mastercard':
      return 'MasterCard';
    case 'unionpay':
      return 'UnionPay';
    case 'visa':
      return 'Visa';
  }
}

/** The account as a payment method shows it: never its number. */
export function usBankAccount(
  account: string,
  given: {
    readonly holderType: Stripe.PaymentMethod.UsBankAccount.AccountHolderType;
    readonly accountType: Stripe.PaymentMethod.UsBankAccount.AccountType;
    readonly routingNumber: string;
  },
): Stripe.PaymentMethod.UsBankAccount {
  return {
    account_holder_type: given.holderType,
    account_type: given.accountType,
    bank_name: 'STRIPE TEST BANK',
    financial_connections_account: null,
    fingerprint: fingerprintOf(`${given.routingNumber}:${account}`),
    last4: account.slice(-4),
    networks: {preferred: 'ach', supported: ['ach']},
    routing_number: given.routingNumber,
    status_details: {},
  };
}

/** The account as a payment method shows it: never its IBAN. */
export function sepaDebit(iban: string): Stripe.PaymentMethod.SepaDebit {
  const plain = iban.replaceAll(' ', '').toUpperCase();
  return {
    bank_code: plain.slice(4, 9),
    branch_code: '',
    country: plain.slice(0, 2),
    fingerprint: fingerprintOf(plain),
    generated_from: {charge: null, setup_attempt: null},
    last4: plain.slice(-4),
  };
}

const visa = testCardOfPaymentMethod('pm_card_visa');

/** The card of a customer of whom a world says only that they have paid. */
export function derivedCard(id: string, created: number): StoredPaymentMethod {
  if (visa === undefined)
    throw new Error("The table of test cards lacks Stripe's most used one, pm_card_visa.");
  return {
    id,
    object: 'payment_method',
    card: paymentMethodCard(visa, {month: 12, year: 2034}),
    created,
    type: 'card',
  };
}
