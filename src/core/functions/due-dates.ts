import {dueDate, paymentTerms, termsUnderstood} from '../invoicing/payment-terms.ts';
import {
  argumentInvalid,
  dayArgument,
  type FunctionArgument,
  type FunctionResult,
  isBlank,
  mapPairs,
  sheetDate,
  shownValue,
  textOf,
} from './function-arguments.ts';

/**
 * The due date of each invoice date under its terms, in the shape of the ranges; blank where either is blank.
 *
 * @throws AddonError ARGUMENT_INVALID for what is no date, and for terms nobody could hold anyone to.
 */
export function dueDates(args: {
  readonly invoiceDate: FunctionArgument;
  readonly terms: FunctionArgument;
}): FunctionResult {
  return mapPairs(
    {name: 'invoice_date', value: args.invoiceDate},
    {name: 'terms', value: args.terms},
    (dateValue, termsValue) => {
      const date = dayArgument(dateValue, 'invoice_date');
      if (date === null || isBlank(termsValue)) return '';
      const terms = paymentTerms(textOf(termsValue));
      if (terms !== null) return sheetDate(dueDate(date, terms));
      throw argumentInvalid(
        'terms',
        `is ${shownValue(termsValue)}, which is not understood`,
        `Write ${termsUnderstood}.`,
      );
    },
  );
}
