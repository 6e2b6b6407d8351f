import {AddonError} from '../errors/addon-error.ts';
import type {Schedule} from '../ports.ts';
import type {RefreshReply, RefreshRequest} from '../sidebar-contract.ts';
import {repairSchedule} from './automatic-refresh.ts';
import {type RefreshPorts, refreshReceivables} from './refresh-receivables.ts';

/** How long a person waits for a run that is under way, before the message says who is at work. */
const lockWaitMs = 5_000;

/**
 * What the menu, the sidebar and the command line do: refreshes, then puts right the person's own hourly trigger where
 * Google has lost or doubled it.
 *
 * @throws AddonError as refreshReceivables; ARGUMENT_INVALID for a request that is none
 */
export function refreshAsPerson(
  ports: RefreshPorts & {readonly schedule: Schedule},
  request: unknown,
  deadlineUnixMs: number,
): RefreshReply {
  const reply = refreshReceivables(ports, checkedRequest(request), {
    deadlineUnixMs,
    lockWaitMs,
    startedBy: 'person',
  });
  repairSchedule(ports);
  return reply;
}

/** It comes from outside: a slip in a name must not quietly mean the default. */
function checkedRequest(request: unknown): RefreshRequest {
  if (request === undefined || request === null) return {};
  const isObject = typeof request === 'object' && !Array.isArray(request);
  const {acceptCountChange, ...others} = Object(request);
  const isKnown = isObject && Object.keys(others).length === 0;
  if (isKnown && (acceptCountChange === undefined || typeof acceptCountChange === 'boolean'))
    return Object(request);
  throw new AddonError({
    code: 'ARGUMENT_INVALID',
    fact: `Cannot refresh the receivables: ${JSON.stringify(request)} is not a request.`,
    nextStep: 'Give nothing, or {"acceptCountChange": true}.',
  });
}
