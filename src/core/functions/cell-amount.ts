import {AddonError} from '../errors/addon-error.ts';
import {type CurrencyCode, currencyCode, currencyInfo} from '../money/currency.ts';
import {fromMajor, type Money, money} from '../money/money.ts';
import {
  argumentInvalid,
  type FunctionValue,
  isBlank,
  numberOf,
  shownValue,
  textOf,
} from './function-arguments.ts';

const unitsMax = Number.MAX_SAFE_INTEGER;

/** Names the cell a fault is about, such as `Open in row 4 of receivables`; a function, because most cells have none. */
type Where = () => string;

/** Reads currencies and amounts of many cells; what a currency means is looked up once. */
export interface AmountReader {
  /** @throws AddonError ARGUMENT_INVALID for a blank, CURRENCY_UNKNOWN for what is no three-letter code. */
  currency(value: FunctionValue, where: Where): CurrencyCode;
  /**
   * Major units, as a number or as text with a point before its decimals. Rule M7; an ISK or UGX amount with a fraction
   * is taken as Stripe sent it (rule M4).
   *
   * @throws AddonError ARGUMENT_INVALID naming where it stands.
   */
  amount(value: FunctionValue, currency: CurrencyCode, where: Where): Money;
}

export function amountReader(): AmountReader {
  const codes = new Map<string, CurrencyCode>();
  const scales = new Map<CurrencyCode, number>();
  return {
    currency: (value, where) => {
      const text = textOf(value);
      const known = codes.get(text);
      if (known !== undefined) return known;
      if (text === '') throw argumentInvalid(where(), 'is blank', 'Write the ISO code, for example USD.');
      const code = naming(where, () => currencyCode(text));
      codes.set(text, code);
      return code;
    },
    amount: (value, currency, where) => {
      let scale = scales.get(currency);
      if (scale === undefined) {
        scale = 10 ** currencyInfo(currency).exponent;
        scales.set(currency, scale);
      }
      const number = numberOf(value);
      if (number === null) {
        const what = isBlank(value) ? 'is blank' : `is ${shownValue(value)}, not an amount`;
        throw argumentInvalid(where(), what, 'Give a plain number, such as 1234.50.');
      }
      // Whatever toMajor() wrote into a cell comes back here as it went in.
      const units = Math.round(number * scale);
      if (units / scale === number && units <= unitsMax && units >= -unitsMax) return money(units, currency);
      return naming(where, () => fromMajor(number, currency));
    },
  };
}

/**
 * Refuses a currency whose decimals nobody knows. Amounts of Stripe's own count one as two-decimal and flag it; here a
 * person is asked what was meant, because a typed code is more often a slip.
 *
 * @throws AddonError CURRENCY_UNKNOWN
 */
export function knownCurrency(currency: CurrencyCode): CurrencyCode {
  if (currencyInfo(currency).known) return currency;
  throw new AddonError({
    code: 'CURRENCY_UNKNOWN',
    fact: `Cannot compute: ${currency} is no currency that Stripe lists, so how many decimals it has is not known.`,
    nextStep: 'Check the code; docs.stripe.com/currencies lists all.',
  });
}

/** Adds to a fault of the ground the cell in which it stands. */
function naming<T>(where: Where, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof AddonError)) throw cause;
    const fact = cause.message.slice(0, -cause.nextStep.length).trim();
    throw new AddonError({
      code: cause.code,
      fact: `${fact} It stands in ${where()}.`,
      nextStep: cause.nextStep,
      cause,
    });
  }
}
