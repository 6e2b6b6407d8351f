import type {Tables} from '../ports.ts';
import {cellPieces} from './cell-pieces.ts';
import type {PeoplesRow} from './peoples-cells.ts';
import type {TabKey} from './tab-content.ts';

/**
 * What people kept beside rows that have left a table: an invoice that was paid, say. It comes back with the row, when
 * the payment fails. Nothing is ever dropped from here but what stands in the table again.
 */
export type PeoplesArchive = Readonly<Record<TabKey, ReadonlyMap<string, PeoplesRow>>>;

export function readArchive(tables: Tables): PeoplesArchive {
  const archive = {receivables: new Map<string, PeoplesRow>(), 'ar-aging': new Map<string, PeoplesRow>()};
  const texts = new Map<string, {readonly tab: string; readonly key: string; readonly text: string}>();
  for (const [tab = '', key = '', text = ''] of tables.readRecords('peoples-archive')) {
    const place = JSON.stringify([tab, key]);
    texts.set(place, {tab, key, text: (texts.get(place)?.text ?? '') + text});
  }
  for (const {tab, key, text} of texts.values()) {
    if (tab === 'receivables' || tab === 'ar-aging') archive[tab].set(key, JSON.parse(text));
  }
  return archive;
}

/** Writes the whole archive; rows of one tab and key follow each other where one text does not fit one cell. */
export function writeArchive(tables: Tables, archive: PeoplesArchive): void {
  const rows = Object.entries(archive).flatMap(([tab, kept]) =>
    [...kept].flatMap(([key, row]) => cellPieces(JSON.stringify(row)).map((text) => [tab, key, text])),
  );
  tables.replaceRecords('peoples-archive', rows);
}

export function sameArchive(a: PeoplesArchive, b: PeoplesArchive): boolean {
  const text = ({receivables, 'ar-aging': aging}: PeoplesArchive) =>
    JSON.stringify([[...receivables], [...aging]]);
  return text(a) === text(b);
}
