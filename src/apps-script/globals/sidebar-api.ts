import {repairSchedule} from '../../core/receivables/automatic-refresh.ts';
import {refreshReceivables as refresh} from '../../core/receivables/refresh-receivables.ts';
import type {
  ConnectReply,
  ConnectRequest,
  RefreshReply,
  RefreshRequest,
} from '../../core/sidebar-contract.ts';
import {connectStripe as connect} from '../../core/stripe/connect.ts';
import {forgetConnection} from '../../core/stripe/connection.ts';
import {personsRefresh, ports} from '../wiring.ts';

export function refreshReceivables(request?: RefreshRequest): RefreshReply {
  const connected = ports();
  const reply = refresh(connected, request ?? {}, personsRefresh());
  repairSchedule(connected);
  return reply;
}

export function connectStripe(request: ConnectRequest): ConnectReply {
  return connect(ports(), request);
}

export function disconnectStripe(): void {
  forgetConnection(ports().userProperties);
}
