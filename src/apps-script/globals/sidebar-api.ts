import {refreshAsPerson} from '../../core/receivables/refresh-as-person.ts';
import type {
  ConnectReply,
  ConnectRequest,
  RefreshReply,
  RefreshRequest,
} from '../../core/sidebar-contract.ts';
import {connectStripe as connect} from '../../core/stripe/connect.ts';
import {forgetConnection} from '../../core/stripe/connection.ts';
import {deadlineUnixMs, ports} from '../wiring.ts';

export function refreshReceivables(request?: RefreshRequest): RefreshReply {
  return refreshAsPerson(ports(), request, deadlineUnixMs());
}

export function connectStripe(request: ConnectRequest): ConnectReply {
  return connect(ports(), request);
}

export function disconnectStripe(): void {
  forgetConnection(ports().userProperties);
}
