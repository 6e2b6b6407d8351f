import {AddonError} from '../../errors/addon-error.ts';
import type {Tables} from '../../ports.ts';
import {recordSeal, type SealPorts} from '../../tables/record-seal.ts';
import type {InvoiceIntent} from '../invoice-intent.ts';

/** Every invoice that the add-on was told to make in this spreadsheet, whatever became of its rows. */
export interface IntentRegister {
  all(): readonly InvoiceIntent[];
  of(key: string): InvoiceIntent | null;
  /**
   * Call it before anything is done in Stripe because of them.
   *
   * @throws AddonError TABLE_ROW_UNCLEAR where one of them is not as the add-on has written it in this spreadsheet: an
   *   intent that somebody has typed would be an invoice that nobody let pass
   */
  mustBeOurs(intents: readonly InvoiceIntent[]): void;
  /** Keeps them as they are now, in one write: when it returns, no ending of the run loses them. */
  record(changed: readonly InvoiceIntent[]): void;
}

export interface RegisterPorts extends SealPorts {
  readonly tables: Pick<Tables, 'readRecords' | 'writeRecords'>;
}

/** One row of the hidden tab. */
interface Row {
  /** Null where it is blank. */
  readonly intent: InvoiceIntent | null;
  readonly text: string;
  readonly seal: string;
}

/** @throws AddonError TABLE_ROW_UNCLEAR when somebody changed the hidden tab */
export function readIntents(tables: Pick<Tables, 'readRecords'>): readonly InvoiceIntent[] {
  return readRows(tables).flatMap(({intent}) => intent ?? []);
}

/**
 * The register as it stands, for one run that holds the spreadsheet alone.
 *
 * @throws AddonError TABLE_ROW_UNCLEAR when somebody changed the hidden tab
 */
export function openRegister(ports: RegisterPorts): IntentRegister {
  const {tables} = ports;
  const seal = recordSeal(ports, 'invoice-intents');
  const rows = [...readRows(tables)];
  const indexOfKey = new Map(
    rows.flatMap(({intent}, index) => (intent === null ? [] : [[intent.key, index]])),
  );
  const rowOf = (key: string) => rows[indexOfKey.get(key) ?? -1] ?? null;
  const isOurs = (row: Row | null) => row === null || seal.fits(row.text, row.seal);
  return {
    all: () => rows.flatMap(({intent}) => intent ?? []),
    of: (key) => rowOf(key)?.intent ?? null,
    mustBeOurs(intents) {
      const other = intents.find(({key}) => !isOurs(rowOf(key)));
      if (other !== undefined) throw notOurs(other);
    },
    record(changed) {
      if (changed.length === 0) return;
      const indexes = changed.map((intent) => {
        // What was not believed before is not believed for having been written again.
        const wasOurs = isOurs(rowOf(intent.key));
        const index = indexOfKey.get(intent.key) ?? rows.length;
        const text = JSON.stringify(intent);
        indexOfKey.set(intent.key, index);
        rows[index] = {intent, text, seal: wasOurs ? seal.of(text) : ''};
        return index;
      });
      const first = indexes.reduce((least, index) => Math.min(least, index));
      const last = indexes.reduce((most, index) => Math.max(most, index));
      const cells = rows.slice(first, last + 1).map((row) => [row.text, row.seal]);
      tables.writeRecords('invoice-intents', first + 1, cells);
    },
  };
}

/** By row of the hidden tab. */
function readRows(tables: Pick<Tables, 'readRecords'>): readonly Row[] {
  return tables.readRecords('invoice-intents').map(([text = '', seal = ''], index) => ({
    intent: text === '' ? null : readIntent(text, index + 1),
    text,
    seal,
  }));
}

function notOurs({invoiceId, number, customerId}: InvoiceIntent): AddonError {
  const what = number ?? invoiceId ?? `an invoice to ${customerId}`;
  return new AddonError({
    code: 'TABLE_ROW_UNCLEAR',
    fact: `Cannot go on with ${what}: the add-on has not written what the hidden tab "Billing Ops (invoices begun)" says of it.`,
    nextStep:
      'Put the tab back as it was with File, Version history; in a copy of a spreadsheet, clear the cells Status to Key of its rows. Nothing was created.',
  });
}

/** Our own writing: only whether it is still that is checked. */
function readIntent(text: string, row: number): InvoiceIntent {
  try {
    const intent: InvoiceIntent = JSON.parse(text);
    if (typeof intent.key === 'string' && typeof intent.state === 'string') return intent;
  } catch {
    // Told below.
  }
  throw new AddonError({
    code: 'TABLE_ROW_UNCLEAR',
    fact: `Cannot tell which invoices were made: row ${row} of the hidden tab "Billing Ops (invoices begun)" was changed by hand.`,
    nextStep: 'Put the tab back as it was with File, Version history. Nothing was created.',
  });
}
