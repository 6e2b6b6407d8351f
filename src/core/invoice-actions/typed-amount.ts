import {replyTo} from '../failure.ts';
import type {CurrencyCode} from '../money/currency.ts';
import {formatMoney, fromMajor, type Money} from '../money/money.ts';

/** What a person typed, exactly, or why it is none as a sentence: finer than the currency, nothing, or less. */
export function typedAmount(major: number, currency: CurrencyCode): Money | string {
  const read = replyTo(() => fromMajor(major, currency));
  if (read.status === 'failed') return `${read.failure.fact} ${read.failure.nextStep}`;
  const amount = read.value;
  return amount.minorUnits > 0 ? amount : `${formatMoney(amount)} is not above 0. Enter an amount above 0.`;
}
