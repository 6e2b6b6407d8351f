import {AddonError} from '../../errors/addon-error.ts';
import type {Tables} from '../../ports.ts';
import type {InvoiceIntent} from '../invoice-intent.ts';

/** Every invoice that the add-on was told to make in this spreadsheet, whatever became of its rows. */
export interface IntentRegister {
  all(): readonly InvoiceIntent[];
  of(key: string): InvoiceIntent | null;
  /** Keeps them as they are now, in one write: when it returns, no ending of the run loses them. */
  record(changed: readonly InvoiceIntent[]): void;
}

type RegisterTables = Pick<Tables, 'readRecords' | 'writeRecords'>;

/** @throws AddonError TABLE_ROW_UNCLEAR when somebody changed the hidden tab */
export function readIntents(tables: Pick<Tables, 'readRecords'>): readonly InvoiceIntent[] {
  return readRows(tables).flatMap((intent) => intent ?? []);
}

/**
 * The register as it stands, for one run that holds the spreadsheet alone.
 *
 * @throws AddonError TABLE_ROW_UNCLEAR when somebody changed the hidden tab
 */
export function openRegister(tables: RegisterTables): IntentRegister {
  const rows = [...readRows(tables)];
  const indexOfKey = new Map(rows.flatMap((intent, index) => (intent === null ? [] : [[intent.key, index]])));
  const at = (key: string) => rows[indexOfKey.get(key) ?? -1] ?? null;
  return {
    all: () => rows.flatMap((intent) => intent ?? []),
    of: at,
    record(changed) {
      if (changed.length === 0) return;
      const indexes = changed.map((intent) => {
        const index = indexOfKey.get(intent.key) ?? rows.length;
        indexOfKey.set(intent.key, index);
        rows[index] = intent;
        return index;
      });
      const first = indexes.reduce((least, index) => Math.min(least, index));
      const last = indexes.reduce((most, index) => Math.max(most, index));
      const texts = rows
        .slice(first, last + 1)
        .map((intent) => [intent === null ? '' : JSON.stringify(intent)]);
      tables.writeRecords('invoice-intents', first + 1, texts);
    },
  };
}

/** By row of the hidden tab; null where it is blank. */
function readRows(tables: Pick<Tables, 'readRecords'>): readonly (InvoiceIntent | null)[] {
  return tables
    .readRecords('invoice-intents')
    .map(([text = ''], index) => (text === '' ? null : readIntent(text, index + 1)));
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
