import type {HostService, Json} from '../host-call.ts';
import {unknownMethod} from './arguments.ts';

/** Who sits before the workbench. */
export interface WorkbenchUser {
  readonly email: string;
  /** As Google names it: `en`, `de`. */
  readonly locale: string;
}

/** The host side of Session, for `user` unless an execution runs as somebody else. A simple trigger does not learn who the person is, as at Google it often does not. */
export function createSessionService(user: WorkbenchUser): HostService {
  return {
    name: 'Session',
    call(method, _args, context): Json {
      const email = context.user ?? user.email;
      switch (method) {
        case 'getActiveUser':
        case 'getEffectiveUser':
          return context.authMode === 'FULL' ? email : '';
        case 'getActiveUserLocale':
          return user.locale;
        case 'getTemporaryActiveUserKey':
          return Buffer.from(email).toString('base64url');
        default:
          throw unknownMethod('Session', method);
      }
    },
  };
}
