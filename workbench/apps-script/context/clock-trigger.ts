import {googleException} from './google-exception.ts';
import type {Json} from './host-call.ts';
import {onlyKnown} from './only-known.ts';

type Builder = GoogleAppsScript.Script.ClockTriggerBuilder;

/** What a clock trigger was asked for so far. */
interface Wish {
  unit: 'minutes' | 'hours' | 'days' | 'weeks' | 'months' | null;
  count: number;
  atUnixMs: number | null;
  hour: number | null;
  nearMinute: number | null;
  weekDay: string | null;
  monthDay: number | null;
  timeZone: string | null;
}

const minutesAllowed: readonly number[] = [1, 5, 10, 15, 30];

/** https://developers.google.com/apps-script/reference/script/clock-trigger-builder */
export function createClockTriggerBuilder(
  create: (schedule: Json) => GoogleAppsScript.Script.Trigger,
  nowUnixMs: () => number,
): Builder {
  const wish: Wish = {
    unit: null,
    count: 1,
    atUnixMs: null,
    hour: null,
    nearMinute: null,
    weekDay: null,
    monthDay: null,
    timeZone: null,
  };
  const wishing = (change: Partial<Wish>): Builder => {
    Object.assign(wish, change);
    return builder;
  };
  const builder: Builder = onlyKnown<Builder>('ClockTriggerBuilder', {
    after: (durationMilliseconds) => wishing({atUnixMs: nowUnixMs() + durationMilliseconds}),
    at: (date) => wishing({atUnixMs: date.getTime()}),
    atDate() {
      throw googleException('ClockTriggerBuilder.atDate is not in the workbench yet. Use at(date).');
    },
    atHour: (hour) => wishing({hour: wholeWithin('atHour', hour, 0, 23)}),
    nearMinute: (minute) => wishing({nearMinute: wholeWithin('nearMinute', minute, 0, 59)}),
    everyMinutes(n) {
      if (!minutesAllowed.includes(n))
        throw googleException(`everyMinutes takes 1, 5, 10, 15 or 30, not ${n}.`);
      return wishing({unit: 'minutes', count: n});
    },
    everyHours: (n) => wishing({unit: 'hours', count: wholeWithin('everyHours', n, 1, 24 * 7)}),
    everyDays: (n) => wishing({unit: 'days', count: wholeWithin('everyDays', n, 1, 366)}),
    everyWeeks: (n) => wishing({unit: 'weeks', count: wholeWithin('everyWeeks', n, 1, 53)}),
    onMonthDay: (day) => wishing({unit: 'months', monthDay: wholeWithin('onMonthDay', day, 1, 31)}),
    onWeekDay: (day) => wishing({unit: wish.unit ?? 'weeks', weekDay: String(day)}),
    inTimezone: (timeZone) => wishing({timeZone}),
    create: () => create(toSchedule(wish)),
  });
  return builder;
}

function toSchedule(wish: Wish): Json {
  if (wish.atUnixMs !== null) return {kind: 'once', atUnixMs: wish.atUnixMs};
  const unit = wish.unit ?? (wish.hour === null ? null : 'days');
  if (unit === null) {
    throw googleException(
      'Cannot create a clock trigger that says not when: add everyHours, everyDays or at.',
    );
  }
  const {count, hour, nearMinute, weekDay, monthDay, timeZone} = wish;
  return {kind: 'recurring', unit, count, hour, nearMinute, weekDay, monthDay, timeZone};
}

function wholeWithin(method: string, value: number, least: number, most: number): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw googleException(`${method} takes a whole number from ${least} to ${most}, not ${value}.`);
}
