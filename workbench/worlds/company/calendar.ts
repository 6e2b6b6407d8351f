/**
 * New York's calendar, which the demo company keeps its books by. A day is counted from 1 January 1970, as a calendar
 * day and not as 86,400 seconds.
 */

const secondsPerDay = 86_400;
const secondsPerHour = 3600;

/** 1 October 2025: thirteen months before the demo's last day. */
export const firstDay = dayNumber({year: 2025, month: 10, day: 1});
/** 31 October 2026. */
export const lastDay = dayNumber({year: 2026, month: 10, day: 31});

export function dayNumber(date: {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}): number {
  return Date.UTC(date.year, date.month - 1, date.day) / 1000 / secondsPerDay;
}

/** Unix seconds of a wall-clock time in New York. In the hour that comes twice it is the second time. */
export function atNewYork(day: number, secondOfDay: number): number {
  const asIfUtc = day * secondsPerDay + secondOfDay;
  const summer = asIfUtc >= clocksForward(day) && asIfUtc < clocksBack(day);
  return asIfUtc + (summer ? 4 : 5) * secondsPerHour;
}

/** The day in New York at an instant. */
export function newYorkDay(atUnixS: number): number {
  const day = Math.floor((atUnixS - 4 * secondsPerHour) / secondsPerDay);
  return atNewYork(day, 0) <= atUnixS ? day : day - 1;
}

export function lastDayOfMonth(day: number): number {
  const date = new Date(day * secondsPerDay * 1000);
  return dayNumber({year: date.getUTCFullYear(), month: date.getUTCMonth() + 2, day: 0});
}

/** The same day of the next month, or its last day where it is shorter. */
export function addMonths(day: number, months: number): number {
  const date = new Date(day * secondsPerDay * 1000);
  const first = dayNumber({year: date.getUTCFullYear(), month: date.getUTCMonth() + 1 + months, day: 1});
  return Math.min(first + date.getUTCDate() - 1, lastDayOfMonth(first));
}

/** The second Sunday of March at two o'clock, as if it were UTC. */
function clocksForward(day: number): number {
  return (firstSunday(yearOf(day), 3) + 7) * secondsPerDay + 2 * secondsPerHour;
}

/** The first Sunday of November at one o'clock: from then on an hour counts as standard time. */
function clocksBack(day: number): number {
  return firstSunday(yearOf(day), 11) * secondsPerDay + secondsPerHour;
}

function firstSunday(year: number, month: number): number {
  const first = dayNumber({year, month, day: 1});
  // 1 January 1970 was a Thursday: day 3 was the first Sunday.
  return first + ((((3 - first) % 7) + 7) % 7);
}

function yearOf(day: number): number {
  return new Date(day * secondsPerDay * 1000).getUTCFullYear();
}
