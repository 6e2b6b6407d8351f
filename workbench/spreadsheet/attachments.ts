import type {Metadata, Protection} from '../apps-script/context/spreadsheet/wire.ts';
import {assertInside, type Book, tabOf, takeId} from './book.ts';
import {type LineChange, shiftedBlock} from './line-shift.ts';

/** Adds developer metadata, or changes the one with this id. */
export function setMetadata(
  book: Book,
  wanted: Omit<Metadata, 'id'> & {readonly id: number | null},
): Metadata {
  if (wanted.tabId !== null) tabOf(book, wanted.tabId);
  const {settings} = book;
  const next = {...wanted, id: wanted.id ?? takeId(book)};
  assertKnown(wanted.id, settings.metadata, 'developer metadata');
  settings.metadata = [...settings.metadata.filter(({id}) => id !== next.id), next];
  return next;
}

export function removeMetadata(book: Book, id: number): void {
  assertKnown(id, book.settings.metadata, 'developer metadata');
  book.settings.metadata = book.settings.metadata.filter((item) => item.id !== id);
}

/** Adds a protection, or changes the one with this id. It is remembered, not enforced: a script runs as the owner. */
export function setProtection(
  book: Book,
  wanted: Omit<Protection, 'id'> & {readonly id: number | null},
): Protection {
  tabOf(book, wanted.tabId);
  if (wanted.block !== null) assertInside(book, wanted.block);
  const {settings} = book;
  const next = {...wanted, id: wanted.id ?? takeId(book)};
  assertKnown(wanted.id, settings.protections, 'protection');
  settings.protections = [...settings.protections.filter(({id}) => id !== next.id), next];
  return next;
}

/** Moves the tab's protected ranges along with its cells. */
export function shiftProtections(book: Book, tabId: number, change: LineChange): void {
  book.settings.protections = book.settings.protections.flatMap((item) => {
    if (item.tabId !== tabId || item.block === null) return [item];
    const block = shiftedBlock(item.block, change);
    return block === null ? [] : [{...item, block}];
  });
}

export function removeProtection(book: Book, id: number): void {
  assertKnown(id, book.settings.protections, 'protection');
  book.settings.protections = book.settings.protections.filter((item) => item.id !== id);
}

function assertKnown(id: number | null, items: readonly {readonly id: number}[], what: string): void {
  if (id !== null && !items.some((item) => item.id === id)) {
    throw new Error(`This ${what} was removed. Add it again.`);
  }
}
