import {AddonError} from '../errors/addon-error.ts';
import type {CellValue} from './cell.ts';

/** What a table of ours is recognised by, wherever people have moved its columns. */
export interface TableIdentity {
  /** As the tab is called in messages. */
  readonly title: string;
  /** Our headers in our order. */
  readonly headers: readonly string[];
  /** The columns whose values together identify a row. */
  readonly keyHeaders: readonly string[];
  /** Those of the headers that are, or were under other settings, ours to add and to take away: the buckets. */
  readonly varyingAmong: (headers: readonly string[]) => readonly string[];
  /** Those of the headers that the settings have added since the last refresh; left out where they vary as one family. */
  readonly newHeaders?: readonly string[];
  /** Those of the headers that, where they stand on the tab already, are people's own columns. */
  readonly peoplesSoFar?: readonly string[];
  /** Whether these values of the key columns are of a row of ours, not of a remark below the table. */
  readonly isRowOfOurs: (keyParts: readonly string[]) => boolean;
}

export interface LayoutColumn {
  /** The header; a repeated one of people's carries its number, so that two columns never mix. */
  readonly name: string;
  readonly isOurs: boolean;
  /** 0-based place in the table as it stands; null for a column that is not there yet. */
  readonly standsAt: number | null;
}

/** The columns of a table in the order they are written in. */
export type TableLayout = readonly LayoutColumn[];

/** Our own order, with nothing of people's. */
export function freshLayout({headers}: TableIdentity): TableLayout {
  return headers.map((name) => ({name, isOurs: true, standsAt: null}));
}

/**
 * The columns as people have arranged them, up to the first blank header: ours wherever they moved them, theirs between
 * and beside. Where the buckets have changed, ours come first in our order.
 *
 * @throws AddonError TABLE_HEADER_MISSING when one of our headers is missing, stands twice, or stands beyond a blank header
 */
export function arrangedLayout(headerCells: readonly CellValue[], identity: TableIdentity): TableLayout {
  const blank = headerCells.indexOf('');
  const names = headerCells.slice(0, blank === -1 ? headerCells.length : blank).map(String);
  const missing = identity.headers.filter((header) => !names.includes(header));
  const formerlyOurs = new Set(identity.varyingAmong(names));
  // Without a whole family of other buckets there, one of ours is not new: somebody has renamed or deleted it.
  const family = formerlyOurs.size === 0 ? [] : identity.varyingAmong(identity.headers);
  const varying = new Set(identity.newHeaders ?? family);
  for (const header of identity.headers) {
    if (identity.peoplesSoFar?.includes(header)) refusePeoples(header, headerCells, identity.title);
    const mayBeNew = varying.has(header) && missing.includes(header) && !headerCells.includes(header);
    if (!mayBeNew) refuseMisplaced(header, names, headerCells, identity.title);
  }

  const standing = namedColumns(names, identity).filter(
    ({name, isOurs}) => isOurs || !formerlyOurs.has(name),
  );
  if (missing.length === 0) return standing;
  const peoples = standing.filter(({isOurs}) => !isOurs);
  const ours = identity.headers.map(
    (name) => standing.find((column) => column.name === name) ?? {name, isOurs: true, standsAt: null},
  );
  return [...ours, ...peoples];
}

function namedColumns(names: readonly string[], {headers}: TableIdentity): TableLayout {
  const taken = new Set<string>();
  return names.map((header, standsAt) => {
    let name = header;
    for (let count = 2; taken.has(name); count += 1) name = `${header} (${count})`;
    taken.add(name);
    return {name, isOurs: headers.includes(name), standsAt};
  });
}

function refusePeoples(header: string, headerCells: readonly CellValue[], title: string): void {
  if (!headerCells.includes(header)) return;
  throw new AddonError({
    code: 'TABLE_HEADER_MISSING',
    fact: `Cannot refresh the tab "${title}": the settings ask for our column "${header}", and a column of yours is called that. Nothing was written.`,
    nextStep: 'Rename your column, or leave ours out in the settings.',
  });
}

function refuseMisplaced(
  header: string,
  names: readonly string[],
  allCells: readonly CellValue[],
  title: string,
): void {
  const count = names.filter((name) => name === header).length;
  if (count === 1) return;
  const refusal = (fact: string, nextStep: string) =>
    new AddonError({
      code: 'TABLE_HEADER_MISSING',
      fact: `Cannot refresh the tab "${title}": ${fact}. Nothing was written.`,
      nextStep,
    });
  if (count > 1)
    throw refusal(`the header "${header}" stands ${count} times`, 'Rename the column that is yours.');
  if (allCells.includes(header)) {
    throw refusal(
      `the column "${header}" stands beyond a column without a header`,
      'Give the column between them a header, or delete it.',
    );
  }
  throw refusal(
    `its column "${header}" is not there`,
    `Put the header "${header}" back, or delete the tab: the next refresh makes it anew.`,
  );
}
