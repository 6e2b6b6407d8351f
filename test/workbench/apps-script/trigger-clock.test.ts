import {type Clock, createClock} from '../../../workbench/apps-script/clock.ts';
import type {ExecutionResult} from '../../../workbench/apps-script/execution.ts';
import type {Json} from '../../../workbench/apps-script/host-call.ts';
import {
  createTriggersService,
  type StoredTrigger,
  type TriggerSchedule,
} from '../../../workbench/apps-script/services/triggers.ts';
import {
  type ChooseFault,
  consumerTriggerRunTimeMaxMs,
  createTriggerClock,
  type FiringFault,
  triggerRunTimeExceeded,
  unreliableFirings,
} from '../../../workbench/apps-script/trigger-clock.ts';
import {clockEvent, createTriggerTimes} from '../../../workbench/apps-script/trigger-schedule.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
/** 2026-10-31T17:20:00Z */
const start = Date.UTC(2026, 9, 31, 17, 20);

const hourly = recurring({unit: 'hours'});

function recurring(schedule: Partial<Extract<TriggerSchedule, {kind: 'recurring'}>>): TriggerSchedule {
  return {
    kind: 'recurring',
    unit: 'hours',
    count: 1,
    hour: null,
    nearMinute: null,
    weekDay: null,
    monthDay: null,
    timeZone: null,
    ...schedule,
  };
}

function trigger(id: string, fields: Partial<StoredTrigger> = {}): StoredTrigger {
  return {id, functionName: 'refresh', event: 'CLOCK', schedule: hourly, ...fields};
}

interface Ran {
  readonly id: string;
  readonly at: number;
  readonly event: Json;
}

/** A clock over these triggers that notes each run; a run takes `runMs` of simulated time. */
function openClock(triggers: StoredTrigger[], {runMs = 0, onRun}: {runMs?: number; onRun?: () => void} = {}) {
  const clock: Clock = createClock({startUnixMs: start});
  const ran: Ran[] = [];
  const triggerClock = createTriggerClock({
    clock,
    triggers: () => triggers,
    async run({id}, event): Promise<ExecutionResult> {
      ran.push({id, at: clock.now(), event});
      await Promise.resolve();
      clock.advance(runMs);
      onRun?.();
      return {ok: true, value: null, log: [], durationMs: 1, simulatedMs: runMs};
    },
    seed: 7,
    timeZone: 'America/New_York',
  });
  return {clock, ran, ...triggerClock};
}

/** The faults in this order, then none. */
function faults(...inOrder: readonly FiringFault[]): ChooseFault {
  const left = [...inOrder];
  return () => left.shift() ?? {kind: 'punctual'};
}

const gaps = (ran: readonly Ran[]) => ran.slice(1).map(({at}, index) => at - (ran[index]?.at ?? 0));

describe('createTriggerClock().advance()', () => {
  test('fires an hourly trigger every hour at one minute, whatever steps time takes', async () => {
    const once = openClock([trigger('1')]);
    await once.advance(2 * dayMs);
    expect(once.ran).toHaveLength(48);
    expect(new Set(gaps(once.ran))).toEqual(new Set([hourMs]));
    expect(once.clock.now()).toBe(start + 2 * dayMs);

    const inSteps = openClock([trigger('1')]);
    for (let step = 0; step < 48 * 4; step += 1) await inSteps.advance(15 * minuteMs);
    expect(inSteps.ran).toEqual(once.ran);
  });

  test('gives triggers minutes of their own and fires them in the order of time', async () => {
    const {ran, advance} = openClock([trigger('1'), trigger('2'), trigger('3')]);
    await advance(dayMs);
    expect(new Set(ran.map(({at}) => at % hourMs)).size).toBe(3);
    expect(ran.map(({at}) => at)).toEqual(ran.map(({at}) => at).toSorted((a, b) => a - b));
  });

  test('fires what a run has passed over once, at its usual minute after that', async () => {
    const {ran, clock, advance} = openClock([trigger('1')]);
    await advance(hourMs);
    clock.advance(5 * hourMs);
    await advance(2 * hourMs);
    const [first, late, next] = ran.map(({at}) => at);
    expect(ran).toHaveLength(4);
    expect(late).toBe(start + 6 * hourMs);
    expect((next ?? 0) % hourMs).toBe((first ?? 0) % hourMs);
  });

  test('a trigger that is deleted by its own run fires no more', async () => {
    const triggers = [trigger('1')];
    const {ran, advance} = openClock(triggers, {onRun: () => triggers.pop()});
    await advance(dayMs);
    expect(ran).toHaveLength(1);
  });

  test('a late firing of a trigger that is deleted meanwhile does not come', async () => {
    const triggers = [trigger('1')];
    const {ran, advance} = openClock(triggers);
    expect(await advance(hourMs, () => ({kind: 'late', byMs: 3 * hourMs}))).toEqual([]);
    triggers.pop();
    await advance(dayMs);
    expect(ran).toEqual([]);
  });

  test('late, missed and doubled firings leave the others where they are', async () => {
    const {ran, advance} = openClock([trigger('1')]);
    const firings = await advance(
      8 * hourMs,
      faults(
        {kind: 'punctual'},
        {kind: 'late', byMs: 10 * minuteMs},
        {kind: 'missed'},
        {kind: 'doubled', apartMs: minuteMs},
        {kind: 'late', byMs: 90 * minuteMs},
      ),
    );
    const first = ran[0]?.at ?? 0;
    const minutesAfterFirst = ran.map(({at}) => (at - first) / minuteMs);
    expect(minutesAfterFirst).toEqual([0, 70, 180, 181, 300, 330, 360, 420]);
    expect(firings.map(({outcome}) => outcome.kind).filter((kind) => kind === 'missed')).toHaveLength(1);
    expect(firings.map(({dueAtUnixMs}) => (dueAtUnixMs - first) / hourMs)).toEqual([
      0, 1, 2, 3, 3, 5, 4, 6, 7,
    ]);
  });

  test('a firing that is late beyond the end comes with the next call', async () => {
    const {ran, advance} = openClock([trigger('1')]);
    await advance(hourMs, () => ({kind: 'late', byMs: 2 * hourMs}));
    expect(ran).toEqual([]);
    await advance(2 * hourMs);
    expect(ran).toHaveLength(3);
  });

  test('overlapping firings run at once', async () => {
    let atWork = 0;
    let mostAtWork = 0;
    const clock = createClock({startUnixMs: start});
    const triggerClock = createTriggerClock({
      clock,
      triggers: () => [trigger('1')],
      async run() {
        atWork += 1;
        mostAtWork = Math.max(mostAtWork, atWork);
        await new Promise((resolve) => setImmediate(resolve));
        atWork -= 1;
        return {ok: true, value: null, log: [], durationMs: 1, simulatedMs: 0};
      },
      seed: 1,
      timeZone: 'Etc/UTC',
    });
    expect(await triggerClock.advance(hourMs, () => ({kind: 'overlapping'}))).toHaveLength(2);
    expect(mostAtWork).toBe(2);
  });

  test('refuses in words of Google what is beyond 90 minutes of one person within 24 hours', async () => {
    const {advance} = openClock(
      [trigger('1'), trigger('2', {owner: 'ben@example.com', schedule: recurring({unit: 'days', hour: 9})})],
      {
        runMs: 6 * minuteMs,
      },
    );
    const firings = await advance(dayMs);
    const mine = firings.filter(({trigger: {id}}) => id === '1').map(({outcome}) => outcome);
    const ran = mine.filter(({kind}) => kind === 'ran');
    expect(ran).toHaveLength(consumerTriggerRunTimeMaxMs / (6 * minuteMs));
    expect(mine.slice(ran.length)).toEqual(
      Array.from({length: mine.length - ran.length}, () => ({
        kind: 'refused',
        message: triggerRunTimeExceeded,
      })),
    );
    expect(mine.length).toBeGreaterThan(ran.length);
    expect(firings.find(({trigger: {id}}) => id === '2')?.outcome.kind).toBe('ran');

    const nextDay = await advance(2 * hourMs);
    expect(nextDay.map(({outcome}) => outcome.kind)).toContain('ran');
  });

  test('hands over an event as Google documents it', async () => {
    const {ran, advance} = openClock([trigger('1')]);
    await advance(hourMs);
    expect(ran[0]?.event).toMatchObject({
      triggerUid: '1',
      year: 2026,
      month: 10,
      'day-of-month': 31,
      timezone: 'UTC',
    });
  });

  test('never fires triggers on an event of the file', async () => {
    const {ran, advance} = openClock([trigger('1', {event: 'ON_OPEN', schedule: null})]);
    await advance(dayMs);
    expect(ran).toEqual([]);
  });
});

describe('createTriggerTimes().next()', () => {
  const times = createTriggerTimes({seed: 3, timeZone: 'America/New_York'});
  const following = (schedule: TriggerSchedule, count: number) => {
    const found: number[] = [];
    let last: number | null = null;
    for (let n = 0; n < count; n += 1) {
      const next: number | null = times.next(trigger('4', {schedule}), last ?? start, last);
      if (next === null) break;
      found.push(next);
      last = next;
    }
    return found;
  };
  const inNewYork = (unixMs: number) =>
    new Intl.DateTimeFormat('en-GB', {
      timeZone: 'America/New_York',
      weekday: 'short',
      day: '2-digit',
      month: '2-digit',
      hour: '2-digit',
      hourCycle: 'h23',
    })
      .format(unixMs)
      .replace(',', '');

  test('everyHours(3) keeps three hours apart, over the hour that clocks repeat too', () => {
    const found = following(recurring({unit: 'hours', count: 3}), 10);
    expect(new Set(found.slice(1).map((at, index) => at - (found[index] ?? 0)))).toEqual(
      new Set([3 * hourMs]),
    );
  });

  test('atHour(6) is six on the wall before and after clocks change', () => {
    const found = following(recurring({unit: 'days', hour: 6}), 3);
    expect(found.map(inNewYork)).toEqual(['Sun 01/11 06', 'Mon 02/11 06', 'Tue 03/11 06']);
  });

  test('onWeekDay(MONDAY) and onMonthDay(31) find their day', () => {
    const mondays = following(recurring({unit: 'weeks', weekDay: 'MONDAY', hour: 7}), 2);
    expect(mondays.map(inNewYork)).toEqual(['Mon 02/11 07', 'Mon 09/11 07']);
    const lasts = following(recurring({unit: 'months', monthDay: 31, hour: 20}), 3);
    expect(lasts.map(inNewYork)).toEqual(['Sat 31/10 20', 'Thu 31/12 20', 'Sun 31/01 20']);
  });

  test('nearMinute(10) is at most 15 minutes from there, and always the same', () => {
    const minutes = following(recurring({unit: 'hours', nearMinute: 10}), 5).map(
      (at) => (at % hourMs) / minuteMs,
    );
    expect(new Set(minutes).size).toBe(1);
    expect(((minutes[0] ?? 0) - 10 + 15 + 60) % 60).toBeLessThanOrEqual(30);
  });

  test('at() fires once', () => {
    expect(following({kind: 'once', atUnixMs: start + 5}, 3)).toEqual([start + 5]);
  });
});

describe('clockEvent()', () => {
  test.each([
    [
      '2026-01-01T00:05:09Z',
      {
        year: 2026,
        month: 1,
        'day-of-month': 1,
        'day-of-week': 4,
        'week-of-year': 1,
        hour: 0,
        minute: 5,
        second: 9,
      },
    ],
    ['2027-01-03T23:00:00Z', {year: 2027, 'day-of-week': 7, 'week-of-year': 53}],
    ['2026-11-02T12:00:00Z', {'day-of-week': 1, 'week-of-year': 45}],
  ])('of %s', (iso, fields) => {
    expect(clockEvent('9', Date.parse(iso))).toMatchObject({triggerUid: '9', timezone: 'UTC', ...fields});
  });
});

describe('unreliableFirings()', () => {
  test('brings each kind of fault, the same ones for one seed', () => {
    const due = {trigger: trigger('1'), atUnixMs: start};
    const draw = (seed: number) => {
      const choose = unreliableFirings({seed, oneIn: 3});
      return Array.from({length: 200}, () => choose(due));
    };
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
    expect(new Set(draw(1).map(({kind}) => kind))).toEqual(
      new Set(['punctual', 'late', 'missed', 'doubled', 'overlapping']),
    );
    const punctual = draw(1).filter(({kind}) => kind === 'punctual').length;
    expect(punctual).toBeGreaterThan(110);
    expect(punctual).toBeLessThan(155);
  });
});

describe('people of one workbench', () => {
  const as = (user?: string) =>
    ({executionId: 'e', functionName: 'f', authMode: 'FULL', ...(user === undefined ? {} : {user})}) as const;
  const wanted = {functionName: 'refresh', event: 'CLOCK', schedule: null};

  test('each sees, counts and deletes their own triggers alone', () => {
    const service = createTriggersService();
    service.call('newTrigger', [wanted], as());
    service.call('newTrigger', [wanted], as('ben@example.com'));
    expect(() => service.call('newTrigger', [wanted], as('ben@example.com'))).toThrow(
      'too many time-based triggers',
    );
    expect(service.call('getProjectTriggers', [], as('ben@example.com'))).toEqual([{...wanted, id: '2'}]);

    service.call('deleteTrigger', ['1'], as('ben@example.com'));
    expect(service.triggers().map(({id, owner}) => [id, owner])).toEqual([
      ['1', undefined],
      ['2', 'ben@example.com'],
    ]);
    service.call('deleteTrigger', ['2'], as('ben@example.com'));
    expect(service.triggers().map(({id}) => id)).toEqual(['1']);
  });

  test('a trigger may be lost without anybody deleting it', () => {
    const service = createTriggersService();
    service.call('newTrigger', [wanted], as());
    service.lose('1');
    expect(service.triggers()).toEqual([]);
  });
});
