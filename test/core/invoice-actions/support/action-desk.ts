import type {
  ActionPreview,
  ActionReply,
  ActionRequest,
  InvoiceAction,
} from '../../../../src/core/action-contract.ts';
import {auditHeaders} from '../../../../src/core/audit/audit-columns.ts';
import {readAuditTable} from '../../../../src/core/audit/audit-rows.ts';
import {doAction} from '../../../../src/core/invoice-actions/do-action.ts';
import {previewAction} from '../../../../src/core/invoice-actions/preview-action.ts';
import type {Http} from '../../../../src/core/ports.ts';
import {saveSettings} from '../../../../src/core/settings.ts';
import {Killed} from '../../../support/fake-kill.ts';
import {type StripeDesk, stripeDesk, type Wire} from './stripe-desk.ts';

/** A desk at which one acts as the sidebar does. */
export interface ActionDesk extends Omit<StripeDesk, 'ports'> {
  readonly ports: Omit<StripeDesk['ports'], 'http'> & {
    readonly http: Http;
    signIn(email: string | null): void;
  };
  preview(action: InvoiceAction, invoiceIds: readonly string[], why?: Why): ActionPreview;
  /** With a digest, or what the preview of it says now. */
  act(
    action: InvoiceAction,
    invoiceIds: readonly string[],
    options?: Why & {readonly digest?: string | null; readonly forMs?: number},
  ): ActionReply;
  /** Ends the next run at the n-th call of Stripe, the hidden lists, the audit log or the properties that changes something. */
  killAt(call: number | null, when?: 'before' | 'after'): void;
  statuses(invoiceIds: readonly string[]): readonly unknown[];
  /** How often Stripe e-mailed it. */
  sent(invoiceId: string): number;
  /** Rows of the audit log by header. */
  log(): readonly Readonly<Record<string, unknown>>[];
}

export interface Why {
  readonly reasonCode?: string;
  readonly reason?: string;
}

export function actionDesk(objects: readonly object[] = []): ActionDesk {
  const desk = stripeDesk(objects);
  let signedIn: string | null = 'nora@example.com';
  let kill: {readonly call: number; readonly when: 'before' | 'after'} | null = null;
  let calls = 0;
  let isDead = false;
  const watched = <P extends object>(port: P, methods: readonly string[]): P =>
    new Proxy(port, {
      get(target, method) {
        const value: unknown = Reflect.get(target, method);
        if (typeof value !== 'function' || !methods.includes(String(method))) return value;
        return (...args: readonly unknown[]) => {
          calls += 1;
          if (isDead || (calls === kill?.call && kill.when === 'before')) die();
          const result: unknown = Reflect.apply(value, target, args);
          if (calls === kill?.call) die();
          return result;
        };
      },
    });
  const die = (): never => {
    isDead = true;
    throw new Killed('Exceeded maximum execution time');
  };
  const ports = {
    ...desk.ports,
    person: {email: () => signedIn},
    http: watched(inLowerCase(desk.ports.http), ['sendAll']),
    tables: watched(desk.ports.tables, ['writeRecords', 'replaceRecords']),
    audit: watched(desk.ports.audit, ['append']),
    documentProperties: watched(desk.ports.documentProperties, ['write']),
    signIn(email: string | null) {
      signedIn = email;
    },
  };
  const requested = (
    action: InvoiceAction,
    invoiceIds: readonly string[],
    {reasonCode = 'Other', reason = 'asked by phone'}: Why,
  ): ActionRequest => ({invoiceIds, action, reasonCode, reason});
  const deadline = () => ({deadlineUnixMs: ports.clock.nowUnixMs() + 300_000});
  const preview: ActionDesk['preview'] = (action, ids, why = {}) =>
    previewAction(ports, requested(action, ids, why), deadline());
  return {
    ...desk,
    ports,
    preview,
    act(action, ids, {digest, forMs, ...why} = {}) {
      const named = digest === undefined ? preview(action, ids, why).digest : digest;
      const request = {
        ...requested(action, ids, why),
        digest: named ?? '',
        ...(forMs === undefined ? {} : {forMs}),
      };
      return doAction(ports, request, deadline());
    },
    killAt(call, when = 'before') {
      kill = call === null ? null : {call, when};
      calls = 0;
      isDead = false;
    },
    statuses: (ids) =>
      ids.map((id) => {
        try {
          return desk.get(`/v1/invoices/${id}`)['status'];
        } catch {
          return 'deleted';
        }
      }),
    sent: (id) => eventsOf(desk, 'invoice.sent').filter((sent) => sent === id).length,
    log() {
      const shown = desk.ports.audit.read();
      const rows = shown === null ? [] : readAuditTable(shown.values).rows;
      return rows.map(({cell}) => Object.fromEntries(auditHeaders.map((header) => [header, cell(header)])));
    },
  };
}

/** Header names as the port promises them. */
function inLowerCase(http: Http): Http {
  return {
    sendAll: (wave) =>
      http.sendAll(wave).map((outcome) => {
        if (outcome.kind === 'unreachable') return outcome;
        const {headers} = outcome.response;
        const lower = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
        return {kind: 'response', response: {...outcome.response, headers: Object.fromEntries(lower)}};
      }),
  };
}

function eventsOf(desk: Pick<StripeDesk, 'get'>, type: string): readonly unknown[] {
  const page = desk.get('/v1/events', {type, limit: 100}) as {
    readonly data: readonly {readonly data: {readonly object: Wire}}[];
  };
  return page.data.map(({data}) => data.object['id']);
}

/** Customers cus_B0, cus_B1, … */
export function customers(count: number): readonly object[] {
  return Array.from({length: count}, (_, index) => ({
    id: `cus_B${index}`,
    object: 'customer',
    name: `Customer ${index}`,
    email: `b${index}@example.com`,
    currency: 'eur',
  }));
}

/** Everything of this kind wants a second person, in test mode too. */
export function alwaysAsk({ports}: Pick<ActionDesk, 'ports'>): void {
  saveSettings(ports.documentProperties, {approvals: {in: 'always'}});
}
