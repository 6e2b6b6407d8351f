/** The demo company's six currencies: decimals as Stripe sends them, and its price list's rate to the dollar. */

export type DemoCurrency = 'usd' | 'eur' | 'gbp' | 'jpy' | 'kwd' | 'inr';

interface CurrencyFacts {
  readonly exponent: number;
  /** Of the smallest unit: Stripe takes three-decimal amounts only in tens. https://docs.stripe.com/currencies */
  readonly step: number;
  readonly perDollar: number;
}

const factsOf: Readonly<Record<DemoCurrency, CurrencyFacts>> = {
  usd: {exponent: 2, step: 1, perDollar: 1},
  eur: {exponent: 2, step: 1, perDollar: 0.92},
  gbp: {exponent: 2, step: 1, perDollar: 0.79},
  jpy: {exponent: 0, step: 1, perDollar: 150},
  kwd: {exponent: 3, step: 10, perDollar: 0.307},
  inr: {exponent: 2, step: 1, perDollar: 83},
};

/** A price of the list in the currency's smallest unit, with its fractions. */
export function priceMinor(dollars: number, currency: DemoCurrency): number {
  const {exponent, perDollar} = factsOf[currency];
  return dollars * perDollar * 10 ** exponent;
}

/** The nearest amount that Stripe takes in the currency. */
export function toStep(amountMinor: number, currency: DemoCurrency): number {
  const {step} = factsOf[currency];
  return Math.round(amountMinor / step) * step;
}
