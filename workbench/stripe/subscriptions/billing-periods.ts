/**
 * When billing cycles begin and end. Months are calendar months in UTC counted from the anchor: a cycle anchored on
 * 31 January renews on 28 February and on 31 March. https://docs.stripe.com/billing/subscriptions/billing-cycle
 */

export interface Recurrence {
  /** `day`, `week`, `month` or `year`. */
  readonly interval: string;
  readonly interval_count: number;
}

/** From `start` up to, and without, `end`, in Unix seconds. */
export interface Period {
  readonly start: number;
  readonly end: number;
}

const secondsPerDay = 86_400;
const secondsPerInterval: Readonly<Record<string, number>> = {day: secondsPerDay, week: 7 * secondsPerDay};
const monthsPerInterval: Readonly<Record<string, number>> = {month: 1, year: 12};

/** The moment that lies `steps` whole intervals after the anchor; before it when negative. */
export function boundary(recurrence: Recurrence, anchorUnixS: number, steps: number): number {
  const seconds = secondsPerInterval[recurrence.interval];
  if (seconds !== undefined) return anchorUnixS + steps * recurrence.interval_count * seconds;
  const months = (monthsPerInterval[recurrence.interval] ?? 1) * recurrence.interval_count * steps;
  return addMonths(anchorUnixS, months);
}

/** The cycle that holds the moment. A moment on a boundary belongs to the cycle that begins there. */
export function periodAt(recurrence: Recurrence, anchorUnixS: number, atUnixS: number): Period {
  let steps = Math.floor((atUnixS - anchorUnixS) / averageSeconds(recurrence));
  while (boundary(recurrence, anchorUnixS, steps) > atUnixS) steps -= 1;
  while (boundary(recurrence, anchorUnixS, steps + 1) <= atUnixS) steps += 1;
  return {
    start: boundary(recurrence, anchorUnixS, steps),
    end: boundary(recurrence, anchorUnixS, steps + 1),
  };
}

/** Which of two recurrences comes round more often sorts first. */
export function averageSeconds(recurrence: Recurrence): number {
  const {interval, interval_count: count} = recurrence;
  const seconds = secondsPerInterval[interval];
  if (seconds !== undefined) return count * seconds;
  return (count * (monthsPerInterval[interval] ?? 1) * 365.2425 * secondsPerDay) / 12;
}

/** The same day and time of day; where the month is too short, its last day. */
export function addMonths(unixS: number, months: number): number {
  const from = new Date(unixS * 1000);
  const year = from.getUTCFullYear();
  const month = from.getUTCMonth() + months;
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const timeOfDayS = ((unixS % secondsPerDay) + secondsPerDay) % secondsPerDay;
  return Date.UTC(year, month, Math.min(from.getUTCDate(), lastDay)) / 1000 + timeOfDayS;
}

export interface AnchorDay {
  readonly day_of_month: number;
  readonly hour: number | null;
  readonly minute: number | null;
  readonly month: number | null;
  readonly second: number | null;
}

/**
 * The first moment at or after `fromUnixS` on the asked day of a month; unset times are those of `fromUnixS`.
 * Source: `billing_cycle_anchor_config` of https://docs.stripe.com/api/subscriptions/create
 */
export function anchorOnDay(day: AnchorDay, fromUnixS: number): number {
  const from = new Date(fromUnixS * 1000);
  for (let offset = 0; ; offset += 1) {
    const monthIndex = from.getUTCMonth() + offset;
    const firstOfMonth = new Date(Date.UTC(from.getUTCFullYear(), monthIndex, 1));
    if (day.month !== null && firstOfMonth.getUTCMonth() !== day.month - 1) continue;
    const lastDay = new Date(Date.UTC(from.getUTCFullYear(), monthIndex + 1, 0)).getUTCDate();
    const at =
      Date.UTC(
        from.getUTCFullYear(),
        monthIndex,
        Math.min(day.day_of_month, lastDay),
        day.hour ?? from.getUTCHours(),
        day.minute ?? from.getUTCMinutes(),
        day.second ?? from.getUTCSeconds(),
      ) / 1000;
    if (at >= fromUnixS) return at;
  }
}
