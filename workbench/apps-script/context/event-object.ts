import type {ScriptEnvironment} from './bridge.ts';
import {authModeValue} from './script-app.ts';

/** What an event needs of the spreadsheet, asked for only when the script reads it: mode NONE may not ask at all. */
export interface EventSource {
  getActive(): unknown;
  getRange(a1Notation: string): unknown;
}

/**
 * The argument of a trigger function as Google builds it: `authMode`, `source`, and `range` where the event names one
 * (`"Tab!A1"`). https://developers.google.com/apps-script/guides/triggers/events
 */
export function eventObject(
  fields: object,
  environment: ScriptEnvironment,
  spreadsheet: EventSource,
): object {
  const event = {...fields, authMode: authModeValue(environment.authMode)};
  if (environment.trigger === 'clock') return event;
  Object.defineProperty(event, 'source', {get: () => spreadsheet.getActive(), enumerable: true});
  const range: unknown = Reflect.get(event, 'range');
  if (typeof range === 'string') {
    Object.defineProperty(event, 'range', {get: () => spreadsheet.getRange(range), enumerable: true});
  }
  return event;
}
