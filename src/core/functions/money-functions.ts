import {currencyCode} from '../money/currency.ts';
import {allocate, fromMajor, money, toMajor} from '../money/money.ts';
import {amountReader, knownCurrency} from './cell-amount.ts';
import {
  argumentInvalid,
  type FunctionArgument,
  type FunctionResult,
  type FunctionValue,
  isBlank,
  mapCells,
  mapPairs,
  numberOf,
  rowsOf,
  shownValue,
  singleCell,
  textArgument,
  withoutHeader,
} from './function-arguments.ts';
import {remembered} from './remembered.ts';

/**
 * Splits an amount in major units in proportion to `weights`, in their shape; the parts add up to it exactly. A blank
 * weight has no part and gives a blank. Rule M8.
 *
 * @throws AddonError ARGUMENT_INVALID for what is no amount or weight, and for an amount finer than its currency;
 *   CURRENCY_UNKNOWN for a currency whose decimals are not known.
 */
export function moneyAllocate(args: {
  readonly amount: FunctionArgument;
  readonly currency: FunctionArgument;
  readonly weights: FunctionArgument;
}): FunctionResult {
  const currency = knownCurrency(currencyCode(textArgument(args.currency, 'currency')));
  const value = singleCell(args.amount, 'amount');
  const number = numberOf(value);
  if (number === null) {
    const what = isBlank(value) ? 'is blank' : `is ${shownValue(value)}, not an amount`;
    throw argumentInvalid('amount', what, 'Give a plain number, such as 1234.50.');
  }
  const total = fromMajor(typeof value === 'string' ? value.trim() : number, currency);

  const weights = rowsOf(args.weights)
    .flat()
    .filter((weight) => !isBlank(weight))
    .map((weight) => {
      const share = numberOf(weight);
      if (share !== null) return share;
      throw argumentInvalid(
        'weights',
        `holds ${shownValue(weight)}, not a number`,
        'Give plain numbers of 0 or more.',
      );
    });
  const parts = allocate(total, weights).map(toMajor);
  let next = 0;
  return mapCells(args.weights, (weight) => {
    if (isBlank(weight)) return '';
    const part = parts[next] ?? 0;
    next += 1;
    return part;
  });
}

/**
 * Major units of amounts counted as Stripe counts them: 1050 of USD is 10.50, of JPY 1050. Blank for a blank and
 * for the header of a whole column. Rules M1 to M6.
 *
 * @throws AddonError ARGUMENT_INVALID for what is no whole number, CURRENCY_UNKNOWN for what is no three-letter code, or
 *   one whose decimals are not known.
 */
export function moneyFromMinor(args: {
  readonly minor: FunctionArgument;
  readonly currency: FunctionArgument;
}): FunctionResult {
  const reader = amountReader();
  const currencyOf = remembered((value: FunctionValue) =>
    knownCurrency(reader.currency(value, () => 'currency')),
  );
  return mapPairs(
    {name: 'minor', value: withoutHeader(args.minor)},
    {name: 'currency', value: args.currency},
    (minor, currency) => {
      if (isBlank(minor)) return '';
      const units = numberOf(minor);
      if (units === null || !Number.isInteger(units)) {
        throw argumentInvalid(
          'minor',
          `is ${shownValue(minor)}, not a whole number of minor units`,
          'Give the amount as Stripe sends it, such as 1050 for USD 10.50.',
        );
      }
      return toMajor(money(units, currencyOf(currency)));
    },
  );
}
