import {replyTo} from '../../core/failure.ts';
import * as lookUp from '../../core/payment-status/look-up-payments.ts';
import * as automatic from '../../core/receivables/automatic-refresh.ts';
import {refreshAsPerson} from '../../core/receivables/refresh-as-person.ts';
import * as slice from '../../core/receivables/refresh-slice.ts';
import * as shown from '../../core/receivables/show-receivables.ts';
import * as connection from '../../core/receivables/sidebar-connection.ts';
import * as state from '../../core/receivables/sidebar-state.ts';
import type {
  ConnectReply,
  ConnectRequest,
  KeyCheck,
  LookUpPaymentsRequest,
  PaymentLookup,
  RefreshReply,
  RefreshRequest,
  RefreshSliceReply,
  RefreshSliceRequest,
  Reply,
  ShowReceivablesReply,
  ShowReceivablesRequest,
  SidebarConnected,
  SidebarConnectRequest,
  SidebarState,
  Told,
} from '../../core/sidebar-contract.ts';
import {connectStripe as connect} from '../../core/stripe/connect.ts';
import * as key from '../../core/stripe/key-check.ts';
import {deadlineUnixMs, ports} from '../wiring.ts';

// For the command line and for scripts: these throw.

export function refreshReceivables(request?: RefreshRequest): RefreshReply {
  return refreshAsPerson(ports(), request, deadlineUnixMs());
}

export function connectStripe(request: ConnectRequest): ConnectReply {
  return connect(ports(), request);
}

export function disconnectStripe(): void {
  connection.disconnectStripe(ports());
}

// For the sidebar: these answer failures as values.

export function readSidebarState(): Reply<SidebarState> {
  return replyTo(() => state.readSidebarState(ports()));
}

export function checkKey(request: {readonly key: string}): Reply<KeyCheck> {
  return replyTo(() => key.checkKey(ports(), key.keyOf(request)).check);
}

export function connectFromSidebar(request: SidebarConnectRequest): Reply<SidebarConnected> {
  return replyTo(() => connection.connectFromSidebar(ports(), request));
}

export function disconnectFromSidebar(): Reply<Told> {
  return replyTo(() => connection.disconnectStripe(ports()));
}

export function refreshFromSidebar(request?: RefreshSliceRequest): Reply<RefreshSliceReply> {
  return replyTo(() => slice.refreshSlice(ports(), request ?? {}, deadlineUnixMs()));
}

export function cancelRefresh(): Reply<Told> {
  return replyTo(() => slice.cancelRefresh(ports()));
}

export function turnAutomaticRefresh(request: {readonly on: boolean}): Reply<Told> {
  return replyTo(() => automatic.turnAutomaticRefresh(ports(), request));
}

export function showReceivables(request: ShowReceivablesRequest): Reply<ShowReceivablesReply> {
  return replyTo(() => shown.showReceivables(ports(), request));
}

export function lookUpPayments(request: LookUpPaymentsRequest): Reply<PaymentLookup> {
  return replyTo(() => lookUp.lookUpPayments(ports(), request));
}
