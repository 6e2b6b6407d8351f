import {createSeeds} from './seeds.ts';
import type {StoredTrigger, TriggerSchedule} from './services/triggers.ts';

type Recurring = Extract<TriggerSchedule, {readonly kind: 'recurring'}>;

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Google fires within 15 minutes of the minute asked for. */
const nearMs = 15;
/** The longest a day of the month is away: a 31st, after a month without one. */
const searchedDaysMax = 63;
const unitDays = {days: 1, weeks: 7, months: 27} as const;
/** Clocks that change move a firing against the one before. */
const clockChangeMs = 2 * hourMs;

/** When the triggers of one script fire: Google chooses what was not asked for, once, and then keeps to it. */
export interface TriggerTimes {
  /** The first moment after `afterUnixMs`; null when it never fires again. `lastUnixMs` is its last one, null before the first. */
  next(trigger: StoredTrigger, afterUnixMs: number, lastUnixMs: number | null): number | null;
}

/** `seed` chooses minutes and hours; `timeZone` is the script's. https://developers.google.com/apps-script/reference/script/clock-trigger-builder */
export function createTriggerTimes(options: {
  readonly seed: number;
  readonly timeZone: string;
}): TriggerTimes {
  return {
    next(trigger, afterUnixMs, lastUnixMs) {
      const {schedule} = trigger;
      if (schedule === null) return null;
      if (schedule.kind === 'once') return lastUnixMs === null ? schedule.atUnixMs : null;

      const nextSeed = createSeeds(options.seed + Number(trigger.id));
      const minute = minuteOf(schedule, nextSeed());
      const hour = schedule.hour ?? nextSeed() % 24;
      const zone = schedule.timeZone ?? options.timeZone;
      return nextOf(schedule, {minute, hour, zone, afterUnixMs, lastUnixMs});
    },
  };
}

function minuteOf({nearMinute}: Recurring, drawn: number): number {
  return nearMinute === null ? drawn % 60 : (nearMinute + (drawn % (2 * nearMs + 1)) - nearMs + 60) % 60;
}

interface Wanted {
  readonly minute: number;
  readonly hour: number;
  readonly zone: string;
  readonly afterUnixMs: number;
  readonly lastUnixMs: number | null;
}

function nextOf(schedule: Recurring, {minute, hour, zone, afterUnixMs, lastUnixMs}: Wanted): number | null {
  const {unit, count, weekDay, monthDay} = schedule;
  const first = Math.floor(afterUnixMs / hourMs) * hourMs + minute * minuteMs;
  const slot = first > afterUnixMs ? first : first + hourMs;
  if (unit === 'minutes') {
    throw new Error(
      `Cannot fire a trigger every ${count} minutes: an add-on may use a time-driven trigger once per hour at most.`,
    );
  }
  if (unit === 'hours') {
    if (lastUnixMs === null) return slot;
    const steps = Math.floor((afterUnixMs - lastUnixMs) / (count * hourMs)) + 1;
    return lastUnixMs + Math.max(1, steps) * count * hourMs;
  }

  const earliest = lastUnixMs === null ? 0 : lastUnixMs + count * unitDays[unit] * dayMs - clockChangeMs;
  for (let at = slot; at <= slot + searchedDaysMax * count * dayMs; at += hourMs) {
    const local = localTime(at, zone);
    const fits =
      at >= earliest &&
      local.hour === hour &&
      (weekDay === null || local.weekDay === weekDay) &&
      (monthDay === null || local.monthDay === monthDay);
    if (fits) return at;
  }
  return null;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function localTime(
  unixMs: number,
  zone: string,
): {readonly hour: number; readonly weekDay: string; readonly monthDay: number} {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      hour: 'numeric',
      weekday: 'long',
      day: 'numeric',
    });
  formats.set(zone, format);
  const parts = new Map(format.formatToParts(unixMs).map(({type, value}) => [type, value]));
  return {
    hour: Number(parts.get('hour')),
    weekDay: (parts.get('weekday') ?? '').toUpperCase(),
    monthDay: Number(parts.get('day')),
  };
}

/**
 * The event object of a clock trigger but for its `authMode`, which the script's side adds. Google gives its times in
 * UTC. https://developers.google.com/apps-script/guides/triggers/events#time-driven_events
 */
export function clockEvent(triggerUid: string, unixMs: number): Readonly<Record<string, string | number>> {
  const at = new Date(unixMs);
  const dayOfWeek = at.getUTCDay() === 0 ? 7 : at.getUTCDay();
  return {
    triggerUid,
    year: at.getUTCFullYear(),
    month: at.getUTCMonth() + 1,
    'day-of-month': at.getUTCDate(),
    'day-of-week': dayOfWeek,
    'week-of-year': isoWeek(at, dayOfWeek),
    hour: at.getUTCHours(),
    minute: at.getUTCMinutes(),
    second: at.getUTCSeconds(),
    timezone: 'UTC',
  };
}

/** A week belongs to the year that its Thursday is in. */
function isoWeek(at: Date, dayOfWeek: number): number {
  const thursday = new Date(at.getTime() + (4 - dayOfWeek) * dayMs);
  const yearStartUnixMs = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  return Math.floor((thursday.getTime() - yearStartUnixMs) / (7 * dayMs)) + 1;
}
