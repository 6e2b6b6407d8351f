import * as v from 'valibot';

const brands: ReadonlyMap<string, string> = new Map(
  Object.entries({
    amex: 'American Express',
    cartes_bancaires: 'Cartes Bancaires',
    diners: 'Diners Club',
    discover: 'Discover',
    eftpos_au: 'eftpos',
    jcb: 'JCB',
    mastercard: 'Mastercard',
    unionpay: 'UnionPay',
    visa: 'Visa',
  }),
);

/** Names by type: https://docs.stripe.com/api/payment_methods/object#payment_method_object-type */
const types: ReadonlyMap<string, string> = new Map(
  Object.entries({
    acss_debit: 'pre-authorised debit',
    ach_credit_transfer: 'wire',
    ach_debit: 'ACH debit',
    au_becs_debit: 'BECS debit',
    bacs_debit: 'Bacs debit',
    bancontact: 'Bancontact',
    boleto: 'Boleto',
    card: 'card',
    card_present: 'card',
    cashapp: 'Cash App Pay',
    customer_balance: 'bank transfer',
    ideal: 'iDEAL',
    link: 'Link',
    nz_bank_account: 'BECS debit',
    paper_check: 'cheque',
    paypal: 'PayPal',
    sepa_credit_transfer: 'SEPA transfer',
    sepa_debit: 'SEPA debit',
    us_bank_account: 'ACH debit',
    wire: 'wire',
  }),
);

const lastFour = v.object({last4: v.nullish(v.string()), brand: v.nullish(v.string())});

/** Which details there are depends on the type. */
const methodDetails = v.looseObject({type: v.string()});

/** `Visa •4242`, `ACH debit •6789`, `bank transfer`: from `payment_method_details` or a payment method; null for neither. */
export function paymentMethodWords(wire: unknown): string | null {
  const details = v.safeParse(methodDetails, wire);
  if (!details.success) return null;
  const {type} = details.output;
  const parsed = v.safeParse(lastFour, details.output[type]);
  const {brand = null, last4 = null} = parsed.success ? parsed.output : {};
  const isCard = type.startsWith('card');
  const name = isCard && brand ? (brands.get(brand) ?? brand) : (types.get(type) ?? type.replace(/_/g, ' '));
  return last4 ? `${name} •${last4}` : name;
}
