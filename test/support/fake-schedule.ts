import type {Schedule} from '../../src/core/ports.ts';

export interface FakeSchedule extends Schedule {
  /** How many triggers there are: tests lose and double them. */
  triggers: number;
}

/** The hourly triggers of one person. */
export function fakeSchedule(triggers = 0): FakeSchedule {
  const schedule: FakeSchedule = {
    triggers,
    count: () => schedule.triggers,
    start() {
      schedule.triggers = 1;
    },
    stop() {
      schedule.triggers = 0;
    },
  };
  return schedule;
}
