import {type CivilDate, epochDay, fromEpochDay} from './civil-date.ts';
import {instantOfLocalSeconds} from './zone.ts';
import {offsetS} from './zone-offsets.ts';

/** A sheet counts days from 30 December 1899, a day before this many days before 1970. */
const serialOf1970 = 25_569;
const dayMs = 86_400_000;

/** The number a sheet keeps for a date: 1 January 2026 is 46,023. Rule T5. */
export function serialFromDate(date: CivilDate): number {
  return epochDay(date) + serialOf1970;
}

/** The day of a sheet's number; its time of day is dropped. @throws AddonError ARGUMENT_INVALID for no number */
export function dateFromSerial(serial: number): CivilDate {
  return fromEpochDay(Math.floor(serial) - serialOf1970);
}

/**
 * The number a sheet keeps for an instant: the day and time its zone's wall clock shows, exact to the millisecond. Any
 * instant has one, for people keep times of day (30 December 1899 to a sheet) and days long ago in cells of their own.
 */
export function serialFromInstant(unixMs: number, timeZone: string): number {
  const localMs = unixMs + offsetS(Math.floor(unixMs / 1000), timeZone) * 1000;
  const days = Math.floor(localMs / dayMs);
  return days + serialOf1970 + (localMs - days * dayMs) / dayMs;
}

/** The instant, in Unix milliseconds, that a sheet's number shows in its zone; times shown twice or never as Rule T6. */
export function instantFromSerial(serial: number, timeZone: string): number {
  const localMs = Math.round((serial - serialOf1970) * dayMs);
  const localS = Math.floor(localMs / 1000);
  return instantOfLocalSeconds(localS, timeZone) * 1000 + (localMs - localS * 1000);
}
