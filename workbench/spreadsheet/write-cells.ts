import type {ICellData} from '@univerjs/core';
import type {Block, CellInput, Fill} from '../apps-script/context/spreadsheet/wire.ts';
import {assertInside, type Book, type Cell, cellsOf, eachCell, patternOf} from './book.ts';
import {type EngineFormula, engineFormula, type FormulaSurroundings} from './formula-text.ts';
import {cellTypes} from './read-cells.ts';
import {blank, type CellContent, isTextPattern, needsMarking, readTyped} from './typed-value.ts';
import {type CellChanges, commandIds, formatNumber} from './univer.ts';

/** Writes values as setValues does: text is read as typing, dates are instants, null and '' clear. */
export function writeValues(book: Book, block: Block, values: Fill<CellInput>): void {
  assertInside(book, block);
  writeContents(book, block, (row, column, cell) =>
    contentOf(book, pick(values, row - block.row, column - block.column), patternOf(book, cell)),
  );
}

/** Writes formulas as setFormulas does; '' clears. */
export function writeFormulas(book: Book, block: Block, formulas: Fill<string>): void {
  assertInside(book, block);
  writeContents(book, block, (row, column) => {
    const formula = pick(formulas, row - block.row, column - block.column) ?? '';
    if (formula === '') return blank;
    return {kind: 'formula', formula: formula.startsWith('=') ? formula : `=${formula}`};
  });
}

/** The value of a fill at this place, counted from its own corner. */
export function pick<T>(values: Fill<T>, row: number, column: number): T | undefined {
  return 'fill' in values ? values.fill : values.table[row]?.[column];
}

/** Clears what cells hold and keeps their formats. */
export function clearContents(book: Book, block: Block): void {
  writeContents(book, block, () => blank);
}

/** What a value from a script becomes in a cell with this number format. */
function contentOf(book: Book, input: CellInput | undefined, pattern: string | null): CellContent {
  if (input === null || input === undefined) return blank;
  if (typeof input === 'string') return readTyped(input, pattern);
  if (typeof input === 'boolean') return {kind: 'boolean', boolean: input};
  if (typeof input === 'number') return numberContent(input, null, pattern);
  const serial = book.serials().fromUnixMs(input.$date);
  return numberContent(serial, Number.isInteger(serial) ? 'm/d/yyyy' : 'm/d/yyyy h:mm:ss', pattern);
}

function numberContent(number: number, ownPattern: string | null, cellPattern: string | null): CellContent {
  if (!Number.isFinite(number)) return {kind: 'text', text: '#NUM!', forced: false};
  if (!isTextPattern(cellPattern)) return {kind: 'number', number, pattern: ownPattern};
  return {kind: 'text', text: formatNumber(ownPattern ?? 'General', number), forced: true};
}

function writeContents(
  book: Book,
  block: Block,
  content: (row: number, column: number, cell: Cell) => CellContent,
): void {
  const surroundings = surroundingsOf(book, block.tabId);
  const changes: CellChanges = {};
  eachCell(book, block, (row, column, cell) => {
    const change = changeOf(book, content(row, column, cell), cell, surroundings);
    if (change === null) return;
    const line = changes[row] ?? {};
    line[column] = change;
    changes[row] = line;
  });
  applyChanges(book, block, changes);
}

/** The engine's change for one cell, or null when a blank cell stays blank. */
function changeOf(
  book: Book,
  content: CellContent,
  before: Cell,
  surroundings: FormulaSurroundings,
): ICellData | null {
  if (content.kind === 'blank' && (before === null || before === undefined)) return null;
  const change = contentChange(content, surroundings);
  // What the change does not name stays, so name what the cell has and the new content has not.
  if (before?.f !== undefined && content.kind !== 'formula') change.f = null;
  if (before?.si !== undefined) change.si = null;
  if (before?.p !== undefined) change.p = null;
  if (before?.custom !== undefined && change.custom === undefined) Object.assign(change, {custom: null});
  if (content.kind === 'number' && content.pattern !== null && isGeneral(patternOf(book, before))) {
    change.s = {n: {pattern: content.pattern}};
  }
  return change;
}

function contentChange(content: CellContent, surroundings: FormulaSurroundings): ICellData {
  switch (content.kind) {
    case 'blank':
      return {v: null};
    case 'number':
      return {v: content.number, t: cellTypes.number};
    case 'boolean':
      return {v: content.boolean ? 1 : 0, t: cellTypes.boolean};
    case 'text': {
      const marked = content.forced && needsMarking(content.text);
      return {v: content.text, t: marked ? cellTypes.forcedText : cellTypes.text};
    }
    case 'formula':
      return formulaChange(engineFormula(content.formula, surroundings));
  }
}

/** The engine's change for a cell that gets a formula; whether it was open is remembered beside it. */
export function formulaChange({formula, isOpen}: EngineFormula): ICellData {
  return {f: formula, v: null, ...(isOpen ? {custom: {isOpen}} : {})};
}

function isGeneral(pattern: string | null): boolean {
  return pattern === null || pattern === 'General' || pattern === '';
}

/** The names and tab sizes that formulas on this tab refer to. */
export function surroundingsOf(book: Book, tabId: number): FormulaSurroundings {
  const names = new Map<string, string>();
  for (const name of Object.values(book.engine.names.getDefinedNameMap(book.engine.unitId) ?? {})) {
    names.set(name.name.toLowerCase(), name.name);
  }
  return {
    names,
    rowsOf: (title) => {
      const tab =
        title === null
          ? book.engine.workbook.getSheetBySheetId(String(tabId))
          : book.engine.workbook.getSheetBySheetName(title);
      return tab?.getRowCount() ?? null;
    },
  };
}

/** Applies changes to cells of one block as one change of the engine. */
export function applyChanges(book: Book, block: Block, changes: CellChanges): void {
  if (Object.keys(changes).length === 0) return;
  const {engine, calculation} = book;
  const params = {unitId: engine.unitId, subUnitId: String(block.tabId), cellValue: changes};
  if (touchesFormulas(book, block, changes)) {
    calculation.noteFormulas();
    engine.apply({id: commandIds.setRangeValues, params}, {ownWrite: true});
  } else {
    engine.applyQuietly(params);
  }
  calculation.markDirty(block);
}

function touchesFormulas(book: Book, block: Block, changes: CellChanges): boolean {
  const spills = book.engine.formulaData.getArrayFormulaRange()[book.engine.unitId]?.[String(block.tabId)];
  if (spills !== undefined && spills !== null && Object.keys(spills).length > 0) return true;
  const cells = cellsOf(book, block.tabId);
  for (const row of Object.keys(changes)) {
    const line = changes[Number(row)] ?? {};
    const before = cells[Number(row)];
    for (const column of Object.keys(line)) {
      const change = line[Number(column)];
      // A change of a formula cell names its formula; a removal names nothing.
      const formula = change ? change.f : before?.[Number(column)]?.f;
      if (formula !== undefined) return true;
    }
  }
  return false;
}
