import {googleMail} from '../../src/apps-script/adapters/google-mail.ts';
import {invoicePorts} from '../../src/apps-script/invoice-wiring.ts';
import {ports} from '../../src/apps-script/wiring.ts';
import type {Cell, CellValue} from '../../src/core/tables/cell.ts';
import {liveTable} from '../../src/core/tables/live-table.ts';
import {mergePeoplesCells} from '../../src/core/tables/merge-peoples-cells.ts';
import {readArchive, writeArchive} from '../../src/core/tables/peoples-archive.ts';
import {serialFromInstant} from '../../src/core/time/serial.ts';
import type {ContractPorts, Probe, ProbeArea} from './port-contract.ts';
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
declare const PropertiesService: {getDocumentProperties(): {deleteAllProperties(): void}};
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
  protect(): unknown;
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
  getNote(): string;
  setNote(note: string): void;
  getBackground(): string;
  setBackground(background: string): void;
  setValue(value: string): void;
}

const contractPorts = (): ContractPorts => ({...invoicePorts(), mail: googleMail()});

/** What contract `index` finds wrong; null when it holds. */
export function checkPortContract(index: number): string | null {
  const contract = portContracts[index];
  if (contract === undefined) return `There is no contract ${index}.`;
  try {
    contract.check(contractPorts(), probe());
    return null;
  } catch (fault) {
    return fault instanceof Error ? `${fault.message}\n${fault.stack ?? ''}` : String(fault);
  }
}

/** Replaces the table by one with these ids, with what people keep in it, as a refresh does. */
export function publishRows(ids: readonly string[]): void {
  const {tables} = ports();
  const lines: readonly (readonly Cell[])[] = ids.map((id, index) => [id, index]);
  const content = tab([['id', 'number'], ...lines]);
  const live = tables.read('receivables');
  const archive = readArchive(tables);
  const merged = mergePeoplesCells(
    content,
    live === null ? null : liveTable(live, content.table),
    archive.receivables,
  );
  tables.stage(merged.content);
  writeArchive(tables, {...archive, receivables: merged.archiveBefore});
  tables.publish(merged.content);
  writeArchive(tables, {...archive, receivables: merged.archiveAfter});
}

/** The table of the visible tab, blanks included; null without the tab. */
export function readRows(): {
  readonly values: readonly (readonly CellValue[])[];
  readonly notes: readonly (readonly string[])[];
} | null {
  const live = ports().tables.read('receivables');
  return live === null ? null : {values: live.values, notes: live.notes};
}

/** What a person keeps: a column beside the table, with the row's word in each cell, and a note at each id. */
export function keepBeside(): void {
  const sheet = SpreadsheetApp.getActiveSpreadsheet().getSheetByName('Receivables');
  ports()
    .tables.read('receivables')
    ?.values.forEach(([id = ''], index) => {
      sheet?.getRange(index + 1, 3).setValue(index === 0 ? 'mine' : `kept at ${id}`);
      if (index > 0) sheet?.getRange(index + 1, 1).setNote(`noted at ${id}`);
    });
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
        background: range.getBackground(),
        note: range.getNote(),
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
    setNote: (title, row, column, note) => sheetOf(title).getRange(row, column).setNote(note),
    paint: (title, row, column, background) => sheetOf(title).getRange(row, column).setBackground(background),
    protectForOthers: (title) => void sheetOf(title).protect(),
    loseDocumentProperties() {
      PropertiesService.getDocumentProperties().deleteAllProperties();
    },
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
