import type {HostService, Json} from '../host-call.ts';
import {asObject, objectAt, textAt, unknownMethod} from './arguments.ts';

export type TriggerEvent = 'CLOCK' | 'ON_OPEN' | 'ON_EDIT' | 'ON_CHANGE' | 'ON_FORM_SUBMIT';

/** When a clock trigger fires. Null fields were not asked for: Google then chooses. */
export type TriggerSchedule =
  | {
      readonly kind: 'recurring';
      readonly unit: 'minutes' | 'hours' | 'days' | 'weeks' | 'months';
      /** Every so many units. */
      readonly count: number;
      readonly hour: number | null;
      readonly nearMinute: number | null;
      readonly weekDay: string | null;
      readonly monthDay: number | null;
      /** Null means the script's zone. */
      readonly timeZone: string | null;
    }
  | {readonly kind: 'once'; readonly atUnixMs: number};

/** An installable trigger as its creator's list of triggers has it. Nobody else sees it, and it runs as them. */
export interface StoredTrigger {
  readonly id: string;
  /** E-mail of its creator; absent for the workbench's own person. */
  readonly owner?: string;
  readonly functionName: string;
  readonly event: TriggerEvent;
  /** Null for every event but CLOCK. */
  readonly schedule: TriggerSchedule | null;
}

/** The host side of ScriptApp: keeps the triggers of all people; firing them is the business of whoever runs the clock. */
export interface TriggersHost extends HostService {
  triggers(): readonly StoredTrigger[];
  /** Loses a trigger without anybody's asking, as Google at times does. */
  lose(id: string): void;
}

/** https://developers.google.com/apps-script/guides/services/quotas */
const triggersMax = 20;

const eventWords: Readonly<Record<TriggerEvent, string>> = {
  CLOCK: 'time-based',
  ON_OPEN: 'open',
  ON_EDIT: 'edit',
  ON_CHANGE: 'change',
  ON_FORM_SUBMIT: 'form submit',
};

/** Holds to the rules for editor add-ons. https://developers.google.com/workspace/add-ons/concepts/editor-triggers */
export function createTriggersService(
  options: {readonly initial?: readonly StoredTrigger[]} = {},
): TriggersHost {
  const triggers: StoredTrigger[] = [...(options.initial ?? [])];
  let created = triggers.reduce((highest, trigger) => Math.max(highest, Number(trigger.id)), 0);

  const ofOwner = (owner: string | undefined) => triggers.filter((trigger) => trigger.owner === owner);
  const remove = (trigger: StoredTrigger | undefined): void => {
    if (trigger !== undefined) triggers.splice(triggers.indexOf(trigger), 1);
  };
  const create = (wanted: Omit<StoredTrigger, 'id'>): StoredTrigger => {
    assertAllowed(wanted, ofOwner(wanted.owner));
    created += 1;
    const trigger = {...wanted, id: String(created)};
    triggers.push(trigger);
    return trigger;
  };

  return {
    name: 'ScriptApp',
    call(method, args, {user}): Json {
      switch (method) {
        case 'newTrigger':
          return toJson(
            create({...toTrigger(objectAt(args, 0)), ...(user === undefined ? {} : {owner: user})}),
          );
        case 'getProjectTriggers':
          return ofOwner(user).map(toJson);
        case 'deleteTrigger':
          remove(ofOwner(user).find((trigger) => trigger.id === textAt(args, 0)));
          return null;
        case 'getAuthorizationInfo':
          return 'NOT_REQUIRED';
        default:
          throw unknownMethod('ScriptApp', method);
      }
    },
    triggers: () => triggers,
    lose: (id) => remove(triggers.find((trigger) => trigger.id === id)),
  };
}

function assertAllowed(wanted: Omit<StoredTrigger, 'id'>, triggers: readonly StoredTrigger[]): void {
  if (triggers.length >= triggersMax) {
    throw new Error(
      'This script has too many triggers. Triggers must be deleted from the script before more can be added.',
    );
  }
  if (triggers.some((trigger) => trigger.event === wanted.event)) {
    const word = eventWords[wanted.event];
    throw new Error(
      `The Add-on attempted to create too many ${word} triggers in this document for this Google user account.`,
    );
  }
  if (wanted.schedule?.kind === 'recurring' && wanted.schedule.unit === 'minutes') {
    throw new Error(
      `Cannot create a trigger for ${wanted.functionName} every ${wanted.schedule.count} minutes: an add-on may use a time-driven trigger once per hour at most. Use everyHours(1) or more.`,
    );
  }
}

function toJson({owner: _owner, ...trigger}: StoredTrigger): Json {
  return {...trigger, schedule: trigger.schedule === null ? null : {...trigger.schedule}};
}

function toTrigger(value: {readonly [key: string]: Json}): Omit<StoredTrigger, 'id'> {
  const event = toEvent(textAt([value['event'] ?? null], 0));
  const schedule = value['schedule'] ?? null;
  return {
    functionName: textAt([value['functionName'] ?? null], 0),
    event,
    schedule: schedule === null ? null : toSchedule(asObject(schedule, 0)),
  };
}

function toSchedule(value: {readonly [key: string]: Json}): TriggerSchedule {
  if (value['kind'] === 'once') return {kind: 'once', atUnixMs: Number(value['atUnixMs'])};
  return {
    kind: 'recurring',
    unit: toUnit(value['unit']),
    count: Number(value['count']),
    hour: numberOrNull(value['hour']),
    nearMinute: numberOrNull(value['nearMinute']),
    weekDay: textOrNull(value['weekDay']),
    monthDay: numberOrNull(value['monthDay']),
    timeZone: textOrNull(value['timeZone']),
  };
}

function toEvent(text: string): TriggerEvent {
  switch (text) {
    case 'CLOCK':
    case 'ON_OPEN':
    case 'ON_EDIT':
    case 'ON_CHANGE':
    case 'ON_FORM_SUBMIT':
      return text;
    default:
      throw new Error(`Broken invariant: there is no trigger event "${text}".`);
  }
}

function toUnit(value: Json | undefined): 'minutes' | 'hours' | 'days' | 'weeks' | 'months' {
  switch (value) {
    case 'minutes':
    case 'hours':
    case 'days':
    case 'weeks':
    case 'months':
      return value;
    default:
      throw new Error(`Broken invariant: there is no trigger unit ${JSON.stringify(value)}.`);
  }
}

function numberOrNull(value: Json | undefined): number | null {
  return typeof value === 'number' ? value : null;
}

function textOrNull(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : null;
}
