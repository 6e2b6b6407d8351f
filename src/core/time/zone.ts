import {AddonError} from '../errors/addon-error.ts';
import {addDays, type CivilDate, epochDay, formatIsoDate, fromEpochDay} from './civil-date.ts';
import {offsetS} from './zone-offsets.ts';

/** What calendar and clock on the wall of a zone show at an instant. */
export interface CivilTime {
  readonly date: CivilDate;
  /** 0 to 23. */
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** Minutes ahead of UTC: −240 in New York in summer, 345 in Kathmandu. */
  readonly offsetMinutes: number;
}

const dayS = 86_400;
// Instants outside are a mistake of unit (milliseconds for seconds) or a time of day without a date.
const earliestUnixS = Date.UTC(1970, 0, 1) / 1000 - dayS;
const latestUnixS = Date.UTC(2101, 0, 1) / 1000 + dayS;

/**
 * Stops where a setting names no time zone, before anything is computed with it.
 *
 * @throws AddonError ARGUMENT_INVALID for an unknown zone; a broken invariant when the runtime ignores zones
 */
export function assertTimeZone(timeZone: string): void {
  offsetS(0, timeZone);
}

/** The local day of an instant in Unix seconds, as Stripe sends it. Rule T1. */
export function civilDateAt(unixS: number, timeZone: string): CivilDate {
  return fromEpochDay(Math.floor(localSeconds(unixS, timeZone) / dayS));
}

/** Calendar and clock at an instant in Unix milliseconds, as the clock port and sheet cells give it; milliseconds are dropped. */
export function civilTimeAt(unixMs: number, timeZone: string): CivilTime {
  const unixS = Math.floor(unixMs / 1000);
  const localS = localSeconds(unixS, timeZone);
  const days = Math.floor(localS / dayS);
  const secondOfDay = localS - days * dayS;
  return {
    date: fromEpochDay(days),
    hour: Math.floor(secondOfDay / 3600),
    minute: Math.floor(secondOfDay / 60) % 60,
    second: secondOfDay % 60,
    offsetMinutes: Math.round((localS - unixS) / 60),
  };
}

/** `2026-10-31T13:00:00-04:00`: local time with its offset, for stamps. */
export function formatIsoInstant(unixMs: number, timeZone: string): string {
  const {date, hour, minute, second, offsetMinutes} = civilTimeAt(unixMs, timeZone);
  const ahead = Math.abs(offsetMinutes);
  const offset = `${offsetMinutes < 0 ? '-' : '+'}${clock(Math.floor(ahead / 60), ahead % 60)}`;
  return `${formatIsoDate(date)}T${clock(hour, minute, second)}${offset}`;
}

function clock(...fields: readonly number[]): string {
  return fields.map((field) => String(field).padStart(2, '0')).join(':');
}

/**
 * First second of a local day: midnight, or where clocks skip midnight the moment they jump. Where they are set back
 * over midnight, it is the first of the two midnights. A day that a zone skipped is empty. Rule T3.
 */
export function startOfDayUnixS(date: CivilDate, timeZone: string): number {
  // Clocks that skip midnight have all jumped from midnight itself (every zone of tzdata 2025c from 1970 on), so
  // counting on from the old offset gives the moment of the jump.
  return instantOfLocalSeconds(epochDay(date) * dayS, timeZone);
}

/**
 * First second after a local day, so a day is `start <= instant < end`. It has 23 to 25 hours where clocks change, and
 * any number down to 0 where a zone has moved on the map of time. Rule T3.
 */
export function endOfDayUnixS(date: CivilDate, timeZone: string): number {
  return startOfDayUnixS(addDays(date, 1), timeZone);
}

/**
 * The instant at which the wall clock shows these seconds since local 1970-01-01T00:00. A time that clocks show
 * twice is the first; one they skip is counted on from the old offset, so 02:30 on a spring night is 03:30. Rule T6.
 */
export function instantOfLocalSeconds(localS: number, timeZone: string): number {
  assertInstant(localS);
  const before = localS - offsetS(localS - dayS, timeZone);
  const after = localS - offsetS(localS + dayS, timeZone);
  const showIt = [before, after].filter((unixS) => unixS + offsetS(unixS, timeZone) === localS);
  return showIt.length === 0 ? before : Math.min(...showIt);
}

function localSeconds(unixS: number, timeZone: string): number {
  assertInstant(unixS);
  const wholeS = Math.floor(unixS);
  return wholeS + offsetS(wholeS, timeZone);
}

function assertInstant(unixS: number): void {
  if (unixS >= earliestUnixS && unixS <= latestUnixS) return;
  throw new AddonError({
    code: 'ARGUMENT_INVALID',
    fact: `Cannot place ${unixS} seconds since 1970 on the calendar: it is not between the years 1970 and 2100.`,
    nextStep: 'Enter a date with its year; a time of day alone is not a date.',
  });
}
