import type {Log} from '../../core/ports.ts';

/** One JSON line for each event on the executions page. */
export function consoleLog(): Log {
  return {record: (event, fields) => console.log(JSON.stringify({event, ...fields}))};
}
