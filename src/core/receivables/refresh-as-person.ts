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
 * @throws AddonError as refreshReceivables
 */
export function refreshAsPerson(
  ports: RefreshPorts & {readonly schedule: Schedule},
  request: RefreshRequest,
  deadlineUnixMs: number,
): RefreshReply {
  const reply = refreshReceivables(ports, request, {deadlineUnixMs, lockWaitMs, startedBy: 'person'});
  repairSchedule(ports);
  return reply;
}
