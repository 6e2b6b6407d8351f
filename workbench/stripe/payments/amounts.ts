/** Amounts in a currency's smallest unit: what Stripe takes for its service, takes at least, and says in messages. */

// https://docs.stripe.com/currencies#zero-decimal and #three-decimal
const zeroDecimal = new Set('bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' '));
const threeDecimal = new Set('bhd jod kwd omr tnd'.split(' '));

/** How many decimals people write in the currency. */
export function decimalsOf(currency: string): 0 | 2 | 3 {
  if (zeroDecimal.has(currency)) return 0;
  return threeDecimal.has(currency) ? 3 : 2;
}

/** How a payment is made, as far as Stripe's price depends on it. */
type PricedMethod = 'card' | 'customer_balance' | 'sepa_debit' | 'us_bank_account';

/**
 * Stripe's standard price for a payment, rounded half-up and never more than the payment: cards 2.9 % and 30 cents,
 * ACH debits 0.8 % and bank transfers 0.5 % with 5.00 at most, SEPA debits 35 cents. The fixed parts are hundredths of
 * the currency, and whole units where it has no hundredths. https://stripe.com/pricing
 */
export function processingFee(amount: number, currency: string, method: PricedMethod): number {
  const perCent = decimalsOf(currency) === 3 ? 10 : 1;
  return Math.min(amount, priceOf(amount, method, perCent));
}

function priceOf(amount: number, method: PricedMethod, perCent: number): number {
  switch (method) {
    case 'card':
      return perThousand(amount, 29) + 30 * perCent;
    case 'us_bank_account':
      return Math.min(perThousand(amount, 8), 500 * perCent);
    case 'customer_balance':
      return Math.min(perThousand(amount, 5), 500 * perCent);
    case 'sepa_debit':
      return 35 * perCent;
  }
}

/** Rounded half-up, in whole numbers. */
function perThousand(amount: number, rate: number): number {
  return Math.floor((amount * rate + 500) / 1000);
}

/** What Stripe takes for a dispute: 15.00, kept unless the dispute is won. */
export function disputeFee(currency: string): number {
  return 15 * 10 ** decimalsOf(currency);
}

// https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts
const minimumOf: Readonly<Record<string, number>> = {
  aed: 200,
  bgn: 100,
  czk: 1500,
  dkk: 250,
  gbp: 30,
  hkd: 400,
  huf: 17_500,
  jpy: 50,
  krw: 500,
  kwd: 150,
  mxn: 1000,
  myr: 200,
  nok: 300,
  pln: 200,
  ron: 200,
  sek: 300,
  thb: 1000,
};

/** The least that a payment can be: about half a dollar. */
export function minimumCharge(currency: string): number {
  const listed = minimumOf[currency];
  if (listed !== undefined) return listed;
  return decimalsOf(currency) === 3 ? 500 : 50;
}

/** As messages say it: `$21.45`, `¥500`. */
export function displayAmount(amount: number, currency: string): string {
  const decimals = decimalsOf(currency);
  return new Intl.NumberFormat('en-US', {
    style: 'currency',
    currency: currency.toUpperCase(),
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(amount / 10 ** decimals);
}
