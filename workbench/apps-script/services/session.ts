import type {HostService, Json} from '../host-call.ts';
import {unknownMethod} from './arguments.ts';

/** Who sits before the workbench. */
export interface WorkbenchUser {
  readonly email: string;
  /** As Google names it: `en`, `de`. */
  readonly locale: string;
}

/** The host side of Session. A simple trigger does not learn who the person is, as at Google it often does not. */
export function createSessionService(user: WorkbenchUser): HostService {
  return {
    name: 'Session',
    call(method, _args, context): Json {
      switch (method) {
        case 'getActiveUser':
        case 'getEffectiveUser':
          return context.authMode === 'FULL' ? user.email : '';
        case 'getActiveUserLocale':
          return user.locale;
        case 'getTemporaryActiveUserKey':
          return Buffer.from(user.email).toString('base64url');
        default:
          throw unknownMethod('Session', method);
      }
    },
  };
}
