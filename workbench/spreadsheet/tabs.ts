import type {IWorksheetData, Worksheet} from '@univerjs/core';
import type {
  SpreadsheetCalls,
  TabProperties,
  WorkbookProperties,
} from '../apps-script/context/spreadsheet/wire.ts';
import {type Book, tabOf, takeId} from './book.ts';
import {readColor} from './color.ts';
import {assertCellCount} from './limits.ts';
import {commandIds} from './univer.ts';

/** What getId answers: a script may keep it, so it is the same in every workbench. */
export const spreadsheetId = 'workbench';
/** The size of a tab that Sheets makes. */
const newTabSize = {rows: 1000, columns: 26} as const;
const columnWidthPx = 100;
const rowHeightPx = 21;

type TabChange = Parameters<SpreadsheetCalls['changeTab']>[1];

/** The spreadsheet and its tabs from left to right. */
export function workbookProperties(book: Book): WorkbookProperties {
  const {workbook} = book.engine;
  return {
    id: spreadsheetId,
    title: workbook.getName(),
    timeZone: book.settings.timeZone,
    locale: book.settings.locale,
    activeTabId: book.settings.activeTabId,
    tabs: workbook.getSheets().map((tab, index) => tabProperties(tab, index)),
  };
}

function tabProperties(tab: Worksheet, index: number): TabProperties {
  const {freeze, tabColor} = tab.getConfig();
  return {
    id: Number(tab.getSheetId()),
    title: tab.getName(),
    index,
    hidden: tab.isSheetHidden() === 1,
    rows: tab.getRowCount(),
    columns: tab.getColumnCount(),
    frozenRows: freeze.ySplit,
    frozenColumns: freeze.xSplit,
    color: tabColor === '' ? null : tabColor,
  };
}

/** A tab in the engine's form. */
export function newTab(id: number, title: string): IWorksheetData {
  return {
    id: String(id),
    name: title,
    rowCount: newTabSize.rows,
    columnCount: newTabSize.columns,
    defaultColumnWidth: columnWidthPx,
    defaultRowHeight: rowHeightPx,
    cellData: {},
    rowData: {},
    columnData: {},
    mergeData: [],
    tabColor: '',
    hidden: 0,
    freeze: {startRow: -1, startColumn: -1, ySplit: 0, xSplit: 0},
    zoomRatio: 1,
    scrollTop: 0,
    scrollLeft: 0,
    rowHeader: {width: 46},
    columnHeader: {height: 20},
    showGridlines: 1,
    rightToLeft: 0,
  };
}

/**
 * Adds a blank tab, at the right end unless `index` says where, and makes it the active one.
 *
 * @throws Error when the title is taken or the spreadsheet would grow too large.
 */
export function insertTab(book: Book, title: string | null, index: number | null): TabProperties {
  const tabs = book.engine.workbook.getSheets();
  const chosen = title ?? freeTitle(book);
  assertFreeTitle(book, chosen, null);
  assertCellCount(cellCount(book) + newTabSize.rows * newTabSize.columns);
  const id = takeId(book);
  return addTab(book, newTab(id, chosen), Math.min(Math.max(index ?? tabs.length, 0), tabs.length));
}

/** Adds a copy of a tab at the right end, named as Sheets names it. */
export function copyTab(book: Book, tabId: number): TabProperties {
  const source = tabOf(book, tabId);
  assertCellCount(cellCount(book) + source.getRowCount() * source.getColumnCount());
  const sheet = structuredClone(source.getConfig());
  const title = `Copy of ${source.getName()}`;
  const copy = {...sheet, id: String(takeId(book)), name: freeTitleFrom(book, title)};
  const active = book.settings.activeTabId;
  const properties = addTab(book, copy, book.engine.workbook.getSheets().length);
  book.settings.activeTabId = active;
  return properties;
}

function addTab(book: Book, sheet: IWorksheetData, index: number): TabProperties {
  const {engine} = book;
  engine.apply({id: commandIds.insertSheet, params: {unitId: engine.unitId, index, sheet}});
  if (Object.keys(sheet.cellData).length > 0) book.calculation.noteFormulas();
  const tab = tabOf(book, Number(sheet.id));
  book.settings.activeTabId = Number(sheet.id);
  return tabProperties(tab, index);
}

/**
 * Deletes a tab; formulas that named it show `#REF!`.
 *
 * @throws Error when no visible tab would be left.
 */
export function deleteTab(book: Book, tabId: number): void {
  const {engine} = book;
  const tab = tabOf(book, tabId);
  const others = engine.workbook.getSheets().filter((other) => other !== tab && other.isSheetHidden() !== 1);
  if (others.length === 0) throw new Error("You can't remove all the visible sheets in a document.");
  const place = {unitId: engine.unitId, subUnitId: String(tabId)};
  engine.applyWithConsequences({id: commandIds.deleteSheetCommand, params: place}, [
    {id: commandIds.deleteSheet, params: {...place, subUnitName: tab.getName()}},
  ]);
  book.settings.metadata = book.settings.metadata.filter((item) => item.tabId !== tabId);
  book.settings.protections = book.settings.protections.filter((item) => item.tabId !== tabId);
  if (book.settings.activeTabId === tabId) {
    book.settings.activeTabId = Number(engine.workbook.getSheets()[0]?.getSheetId() ?? 0);
  }
}

/** Renames, moves, hides, freezes or colours a tab. */
export function changeTab(book: Book, tabId: number, change: TabChange): void {
  const tab = tabOf(book, tabId);
  if (change.title !== undefined) renameTab(book, tabId, change.title);
  if (change.index !== undefined) moveTab(book, tab, change.index);
  if (change.hidden !== undefined) hideTab(book, tab, change.hidden);
  if (change.frozenRows !== undefined || change.frozenColumns !== undefined) freeze(book, tab, change);
  if (change.color !== undefined) {
    const color = change.color === null ? '' : readColor(change.color);
    book.engine.apply({id: commandIds.setTabColor, params: {...placeOf(book, tab), color}});
  }
}

function renameTab(book: Book, tabId: number, title: string): void {
  assertFreeTitle(book, title, tabId);
  const params = {unitId: book.engine.unitId, subUnitId: String(tabId), name: title};
  book.engine.applyWithConsequences({id: commandIds.renameSheetCommand, params}, [
    {id: commandIds.renameSheet, params},
  ]);
}

function moveTab(book: Book, tab: Worksheet, index: number): void {
  const fromOrder = book.engine.workbook.getSheets().indexOf(tab);
  const params = {...placeOf(book, tab), fromOrder, toOrder: index};
  book.engine.apply({id: commandIds.setSheetOrder, params});
}

function hideTab(book: Book, tab: Worksheet, hidden: boolean): void {
  const visible = book.engine.workbook.getSheets().filter((other) => other.isSheetHidden() !== 1);
  if (hidden && visible.length === 1 && visible[0] === tab) {
    throw new Error("You can't hide all the sheets in a document.");
  }
  book.engine.apply({id: commandIds.setSheetHidden, params: {...placeOf(book, tab), hidden: hidden ? 1 : 0}});
}

function freeze(book: Book, tab: Worksheet, change: TabChange): void {
  const before = tab.getConfig().freeze;
  const ySplit = change.frozenRows ?? before.ySplit;
  const xSplit = change.frozenColumns ?? before.xSplit;
  const start = {startRow: ySplit > 0 ? ySplit : -1, startColumn: xSplit > 0 ? xSplit : -1};
  book.engine.apply({id: commandIds.setFrozen, params: {...placeOf(book, tab), ...start, ySplit, xSplit}});
}

function placeOf(book: Book, tab: Worksheet): {readonly unitId: string; readonly subUnitId: string} {
  return {unitId: book.engine.unitId, subUnitId: tab.getSheetId()};
}

function freeTitle(book: Book): string {
  const taken = new Set(book.engine.workbook.getSheets().map((tab) => tab.getName().toLowerCase()));
  let number = taken.size + 1;
  while (taken.has(`sheet${number}`)) number += 1;
  return `Sheet${number}`;
}

function freeTitleFrom(book: Book, title: string): string {
  const taken = new Set(book.engine.workbook.getSheets().map((tab) => tab.getName().toLowerCase()));
  let free = title;
  for (let number = 2; taken.has(free.toLowerCase()); number += 1) free = `${title} ${number}`;
  return free;
}

function assertFreeTitle(book: Book, title: string, ownTabId: number | null): void {
  if (title === '') throw new Error('Sheet name cannot be empty.');
  const other = book.engine.workbook
    .getSheets()
    .find(
      (tab) => tab.getName().toLowerCase() === title.toLowerCase() && Number(tab.getSheetId()) !== ownTabId,
    );
  if (other !== undefined) {
    throw new Error(`A sheet with the name "${title}" already exists. Please enter another name.`);
  }
}

/** All cells of the spreadsheet's grids, blank ones counted, as Google's limit counts them. */
export function cellCount(book: Book): number {
  let cells = 0;
  for (const tab of book.engine.workbook.getSheets()) cells += tab.getRowCount() * tab.getColumnCount();
  return cells;
}
