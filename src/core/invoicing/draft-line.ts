import {type CivilDate, compareDates, formatDayMonth} from '../time/civil-date.ts';
import {
  type CellReading,
  type DecimalText,
  dayCell,
  decimalCell,
  decimalsOf,
  shown,
  textCell,
} from './draft-cells.ts';
import type {DraftRow} from './draft-rows.ts';
import {type RowProblem, rowProblem} from './row-problem.ts';

/** How one line is taxed. Blank is none of them: it never means zero. */
export type DraftTax =
  | {readonly kind: 'automatic'}
  /** By its name, which must be unique among the account's active rates. */
  | {readonly kind: 'rate'; readonly name: string}
  | {readonly kind: 'none'; readonly reason: string};

/** One line of an invoice as typed. */
export interface DraftLine {
  readonly row: number;
  readonly price:
    | {readonly kind: 'catalogue'; readonly priceId: string}
    | {readonly kind: 'unit'; readonly unitAmount: DecimalText};
  /** Null: the text of the price. */
  readonly description: string | null;
  readonly quantity: DecimalText;
  /** Major units, to be compared with the amount of the line; null: nobody says. */
  readonly lineTotal: DecimalText | null;
  readonly tax: DraftTax;
  /** Both days included; null: none. */
  readonly service: {readonly start: CivilDate; readonly end: CivilDate} | null;
}

export type LineReading =
  | {readonly kind: 'line'; readonly line: DraftLine}
  | {readonly kind: 'problems'; readonly problems: readonly RowProblem[]};

/** https://docs.stripe.com/api/invoiceitems/create */
const quantityDecimalsMax = 12;
const descriptionMax = 500;

export function readDraftLine(row: DraftRow): LineReading {
  const problems: RowProblem[] = [];
  const refuse = (header: string, fact: string, nextStep: string): null => {
    problems.push(rowProblem({row: row.row, header, fact, nextStep}));
    return null;
  };
  const read = <T>(reading: CellReading<T>, header: string): T | null => {
    if (reading.kind === 'unclear') return refuse(header, reading.fact, reading.nextStep);
    return reading.kind === 'value' ? reading.value : null;
  };

  const quantity = read(decimalCell(row.cell('quantity'), 'quantity'), 'Quantity') ?? '1';
  checkQuantity(quantity, row, refuse);
  const description = textCell(row.cell('description'));
  if (description !== null && description.length > descriptionMax) {
    refuse(
      'Description',
      `description has ${description.length} characters`,
      `Use ${descriptionMax}: shorten it.`,
    );
  }
  const price = readPrice(row, {
    refuse,
    unitAmount: read(decimalCell(row.cell('unitAmount'), 'unit amount'), 'Unit amount'),
    description,
  });
  const tax = readTax(row, refuse);
  const service = readService(
    read(dayCell(row.cell('serviceStart'), 'service start'), 'Service start'),
    read(dayCell(row.cell('serviceEnd'), 'service end'), 'Service end'),
    refuse,
  );
  const lineTotal = read(decimalCell(row.cell('lineTotal'), 'line total (check)'), 'Line total (check)');
  if (problems.length > 0 || price === null || tax === null) return {kind: 'problems', problems};
  return {kind: 'line', line: {row: row.row, price, description, quantity, lineTotal, tax, service}};
}

type Refuse = (header: string, fact: string, nextStep: string) => null;

function checkQuantity(quantity: DecimalText, row: DraftRow, refuse: Refuse): void {
  if (quantity.startsWith('-') || quantity === '0') {
    const cell = row.cell('quantity');
    refuse(
      'Quantity',
      `quantity is ${typeof cell === 'string' ? quantity.replace('-', '\u2212') : shown(cell)}`,
      'Enter a quantity above 0.',
    );
  } else if (decimalsOf(quantity) > quantityDecimalsMax) {
    refuse(
      'Quantity',
      `quantity has ${decimalsOf(quantity)} decimals`,
      `Stripe takes ${quantityDecimalsMax}: round it.`,
    );
  }
}

function readPrice(
  row: DraftRow,
  {
    refuse,
    unitAmount,
    description,
  }: {readonly refuse: Refuse; readonly unitAmount: DecimalText | null; readonly description: string | null},
): DraftLine['price'] | null {
  const priceId = textCell(row.cell('priceId'));
  if (priceId !== null) {
    if (!/^(price|plan)_\w+$/.test(priceId)) {
      return refuse(
        'Price ID',
        `price ID is ${shown(priceId)}`,
        'Enter the id of a price, which begins with price_, or a Unit amount in its place.',
      );
    }
    if (unitAmount !== null) {
      return refuse('Unit amount', 'both a Price ID and a Unit amount are given', 'Keep one of them.');
    }
    return {kind: 'catalogue', priceId};
  }
  if (unitAmount === null) {
    if (textCell(row.cell('unitAmount')) !== null) return null;
    return refuse('Unit amount', 'unit amount is blank', 'Enter the price of one, or a Price ID.');
  }
  if (description === null) {
    return refuse('Description', 'description is blank', 'Enter the text of the line.');
  }
  return {kind: 'unit', unitAmount};
}

function readTax(row: DraftRow, refuse: Refuse): DraftTax | null {
  const text = textCell(row.cell('tax'));
  if (text === null) {
    return refuse(
      'Tax',
      'tax is blank, which could mean anything',
      'Enter “automatic”, the name of a tax rate, or “none: ” with the reason.',
    );
  }
  if (text.toLowerCase() === 'automatic') return {kind: 'automatic'};
  const none = /^none\s*(?::\s*(.*))?$/is.exec(text);
  if (none === null) return {kind: 'rate', name: text};
  const reason = (none[1] ?? '').trim();
  if (reason === '')
    return refuse('Tax', 'tax is “none” without a reason', 'Enter why, for example “none: reverse charge”.');
  return {kind: 'none', reason};
}

function readService(start: CivilDate | null, end: CivilDate | null, refuse: Refuse): DraftLine['service'] {
  if (start === null && end === null) return null;
  if (start === null || end === null) {
    const [given, missing] = start === null ? ['end', 'start'] : ['start', 'end'];
    return refuse(
      `Service ${missing}`,
      `service ${given} is given and service ${missing} is blank`,
      'Enter both days, or neither.',
    );
  }
  if (compareDates(end, start) < 0) {
    return refuse(
      'Service end',
      `the service would end on ${formatDayMonth(end)}, before it starts on ${formatDayMonth(start)}`,
      'Correct one of the two.',
    );
  }
  return {start, end};
}
