import {createClockTriggerBuilder} from './clock-trigger.ts';
import {createEnum} from './google-enum.ts';
import {googleException, signatureMismatch} from './google-exception.ts';
import type {HostCall, Json} from './host-call.ts';
import {onlyKnown} from './only-known.ts';
import {asFields, asList, asText, serviceCall} from './service-call.ts';

type Google = GoogleAppsScript.Script.ScriptApp;
type Trigger = GoogleAppsScript.Script.Trigger;
type CreateTrigger = (event: string, schedule: Json) => Trigger;

const enums = {
  AuthMode: createEnum<Google['AuthMode']>(['NONE', 'CUSTOM_FUNCTION', 'LIMITED', 'FULL']),
  AuthorizationStatus: createEnum<Google['AuthorizationStatus']>(['REQUIRED', 'NOT_REQUIRED']),
  EventType: createEnum<Google['EventType']>([
    'CLOCK',
    'ON_OPEN',
    'ON_EDIT',
    'ON_FORM_SUBMIT',
    'ON_CHANGE',
    'ON_EVENT_UPDATED',
  ]),
  TriggerSource: createEnum<Google['TriggerSource']>([
    'SPREADSHEETS',
    'CLOCK',
    'FORMS',
    'DOCUMENTS',
    'CALENDAR',
  ]),
  WeekDay: createEnum<Google['WeekDay']>([
    'SUNDAY',
    'MONDAY',
    'TUESDAY',
    'WEDNESDAY',
    'THURSDAY',
    'FRIDAY',
    'SATURDAY',
  ]),
};

/** https://developers.google.com/apps-script/reference/script/script-app */
export function createScriptApp(hostCall: HostCall, nowUnixMs: () => number) {
  const call = serviceCall(hostCall, 'ScriptApp');
  return onlyKnown('ScriptApp', {
    ...enums,
    deleteTrigger(trigger: Trigger) {
      call('deleteTrigger', trigger.getUniqueId());
    },
    getAuthorizationInfo() {
      const status = asText(call('getAuthorizationInfo'));
      return onlyKnown('AuthorizationInfo', {
        getAuthorizationStatus: () =>
          status === 'REQUIRED' ? enums.AuthorizationStatus.REQUIRED : enums.AuthorizationStatus.NOT_REQUIRED,
        getAuthorizationUrl: () => '',
      });
    },
    getProjectTriggers: () => asList(call('getProjectTriggers')).map((stored) => toTrigger(asFields(stored))),
    getUserTriggers: () => asList(call('getProjectTriggers')).map((stored) => toTrigger(asFields(stored))),
    newTrigger: (functionName: string) =>
      createTriggerBuilder(
        (event, schedule) => toTrigger(asFields(call('newTrigger', {functionName, event, schedule}))),
        nowUnixMs,
      ),
  } satisfies Partial<Record<keyof Google, unknown>>);
}

/** The mode of an execution as event objects carry it. */
export function authModeValue(authMode: 'NONE' | 'LIMITED' | 'FULL' | 'CUSTOM_FUNCTION') {
  return enums.AuthMode[authMode];
}

function createTriggerBuilder(create: CreateTrigger, nowUnixMs: () => number) {
  return onlyKnown('TriggerBuilder', {
    timeBased: () => createClockTriggerBuilder((schedule) => create('CLOCK', schedule), nowUnixMs),
    forSpreadsheet(sheet: unknown) {
      if (sheet === undefined || sheet === null)
        throw signatureMismatch('TriggerBuilder.forSpreadsheet', [sheet]);
      return createSpreadsheetTriggerBuilder(create);
    },
  });
}

function createSpreadsheetTriggerBuilder(
  create: CreateTrigger,
): GoogleAppsScript.Script.SpreadsheetTriggerBuilder {
  let event: string | null = null;
  const on = (wanted: string) => () => {
    event = wanted;
    return builder;
  };
  const builder: GoogleAppsScript.Script.SpreadsheetTriggerBuilder = onlyKnown('SpreadsheetTriggerBuilder', {
    onOpen: on('ON_OPEN'),
    onEdit: on('ON_EDIT'),
    onChange: on('ON_CHANGE'),
    onFormSubmit: on('ON_FORM_SUBMIT'),
    create() {
      if (event === null)
        throw googleException('Cannot create a spreadsheet trigger without its event: add onOpen or onEdit.');
      return create(event, null);
    },
  });
  return builder;
}

function toTrigger(stored: {readonly [key: string]: Json}): Trigger {
  const isClock = stored['event'] === 'CLOCK';
  return onlyKnown<Trigger>('Trigger', {
    getEventType: () => eventType(asText(stored['event'] ?? null)),
    getHandlerFunction: () => asText(stored['functionName'] ?? null),
    getTriggerSource: () => (isClock ? enums.TriggerSource.CLOCK : enums.TriggerSource.SPREADSHEETS),
    // A clock trigger belongs to no file, which Google says with null.
    getTriggerSourceId: () => (isClock ? (null as unknown as string) : SpreadsheetApp.getActive().getId()),
    getUniqueId: () => asText(stored['id'] ?? null),
  });
}

function eventType(name: string): GoogleAppsScript.Script.EventType {
  const values = new Map(Object.entries(enums.EventType));
  const value = values.get(name);
  if (value === undefined) throw new Error(`Broken invariant: there is no event type ${name}.`);
  return value as GoogleAppsScript.Script.EventType; // Entries of the frozen enumeration above.
}
