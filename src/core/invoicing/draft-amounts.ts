import {AddonError} from '../errors/addon-error.ts';
import {type CurrencyCode, currencyInfo} from '../money/currency.ts';
import {add, compare, formatMoney, fromMajor, isNegative, type Money, zero} from '../money/money.ts';
import {roundToMoney} from '../money/rounding.ts';
import {type DecimalText, decimalsOf, times} from './draft-cells.ts';
import type {DraftInvoice} from './draft-invoice.ts';
import type {DraftLine} from './draft-line.ts';
import {type RowProblem, rowProblem} from './row-problem.ts';

/** What one line comes to before discounts and tax. */
export interface DraftAmount {
  readonly row: number;
  /** Decimal minor units, as Stripe's `unit_amount_decimal`; null where the catalogue has the price. */
  readonly unitAmountDecimal: DecimalText | null;
  /** Null where the catalogue has the price: Stripe's preview tells it. */
  readonly amount: Money | null;
}

export interface DraftAmounts {
  readonly lines: readonly DraftAmount[];
  /** The sum of the lines before discounts and tax; null when a price of the catalogue is among them. */
  readonly subtotal: Money | null;
  readonly problems: readonly RowProblem[];
  /** To be looked at by a person, who says why it is all right. */
  readonly warnings: readonly RowProblem[];
}

/** https://docs.stripe.com/api/invoiceitems/create#create_invoiceitem-unit_amount_decimal */
const unitDecimalsMax = 12;

/**
 * Reckons a draft in its currency, exactly: quantity × unit amount, rounded half up to the smallest unit once for each
 * line, as Stripe does. Amounts that a person states must not be finer than the currency; a price may be.
 */
export function reckonDraft(draft: DraftInvoice, currency: CurrencyCode): DraftAmounts {
  const problems: RowProblem[] = [];
  const lines = draft.lines.map((line) => reckonLine(line, currency, problems));
  const amounts = lines.flatMap(({amount}) => amount ?? []);
  const subtotal = amounts.length < lines.length ? null : amounts.reduce(add, zero(currency));
  const warnings = checkOrderTotal(draft, {currency, subtotal, problems});
  if (subtotal !== null && problems.length === 0 && compare(subtotal, zero(currency)) <= 0) {
    problems.push(
      atGroup(draft, {
        fact: `its lines add up to ${formatMoney(subtotal)}`,
        nextStep: 'An invoice must exceed 0: give a credit note instead.',
      }),
    );
  }
  problems.push(...automaticTaxProblems(draft, lines));
  return {lines, subtotal, problems, warnings: [...warnings, ...identicalLines(draft)]};
}

function reckonLine(line: DraftLine, currency: CurrencyCode, problems: RowProblem[]): DraftAmount {
  const refuse = (header: string, fact: string, nextStep: string) =>
    problems.push(rowProblem({row: line.row, header, fact, nextStep}));
  if (line.price.kind === 'catalogue') return {row: line.row, unitAmountDecimal: null, amount: null};

  const unitAmountDecimal = times(line.price.unitAmount, `1${'0'.repeat(currencyInfo(currency).exponent)}`);
  if (decimalsOf(unitAmountDecimal) > unitDecimalsMax) {
    refuse(
      'Unit amount',
      `unit amount ${line.price.unitAmount} is finer than Stripe counts ${currency}`,
      `Round it to ${unitDecimalsMax + currencyInfo(currency).exponent} decimals.`,
    );
    return {row: line.row, unitAmountDecimal: null, amount: null};
  }
  const amount = roundToMoney(times(line.quantity, unitAmountDecimal), currency, 'half-up');
  const stated = statedAmount(line.lineTotal, currency, (fact, nextStep) =>
    refuse('Line total (check)', `line total (check) is ${fact}`, nextStep),
  );
  if (stated !== null && compare(stated, amount) !== 0) {
    refuse(
      'Line total (check)',
      `line total (check) says ${formatMoney(stated)}, quantity × unit amount is ${formatMoney(amount)}`,
      'Correct the quantity, the unit amount or the check.',
    );
  }
  return {row: line.row, unitAmountDecimal, amount};
}

/** An amount that a person states; null where none is stated or it is refused. */
function statedAmount(
  text: DecimalText | null,
  currency: CurrencyCode,
  refuse: (fact: string, nextStep: string) => void,
): Money | null {
  if (text === null) return null;
  try {
    return fromMajor(text, currency);
  } catch (fault) {
    if (!(fault instanceof AddonError)) throw fault;
    refuse(`${text}, finer than ${currency} is counted`, fault.nextStep);
    return null;
  }
}

/** The one check that catches a wrong price: what the order form says against what the rows add up to. */
function checkOrderTotal(
  draft: DraftInvoice,
  {
    currency,
    subtotal,
    problems,
  }: {readonly currency: CurrencyCode; readonly subtotal: Money | null; readonly problems: RowProblem[]},
): readonly RowProblem[] {
  const row = draft.rows[0] ?? 0;
  const header = 'Order total (check)';
  if (draft.orderTotal === null) {
    return [{row, header, sentence: 'No order total to check against: a wrong price would go unseen.'}];
  }
  const ordered = statedAmount(draft.orderTotal, currency, (fact, nextStep) =>
    problems.push(rowProblem({row, header, fact: `order total (check) is ${fact}`, nextStep})),
  );
  if (ordered !== null && subtotal !== null && compare(ordered, subtotal) !== 0) {
    problems.push({
      row,
      header,
      sentence: `Order form says ${formatMoney(ordered)}, rows add up to ${formatMoney(subtotal)}.`,
    });
  }
  return [];
}

/** https://docs.stripe.com/tax/invoicing: automatic tax takes neither negative lines nor rates set by hand. */
function automaticTaxProblems(draft: DraftInvoice, amounts: readonly DraftAmount[]): readonly RowProblem[] {
  const automatic = draft.lines.filter(({tax}) => tax.kind === 'automatic');
  if (automatic.length === 0) return [];
  const manual = draft.lines.find(({tax}) => tax.kind !== 'automatic');
  const negative = amounts.find(({amount}) => amount !== null && isNegative(amount));
  return [
    ...(manual === undefined
      ? []
      : [
          rowProblem({
            row: manual.row,
            header: 'Tax',
            fact: 'automatic tax is for whole invoices, and this line has another',
            nextStep: 'Set every line of the invoice to “automatic”, or none.',
          }),
        ]),
    ...(negative === undefined
      ? []
      : [
          rowProblem({
            row: negative.row,
            header: 'Unit amount',
            fact: 'automatic tax takes no negative line',
            nextStep: 'Use a discount or a credit note, or name a tax rate.',
          }),
        ]),
  ];
}

/** Two lines alike may be a slip of copy and paste. */
function identicalLines(draft: DraftInvoice): readonly RowProblem[] {
  const seen = new Map<string, number>();
  const warnings: RowProblem[] = [];
  for (const {row, ...line} of draft.lines) {
    const text = JSON.stringify(line);
    const first = seen.get(text);
    if (first === undefined) seen.set(text, row);
    else
      warnings.push({
        row,
        header: 'Description',
        sentence: `Rows ${first} and ${row} are the same line twice.`,
      });
  }
  return warnings;
}

function atGroup(draft: DraftInvoice, words: {readonly fact: string; readonly nextStep: string}): RowProblem {
  return rowProblem({row: draft.rows[0] ?? 0, header: null, ...words});
}
