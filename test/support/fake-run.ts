import {type RefreshPorts, refreshReceivables} from '../../src/core/receivables/refresh-receivables.ts';
import type {RefreshComplete, RefreshReply, RefreshRequest} from '../../src/core/sidebar-contract.ts';

export interface RunOptions {
  readonly request?: RefreshRequest;
  /** How much time Google leaves it. */
  readonly durationMaxMs?: number;
  readonly startedBy?: 'person' | 'trigger';
}

/** One run of the refresh, as a person starts it. */
export function runOnce(
  ports: RefreshPorts,
  {request = {}, durationMaxMs = 300_000, startedBy = 'person'}: RunOptions = {},
): RefreshReply {
  const deadlineUnixMs = ports.clock.nowUnixMs() + durationMaxMs;
  return refreshReceivables(ports, request, {deadlineUnixMs, lockWaitMs: 0, startedBy});
}

/** One run that must be enough. */
export function runToEnd(ports: RefreshPorts, request: RefreshRequest = {}): RefreshComplete {
  const reply = runOnce(ports, {request});
  if (reply.status !== 'complete') throw new Error(`The refresh is not complete: ${reply.message}`);
  return reply;
}
