/**
 * Wrong code that must not compile: the compiler fails on an unused `@ts-expect-error`. Nothing here runs.
 */
import {type CivilDate, daysBetween, parseIsoDate} from '../../../src/core/time/civil-date.ts';
import {serialFromDate} from '../../../src/core/time/serial.ts';
import {civilDateAt} from '../../../src/core/time/zone.ts';

export function wrongTime(dueOn: CivilDate, asOf: CivilDate): void {
  // @ts-expect-error a day depends on a zone, which is named
  civilDateAt(1_767_225_600);
  // @ts-expect-error two dates are told apart by name
  daysBetween(dueOn, asOf);
  // @ts-expect-error an instant is no calendar day
  serialFromDate(1_767_225_600);
  // @ts-expect-error nor is a Date of the host
  serialFromDate(new Date(0));
  // @ts-expect-error a date text is read first
  daysBetween({from: '2026-01-01', to: asOf});
  // @ts-expect-error a date does not change
  dueOn.day = 31;
  // @ts-expect-error days of the calendar are not subtracted
  dueOn - parseIsoDate('2026-01-01');
}
