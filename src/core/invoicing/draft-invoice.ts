import {type CurrencyCode, currencyCode} from '../money/currency.ts';
import type {CellValue} from '../tables/cell.ts';
import {type CivilDate, compareDates, formatDayMonth} from '../time/civil-date.ts';
import {type CellReading, type DecimalText, dayCell, decimalCell, shown, textCell} from './draft-cells.ts';
import {collections, type DraftField, deliveries, draftColumns, termsOffered} from './draft-columns.ts';
import {conflictsIn, type DraftGroup, invoiceCell, metadataKeysOf} from './draft-groups.ts';
import {type DraftLine, readDraftLine} from './draft-line.ts';
import {dueDate, type PaymentTerms, paymentTerms} from './payment-terms.ts';
import {type RowProblem, rowProblem} from './row-problem.ts';

/** When an invoice falls due: as typed, by terms counted from its date, or never because a card is charged. */
export type DraftDue =
  | {readonly kind: 'on'; readonly date: CivilDate}
  | {readonly kind: 'terms'; readonly terms: PaymentTerms; readonly text: string}
  | {readonly kind: 'charged'};

export type DraftDiscount =
  /** Sent as an empty list, so that the customer's own discount is not inherited in silence. */
  {readonly kind: 'none'} | {readonly kind: 'customer'} | {readonly kind: 'code'; readonly id: string};

/** One invoice as its rows ask for it, before anything was looked up in Stripe. */
export interface DraftInvoice {
  readonly group: string | null;
  readonly rows: readonly number[];
  /** An id, a name or an e-mail. */
  readonly customer: string;
  /** Null: the customer's. */
  readonly currency: CurrencyCode | null;
  /** Null: at once. */
  readonly billOn: CivilDate | null;
  /** Null: the day on which it is finalized. */
  readonly invoiceDate: CivilDate | null;
  readonly due: DraftDue;
  readonly collection: (typeof collections)[number];
  readonly discount: DraftDiscount;
  readonly poNumber: string | null;
  readonly contract: string | null;
  /** Major units; null: nobody says, which is a warning. */
  readonly orderTotal: DecimalText | null;
  readonly deliver: (typeof deliveries)[number];
  readonly includesPending: boolean;
  readonly memo: string | null;
  readonly footer: string | null;
  readonly acceptsWarningBecause: string | null;
  readonly metadata: ReadonlyMap<string, string>;
  readonly lines: readonly DraftLine[];
}

export type DraftReading =
  | {readonly kind: 'invoice'; readonly invoice: DraftInvoice}
  | {readonly kind: 'problems'; readonly problems: readonly RowProblem[]};

/** https://docs.stripe.com/api/invoices/create: what Stripe takes at most. */
const limits = {
  lines: 250,
  memo: 1500,
  footer: 5000,
  customFieldValue: 140,
  metadataKeys: 40,
  metadataKey: 40,
  metadataValue: 500,
} as const;

/** Reads one group whole: every problem of it is found at once, so that it is put right in one go. */
export function readDraftInvoice(group: DraftGroup): DraftReading {
  const problems: RowProblem[] = [...conflictsIn(group)];
  const cells = cellReader(group, problems);
  const lines = group.rows.flatMap((row) => {
    const line = readDraftLine(row);
    if (line.kind === 'line') return [line.line];
    problems.push(...line.problems);
    return [];
  });

  const collection = cells.choice('collection', collections) ?? 'send_invoice';
  const invoiceDate = cells.day('invoiceDate');
  const invoice: DraftInvoice = {
    group: group.name,
    rows: group.rows.map(({row}) => row),
    customer: cells.needed('customer', 'Enter a customer’s id, name or e-mail.'),
    currency: cells.currency(),
    billOn: cells.day('billOn'),
    invoiceDate,
    due: readDue(cells, {collection, invoiceDate}),
    collection,
    discount: discountOf(cells.text('discount')),
    poNumber: cells.text('poNumber', limits.customFieldValue),
    contract: cells.text('contract', limits.metadataValue),
    orderTotal: cells.decimal('orderTotal'),
    deliver: cells.choice('deliver', deliveries) ?? 'Hold',
    includesPending: cells.choice('includePending', ['yes', 'no']) === 'yes',
    memo: cells.text('memo', limits.memo),
    footer: cells.text('footer', limits.footer),
    acceptsWarningBecause: cells.text('acceptWarning', limits.metadataValue),
    metadata: cells.metadata(),
    lines,
  };
  if (group.rows.length > limits.lines) {
    cells.refuse(
      null,
      `it has ${group.rows.length} lines`,
      `Stripe takes ${limits.lines}: split it into several.`,
    );
  }
  return problems.length > 0 ? {kind: 'problems', problems} : {kind: 'invoice', invoice};
}

type CellReader = ReturnType<typeof cellReader>;

/** Reads the invoice's own cells; what is wrong is added to `problems`, and counts as blank for the checks that follow. */
function cellReader(group: DraftGroup, problems: RowProblem[]) {
  const headerOf = (field: DraftField): string =>
    draftColumns.find((column) => column.field === field)?.header ?? field;
  const refuse = (field: DraftField | null, fact: string, nextStep: string): null => {
    const row = field === null ? group.rows[0].row : invoiceCell(group, field).row;
    const header = field === null ? null : headerOf(field);
    problems.push(rowProblem({row, header, fact, nextStep}));
    return null;
  };
  const read = <T>(
    field: DraftField,
    readCell: (cell: CellValue, name: string) => CellReading<T>,
  ): T | null => {
    const reading = readCell(invoiceCell(group, field).cell, spoken(headerOf(field)));
    if (reading.kind === 'unclear') return refuse(field, reading.fact, reading.nextStep);
    return reading.kind === 'value' ? reading.value : null;
  };
  const text = (field: DraftField, charactersMax: number = Number.POSITIVE_INFINITY): string | null => {
    const typed = textCell(invoiceCell(group, field).cell);
    if (typed === null || typed.length <= charactersMax) return typed;
    return refuse(
      field,
      `${spoken(headerOf(field))} has ${typed.length.toLocaleString('en')} characters`,
      `Stripe takes ${charactersMax.toLocaleString('en')}: shorten it.`,
    );
  };
  return {
    refuse,
    text,
    needed: (field: DraftField, nextStep: string): string =>
      text(field) ?? refuse(field, `${spoken(headerOf(field))} is blank`, nextStep) ?? '',
    day: (field: DraftField) => read(field, dayCell),
    decimal: (field: DraftField) => read(field, decimalCell),
    choice: <T extends string>(field: DraftField, choices: readonly T[]): T | null => {
      const typed = text(field);
      if (typed === null) return null;
      const chosen = choices.find((choice) => choice.toLowerCase() === typed.toLowerCase());
      if (chosen !== undefined) return chosen;
      return refuse(field, `${spoken(headerOf(field))} is ${shown(typed)}`, `Choose ${inWords(choices)}.`);
    },
    currency: (): CurrencyCode | null => {
      const typed = text('currency');
      if (typed === null) return null;
      if (/^[A-Za-z]{3}$/.test(typed)) return currencyCode(typed);
      return refuse(
        'currency',
        `currency is ${shown(typed)}, not a three-letter code`,
        'Enter the ISO code, for example USD.',
      );
    },
    metadata: (): ReadonlyMap<string, string> => metadataOf(group, problems),
  };
}

function readDue(
  cells: CellReader,
  {collection, invoiceDate}: {readonly collection: string; readonly invoiceDate: CivilDate | null},
): DraftDue {
  const date = cells.day('dueDate');
  const text = cells.text('terms');
  const terms = text === null ? null : paymentTerms(text);
  const charged: DraftDue = {kind: 'charged'};
  if (text !== null && terms === null) {
    cells.refuse(
      'terms',
      `terms are ${shown(text)}, which is not understood`,
      `Choose ${inWords(termsOffered)}.`,
    );
    return charged;
  }
  if (collection === 'charge_automatically') {
    if (date === null && terms === null) return charged;
    cells.refuse(
      date === null ? 'terms' : 'dueDate',
      'the card is charged at once, so it has neither terms nor a due date',
      'Clear them, or set Collection to send_invoice.',
    );
    return charged;
  }
  if (date !== null && invoiceDate !== null && compareDates(date, invoiceDate) < 0) {
    cells.refuse(
      'dueDate',
      `it would be due on ${formatDayMonth(date)}, before its date of ${formatDayMonth(invoiceDate)}`,
      'Correct one of the two.',
    );
  }
  if (date !== null && terms !== null) {
    const agree = invoiceDate !== null && compareDates(date, dueDate(invoiceDate, terms)) === 0;
    if (!agree) {
      cells.refuse('dueDate', `both terms (${text}) and a due date are given`, 'Keep one of them.');
    }
    return {kind: 'on', date};
  }
  if (date !== null) return {kind: 'on', date};
  if (terms !== null) return {kind: 'terms', terms, text: text ?? ''};
  cells.refuse(
    'terms',
    'terms and due date are both blank',
    `Choose terms (${inWords(termsOffered)}) or enter a due date.`,
  );
  return charged;
}

function discountOf(text: string | null): DraftDiscount {
  if (text === null) return {kind: 'none'};
  return text.toLowerCase() === 'customer' ? {kind: 'customer'} : {kind: 'code', id: text};
}

/** By it intents are found again, payments held and pay-by dates agreed: no row says any of that. */
const ownMetadataPrefix = 'billing_ops_';

function metadataOf(group: DraftGroup, problems: RowProblem[]): ReadonlyMap<string, string> {
  const keys = metadataKeysOf(group);
  const metadata = new Map<string, string>();
  const refuse = (row: number, key: string, fact: string, nextStep: string) =>
    problems.push(rowProblem({row, header: `meta: ${key}`, fact, nextStep}));
  for (const key of keys) {
    const row = group.rows.find((one) => one.metadata.has(key)) ?? group.rows[0];
    const text = textCell(row.metadata.get(key) ?? '') ?? '';
    if (key.length > limits.metadataKey || /[[\]]/.test(key)) {
      refuse(
        row.row,
        key,
        `the column “meta: ${key}” is no name that Stripe takes`,
        `Use up to ${limits.metadataKey} characters without [ and ].`,
      );
    } else if (key.startsWith(ownMetadataPrefix)) {
      refuse(
        row.row,
        key,
        `the column “meta: ${key}” is metadata of the add-on’s own`,
        'Give the column another name.',
      );
    } else if (text.length > limits.metadataValue) {
      refuse(
        row.row,
        key,
        `meta: ${key} has ${text.length.toLocaleString('en')} characters`,
        `Stripe takes ${limits.metadataValue}: shorten it.`,
      );
    } else {
      metadata.set(key, text);
    }
  }
  if (keys.length > limits.metadataKeys) {
    refuse(
      group.rows[0].row,
      keys[0] ?? '',
      `it has ${keys.length} columns of metadata`,
      `Keep ${limits.metadataKeys}: Stripe takes 50, and ours need the rest.`,
    );
  }
  return metadata;
}

/** A header inside a sentence: `PO number` keeps its capitals, `Due date` does not. */
function spoken(header: string): string {
  return /^[A-Z]{2}/.test(header) ? header : header.charAt(0).toLowerCase() + header.slice(1);
}

function inWords(choices: readonly string[]): string {
  return `${choices.slice(0, -1).join(', ')} or ${choices[choices.length - 1]}`;
}
