import {isZero, type Money, toMajor} from '../money/money.ts';
import {type AgingBuckets, bucketLabel} from '../receivables/aging-bucket.ts';
import {
  type AgingSums,
  addToAging,
  agingTotal,
  compareAging,
  compareText,
  noAging,
} from '../receivables/aging-sums.ts';
import {totalHeader, uncollectibleHeader} from '../receivables/aging-tab.ts';
import {isKnownReceivableStatus} from '../receivables/receivable.ts';
import {epochDay} from '../time/civil-date.ts';
import {foldCase} from './argument-table.ts';
import {bucketsArgument} from './edges-argument.ts';
import {
  argumentInvalid,
  asOfArgument,
  dayArgument,
  type FunctionArgument,
  type FunctionValue,
  shownValue,
  textArgument,
  textOf,
} from './function-arguments.ts';
import {type ListedReceivable, type ListedReceivables, receivablesArgument} from './receivables-argument.ts';

/** What the rows of an aging stand for. */
interface Grouping {
  /** The columns before the buckets; one of them is the currency. */
  readonly headers: readonly string[];
  readonly keyOf: (receivable: ListedReceivable) => string;
  readonly cellsOf: (group: readonly ListedReceivable[]) => readonly FunctionValue[];
}

interface Group {
  readonly key: string;
  readonly members: ListedReceivable[];
  readonly sums: AgingSums;
}

/**
 * The aging of `Receivables` as a table with its header: a row for each customer, currency or content of any column,
 * always per currency (rule R9), by currency and then largest first. Without receivables it is the header alone.
 *
 * @throws AddonError as `receivablesArgument` and `bucketsArgument`, and TABLE_HEADER_MISSING for an unknown `groupBy`.
 */
export function arAging(args: {
  readonly receivables: FunctionArgument;
  readonly asOf: FunctionArgument;
  readonly groupBy: FunctionArgument;
  readonly edges: FunctionArgument;
}): FunctionValue[][] {
  const buckets = bucketsArgument(args.edges);
  const listed = receivablesArgument(args.receivables, asOfArgument(args.asOf), {uncollectible: 'read'});
  const grouping = groupingBy(textArgument(args.groupBy, 'group_by'), listed, buckets);

  const groups = groupsOf(listed.rows, grouping, buckets).map((group) => ({
    ...group,
    total: agingTotal(group.sums),
    uncollectible: group.sums.uncollectible,
  }));
  groups.sort(
    (a, b) =>
      compareText(a.sums.currency, b.sums.currency) || compareAging(a, b) || compareText(a.key, b.key),
  );

  return [
    [...grouping.headers],
    ...groups.map(({members, sums, total, uncollectible}) => {
      const amounts: readonly Money[] = [...sums.buckets, total, uncollectible];
      return [
        ...grouping.cellsOf(members),
        ...amounts.map((amount) => (isZero(amount) ? 0 : toMajor(amount))),
      ];
    }),
  ];
}

function groupsOf(
  rows: readonly ListedReceivable[],
  grouping: Grouping,
  buckets: AgingBuckets,
): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const receivable of rows) {
    // As on the tab: a status that this version does not know is in no row, unless somebody made it count. Rule R1.
    if (!isKnownReceivableStatus(receivable.status) && isZero(receivable.open)) continue;
    const key = `${receivable.currency} ${grouping.keyOf(receivable)}`;
    let group = groups.get(key);
    if (group === undefined) {
      group = {key, members: [], sums: noAging(receivable.currency, buckets)};
      groups.set(key, group);
    }
    group.members.push(receivable);
    addToAging(group.sums, receivable, buckets);
  }
  return [...groups.values()];
}

function groupingBy(groupBy: string, listed: ListedReceivables, buckets: AgingBuckets): Grouping {
  switch (foldCase(groupBy)) {
    case '':
    case 'customer':
      return byCustomer(listed, buckets);
    case 'currency':
      return {
        headers: ['Currency', ...amountHeaders(buckets)],
        keyOf: () => '',
        cellsOf: ([first]) => [first?.currency ?? ''],
      };
    default:
      return byColumn(groupBy, listed, buckets);
  }
}

/** As the tab: a customer is its id, and is called as on its newest invoice. Rule R10. */
function byCustomer({table}: ListedReceivables, buckets: AgingBuckets): Grouping {
  const finalized = table.columnIfAny('Finalized');
  const finalizedOn = ({row}: ListedReceivable): number => {
    const day = finalized === null ? null : dayArgument(row.cells[finalized] ?? '', 'Finalized');
    return day === null ? Number.NEGATIVE_INFINITY : epochDay(day);
  };
  return {
    headers: ['Customer ID', 'Customer', 'Currency', ...amountHeaders(buckets)],
    keyOf: ({customerId}) => customerId,
    cellsOf: (members) => {
      const [first] = members;
      return [first?.customerId ?? '', newestName(members, finalizedOn), first?.currency ?? ''];
    },
  };
}

function newestName(
  members: readonly ListedReceivable[],
  finalizedOn: (receivable: ListedReceivable) => number,
): string {
  const named = members.filter(({customerName}) => customerName !== '');
  const [first] = named;
  if (first === undefined || named.every(({customerName}) => customerName === first.customerName)) {
    return first?.customerName ?? '';
  }
  return named.reduce((latest, member) => {
    const [now, before] = [finalizedOn(member), finalizedOn(latest)];
    const isLater = now === before ? compareText(member.customerName, latest.customerName) > 0 : now > before;
    return isLater ? member : latest;
  }).customerName;
}

function byColumn(groupBy: string, {table}: ListedReceivables, buckets: AgingBuckets): Grouping {
  const column = table.columnIfAny(groupBy);
  if (column === null) {
    throw argumentInvalid(
      'group_by',
      `is ${shownValue(groupBy)}, which is no column of receivables`,
      'Use "customer", "currency" or a header of the table, such as "Collection".',
    );
  }
  const header = table.headers[column] ?? groupBy;
  const contentOf = (receivable: ListedReceivable): FunctionValue => {
    // Both were true on the day of the reading; here they are those of `as_of`, as are the buckets beside them.
    if (header === 'Days past due') return receivable.daysPastDue;
    if (header === 'Bucket') {
      return receivable.status === 'open' ? bucketLabel(buckets, receivable.daysPastDue) : '';
    }
    return receivable.row.cells[column] ?? '';
  };
  return {
    headers: [header, 'Currency', ...amountHeaders(buckets)],
    keyOf: (receivable) => textOf(contentOf(receivable)),
    cellsOf: ([first]) => (first === undefined ? ['', ''] : [contentOf(first), first.currency]),
  };
}

function amountHeaders(buckets: AgingBuckets): readonly string[] {
  return [...buckets.labels, totalHeader, uncollectibleHeader];
}
