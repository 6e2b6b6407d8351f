import type {ActionName} from '../action-contract.ts';
import {AddonError} from '../errors/addon-error.ts';
import type {Tables} from '../ports.ts';
import {recordSeal, type SealPorts} from '../tables/record-seal.ts';
import type {BegunInvoice} from './action-kind.ts';

/** An action as it was confirmed: who, why, and what let it pass. */
export interface ActionOrder {
  /** Names exactly what was previewed, and so this doing of it. */
  readonly digest: string;
  /** The same for every doing of the same thing to invoices in the same state: the digest counts them. */
  readonly contentDigest: string;
  readonly name: ActionName | 'reverse-batch';
  readonly accountId: string | null;
  readonly mode: 'test' | 'live';
  readonly begunAtUnixS: number;
  readonly reasonCode: string | null;
  readonly reason: string | null;
  /** Of a batch of invoices that is taken back; null elsewhere. */
  readonly batchId: string | null;
  readonly preparedBy: string | null;
  readonly approvedBy: string | null;
  readonly approvedAtUnixS: number | null;
  readonly policyLine: string;
}

/** One doing, with its invoices as they stand. */
export interface BegunAction {
  readonly order: ActionOrder;
  readonly invoices: readonly BegunInvoice[];
}

/** What was begun in this spreadsheet, in the hands of one run that holds it alone. */
export interface ActionRegister {
  /** As the add-on itself has written them in this spreadsheet; what anybody else has put there is left out. */
  all(): readonly BegunAction[];
  /**
   * @throws AddonError TABLE_ROW_UNCLEAR where it is not as the add-on has written it in this spreadsheet: steps that
   *   somebody has typed would be done with the key of whoever presses the button
   */
  of(digest: string): BegunAction | null;
  /** How often this content was done to its end. */
  timesEnded(contentDigest: string): number;
  /**
   * Keeps all of it in one write: when it returns, no ending of the run loses any of it.
   *
   * @throws AddonError ARGUMENT_INVALID for more text than fits
   */
  begin(action: BegunAction): void;
  /** Keeps these invoices as they are now, in one write. */
  record(digest: string, changed: readonly BegunInvoice[]): void;
}

export interface ActionRegisterPorts extends SealPorts {
  readonly tables: Pick<Tables, 'readRecords' | 'writeRecords' | 'replaceRecords'>;
}

/** A row of the hidden list: an order, followed by a row for each of its invoices. */
type Row = {readonly order: ActionOrder} | {readonly digest: string; readonly invoice: BegunInvoice};

/** A row with its seal, which nobody can make who writes it by hand. */
type SealedRow = Row & {readonly seal: string};

/** So long nobody repeats what a sidebar still shows; the audit log keeps it for ever, and that it was done is kept here. */
const keptS = 60 * 24 * 3600;
/** Below it nothing is thrown away. */
const rowsMax = 1_000;

/** @throws AddonError TABLE_ROW_UNCLEAR when somebody changed the hidden tab */
export function openActions(ports: ActionRegisterPorts): ActionRegister {
  const {tables} = ports;
  const seal = recordSeal(ports, 'actions-begun');
  const sealed = (row: Row): SealedRow => ({...row, seal: seal.of(textOf(row))});
  const isOurs = (row: SealedRow) => seal.fits(textOf(row), row.seal);
  let rows = readRows(tables);
  const rowsOf = (digest: string) => rows.filter((row) => digestOf(row) === digest);
  return {
    all: () => actionsIn(rows.filter(isOurs)),
    of(digest) {
      const own = rowsOf(digest);
      const other = own.find((row) => !isOurs(row));
      if (other !== undefined) throw changedByHand(rows.indexOf(other) + 1);
      return actionsIn(own)[0] ?? null;
    },
    timesEnded: (contentDigest) =>
      rows.filter(
        (row) =>
          'order' in row &&
          row.order.contentDigest === contentDigest &&
          invoicesOf(rows, row.order.digest).every(({ended}) => ended !== null),
      ).length,
    begin({order, invoices}) {
      const added: readonly Row[] = [
        {order},
        ...invoices.map((invoice) => ({digest: order.digest, invoice})),
      ];
      refuseLongRows(added);
      const kept = rows.length < rowsMax ? rows : rows.filter(isKept(rows, order.begunAtUnixS));
      if (kept.length < rows.length) tables.replaceRecords('actions-begun', kept.map(cellsOf));
      const begun = added.map(sealed);
      tables.writeRecords('actions-begun', kept.length + 1, begun.map(cellsOf));
      rows = [...kept, ...begun];
    },
    record(digest, changed) {
      if (changed.length === 0) return;
      const next = new Map(changed.map((invoice) => [invoice.invoiceId, invoice]));
      const indexes: number[] = [];
      rows = rows.map((row, index) => {
        if (!('invoice' in row) || row.digest !== digest) return row;
        const invoice = next.get(row.invoice.invoiceId);
        if (invoice === undefined) return row;
        indexes.push(index);
        return sealed({digest, invoice});
      });
      const [first = 0] = indexes;
      const last = indexes[indexes.length - 1] ?? first;
      tables.writeRecords('actions-begun', first + 1, rows.slice(first, last + 1).map(cellsOf));
    },
  };
}

function actionsIn(rows: readonly Row[]): readonly BegunAction[] {
  return rows.flatMap((row) =>
    'order' in row ? [{order: row.order, invoices: invoicesOf(rows, row.order.digest)}] : [],
  );
}

function digestOf(row: Row): string {
  return 'order' in row ? row.order.digest : row.digest;
}

function invoicesOf(rows: readonly Row[], digest: string): readonly BegunInvoice[] {
  return rows.flatMap((row) => ('invoice' in row && row.digest === digest ? [row.invoice] : []));
}

/** What became of each invoice of an action that ended long ago is what nobody asks about any more. */
function isKept(rows: readonly Row[], nowUnixS: number): (row: Row) => boolean {
  const old = new Set(
    rows.flatMap((row) =>
      'order' in row &&
      row.order.begunAtUnixS < nowUnixS - keptS &&
      invoicesOf(rows, row.order.digest).every(({ended}) => ended !== null)
        ? [row.order.digest]
        : [],
    ),
  );
  return (row) => 'order' in row || !old.has(row.digest);
}

/** A cell takes 50,000 characters (support.google.com/drive/answer/37603); answers to come need room, too. */
const rowCharactersMax = 45_000;

function refuseLongRows(rows: readonly Row[]): void {
  const long = rows.find((row) => JSON.stringify(row).length > rowCharactersMax);
  if (long === undefined) return;
  const what = 'invoice' in long ? long.invoice.name : 'it';
  throw new AddonError({
    code: 'ARGUMENT_INVALID',
    fact: `Cannot do this: what is to be done to ${what} is more text than a cell can keep.`,
    nextStep: 'Do it in parts: fewer lines or fields at a time. Nothing was done.',
  });
}

function textOf(row: Row): string {
  return JSON.stringify('order' in row ? {order: row.order} : {digest: row.digest, invoice: row.invoice});
}

function cellsOf(row: SealedRow): readonly string[] {
  return [textOf(row), row.seal];
}

function readRows(tables: Pick<Tables, 'readRecords'>): readonly SealedRow[] {
  const cells = tables.readRecords('actions-begun');
  // What replaced a longer list has left blanks below it.
  const length = cells.reduce((last, [text = ''], index) => (text === '' ? last : index + 1), 0);
  return cells.slice(0, length).map(([text = '', seal = ''], index) => ({...readRow(text, index + 1), seal}));
}

/** Our own writing: only whether it can be read is checked here, and its seal where something is done because of it. */
function readRow(text: string, rowNumber: number): Row {
  try {
    const row: Row = JSON.parse(text);
    const isOurs =
      'order' in row ? typeof row.order.digest === 'string' : typeof row.invoice.invoiceId === 'string';
    if (isOurs) return row;
  } catch {
    // Told below.
  }
  throw changedByHand(rowNumber);
}

function changedByHand(rowNumber: number): AddonError {
  return new AddonError({
    code: 'TABLE_ROW_UNCLEAR',
    fact: `Cannot tell which actions were begun: row ${rowNumber} of the hidden tab "Billing Ops (actions begun)" was changed by hand.`,
    nextStep: 'Put the tab back as it was with File, Version history. Nothing was done.',
  });
}
