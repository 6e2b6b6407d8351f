import {type CurrencyCode, currencyCode} from '../../money/currency.ts';
import {formatMoney, money} from '../../money/money.ts';
import type {Settings} from '../../settings.ts';
import {intentMetadataKey} from '../../stripe/intent-metadata.ts';
import {purchaseOrderOf} from '../../stripe/purchase-order.ts';
import {formatDayMonth} from '../../time/civil-date.ts';
import {civilDateAt} from '../../time/zone.ts';
import type {DraftInvoice} from '../draft-invoice.ts';
import type {InvoicePlan} from '../invoice-plan.ts';
import {type RowProblem, rowProblem} from '../row-problem.ts';
import {type EarlierInvoice, spanOf} from './wire-objects.ts';

/** What may be billed twice: an invoice that exists, or another draft. */
export interface Billed {
  /** `INV-0042`, `the draft in_1Q`, `row 9` */
  readonly name: string;
  /** The intent that made it; null for one that this add-on did not make. */
  readonly key: string | null;
  readonly customerId: string;
  readonly currency: CurrencyCode;
  /** Before discounts and tax, in minor units; null when it is not known yet. */
  readonly subtotal: number | null;
  readonly poNumber: string | null;
  readonly contract: string | null;
  /** Unix seconds; null: no service period is stated. */
  readonly period: {readonly start: number; readonly end: number} | null;
}

export function billedBefore(invoice: EarlierInvoice, settings: Settings): readonly Billed[] {
  if (invoice.status === 'void' || invoice.customerId === null) return [];
  return [
    {
      name: invoice.number ?? `the draft ${invoice.id}`,
      key: invoice.metadata[intentMetadataKey] ?? null,
      customerId: invoice.customerId,
      currency: invoice.currency,
      subtotal: invoice.subtotal,
      poNumber: purchaseOrderOf(invoice, settings),
      contract: invoice.metadata['contract'] ?? null,
      period: invoice.period,
    },
  ];
}

export function billedByDraft(draft: DraftInvoice, plan: InvoicePlan, subtotal: number | null): Billed {
  return {
    name: `row ${draft.rows[0] ?? 0}`,
    key: plan.key,
    customerId: plan.customerId,
    currency: currencyCode(plan.currency),
    subtotal,
    poNumber: draft.poNumber,
    contract: draft.contract,
    period: spanOf(plan.lines.flatMap(({period}) => period ?? [])),
  };
}

export interface Duplicates {
  readonly problems: readonly RowProblem[];
  readonly warnings: readonly RowProblem[];
  /** Names of what it looks like, for the column of that name. */
  readonly looksLike: readonly string[];
}

/**
 * The same order for the same time is refused; the same amount for the same time wants a word. Without a service period
 * nothing overlaps: the amount alone would flag every monthly invoice.
 */
export function duplicatesOf(
  one: Billed,
  others: readonly Billed[],
  {row, timeZone}: {readonly row: number; readonly timeZone: string},
): Duplicates {
  const overlapping = others.filter(
    (other) =>
      other.customerId === one.customerId &&
      (other.key === null || other.key !== one.key) &&
      overlap(one.period, other.period),
  );
  const problems: RowProblem[] = [];
  const warnings: RowProblem[] = [];
  const looksLike = new Set<string>();
  for (const other of overlapping) {
    const order = sameOrder(one, other);
    if (order !== null) {
      problems.push(
        rowProblem({
          row,
          header: order.header,
          fact: `${order.words}${periodWords(one.period, timeZone)} is billed by ${other.name}${amountWords(other)} too`,
          nextStep: `Clear this row, or correct its ${order.what} or service period.`,
        }),
      );
      looksLike.add(other.name);
    } else if (isSameAmount(one, other)) {
      warnings.push({
        row,
        header: 'Accept warning because',
        sentence: `Looks like ${other.name}${amountWords(other)}: the same customer and amount, and the service periods overlap.`,
      });
      looksLike.add(other.name);
    }
  }
  return {problems, warnings, looksLike: [...looksLike]};
}

/** What was billed, by its fingerprint. */
export interface BilledContent {
  readonly name: string;
  readonly key: string;
  readonly contentDigest: string;
}

/** The same cells a second time: rows that were pasted twice, or again after they were invoiced. */
export function twinsOf(
  one: {readonly key: string | null; readonly contentDigest: string | null},
  others: readonly BilledContent[],
  {row, besides}: {readonly row: number; readonly besides: readonly string[]},
): Pick<Duplicates, 'warnings' | 'looksLike'> {
  const names = others.flatMap(({name, key, contentDigest}) =>
    contentDigest === one.contentDigest && key !== one.key && !besides.includes(name) ? [name] : [],
  );
  const looksLike = [...new Set(names)];
  return {
    looksLike,
    warnings: looksLike.map((name) => ({
      row,
      header: 'Accept warning because',
      sentence: `Looks like ${name}: every cell that is billed is the same.`,
    })),
  };
}

function overlap(a: Billed['period'], b: Billed['period']): boolean {
  return a !== null && b !== null && a.start < b.end && b.start < a.end;
}

function sameOrder(
  one: Billed,
  other: Billed,
): {readonly header: string; readonly what: string; readonly words: string} | null {
  if (same(one.poNumber, other.poNumber)) {
    return {header: 'PO number', what: 'PO number', words: `PO ${one.poNumber}`};
  }
  if (same(one.contract, other.contract)) {
    return {header: 'Contract', what: 'contract', words: `contract ${one.contract}`};
  }
  return null;
}

function same(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && a.trim().toLowerCase() === b.trim().toLowerCase();
}

function isSameAmount(one: Billed, other: Billed): boolean {
  return one.subtotal !== null && one.subtotal === other.subtotal && one.currency === other.currency;
}

function amountWords({subtotal, currency}: Billed): string {
  return subtotal === null ? '' : ` (${formatMoney(money(subtotal, currency))})`;
}

function periodWords(period: Billed['period'], timeZone: string): string {
  if (period === null) return '';
  const [from, to] = [period.start, period.end].map((at) => formatDayMonth(civilDateAt(at, timeZone)));
  return ` for ${from} to ${to}`;
}
