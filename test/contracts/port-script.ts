import {ports} from '../../src/apps-script/wiring.ts';
import type {Cell} from '../../src/core/tables/cell.ts';
import {serialFromInstant} from '../../src/core/time/serial.ts';
import type {Probe, ProbeArea} from './port-contract.ts';
import {portContracts} from './port-contracts.ts';
import {tab} from './port-tables.ts';

/**
 * The contracts as a script of Google's: the adapters of the add-on are held to them, and a person's eyes and hands are
 * SpreadsheetApp itself. Each function here runs in an execution of its own.
 */

/** The little of SpreadsheetApp that this file names. The tests have no types of Google's, which would hide Node's. */
declare const SpreadsheetApp: {
  getActiveSpreadsheet(): ScriptSpreadsheet;
  flush(): void;
};
interface ScriptSpreadsheet {
  getSpreadsheetTimeZone(): string;
  getSheets(): ScriptSheet[];
  getSheetByName(title: string): ScriptSheet | null;
  insertSheet(title: string): ScriptSheet;
  deleteSheet(sheet: ScriptSheet): void;
  setActiveSheet(sheet: ScriptSheet): void;
  moveActiveSheet(position: number): void;
  getRangeByName(name: string): ScriptRange | null;
}
interface ScriptSheet {
  getName(): string;
  setName(title: string): void;
  isSheetHidden(): boolean;
  getRange(row: number, column: number): ScriptRange;
  getFilter(): {getRange(): ScriptRange} | null;
  getConditionalFormatRules(): {
    getRanges(): ScriptRange[];
    getBooleanCondition(): {getCriteriaValues(): unknown[]; getBackground(): string | null} | null;
  }[];
  getFrozenRows(): number;
  getFrozenColumns(): number;
}
interface ScriptRange {
  getSheet(): ScriptSheet;
  getRow(): number;
  getColumn(): number;
  getLastRow(): number;
  getLastColumn(): number;
  getValue(): string | number | boolean | Date;
  getFormula(): string;
  getNumberFormat(): string;
  setValue(value: string): void;
}

/** What contract `index` finds wrong; null when it holds. */
export function checkPortContract(index: number): string | null {
  const contract = portContracts[index];
  if (contract === undefined) return `There is no contract ${index}.`;
  try {
    contract.check(ports(), probe());
    return null;
  } catch (fault) {
    return fault instanceof Error ? `${fault.message}\n${fault.stack ?? ''}` : String(fault);
  }
}

/** Publishes a table of `rows` rows whose every cell says `word`. */
export function publishRows(word: string, rows: number): void {
  const {tables} = ports();
  const lines: readonly (readonly Cell[])[] = Array.from({length: rows}, (_, index) => [
    `${word} ${index}`,
    index,
  ]);
  const content = tab([[`${word} header`, 'number'], ...lines]);
  tables.stage(content);
  tables.publish(content);
}

/** The words of the first column of the visible tab, blanks included, null without the tab. */
export function readRows(): readonly string[] | null {
  return (
    ports()
      .tables.read('receivables')
      ?.map((row) => String(row[0])) ?? null
  );
}

function probe(): Probe {
  const spreadsheet = SpreadsheetApp.getActiveSpreadsheet();
  const sheetOf = (title: string): ScriptSheet => {
    const sheet = spreadsheet.getSheetByName(title);
    if (sheet === null) throw new Error(`There is no tab ${title}.`);
    return sheet;
  };
  return {
    tabs: () =>
      spreadsheet.getSheets().map((sheet) => ({title: sheet.getName(), hidden: sheet.isSheetHidden()})),
    cell(title, row, column) {
      const range = sheetOf(title).getRange(row, column);
      const value = range.getValue();
      return {
        value:
          value instanceof Date
            ? serialFromInstant(value.getTime(), spreadsheet.getSpreadsheetTimeZone())
            : value,
        formula: range.getFormula(),
        format: range.getNumberFormat(),
      };
    },
    filter(title) {
      const filter = sheetOf(title).getFilter();
      return filter === null ? null : areaOf(filter.getRange());
    },
    colours: (title) =>
      sheetOf(title)
        .getConditionalFormatRules()
        .flatMap((rule) => {
          const condition = rule.getBooleanCondition();
          return rule.getRanges().map((range) => ({
            equals: String(condition?.getCriteriaValues()[0]),
            background: condition?.getBackground() ?? '',
            area: areaOf(range),
          }));
        }),
    frozen: (title) => ({rows: sheetOf(title).getFrozenRows(), columns: sheetOf(title).getFrozenColumns()}),
    namedRange(name) {
      const range = spreadsheet.getRangeByName(name);
      return range === null ? null : {title: range.getSheet().getName(), ...areaOf(range)};
    },
    addTab: (title) => void spreadsheet.insertSheet(title),
    typeInto: (title, row, column, text) => sheetOf(title).getRange(row, column).setValue(text),
    renameTab: (from, to) => sheetOf(from).setName(to),
    moveTabToFront(title) {
      spreadsheet.setActiveSheet(sheetOf(title));
      spreadsheet.moveActiveSheet(1);
    },
    deleteTab: (title) => spreadsheet.deleteSheet(sheetOf(title)),
  };
}

function areaOf(range: ScriptRange): ProbeArea {
  return {
    firstRow: range.getRow(),
    firstColumn: range.getColumn(),
    lastRow: range.getLastRow(),
    lastColumn: range.getLastColumn(),
  };
}
