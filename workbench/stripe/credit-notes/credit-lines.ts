/**
 * What the lines of a credit note take back: an invoice's own line by amount or by quantity, with its share of
 * discounts and taxes, or a line of the note's own. https://docs.stripe.com/api/credit_notes/create
 */
import {Exact, halfUp} from '../catalogue/exact.ts';
import {noSuchObject, StripeRefusal} from '../engine/errors.ts';
import type {WireLineItem} from '../invoices/objects.ts';
import {displayAmount} from '../payments/amounts.ts';
import {givenTaxes, rateIds, shareOfTax, taxesOfRates} from './credit-taxes.ts';
import type {Creditable, CreditLineParams, PlannedLine} from './creditable.ts';
import {type Part, shareOf} from './share-of.ts';

/** @throws StripeRefusal where a line cannot be credited so */
export function planCreditLines(
  lines: readonly CreditLineParams[],
  creditable: Creditable,
): readonly PlannedLine[] {
  const planned: PlannedLine[] = [];
  for (const [index, line] of lines.entries()) {
    const param = `lines[${index}]`;
    // A line named twice in one note takes from what its first mention left.
    const creditedLines = [...creditable.creditedLines, ...planned];
    planned.push(
      line.type === 'invoice_line_item'
        ? invoiceLine(line, {...creditable, creditedLines}, param)
        : customLine(line, creditable, param),
    );
  }
  return planned;
}

/** The one line of a credit note that names an amount only. */
export function lineOfAmount(amount: number): PlannedLine {
  return plannedLine({
    amount,
    description: null,
    quantity: 1,
    type: 'custom_line_item',
    unit_amount: amount,
    unit_amount_decimal: String(amount),
  });
}

function invoiceLine(params: CreditLineParams, creditable: Creditable, param: string): PlannedLine {
  refuseUnfit(
    params,
    ['description', 'tax_rates', 'unit_amount', 'unit_amount_decimal'],
    'custom_line_item',
    param,
  );
  const line = lineToCredit(params, creditable, param);
  const credited = creditable.creditedLines.filter(({invoice_line_item}) => invoice_line_item === line.id);
  const before = credited.reduce((sum, {amount}) => sum + amount, 0);
  const amount = creditedAmount(params, {line, credited, before}, param);
  const left = line.amount - before;
  if (amount === 0 || Math.sign(amount) !== Math.sign(line.amount) || Math.abs(amount) > Math.abs(left)) {
    throw new StripeRefusal({
      status: 400,
      message:
        `The amount to credit for the invoice line item '${line.id}' (${displayAmount(amount, creditable.currency)}) ` +
        `must be more than zero and no more than what is left of it (${displayAmount(left, creditable.currency)}).`,
      param,
    });
  }
  const part = {before, part: amount, whole: line.amount};
  const discounts = line.discount_amounts?.map((discount) => ({
    ...discount,
    amount: shareOf(discount.amount, part),
  }));
  const taxes = givenTaxes(params, creditable, param) ?? line.taxes?.map((tax) => shareOfTax(tax, part));
  return plannedLine({
    amount,
    description: line.description,
    discount_amount: (discounts ?? []).reduce((sum, discount) => sum + discount.amount, 0),
    discount_amounts: discounts ?? [],
    invoice_line_item: line.id,
    metadata: params.metadata === undefined || params.metadata === '' ? null : {...params.metadata},
    pretax_credit_amounts: sharesOfPretaxCredits(line, part),
    quantity: params.quantity ?? null,
    tax_rates: rateIds(taxes ?? []),
    taxes: taxes ?? [],
    type: 'invoice_line_item',
  });
}

function lineToCredit(params: CreditLineParams, {invoiceLines}: Creditable, param: string): WireLineItem {
  const id = params.invoice_line_item;
  if (id === undefined) throw missing(`${param}[invoice_line_item]`);
  const line = invoiceLines.find((candidate) => candidate.id === id);
  if (line === undefined) {
    throw noSuchObject({kind: 'invoice line item', id, param: `${param}[invoice_line_item]`, inPath: false});
  }
  return line;
}

function creditedAmount(
  {amount, quantity}: CreditLineParams,
  {
    line,
    credited,
    before,
  }: {readonly line: WireLineItem; readonly credited: readonly PlannedLine[]; readonly before: number},
  param: string,
): number {
  if ((amount === undefined) === (quantity === undefined)) {
    throw new StripeRefusal({
      status: 400,
      message: 'You must provide exactly one of `amount` or `quantity` for an invoice line item.',
      param,
    });
  }
  if (amount !== undefined) return amount;
  const whole = line.quantity ?? 0;
  const creditedQuantity = credited.reduce((sum, earlier) => sum + (earlier.quantity ?? 0), 0);
  const part = quantity ?? 0;
  if (part < 1 || creditedQuantity + part > whole) {
    throw new StripeRefusal({
      status: 400,
      message: `You can credit a quantity of at most ${Math.max(0, whole - creditedQuantity)} for the invoice line item '${line.id}'.`,
      param: `${param}[quantity]`,
    });
  }
  // The last of the quantity takes what is left, also after credits by amount.
  const share = shareOf(line.amount, {before: creditedQuantity, part, whole});
  const left = line.amount - before;
  return creditedQuantity + part === whole || Math.abs(share) > Math.abs(left) ? left : share;
}

function customLine(params: CreditLineParams, creditable: Creditable, param: string): PlannedLine {
  refuseUnfit(params, ['amount', 'invoice_line_item'], 'invoice_line_item', param);
  if (creditable.automaticTax) {
    throw new StripeRefusal({
      status: 400,
      message:
        '`custom_line_item` is not valid when the invoice is set up with `automatic_tax[enabled]=true`.',
      param: `${param}[type]`,
    });
  }
  const {unit_amount, unit_amount_decimal} = params;
  if ((unit_amount === undefined) === (unit_amount_decimal === undefined)) {
    throw new StripeRefusal({
      status: 400,
      message:
        'You must provide exactly one of `unit_amount` or `unit_amount_decimal` for a custom line item.',
      param,
    });
  }
  const unit = new Exact(unit_amount_decimal ?? unit_amount ?? 0);
  const quantity = params.quantity ?? 1;
  const amount = halfUp(unit.times(quantity));
  const taxes =
    givenTaxes(params, creditable, param) ?? taxesOfRates(amount, params.tax_rates, creditable, param);
  return plannedLine({
    amount,
    description: params.description ?? null,
    metadata: params.metadata === undefined || params.metadata === '' ? null : {...params.metadata},
    quantity,
    tax_rates: rateIds(taxes),
    taxes,
    type: 'custom_line_item',
    unit_amount: unit.isInteger() ? unit.toNumber() : null,
    unit_amount_decimal: unit.toFixed(),
  });
}

function sharesOfPretaxCredits(line: WireLineItem, part: Part): PlannedLine['pretax_credit_amounts'] {
  return (line.pretax_credit_amounts ?? []).map(({amount, credit_balance_transaction: grant, ...credit}) => ({
    ...credit,
    amount: shareOf(amount, part),
    // Where no grant of credit was used, an invoice says null and a credit note leaves the name out.
    ...(grant === null || grant === undefined ? {} : {credit_balance_transaction: grant}),
  }));
}

function plannedLine(given: Partial<PlannedLine> & Pick<PlannedLine, 'amount' | 'type'>): PlannedLine {
  return {
    description: null,
    discount_amount: 0,
    discount_amounts: [],
    metadata: null,
    pretax_credit_amounts: [],
    quantity: null,
    tax_rates: [],
    taxes: [],
    unit_amount: null,
    unit_amount_decimal: null,
    ...given,
  };
}

function refuseUnfit(
  params: CreditLineParams,
  names: readonly (keyof CreditLineParams)[],
  validFor: string,
  param: string,
): void {
  for (const name of names) {
    if (params[name] === undefined) continue;
    throw new StripeRefusal({
      status: 400,
      message: `\`${name}\` is only valid when the type of the credit note line item is \`${validFor}\`.`,
      param: `${param}[${name}]`,
    });
  }
}

function missing(param: string): StripeRefusal {
  return new StripeRefusal({
    status: 400,
    code: 'parameter_missing',
    message: `Missing required param: ${param}.`,
    param,
  });
}
