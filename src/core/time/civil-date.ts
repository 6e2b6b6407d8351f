import {AddonError} from '../errors/addon-error.ts';

/** A day on the calendar, without a time or a zone: what an invoice is due on and what a report is true for. */
export interface CivilDate {
  /** 1 to 9999. */
  readonly year: number;
  /** 1 for January. */
  readonly month: number;
  readonly day: number;
}

const yearMax = 9999;
const monthNames = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** @throws AddonError ARGUMENT_INVALID when there is no such day */
export function civilDate(year: number, month: number, day: number): CivilDate {
  const exists =
    Number.isInteger(year) &&
    Number.isInteger(month) &&
    Number.isInteger(day) &&
    year >= 1 &&
    year <= yearMax &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= daysInMonth(year, month);
  if (!exists) refuseDate(`there is no day ${day} of month ${month} in the year ${year}`);
  return {year, month, day};
}

/** Reads `2026-01-31`, and nothing looser. @throws AddonError ARGUMENT_INVALID */
export function parseIsoDate(text: string): CivilDate {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text.trim());
  if (parts === null) refuseDate(`“${text.slice(0, 40)}” is not written as year-month-day`);
  return civilDate(Number(parts[1]), Number(parts[2]), Number(parts[3]));
}

function refuseDate(reason: string): never {
  throw new AddonError({
    code: 'ARGUMENT_INVALID',
    fact: `Cannot read a date: ${reason}.`,
    nextStep: 'Enter a day of the calendar, for example 2026-01-31.',
  });
}

/** `2026-01-31`: for stamps, keys and files. */
export function formatIsoDate({year, month, day}: CivilDate): string {
  return `${String(year).padStart(4, '0')}-${twoDigits(month)}-${twoDigits(day)}`;
}

/** `31 May 2026`: for people, who read 05/06 in two ways. */
export function formatDayMonth({year, month, day}: CivilDate): string {
  return `${day} ${monthNames[month - 1]} ${year}`;
}

/** A later day, or an earlier one for a negative count. */
export function addDays(date: CivilDate, days: number): CivilDate {
  return fromEpochDay(epochDay(date) + days);
}

/** The same day some months on; in a shorter month its last day (31 January + 1 month is 28 or 29 February). Rule T4. */
export function addMonths(date: CivilDate, months: number): CivilDate {
  const index = date.year * 12 + date.month - 1 + months;
  const year = Math.floor(index / 12);
  const month = index - year * 12 + 1;
  return civilDate(year, month, Math.min(date.day, daysInMonth(year, month)));
}

/** The last day of its month. */
export function endOfMonth({year, month}: CivilDate): CivilDate {
  return {year, month, day: daysInMonth(year, month)};
}

/** Whole calendar days from one day to another: 0 on the same day, negative when `to` is earlier. Rule T2. */
export function daysBetween({from, to}: {readonly from: CivilDate; readonly to: CivilDate}): number {
  return epochDay(to) - epochDay(from);
}

/** Below, at or above 0 when `a` is before, on or after `b`. */
export function compareDates(a: CivilDate, b: CivilDate): -1 | 0 | 1 {
  const days = epochDay(a) - epochDay(b);
  if (days === 0) return 0;
  return days < 0 ? -1 : 1;
}

/** Days since 1 January 1970, negative before. */
export function epochDay({year, month, day}: CivilDate): number {
  // Years that begin in March put the leap day last. From there a month begins after (153 m + 2) ÷ 5 days:
  // https://howardhinnant.github.io/date_algorithms.html#days_from_civil
  const shifted = month > 2 ? year : year - 1;
  const monthsSinceMarch = (month + 9) % 12;
  const dayOfYear = Math.floor((153 * monthsSinceMarch + 2) / 5) + day - 1;
  return 365 * shifted + leapYearsUpTo(shifted) + dayOfYear - marchOfYear0;
}

/** The day that many days after 1 January 1970. @throws AddonError ARGUMENT_INVALID outside the years 1 to 9999 */
export function fromEpochDay(days: number): CivilDate {
  if (!Number.isInteger(days)) refuseDate(`${days} is not a whole number of days`);
  const sinceMarch0 = days + marchOfYear0;
  // The average year is at most 146,097 ÷ 400 days; where that guess is one too high, the year's start is later.
  let shifted = Math.floor((sinceMarch0 * 400) / 146097) + 1;
  while (365 * shifted + leapYearsUpTo(shifted) > sinceMarch0) shifted -= 1;
  const dayOfYear = sinceMarch0 - 365 * shifted - leapYearsUpTo(shifted);
  const monthsSinceMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthsSinceMarch + 2) / 5) + 1;
  const month = monthsSinceMarch < 10 ? monthsSinceMarch + 3 : monthsSinceMarch - 9;
  return civilDate(month > 2 ? shifted : shifted + 1, month, day);
}

/** Days from 1 March of the year 0 to 1 January 1970. */
const marchOfYear0 = 719468;

function leapYearsUpTo(year: number): number {
  return Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
