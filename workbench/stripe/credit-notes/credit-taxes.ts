/** The taxes that a line of a credit note takes back. https://docs.stripe.com/invoicing/taxes/tax-rates */
import {StripeRefusal} from '../engine/errors.ts';
import {totalLines} from '../invoices/invoice-amounts.ts';
import type {Creditable, CreditLineParams, LineTax} from './creditable.ts';
import {type Part, shareOf} from './share-of.ts';

const taxAmountsMax = 20;

/** The taxes that the request itself lists; undefined where it leaves them to the line or its rates. */
export function givenTaxes(
  {tax_amounts, tax_rates}: CreditLineParams,
  creditable: Creditable,
  param: string,
): LineTax[] | undefined {
  if (tax_amounts === undefined) return undefined;
  const name = `${param}[tax_amounts]`;
  if (tax_rates !== undefined || creditable.automaticTax || tax_amounts.length > taxAmountsMax) {
    throw new StripeRefusal({
      status: 400,
      message:
        `\`tax_amounts\` takes up to ${taxAmountsMax} amounts, and is not valid with \`tax_rates\` or when the invoice ` +
        'is set up with `automatic_tax[enabled]=true`.',
      param: name,
    });
  }
  if (tax_amounts === '') return [];
  return tax_amounts.map(({amount, tax_rate, taxable_amount}, index) => {
    const {id, inclusive} = creditable.taxRate(tax_rate, `${name}[${index}][tax_rate]`);
    return lineTax({id, inclusive, amount, taxableAmount: taxable_amount, reason: 'not_available'});
  });
}

/** As on an invoice's line. */
export function taxesOfRates(
  amount: number,
  ids: CreditLineParams['tax_rates'],
  {relief, taxRate}: Creditable,
  param: string,
): LineTax[] {
  if (ids === undefined || ids === '') return [];
  const taxes = ids.map((id, index) => taxRate(id, `${param}[tax_rates][${index}]`));
  const line = {amount, discountable: false, product: null, discounts: [], taxes, given: null};
  return totalLines([line], {discounts: [], relief}).taxes.map((tax) => lineTax({id: tax.rate, ...tax}));
}

function lineTax(tax: {
  readonly id: string;
  readonly inclusive: boolean;
  readonly amount: number;
  readonly taxableAmount: number;
  readonly reason: LineTax['taxability_reason'];
}): LineTax {
  return {
    amount: tax.amount,
    tax_behavior: tax.inclusive ? 'inclusive' : 'exclusive',
    tax_rate_details: {tax_rate: tax.id},
    taxability_reason: tax.reason,
    taxable_amount: tax.taxableAmount,
    type: 'tax_rate_details',
  };
}

/** What a part of a line takes of the line's tax. */
export function shareOfTax(tax: LineTax, part: Part): LineTax {
  return {
    ...tax,
    amount: shareOf(tax.amount, part),
    taxable_amount: tax.taxable_amount === null ? null : shareOf(tax.taxable_amount, part),
  };
}

/** The rates by which the taxes came to be. */
export function rateIds(taxes: readonly LineTax[]): readonly string[] {
  return taxes.flatMap(({tax_rate_details}) => tax_rate_details?.tax_rate ?? []);
}
