import {agingBucketOf, daysPastDueOf} from '../../core/functions/aging-functions.ts';
import {arAging} from '../../core/functions/ar-aging.ts';
import {arBalance, arOverdue} from '../../core/functions/ar-balance.ts';
import {dueDates} from '../../core/functions/due-dates.ts';
import {invoiceField, invoiceStatus} from '../../core/functions/invoice-lookup.ts';
import {moneyAllocate, moneyFromMinor} from '../../core/functions/money-functions.ts';
import {tieOut} from '../../core/functions/tie-out.ts';
import {inCell, type SheetArgument, type SheetResult} from '../adapters/function-values.ts';

/**
 * The aging of your receivables as a table: a row for each customer and currency, largest first, with its buckets.
 * A later day shows what is past due then if nothing is paid.
 *
 * Example: =AR_AGING(Receivables, AR_AS_OF)
 *
 * @param {Receivables} receivables The named range Receivables, or a part of it with its header row.
 * @param {AR_AS_OF} as_of The day the answer is true for; not before the table was read.
 * @param {"customer"} group_by [optional] "customer", "currency", or any header of the table.
 * @param {"30,60,90,120"} edges [optional] Last day of each bucket, as text or as a range.
 * @return {table} A header row, then the rows, per currency; Uncollectible is not in Total.
 * @customfunction
 */
export function AR_AGING(
  receivables: SheetArgument,
  as_of: SheetArgument,
  group_by?: SheetArgument,
  edges?: SheetArgument,
): SheetResult {
  return inCell((read) =>
    arAging({
      receivables: read(receivables),
      asOf: read(as_of),
      groupBy: read(group_by),
      edges: read(edges),
    }),
  );
}

/**
 * What a customer owes, in one currency: 0 for a known customer without debt, an error for an unknown one.
 *
 * Example: =AR_BALANCE(Receivables, "cus_Q4x", AR_AS_OF, "USD")
 *
 * @param {Receivables} receivables The named range Receivables, or a part of it with its header row.
 * @param {"cus_Q4x"} customer The customer's id, name or e-mail, or a range of them; a blank gives a blank.
 * @param {AR_AS_OF} as_of The day the answer is true for; not before the table was read.
 * @param {"USD"} currency [optional] Needed only for a customer who owes in several.
 * @return {number} The amount in major units, in the shape of `customer`.
 * @customfunction
 */
export function AR_BALANCE(
  receivables: SheetArgument,
  customer: SheetArgument,
  as_of: SheetArgument,
  currency?: SheetArgument,
): SheetResult {
  return inCell((read) =>
    arBalance({
      receivables: read(receivables),
      customer: read(customer),
      asOf: read(as_of),
      currency: read(currency),
    }),
  );
}

/**
 * What a customer owes past due, in one currency: 0 when nothing is, an error for an unknown customer.
 *
 * Example: =AR_OVERDUE(Receivables, "cus_Q4x", AR_AS_OF, "USD", 30)
 *
 * @param {Receivables} receivables The named range Receivables, or a part of it with its header row.
 * @param {"cus_Q4x"} customer The customer's id, name or e-mail, or a range of them; a blank gives a blank.
 * @param {AR_AS_OF} as_of The day the answer is true for; not before the table was read.
 * @param {"USD"} currency [optional] Needed only for a customer who owes in several.
 * @param {30} over_days [optional] Count only what is more than so many days past due; 0 when left out.
 * @return {number} The amount in major units, in the shape of `customer`.
 * @customfunction
 */
export function AR_OVERDUE(
  receivables: SheetArgument,
  customer: SheetArgument,
  as_of: SheetArgument,
  currency?: SheetArgument,
  over_days?: SheetArgument,
): SheetResult {
  return inCell((read) =>
    arOverdue({
      receivables: read(receivables),
      customer: read(customer),
      asOf: read(as_of),
      currency: read(currency),
      overDays: read(over_days),
    }),
  );
}

/**
 * The aging bucket of a due date: Not due, 1–30, 31–60, 61–90, 91–120 or 121+, or buckets with your own edges.
 *
 * Example: =AR_BUCKET(J2:J, AR_AS_OF)
 *
 * @param {DATE(2026,1,31)} due The due date, or a range of due dates; a blank gives a blank.
 * @param {DATE(2026,3,15)} as_of The day the answer is true for.
 * @param {"30,60,90,120"} edges [optional] Last day of each bucket, as text or as a range.
 * @return {string} The label of the bucket, in the shape of `due`.
 * @customfunction
 */
export function AR_BUCKET(due: SheetArgument, as_of: SheetArgument, edges?: SheetArgument): SheetResult {
  return inCell((read) => agingBucketOf({due: read(due), asOf: read(as_of), edges: read(edges)}));
}

/**
 * Whole calendar days past due; negative as long as it is not due.
 *
 * Example: =DAYS_PAST_DUE(J2:J, AR_AS_OF)
 *
 * @param {DATE(2026,1,31)} due The due date, or a range of due dates; a blank gives a blank.
 * @param {DATE(2026,3,15)} as_of The day the answer is true for.
 * @return {number} The number of days, in the shape of `due`.
 * @customfunction
 */
export function DAYS_PAST_DUE(due: SheetArgument, as_of: SheetArgument): SheetResult {
  return inCell((read) => daysPastDueOf({due: read(due), asOf: read(as_of)}));
}

/**
 * Stripe's status of each invoice, found by id, number or PO. One that is not found says so in its own cell.
 *
 * Example: =INVOICE_STATUS(Receivables, A2:A)
 *
 * @param {Receivables} invoices A table with its header row that has Status and Invoice ID, Number or PO.
 * @param {A2:A} ids Invoice ids, numbers or POs, mixed; a blank gives a blank.
 * @return {string} The status, in the shape of `ids`.
 * @customfunction
 */
export function INVOICE_STATUS(invoices: SheetArgument, ids: SheetArgument): SheetResult {
  return inCell((read) => invoiceStatus({invoices: read(invoices), ids: read(ids)}));
}

/**
 * What any columns say of each invoice, found by id, number or PO. One that is not found says so in its own row.
 *
 * Example: =INVOICE_FIELD(Receivables, A2:A, {"Due", "Open"})
 *
 * @param {Receivables} invoices A table with its header row that has Invoice ID, Number or PO.
 * @param {A2:A} ids Invoice ids, numbers or POs, mixed; a blank gives a blank.
 * @param {"Due"} headers The header of a column, or a range of several, which spill to the right.
 * @return {table} A row for each of `ids`, a column for each of `headers`.
 * @customfunction
 */
export function INVOICE_FIELD(
  invoices: SheetArgument,
  ids: SheetArgument,
  headers: SheetArgument,
): SheetResult {
  return inCell((read) => invoiceField({invoices: read(invoices), ids: read(ids), headers: read(headers)}));
}

/**
 * Where two tables part, such as Stripe and the ledger: keys that only one has or has more often, and amounts that
 * differ; then the totals, which say whether they tie. The rows of one key are added up.
 *
 * Example: =TIE_OUT(Receivables, NetSuite!A1:F, {"Number", "Document Number"}, {"Open", "Amount"}, "Currency", 0.05)
 *
 * @param {Receivables} left A table with its header row.
 * @param {NetSuite!A1:F} right The table to compare it with.
 * @param {"Number"} key The header that identifies a row; two cells when left and right call it differently.
 * @param {"Amount"} amount The header of the amount, in major units; two cells likewise.
 * @param {"Currency"} currency [optional] The header of the currency; each has its own totals.
 * @param {0.05} tolerance [optional] Differences up to this amount tie.
 * @return {table} A header row, one row for each difference (left − right), totals last.
 * @customfunction
 */
export function TIE_OUT(
  left: SheetArgument,
  right: SheetArgument,
  key: SheetArgument,
  amount: SheetArgument,
  currency?: SheetArgument,
  tolerance?: SheetArgument,
): SheetResult {
  return inCell((read) =>
    tieOut({
      left: read(left),
      right: read(right),
      key: read(key),
      amount: read(amount),
      currency: read(currency),
      tolerance: read(tolerance),
    }),
  );
}

/**
 * The day on which an invoice is due under its payment terms.
 *
 * Example: =DUE_DATE(A2:A, B2:B)
 *
 * @param {DATE(2026,1,31)} invoice_date The date of the invoice, or a range of them; a blank gives a blank.
 * @param {"Net 30"} terms Due on receipt, Net 30, EOM, EOM+30 or 15th of next month; one for all, or one for each.
 * @return {date} The due date, in the shape of the ranges.
 * @customfunction
 */
export function DUE_DATE(invoice_date: SheetArgument, terms: SheetArgument): SheetResult {
  return inCell((read) => dueDates({invoiceDate: read(invoice_date), terms: read(terms)}));
}

/**
 * Splits an amount in proportion to weights so that the parts add up to it exactly; the largest remainders get the odd cents.
 *
 * Example: =MONEY_ALLOCATE(100, "USD", B2:B4)
 *
 * @param {100} amount The amount in major units.
 * @param {"USD"} currency Its currency, which says how small a part can be.
 * @param {B2:B4} weights A row or a column of weights, 0 or more; a blank gives a blank.
 * @return {number} The parts in major units, in the shape of `weights`.
 * @customfunction
 */
export function MONEY_ALLOCATE(
  amount: SheetArgument,
  currency: SheetArgument,
  weights: SheetArgument,
): SheetResult {
  return inCell((read) =>
    moneyAllocate({amount: read(amount), currency: read(currency), weights: read(weights)}),
  );
}

/**
 * Major units of an amount as Stripe counts it: 1050 is 10.50 of USD, 1050 of JPY and 1.050 of KWD.
 *
 * Example: =MONEY_FROM_MINOR(C2:C, D2:D)
 *
 * @param {1050} minor A whole number of minor units, or a range of them; a blank gives a blank.
 * @param {"USD"} currency The currency; one for all, or one for each.
 * @return {number} The amount in major units, in the shape of the ranges.
 * @customfunction
 */
export function MONEY_FROM_MINOR(minor: SheetArgument, currency: SheetArgument): SheetResult {
  return inCell((read) => moneyFromMinor({minor: read(minor), currency: read(currency)}));
}
