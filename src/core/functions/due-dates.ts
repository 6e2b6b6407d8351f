import {dueDate, type PaymentTerms, paymentTerms, termsUnderstood} from '../invoicing/payment-terms.ts';
import {
  argumentInvalid,
  dayArgument,
  type FunctionArgument,
  type FunctionResult,
  type FunctionValue,
  isBlank,
  isHeaderText,
  isOneCell,
  mapPairs,
  rowsOf,
  sheetDate,
  shownValue,
  textOf,
  withoutHeader,
} from './function-arguments.ts';
import {remembered} from './remembered.ts';

/**
 * The due date of each invoice date under its terms, in the shape of the ranges; blank where either is blank,
 * and in the place of the headers of whole columns.
 *
 * @throws AddonError ARGUMENT_INVALID for what is no date, and for terms nobody could hold anyone to.
 */
export function dueDates(args: {
  readonly invoiceDate: FunctionArgument;
  readonly terms: FunctionArgument;
}): FunctionResult {
  const dueUnder = remembered((termsValue: FunctionValue) => {
    const terms = understoodTerms(termsValue);
    return remembered((dateValue: FunctionValue) => {
      const date = dayArgument(dateValue, 'invoice_date');
      return date === null ? '' : sheetDate(dueDate(date, terms));
    });
  });
  return mapPairs(
    {name: 'invoice_date', value: withoutHeader(args.invoiceDate)},
    {name: 'terms', value: termsArgument(args)},
    (date, terms) => (isBlank(date) || isBlank(terms) ? '' : dueUnder(terms)(date)),
  );
}

/** A header beside a date means that the two ranges start in different rows: it stays, and is refused. */
function termsArgument({
  invoiceDate,
  terms,
}: {
  readonly invoiceDate: FunctionArgument;
  readonly terms: FunctionArgument;
}): FunctionArgument {
  if (!isOneCell(rowsOf(invoiceDate))) return terms;
  return withoutHeader(terms, (text) => isHeaderText(text) && paymentTerms(text.trim()) === null);
}

function understoodTerms(value: FunctionValue): PaymentTerms {
  const terms = paymentTerms(textOf(value));
  if (terms !== null) return terms;
  throw argumentInvalid(
    'terms',
    `is ${shownValue(value)}, which is not understood`,
    `Write ${termsUnderstood}.`,
  );
}
