import {signatureMismatch} from './google-exception.ts';
import type {HostCall} from './host-call.ts';
import {onlyKnown} from './only-known.ts';
import {asTextOrNull, asTextRecord, type ServiceCall, serviceCall} from './service-call.ts';

type Properties = GoogleAppsScript.Properties.Properties;

/** https://developers.google.com/apps-script/reference/properties */
export function createPropertiesService(
  hostCall: HostCall,
): Pick<
  GoogleAppsScript.Properties.PropertiesService,
  'getDocumentProperties' | 'getScriptProperties' | 'getUserProperties'
> {
  const call = serviceCall(hostCall, 'PropertiesService');
  const open = (method: string, scope: string): Properties => {
    call(method, scope);
    return createStore(call, scope);
  };
  return onlyKnown('PropertiesService', {
    getDocumentProperties: () => open('getDocumentProperties', 'document'),
    getScriptProperties: () => open('getScriptProperties', 'script'),
    getUserProperties: () => open('getUserProperties', 'user'),
  });
}

function createStore(call: ServiceCall, scope: string): Properties {
  const store: Properties = onlyKnown<Properties>('Properties', {
    deleteAllProperties() {
      call('deleteAll', scope);
      return store;
    },
    deleteProperty(key) {
      call('delete', scope, key);
      return store;
    },
    getKeys: () => Object.keys(asTextRecord(call('getAll', scope))),
    getProperties: () => asTextRecord(call('getAll', scope)),
    getProperty: (key) => asTextOrNull(call('get', scope, key)),
    setProperties(properties: Record<string, string>, deleteAllOthers?: boolean) {
      // Google turns other kinds into text of its own making; here they are refused, since only text is safe.
      if (!Object.values(properties).every((value) => typeof value === 'string')) {
        throw signatureMismatch('PropertiesService.Properties.setProperties', [properties]);
      }
      call(deleteAllOthers === true ? 'replaceAll' : 'set', scope, properties);
      return store;
    },
    setProperty(key, value) {
      if (typeof key !== 'string' || typeof value !== 'string') {
        throw signatureMismatch('PropertiesService.Properties.setProperty', [key, value]);
      }
      call('set', scope, {[key]: value});
      return store;
    },
  });
  return store;
}
