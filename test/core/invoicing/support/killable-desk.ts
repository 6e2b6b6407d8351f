import {Killed} from '../../../support/fake-kill.ts';
import type {CreationDesk} from './creation-desk.ts';

export interface DeskKill {
  /** 1 for the first call of any service. */
  readonly call: number;
  /** Whether that call still has its effect; `within`: half the requests of a wave reach Stripe, as they go out at once. */
  readonly when: 'before' | 'within' | 'after';
}

export interface KillableDesk extends CreationDesk {
  /** Ends the run at that call, counted from now on; null ends none. Nothing of a run that was ended goes on. */
  killAt(kill: DeskKill | null): void;
  /** Since then: `http.sendAll`, `tables.writeRecords`, … */
  readonly calls: readonly string[];
}

/** Every service that a run asks for anything outside itself. */
const services = ['http', 'tables', 'drafts', 'audit', 'documentProperties', 'userProperties'] as const;

/** The same desk, whose runs can be ended at any call. */
export function killableDesk(desk: CreationDesk): KillableDesk {
  let kill: DeskKill | null = null;
  let dead = false;
  let calls: string[] = [];
  const die = (): never => {
    dead = true;
    throw new Killed('Exceeded maximum execution time');
  };
  const watched = <Port extends object>(name: string, port: Port): Port =>
    new Proxy(port, {
      get(target, method) {
        const value: unknown = Reflect.get(target, method);
        if (typeof value !== 'function') return value;
        return (...args: readonly unknown[]) => {
          if (dead) die();
          calls.push(`${name}.${String(method)}`);
          const isLast = calls.length === kill?.call;
          if (isLast && kill?.when === 'before') die();
          const [first] = args;
          const isHalf = isLast && kill?.when === 'within' && Array.isArray(first) && name === 'http';
          const given = isHalf ? [first.slice(0, Math.ceil(first.length / 2))] : args;
          const result: unknown = Reflect.apply(value, target, given);
          if (isLast) die();
          return result;
        };
      },
    });
  for (const name of services) Object.assign(desk.ports, {[name]: watched(name, desk.ports[name])});
  return {
    ...desk,
    get calls() {
      return calls;
    },
    killAt(next) {
      kill = next;
      dead = false;
      calls = [];
    },
  };
}
