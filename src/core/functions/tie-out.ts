import {AddonError} from '../errors/addon-error.ts';
import {compareText} from '../receivables/aging-sums.ts';
import {type ArgumentRow, type ArgumentTable, argumentTable, foldCase} from './argument-table.ts';
import {type ExactDecimal, exactDecimal, numberFrom} from './exact-decimal.ts';
import {
  argumentInvalid,
  type FunctionArgument,
  type FunctionValue,
  isBlank,
  isRange,
  shownValue,
  singleCell,
  textOf,
} from './function-arguments.ts';

/** How one key differs; the order is the one in which differences are shown. */
const findings = ['Only left', 'Only right', 'Differs', 'Doubled left', 'Doubled right'] as const;
type Finding = (typeof findings)[number];

const currenciesShownMax = 5;

type SideName = 'left' | 'right';

/** The rows of one table with one key, in one currency. */
interface Side {
  amount: ExactDecimal;
  rows: number;
}

interface Pair {
  readonly key: FunctionValue;
  /** '' when no currency column is named. */
  readonly currency: string;
  readonly left: Side;
  readonly right: Side;
}

interface Difference {
  readonly pair: Pair;
  readonly finding: Finding;
}

/** A header that both tables have, or one for each. */
interface HeaderPair {
  readonly left: string;
  readonly right: string;
}

export interface TieOutArguments {
  readonly left: FunctionArgument;
  readonly right: FunctionArgument;
  readonly key: FunctionArgument;
  readonly amount: FunctionArgument;
  readonly currency: FunctionArgument;
  readonly tolerance: FunctionArgument;
}

/**
 * Where two tables part: a header row, one row for each key that only one side has, whose amounts differ by more than
 * the tolerance, or that one side has more often; then the totals of all rows, per currency when its column is
 * named (rule R9), with the words that say whether they tie. The rows of one key are added up, exactly; `Difference`
 * is left − right. Keys are compared as trimmed text.
 *
 * @throws AddonError TABLE_HEADER_MISSING naming the header and the side; ARGUMENT_INVALID naming the row whose key is
 *   blank or whose amount is none; CURRENCY_MIXED when no currency column is named and one of the tables, by a column
 *   `Currency`, holds several.
 */
export function tieOut(args: TieOutArguments): FunctionValue[][] {
  const key = headerPair(args.key, 'key');
  const amount = headerPair(args.amount, 'amount');
  const currency = isUnnamed(args.currency) ? null : headerPair(args.currency, 'currency');
  if (key === null || amount === null) {
    throw argumentInvalid(key === null ? 'key' : 'amount', 'is blank', 'Name a column, such as "Number".');
  }
  const tolerance = toleranceArgument(args.tolerance);

  const pairs = new Map<string, Pair>();
  collect('left', args.left, {key: key.left, amount: amount.left, currency: currency?.left ?? null}, pairs);
  collect(
    'right',
    args.right,
    {key: key.right, amount: amount.right, currency: currency?.right ?? null},
    pairs,
  );

  const all = [...pairs.values()];
  const differences = all
    .flatMap((pair): Difference[] => {
      const finding = findingOf(pair, tolerance);
      return finding === null ? [] : [{pair, finding}];
    })
    .sort(compareDifferences);
  const currencies =
    currency === null ? [''] : [...new Set(all.map((pair) => pair.currency))].sort(compareText);
  const lines = [
    ...differences.map(({pair, finding}) => line(pair.key, finding, pair)),
    ...(currencies.length === 0 ? [''] : currencies).map((one) => totalLine(one, all, differences)),
  ];
  return [headerLine, ...lines].map((cells) =>
    currency === null ? cells.filter((_, at) => at !== 1) : [...cells],
  );
}

const headerLine: readonly FunctionValue[] = [
  'Key',
  'Currency',
  'Finding',
  'Left',
  'Right',
  'Difference',
  'Left rows',
  'Right rows',
];

function line(
  key: FunctionValue,
  finding: string,
  {currency, left, right}: Omit<Pair, 'key'>,
): FunctionValue[] {
  const amounts = [left.amount, right.amount, left.amount - right.amount].map(numberFrom);
  return [key, currency, finding, ...amounts, left.rows, right.rows];
}

function totalLine(
  currency: string,
  all: readonly Pair[],
  differences: readonly Difference[],
): FunctionValue[] {
  const own = all.filter((pair) => pair.currency === currency);
  const differing = differences.filter(({pair}) => pair.currency === currency).length;
  const sum = (of: (pair: Pair) => Side): Side =>
    own
      .map(of)
      .reduce((total, side) => ({amount: total.amount + side.amount, rows: total.rows + side.rows}), {
        amount: 0n,
        rows: 0,
      });
  const verdict =
    differing === 0
      ? `Ties: no differences in ${counted(own.length, 'key')}`
      : `${counted(differing, 'difference')} in ${counted(own.length, 'key')}`;
  return line('TOTAL', verdict, {currency, left: sum(({left}) => left), right: sum(({right}) => right)});
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function findingOf({left, right}: Pair, tolerance: ExactDecimal): Finding | null {
  if (right.rows === 0) return 'Only left';
  if (left.rows === 0) return 'Only right';
  if (left.rows !== right.rows) return left.rows > right.rows ? 'Doubled left' : 'Doubled right';
  return magnitude(left.amount - right.amount) > tolerance ? 'Differs' : null;
}

function compareDifferences(a: Difference, b: Difference): number {
  const size = ({pair}: Difference) => magnitude(pair.left.amount - pair.right.amount);
  return (
    compareText(a.pair.currency, b.pair.currency) ||
    findings.indexOf(a.finding) - findings.indexOf(b.finding) ||
    Number(size(b) > size(a)) - Number(size(b) < size(a)) ||
    compareText(textOf(a.pair.key), textOf(b.pair.key))
  );
}

function magnitude(amount: ExactDecimal): ExactDecimal {
  return amount < 0n ? 0n - amount : amount;
}

function collect(
  name: SideName,
  argument: FunctionArgument,
  headers: {readonly key: string; readonly amount: string; readonly currency: string | null},
  pairs: Map<string, Pair>,
): void {
  const table = argumentTable(argument, {
    name,
    advice: `Name a column of ${name}, or include its header row.`,
  });
  const columns = {
    key: table.column(headers.key),
    amount: table.column(headers.amount),
    currency: headers.currency === null ? null : table.column(headers.currency),
  };
  const rows = table.rowsWith(Object.values(columns).filter((column) => column !== null));
  if (columns.currency === null) refuseSeveralCurrencies(table, rows);
  for (const {rowNumber, cells} of rows) {
    const cell = (column: number | null) => (column === null ? '' : (cells[column] ?? ''));
    const header = (column: number | null) => `${headerOf(table, column)} in row ${rowNumber} of ${name}`;
    const key = cell(columns.key);
    if (isBlank(key)) {
      throw argumentInvalid(
        header(columns.key),
        'is blank',
        'Write the key, or end the range above the totals.',
      );
    }
    const amount = exactDecimal(cell(columns.amount));
    if (amount === null) throw noAmount(header(columns.amount), cell(columns.amount));
    const currency = textOf(cell(columns.currency)).toUpperCase();
    if (columns.currency !== null && !/^[A-Z]{3}$/.test(currency)) {
      throw argumentInvalid(
        header(columns.currency),
        currency === '' ? 'is blank' : `is ${shownValue(cell(columns.currency))}, not a currency`,
        'Write the ISO code, for example USD.',
      );
    }
    const side = pairOf(pairs, typeof key === 'string' ? key.trim() : key, currency)[name];
    side.amount += amount;
    side.rows += 1;
  }
}

/** Without the name of a currency column all amounts of a side are added up. Rule R9. */
function refuseSeveralCurrencies({name, headers}: ArgumentTable, rows: readonly ArgumentRow[]): void {
  headers.forEach((header, column) => {
    if (foldCase(header) !== 'currency') return;
    const held = new Set(rows.map(({cells}) => textOf(cells[column] ?? '').toUpperCase()));
    held.delete('');
    if (held.size < 2) return;
    const currencies = [...held].sort(compareText);
    const shown = currencies.slice(0, currenciesShownMax);
    const more = currencies.length - shown.length;
    const list =
      more > 0
        ? `${shown.join(', ')} and ${more} more`
        : `${shown.slice(0, -1).join(', ')} and ${shown[shown.length - 1]}`;
    throw new AddonError({
      code: 'CURRENCY_MIXED',
      fact: `Cannot compute: ${name} holds ${list} in its column "${header}", and currencies are never added.`,
      nextStep: 'Name the currency column as the fifth argument.',
    });
  });
}

function pairOf(pairs: Map<string, Pair>, key: FunctionValue, currency: string): Pair {
  const id = `${currency} ${textOf(key)}`;
  const known = pairs.get(id);
  if (known !== undefined) return known;
  const fresh: Pair = {key, currency, left: {amount: 0n, rows: 0}, right: {amount: 0n, rows: 0}};
  pairs.set(id, fresh);
  return fresh;
}

function headerOf({headers}: ArgumentTable, column: number | null): string {
  return column === null ? '' : (headers[column] ?? '');
}

function noAmount(where: string, value: FunctionValue) {
  const what = isBlank(value) ? 'is blank' : `is ${shownValue(value)}, not an amount`;
  return argumentInvalid(where, what, 'Give a plain number, such as 1234.50.');
}

function isUnnamed(argument: FunctionArgument): boolean {
  return isRange(argument) ? argument.flat().every(isBlank) : isBlank(argument);
}

/** Two cells name the column of left, then that of right; one names both. */
function headerPair(argument: FunctionArgument, name: string): HeaderPair | null {
  const [left = '', right = left, ...others] = (isRange(argument) ? argument.flat() : [argument]).map(textOf);
  if (others.length > 0) {
    throw argumentInvalid(
      name,
      'is a range of more than two cells',
      'Give one header, or that of left and that of right.',
    );
  }
  return left === '' ? null : {left, right: right === '' ? left : right};
}

/** In major units; nothing when left out. */
function toleranceArgument(argument: FunctionArgument): ExactDecimal {
  const value = singleCell(argument, 'tolerance');
  const tolerance = isBlank(value) ? 0n : exactDecimal(value);
  if (tolerance !== null && tolerance >= 0n) return tolerance;
  throw argumentInvalid(
    'tolerance',
    `is ${shownValue(value)}, not an amount of 0 or more`,
    'Give an amount, such as 0.05.',
  );
}
