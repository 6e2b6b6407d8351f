/** When a new subscription is first billed, and for how long. Pure. */
import {
  type AnchorDay,
  anchorOnDay,
  boundary,
  type Period,
  periodAt,
  type Recurrence,
} from './billing-periods.ts';

export interface Start {
  readonly nowUnixS: number;
  /** Null: no trial. */
  readonly trialEndUnixS: number | null;
  /** Asked for; null: the start, or the end of the trial. */
  readonly anchorUnixS: number | null;
}

export interface FirstPeriod {
  readonly current: Period;
  /** The whole cycle that the current period is the rest of; equal to it where nothing is cut short. */
  readonly whole: Period;
}

export function firstAnchor(start: Start): number {
  return start.anchorUnixS ?? start.trialEndUnixS ?? start.nowUnixS;
}

/** A trial is one period; what follows begins at its end. */
export function firstPeriod(start: Start, recurrence: Recurrence): FirstPeriod {
  if (start.trialEndUnixS !== null) {
    const trial = {start: start.nowUnixS, end: start.trialEndUnixS};
    return {current: trial, whole: trial};
  }
  const whole = periodAt(recurrence, firstAnchor(start), start.nowUnixS);
  return {current: {start: start.nowUnixS, end: whole.end}, whole};
}

/** The last moment an anchor may be at: one interval after the start. */
export function latestAnchor(start: Start, recurrences: readonly Recurrence[]): number {
  const from = start.trialEndUnixS ?? start.nowUnixS;
  return Math.min(...recurrences.map((recurrence) => boundary(recurrence, from, 1)));
}

/** The anchor that a configured day of the month stands for. */
export function configuredAnchor(day: AnchorDay, start: Omit<Start, 'anchorUnixS'>): number {
  return anchorOnDay(day, start.trialEndUnixS ?? start.nowUnixS);
}
