import type {Tables} from '../ports.ts';
import type {PeoplesRow} from './peoples-cells.ts';
import type {TabKey} from './tab-content.ts';

/**
 * What people kept beside rows that have left a table: an invoice that was paid, say. It comes back with the row, when
 * the payment fails. Nothing is ever dropped from here but what stands in the table again.
 */
export type PeoplesArchive = Readonly<Record<TabKey, ReadonlyMap<string, PeoplesRow>>>;

export function readArchive(tables: Tables): PeoplesArchive {
  const archive = {receivables: new Map<string, PeoplesRow>(), 'ar-aging': new Map<string, PeoplesRow>()};
  for (const [tab, key = '', text = ''] of tables.readRecords('peoples-archive')) {
    if (tab === 'receivables' || tab === 'ar-aging') archive[tab].set(key, JSON.parse(text));
  }
  return archive;
}

/** Writes the whole archive; the caller says nothing when nothing changed. */
export function writeArchive(tables: Tables, archive: PeoplesArchive): void {
  const rows = Object.entries(archive).flatMap(([tab, kept]) =>
    [...kept].map(([key, row]) => [tab, key, JSON.stringify(row)]),
  );
  tables.replaceRecords('peoples-archive', rows);
}
