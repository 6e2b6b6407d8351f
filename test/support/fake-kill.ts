import type {RefreshPorts} from '../../src/core/receivables/refresh-receivables.ts';
import type {FakePorts} from './fake-ports.ts';

/** What ends a run from outside: Google's time limit, or a tab that is closed. No code of ours catches it. */
export class Killed extends Error {
  override readonly name = 'Killed';
}

export interface Kill {
  /** 1 for the first call of any port. */
  readonly call: number;
  /** Whether that call still had its effect. */
  readonly when: 'before' | 'after';
  /** Thrown by that call alone, as a fault from which the run goes on; without it the run is over. */
  readonly once?: Error;
}

export interface KillablePorts {
  readonly ports: RefreshPorts;
  /** `tables.publish`, in order, with its steps: `tables.publish: copied`. */
  readonly calls: readonly string[];
}

/** Ports whose n-th call ends the run (that call and all later ones throw, as nothing of a killed run goes on) or fails once. */
export function killable(ports: FakePorts, kill: Kill | null = null): KillablePorts {
  const calls: string[] = [];
  let dead = false;
  const die = (): never => {
    if (kill?.once !== undefined) throw kill.once;
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
          if (isLast && kill.when === 'before') die();
          const result: unknown = Reflect.apply(value, target, args);
          if (isLast) die();
          return result;
        };
      },
    });
  // After the step `copied`, nothing of the publish goes on.
  ports.tables.onPublishStep = (step) => {
    calls.push(`tables.publish: ${step}`);
    if (calls.length === kill?.call) die();
  };
  return {
    calls,
    ports: {
      http: watched('http', ports.http),
      clock: watched('clock', ports.clock),
      random: watched('random', ports.random),
      log: watched('log', ports.log),
      lock: watched('lock', ports.lock),
      person: watched('person', ports.person),
      userProperties: watched('userProperties', ports.userProperties),
      documentProperties: watched('documentProperties', ports.documentProperties),
      tables: watched('tables', ports.tables),
    },
  };
}
