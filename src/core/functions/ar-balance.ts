import {AddonError} from '../errors/addon-error.ts';
import {currencyCode} from '../money/currency.ts';
import {add, isZero, type Money, toMajor, zero} from '../money/money.ts';
import {foldCase} from './argument-table.ts';
import {
  argumentInvalid,
  asOfArgument,
  type FunctionArgument,
  type FunctionResult,
  isBlank,
  mapCells,
  numberArgument,
  shownValue,
  textArgument,
  textOf,
} from './function-arguments.ts';
import {type ListedReceivable, receivablesArgument} from './receivables-argument.ts';

interface BalanceArguments {
  readonly receivables: FunctionArgument;
  /** An id, a name or an e-mail, or a range of them; a blank gives a blank. */
  readonly customer: FunctionArgument;
  readonly asOf: FunctionArgument;
  readonly currency: FunctionArgument;
}

const idsShownMax = 5;

/**
 * What a customer owes, in major units of one currency; 0 for a customer whose invoices are all at 0 or uncollectible.
 *
 * @throws AddonError ARGUMENT_INVALID for a customer that is not in the table, or for a name that several have;
 *   CURRENCY_MIXED when the customer owes in several currencies and none is named.
 */
export function arBalance(args: BalanceArguments): FunctionResult {
  return owedBy(args, () => true);
}

/** What of it is more than `overDays` days past due; 0 days when left out. Rule R4. @throws AddonError as `arBalance` */
export function arOverdue(args: BalanceArguments & {readonly overDays: FunctionArgument}): FunctionResult {
  const overDays = numberArgument(args.overDays, 'over_days') ?? 0;
  if (!Number.isInteger(overDays) || overDays < 0) {
    throw argumentInvalid(
      'over_days',
      `is ${overDays}, not a whole number of days`,
      'Give 0 or more, such as 30.',
    );
  }
  return owedBy(args, ({daysPastDue}) => daysPastDue > overDays);
}

function owedBy(args: BalanceArguments, counts: (receivable: ListedReceivable) => boolean): FunctionResult {
  const {rows} = receivablesArgument(args.receivables, asOfArgument(args.asOf), {uncollectible: 'none'});
  const currencyText = textArgument(args.currency, 'currency');
  const currency = currencyText === '' ? null : currencyCode(currencyText);
  const customers = customerIndex(rows);

  return mapCells(args.customer, (value) => {
    if (isBlank(value)) return '';
    const owed = invoicesOf(textOf(value), customers);
    // A customer's currencies are those of the debt, late or not, so that AR_OVERDUE asks for one exactly when AR_BALANCE does.
    const currencies = [...new Set(owed.filter(({open}) => !isZero(open)).map((one) => one.currency))].sort();
    if (currency === null && currencies.length > 1) throw severalCurrencies(textOf(value), currencies);
    const chosen = currency ?? currencies[0];
    if (chosen === undefined) return 0;
    const sum = owed
      .filter((one) => one.currency === chosen && counts(one))
      .reduce<Money>((total, {open}) => add(total, open), zero(chosen));
    return toMajor(sum);
  });
}

interface CustomerIndex {
  readonly byId: ReadonlyMap<string, readonly ListedReceivable[]>;
  /** By name or e-mail, without regard to case and width of blanks: the ids that carry it. */
  readonly idsByName: ReadonlyMap<string, ReadonlySet<string>>;
}

/** An invoice without a customer is found by the name on it; two such names are two customers. */
function customerIndex(rows: readonly ListedReceivable[]): CustomerIndex {
  const byId = new Map<string, ListedReceivable[]>();
  const idsByName = new Map<string, Set<string>>();
  for (const row of rows) {
    const id = row.customerId === '' ? ` ${foldCase(row.customerName)}` : row.customerId;
    const known = byId.get(id);
    if (known === undefined) byId.set(id, [row]);
    else known.push(row);
    for (const name of new Set([foldCase(row.customerName), foldCase(row.email)])) {
      if (name === '') continue;
      const ids = idsByName.get(name);
      if (ids === undefined) idsByName.set(name, new Set([id]));
      else ids.add(id);
    }
  }
  return {byId, idsByName};
}

function invoicesOf(customer: string, {byId, idsByName}: CustomerIndex): readonly ListedReceivable[] {
  const direct = byId.get(customer);
  if (direct !== undefined) return direct;
  const ids = [...(idsByName.get(foldCase(customer)) ?? [])];
  const [id] = ids;
  if (id === undefined) {
    throw argumentInvalid(
      'customer',
      `${shownValue(customer)} is nobody in Receivables, by id, name or e-mail`,
      'Check the spelling; a customer who has paid everything is not in Receivables.',
    );
  }
  if (ids.length > 1) {
    throw argumentInvalid(
      'customer',
      `${shownValue(customer)} is ${ids.length} customers: ${idList(ids)}`,
      'Give the id of the one you mean.',
    );
  }
  return byId.get(id) ?? [];
}

function idList(ids: readonly string[]): string {
  const shown = ids.slice(0, idsShownMax).map((id) => (id.startsWith(' ') ? 'one without an id' : id));
  const more = ids.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}

function severalCurrencies(customer: string, currencies: readonly string[]): AddonError {
  return new AddonError({
    code: 'CURRENCY_MIXED',
    fact: `Cannot compute: ${shownValue(customer)} owes in ${currencies.join(' and ')}, and currencies are never added.`,
    nextStep: `Name one, such as "${currencies[0]}".`,
  });
}
