import type {HostCall} from './host-call.ts';
import {onlyKnown} from './only-known.ts';
import {asText, serviceCall} from './service-call.ts';

/** https://developers.google.com/apps-script/reference/base/session */
export function createSession(
  hostCall: HostCall,
  scriptTimeZone: string,
): Pick<
  GoogleAppsScript.Base.Session,
  | 'getActiveUser'
  | 'getActiveUserLocale'
  | 'getEffectiveUser'
  | 'getScriptTimeZone'
  | 'getTemporaryActiveUserKey'
> {
  const call = serviceCall(hostCall, 'Session');
  const user = (method: string): GoogleAppsScript.Base.User => {
    const email = asText(call(method));
    // The declared type has a deprecated method besides, which the guard throws for.
    return onlyKnown<Pick<GoogleAppsScript.Base.User, 'getEmail'>>('User', {
      getEmail: () => email,
    }) as GoogleAppsScript.Base.User;
  };
  return onlyKnown('Session', {
    getActiveUser: () => user('getActiveUser'),
    getEffectiveUser: () => user('getEffectiveUser'),
    getActiveUserLocale: () => asText(call('getActiveUserLocale')),
    getScriptTimeZone: () => scriptTimeZone,
    getTemporaryActiveUserKey: () => asText(call('getTemporaryActiveUserKey')),
  });
}
