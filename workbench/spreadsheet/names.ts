import {quoteTitle, readA1, writeA1} from '../apps-script/context/spreadsheet/a1-notation.ts';
import type {Block, NamedBlock} from '../apps-script/context/spreadsheet/wire.ts';
import {assertInside, type Book, tabOf, takeId} from './book.ts';
import {storeFormulasAnew} from './stored-formulas.ts';
import {commandIds} from './univer.ts';

/** Every named range whose cells still exist. */
export function readNames(book: Book): NamedBlock[] {
  const found: NamedBlock[] = [];
  for (const {name, formulaOrRefString} of Object.values(definedNames(book))) {
    const block = readReference(book, formulaOrRefString);
    if (block !== null) found.push({name, block});
  }
  return found;
}

/**
 * Gives a block a name, or a name another block; formulas that use it compute anew.
 *
 * @throws Error when Sheets does not take the name.
 */
export function setName(book: Book, name: string, block: Block): void {
  assertInside(book, block);
  assertName(name);
  const {engine} = book;
  const known = Object.values(definedNames(book)).find(
    (other) => other.name.toLowerCase() === name.toLowerCase(),
  );
  const title = quoteTitle(tabOf(book, block.tabId).getName());
  const formulaOrRefString = `${title}!${absolute(writeA1(block))}`;
  const id = known?.id ?? `name-${takeId(book)}`;
  if (known !== undefined && known.name !== name) removeName(book, known.name);
  engine.apply({id: commandIds.setName, params: {unitId: engine.unitId, id, name, formulaOrRefString}});
  storeFormulasAnew(book);
}

/** Takes a name away; formulas that use it show `#NAME?`. */
export function removeName(book: Book, name: string): void {
  const {engine} = book;
  const known = Object.values(definedNames(book)).find(
    (other) => other.name.toLowerCase() === name.toLowerCase(),
  );
  if (known === undefined) throw new Error(`There is no named range ${name}. See Data, Named ranges.`);
  engine.apply({id: commandIds.removeName, params: {unitId: engine.unitId, ...known}});
}

function definedNames(book: Book) {
  return book.engine.names.getDefinedNameMap(book.engine.unitId) ?? {};
}

function readReference(book: Book, reference: string): Block | null {
  const place = readA1(reference.startsWith('=') ? reference.slice(1) : reference);
  if (place?.title === undefined || place.title === null || place.rows === null || place.columns === null)
    return null;
  const tab = book.engine.workbook.getSheetBySheetName(place.title);
  if (!tab) return null;
  return {
    tabId: Number(tab.getSheetId()),
    row: place.row,
    column: place.column,
    rows: place.rows,
    columns: place.columns,
  };
}

function absolute(notation: string): string {
  return notation.replace(/([A-Z]+)([0-9]+)/g, '$$$1$$$2');
}

/** https://support.google.com/docs/answer/63175 */
function assertName(name: string): void {
  const usable = /^[\p{L}_][\p{L}\p{N}_]{0,249}$/u.test(name) && !/^(true|false)$/i.test(name);
  if (!usable || readA1(name) !== null || /^r\d*c\d*$/i.test(name)) {
    throw new Error(
      `Cannot name a range ${name}: a name has letters, digits and _, starts with no digit and looks like no cell.`,
    );
  }
}
