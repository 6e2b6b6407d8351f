import {AddonError} from '../../core/errors/addon-error.ts';
import type {FunctionArgument} from '../../core/tables/function-arguments.ts';
import {serialFromInstant} from '../../core/time/serial.ts';

/** What Sheets hands a custom function: one value or a range, dates as the spreadsheet's midnight. */
export type SheetArgument = SheetValue | readonly (readonly SheetValue[])[];
type SheetValue = string | number | boolean | Date | null | undefined;

/** Days instead of dates: the day needs the spreadsheet's zone, which is read only when a date is there. */
export function functionArgument(argument: SheetArgument): FunctionArgument {
  const zone = {cached: null as string | null};
  const value = (of: SheetValue) => {
    if (of === null || of === undefined) return '';
    if (!(of instanceof Date)) return of;
    zone.cached ??= SpreadsheetApp.getActiveSpreadsheet().getSpreadsheetTimeZone();
    return serialFromInstant(of.getTime(), zone.cached);
  };
  return isRange(argument) ? argument.map((row) => row.map(value)) : value(argument);
}

function isRange(argument: SheetArgument): argument is readonly (readonly SheetValue[])[] {
  return Array.isArray(argument);
}

/** Runs a custom function so that the cell shows the sentence of a fault and nothing else. */
export function inCell<T>(compute: () => T): T {
  try {
    return compute();
  } catch (fault) {
    throw fault instanceof AddonError ? new Error(fault.message) : fault;
  }
}
