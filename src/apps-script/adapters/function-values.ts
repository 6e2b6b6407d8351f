import {AddonError} from '../../core/errors/addon-error.ts';
import type {
  FunctionArgument,
  FunctionResult,
  FunctionValue,
  SheetDate,
} from '../../core/functions/function-arguments.ts';
import {instantFromSerial, serialFromInstant} from '../../core/time/serial.ts';

/** What Sheets hands a custom function: one value or a range, dates as the spreadsheet's midnight; nothing for an argument left out. */
export type SheetArgument = SheetValue | readonly (readonly SheetValue[])[];
type SheetValue = string | number | boolean | Date | null | undefined;

/** What a cell shows; a Date becomes a date of the spreadsheet. */
export type SheetResult = SheetResultValue | SheetResultValue[][];
type SheetResultValue = string | number | boolean | Date;

/**
 * Runs a custom function on what Sheets handed it, and answers what Sheets shows. The cell of a fault shows its
 * sentence and nothing else.
 */
export function inCell(
  compute: (read: (argument: SheetArgument) => FunctionArgument) => FunctionResult,
): SheetResult {
  const dates = spreadsheetDates();
  try {
    const result = compute((argument) => functionArgument(argument, dates));
    const shown = (value: FunctionValue) => (typeof value === 'object' ? dates.instant(value) : value);
    return isRows(result) ? result.map((row) => row.map(shown)) : shown(result);
  } catch (fault) {
    throw fault instanceof AddonError ? new Error(fault.message) : fault;
  }
}

interface SpreadsheetDates {
  date(instant: Date): SheetDate;
  instant(date: SheetDate): Date;
}

/** Google hands dates over as instants: their days need the spreadsheet's zone, which is read once and only when a date is there. */
function spreadsheetDates(): SpreadsheetDates {
  let zone: string | null = null;
  const timeZone = () => {
    zone ??= SpreadsheetApp.getActiveSpreadsheet().getSpreadsheetTimeZone();
    return zone;
  };
  // Thousands of rows share a few hundred days.
  const known = new Map<number, SheetDate>();
  const knownUnixMs = new Map<number, number>();
  return {
    date: (instant) => {
      const unixMs = instant.getTime();
      const found = known.get(unixMs);
      if (found !== undefined) return found;
      const date = {serial: serialFromInstant(unixMs, timeZone())};
      known.set(unixMs, date);
      return date;
    },
    instant: ({serial}) => {
      const unixMs = knownUnixMs.get(serial) ?? instantFromSerial(serial, timeZone());
      knownUnixMs.set(serial, unixMs);
      return new Date(unixMs);
    },
  };
}

function functionArgument(argument: SheetArgument, dates: SpreadsheetDates): FunctionArgument {
  // Hundreds of thousands of cells pass here, and all but a few are no objects.
  const value = (of: SheetValue): FunctionValue => {
    if (typeof of !== 'object') return of ?? '';
    return of === null ? '' : dates.date(of);
  };
  return isRange(argument) ? argument.map((row) => row.map(value)) : value(argument);
}

function isRange(argument: SheetArgument): argument is readonly (readonly SheetValue[])[] {
  return Array.isArray(argument);
}

function isRows(result: FunctionResult): result is FunctionValue[][] {
  return Array.isArray(result);
}
