import {refreshOnSchedule} from '../../core/receivables/scheduled-refresh.ts';
import {deadlineUnixMs, ports} from '../wiring.ts';

/** What the hourly trigger runs, as the person who turned automatic refresh on and with that person's key. */
export function refreshReceivablesOnSchedule(): void {
  refreshOnSchedule(ports(), deadlineUnixMs());
}
