import {AddonError} from '../errors/addon-error.ts';

/** An ISO 4217 code in upper case, such as `USD`. Stripe writes it in lower case; `currencyCode` is the only way in. */
export type CurrencyCode = string & {readonly __currency: unique symbol};

/** How a currency is counted by Stripe and shown to people. */
export interface CurrencyInfo {
  readonly code: CurrencyCode;
  /** Power of ten between a major unit and the unit Stripe sends: USD 2, JPY 0, KWD 3, ISK 2. */
  readonly exponent: 0 | 2 | 3;
  /** Decimals people write: the exponent, except for ISK and UGX, which have none. */
  readonly displayDecimals: 0 | 2 | 3;
  /** False for a code that Stripe does not list: counted as two-decimal, and to be flagged wherever it is shown. */
  readonly known: boolean;
}

// https://docs.stripe.com/currencies, presentment currencies; two decimals "unless noted otherwise".
// HUF and TWD are two-decimal here: Stripe drops their decimals in payouts only.
// BGN, HRK, MRO and SLL are withdrawn, but invoices of earlier years still carry them.
const twoDecimal =
  'USD AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BWP BYN BZD CAD CDF CHF CNY COP ' +
  'CRC CVE CZK DKK DOP DZD EGP ETB EUR FJD FKP GBP GEL GIP GMD GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR ISK JMD KES ' +
  'KGS KHR KYD KZT LAK LBP LKR LRD LSL MAD MDL MKD MMK MNT MOP MRO MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD ' +
  'PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SEK SGD SHP SLE SLL SOS SRD STD SZL THB TJS TOP TRY TTD TWD ' +
  'TZS UAH UGX UYU UZS WST XCD XCG YER ZAR ZMW';

// https://docs.stripe.com/currencies#zero-decimal, without UGX: its special case keeps two decimals in the API.
const zeroDecimal = 'BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF';

// https://docs.stripe.com/currencies#three-decimal
const threeDecimal = 'BHD JOD KWD OMR TND';

// https://docs.stripe.com/currencies#special-cases: zero-decimal to people, yet 5 ISK is sent as 500.
const shownWithoutDecimals = 'ISK UGX';

function exponentOf(code: CurrencyCode): 0 | 2 | 3 {
  if (zeroDecimal.includes(code)) return 0;
  return threeDecimal.includes(code) ? 3 : 2;
}

/**
 * Reads a currency from Stripe (`usd`) or from a person (` USD `).
 *
 * @throws AddonError CURRENCY_UNKNOWN when the text is not three letters. Three letters that Stripe does not list
 *   are accepted: `currencyInfo` says so, and whoever shows the amount flags it.
 */
export function currencyCode(text: string): CurrencyCode {
  const code = text.trim().toUpperCase();
  if (isCurrencyCode(code)) return code;

  throw new AddonError({
    code: 'CURRENCY_UNKNOWN',
    fact: `Cannot read a currency: “${text.slice(0, 40)}” is not a three-letter code.`,
    nextStep: 'Write the ISO code, for example USD, EUR or JPY.',
  });
}

function isCurrencyCode(code: string): code is CurrencyCode {
  return /^[A-Z]{3}$/.test(code);
}

/** How Stripe counts this currency and how people write it. Rules M1–M5; source: https://docs.stripe.com/currencies. */
export function currencyInfo(code: CurrencyCode): CurrencyInfo {
  const exponent = exponentOf(code);
  return {
    code,
    exponent,
    displayDecimals: shownWithoutDecimals.includes(code) ? 0 : exponent,
    known: exponent !== 2 || twoDecimal.includes(code),
  };
}
