import type {Clock} from './clock.ts';
import type {ExecutionResult} from './execution.ts';
import type {Json} from './host-call.ts';
import {createSeeds} from './seeds.ts';
import type {StoredTrigger} from './services/triggers.ts';
import {clockEvent, createTriggerTimes} from './trigger-schedule.ts';

/** How a firing departs from its time, as Google's firings now and then do. */
export type FiringFault =
  | {readonly kind: 'punctual'}
  | {readonly kind: 'late'; readonly byMs: number}
  | {readonly kind: 'missed'}
  /** A second time, `apartMs` after the first has begun. */
  | {readonly kind: 'doubled'; readonly apartMs: number}
  /** Two executions at once. */
  | {readonly kind: 'overlapping'};

/** Asked once for each firing that falls due. */
export type ChooseFault = (due: {readonly trigger: StoredTrigger; readonly atUnixMs: number}) => FiringFault;

/** What became of one firing. */
export interface Firing {
  readonly trigger: StoredTrigger;
  readonly dueAtUnixMs: number;
  /** When it ran, or would have. */
  readonly atUnixMs: number;
  readonly outcome:
    | {readonly kind: 'ran'; readonly result: ExecutionResult}
    | {readonly kind: 'missed'}
    /** The day's allowance of its owner was spent. */
    | {readonly kind: 'refused'; readonly message: string};
}

export interface TriggerClock {
  /**
   * Moves the clock on, and on the way fires what falls due, one after another in the order of time. A firing that is
   * late beyond the end comes with the next call.
   */
  advance(durationMs: number, chooseFault?: ChooseFault): Promise<readonly Firing[]>;
}

export interface TriggerClockOptions {
  readonly clock: Clock;
  /** All people's triggers as they are now. */
  readonly triggers: () => readonly StoredTrigger[];
  /** Runs the trigger's function as its creator, with `authMode` FULL. */
  readonly run: (trigger: StoredTrigger, event: Json) => Promise<ExecutionResult>;
  /** Chooses the minutes that Google would choose. */
  readonly seed: number;
  /** The script's. */
  readonly timeZone: string;
  /** All triggers of one person in 24 hours; a consumer account's when absent. */
  readonly runTimeMaxMs?: number;
}

// https://developers.google.com/apps-script/guides/services/quotas
export const consumerTriggerRunTimeMaxMs = 90 * 60 * 1000;
/** Google's words for a day's allowance of trigger run time that is spent. */
export const triggerRunTimeExceeded = 'Service using too much computer time for one day';

interface Start {
  readonly trigger: StoredTrigger;
  readonly dueAtUnixMs: number;
  readonly atUnixMs: number;
}

/** Fires time-driven triggers by the simulated clock. Between two calls of `advance` nothing fires. */
export function createTriggerClock(options: TriggerClockOptions): TriggerClock {
  const {clock} = options;
  const schedule = createSchedule(options);
  const allowance = createAllowance(clock, options.runTimeMaxMs ?? consumerTriggerRunTimeMaxMs);
  /** Late ones, and the second ones of the doubled. */
  const delayed: Start[] = [];

  const fire = async (start: Start): Promise<Firing> => {
    const {trigger} = start;
    const firing = {trigger, dueAtUnixMs: start.dueAtUnixMs, atUnixMs: clock.now()};
    if (allowance.isSpent(trigger.owner)) {
      return {...firing, outcome: {kind: 'refused', message: triggerRunTimeExceeded}};
    }
    const result = await options.run(trigger, clockEvent(trigger.id, clock.now()));
    allowance.spend(trigger.owner, result.simulatedMs);
    return {...firing, outcome: {kind: 'ran', result}};
  };

  const settle = async (due: Start, fault: FiringFault): Promise<readonly Firing[]> => {
    switch (fault.kind) {
      case 'punctual':
        return [await fire(due)];
      case 'late':
        delayed.push({...due, atUnixMs: due.dueAtUnixMs + fault.byMs});
        return [];
      case 'missed':
        return [{...due, outcome: {kind: 'missed'}}];
      case 'doubled':
        delayed.push({...due, atUnixMs: clock.now() + fault.apartMs});
        return [await fire(due)];
      case 'overlapping':
        return Promise.all([fire(due), fire(due)]);
    }
  };

  return {
    async advance(durationMs, chooseFault = () => ({kind: 'punctual'})) {
      const untilUnixMs = clock.now() + durationMs;
      const firings: Firing[] = [];
      for (;;) {
        const next = earliest([schedule.next(), earliest(delayed)]);
        if (next === null || next.atUnixMs > untilUnixMs) break;
        moveTo(clock, next.atUnixMs);
        const at = delayed.indexOf(next);
        if (at >= 0) {
          delayed.splice(at, 1);
          // A trigger that is deleted meanwhile does not fire any more.
          if (schedule.has(next.trigger)) firings.push(await fire(next));
        } else {
          schedule.moveOn(next.trigger);
          firings.push(...(await settle(next, chooseFault(next))));
        }
      }
      moveTo(clock, untilUnixMs);
      return firings;
    },
  };
}

interface Schedule {
  next(): Start | null;
  has(trigger: StoredTrigger): boolean;
  moveOn(trigger: StoredTrigger): void;
}

/** When each trigger that there is now fires next: what the clock has passed over meanwhile fires once, not many times. */
function createSchedule({clock, triggers, seed, timeZone}: TriggerClockOptions): Schedule {
  const times = createTriggerTimes({seed, timeZone});
  const openedAtUnixMs = clock.now();
  const dueById = new Map<string, number | null>();

  const dueAt = (trigger: StoredTrigger): number | null => {
    const known = dueById.get(trigger.id);
    if (known !== undefined) return known;
    const first = times.next(trigger, clock.now(), null);
    // One for a single moment that lies before this clock was opened has fired then.
    const due = first !== null && first < openedAtUnixMs ? null : first;
    dueById.set(trigger.id, due);
    return due;
  };
  return {
    next() {
      const starts = triggers().flatMap((trigger): readonly Start[] => {
        const dueAtUnixMs = trigger.event === 'CLOCK' ? dueAt(trigger) : null;
        return dueAtUnixMs === null ? [] : [{trigger, dueAtUnixMs, atUnixMs: dueAtUnixMs}];
      });
      return earliest(starts);
    },
    has: (trigger) => triggers().some(({id}) => id === trigger.id),
    moveOn(trigger) {
      dueById.set(trigger.id, times.next(trigger, clock.now(), dueAt(trigger)));
    },
  };
}

/** What triggers may still run in the day that begins with the first run and ends 24 hours later, by their owner. */
function createAllowance(clock: Clock, runTimeMaxMs: number) {
  const days = new Map<string | undefined, {readonly endsUnixMs: number; readonly usedMs: number}>();
  const today = (owner: string | undefined) => {
    const day = days.get(owner);
    return day !== undefined && clock.now() < day.endsUnixMs
      ? day
      : {endsUnixMs: clock.now() + 24 * 60 * 60 * 1000, usedMs: 0};
  };
  return {
    isSpent: (owner: string | undefined) => today(owner).usedMs >= runTimeMaxMs,
    spend(owner: string | undefined, durationMs: number) {
      const {endsUnixMs, usedMs} = today(owner);
      days.set(owner, {endsUnixMs, usedMs: usedMs + durationMs});
    },
  };
}

function earliest(starts: readonly (Start | null)[]): Start | null {
  let first: Start | null = null;
  for (const start of starts) {
    if (start !== null && (first === null || start.atUnixMs < first.atUnixMs)) first = start;
  }
  return first;
}

function moveTo(clock: Clock, unixMs: number): void {
  clock.advance(Math.max(0, unixMs - clock.now()));
}

/**
 * Firings as a bad week at Google brings them: one in `oneIn` goes wrong, in a way and by a time that `seed` decides.
 * Late is up to 15 minutes for most and up to 3 hours for some.
 */
export function unreliableFirings({
  seed,
  oneIn,
}: {
  readonly seed: number;
  readonly oneIn: number;
}): ChooseFault {
  const next = createSeeds(seed);
  const minutes = (max: number) => (1 + (next() % max)) * 60_000;
  return () => {
    if (next() % oneIn !== 0) return {kind: 'punctual'};
    switch (next() % 5) {
      case 0:
        return {kind: 'missed'};
      case 1:
        return {kind: 'doubled', apartMs: minutes(3)};
      case 2:
        return {kind: 'overlapping'};
      case 3:
        return {kind: 'late', byMs: minutes(180)};
      default:
        return {kind: 'late', byMs: minutes(15)};
    }
  };
}
