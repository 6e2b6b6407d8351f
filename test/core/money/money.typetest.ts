/**
 * Wrong code that must not compile: the compiler fails on an unused `@ts-expect-error`. Nothing here runs.
 */
import {type CurrencyCode, currencyCode, currencyInfo} from '../../../src/core/money/currency.ts';
import {add, fromMajor, type Money, money} from '../../../src/core/money/money.ts';
import {divide, roundToMoney} from '../../../src/core/money/rounding.ts';

export function wrongMoney(fee: Money): void {
  const usd = currencyCode('usd');

  // @ts-expect-error a text is no currency before currencyCode() has read it
  money(100, 'USD');
  // @ts-expect-error amounts are added by add(), which looks at their currencies
  fee + fee;
  // @ts-expect-error a number alone is no amount
  add(fee, 100);
  // @ts-expect-error an amount has a currency
  const bare: Money = {minorUnits: 100};
  // @ts-expect-error an amount does not change
  fee.minorUnits = 5;
  // @ts-expect-error the currency is named, never assumed
  fromMajor(12.5);
  // @ts-expect-error rounding is named where it happens
  divide(fee, 3);
  // @ts-expect-error and only by a name that exists
  divide(fee, 3, 'bankers');
  // @ts-expect-error decimals come as text, because a double has lost them
  roundToMoney(0.5, usd, 'half-even');
  // @ts-expect-error an exponent is 0, 2 or 3
  const exponent: 0 | 2 = currencyInfo(usd).exponent;
  // @ts-expect-error there is no other way to make a code
  const code: CurrencyCode = 'EUR';

  consume(bare, exponent, code);
}

function consume(..._values: readonly unknown[]): void {}
