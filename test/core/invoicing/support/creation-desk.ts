import type {CreateReply, CreateRequest, PreviewReply} from '../../../../src/core/invoice-contract.ts';
import {createInvoices} from '../../../../src/core/invoicing/create/create-invoices.ts';
import {readIntents} from '../../../../src/core/invoicing/create/intent-register.ts';
import type {InvoiceIntent} from '../../../../src/core/invoicing/invoice-intent.ts';
import {previewInvoices} from '../../../../src/core/invoicing/plans/preview-invoices.ts';
import type {HttpOutcome} from '../../../../src/core/ports.ts';
import type {TypedRow} from './draft-tab.ts';
import {type Desk, deskOf, nordwind, nordwindRow} from './sandbox-drafts.ts';

/** An invoice as the sandbox lists it. */
export interface MadeInvoice {
  readonly id: string;
  readonly status: string;
  readonly number: string | null;
  readonly total: number;
  readonly auto_advance: boolean;
  readonly metadata: Readonly<Record<string, string>>;
}

export interface CreationDesk extends Desk {
  previewNow(): PreviewReply;
  create(request: Omit<CreateRequest, 'digest'> & {readonly digest: string | null}): CreateReply;
  /** Previews and creates with that digest. */
  createNow(request?: Omit<CreateRequest, 'digest'>): CreateReply;
  invoices(): readonly MadeInvoice[];
  intents(): readonly InvoiceIntent[];
  passMs(ms: number): void;
}

/** Customers cus_C0, cus_C1, … and one row for each. */
export function manyRows(count: number): {
  readonly rows: readonly TypedRow[];
  readonly objects: readonly Readonly<Record<string, unknown>>[];
} {
  const ids = Array.from({length: count}, (_, index) => `cus_C${index}`);
  return {
    rows: ids.map((id, index) => ({
      ...nordwindRow,
      Customer: id,
      'Unit amount': 100 + index,
      'Order total (check)': 2 * (100 + index),
    })),
    objects: ids.map((id) => ({
      ...nordwind,
      id,
      name: `Customer ${id}`,
      email: `${id.toLowerCase()}@x.example`,
    })),
  };
}

export function creationDesk(...args: Parameters<typeof deskOf>): CreationDesk {
  const desk = deskOf(...args);
  const {ports, sandbox} = desk;
  const {sendAll} = ports.http;
  Object.assign(ports.http, {
    // The sandbox says that a connection broke by a status of 0.
    sendAll: (wave: Parameters<typeof sendAll>[0]): readonly HttpOutcome[] =>
      sendAll(wave).map((outcome) =>
        outcome.kind === 'response' && outcome.response.status === 0
          ? {kind: 'unreachable', reason: 'Address unavailable'}
          : outcome,
      ),
  });
  const deadline = () => ({deadlineUnixMs: ports.clock.nowUnixMs() + 300_000});
  const previewNow = () => previewInvoices(ports, {}, {asks: 'preview', ...deadline()});
  const create: CreationDesk['create'] = ({digest, ...request}) =>
    createInvoices(ports, {...request, digest: digest ?? ''}, deadline());
  return {
    ...desk,
    previewNow,
    create,
    createNow: (request = {}) => create({...request, digest: previewNow().digest}),
    invoices() {
      const all: MadeInvoice[] = [];
      for (;;) {
        const after = all.length === 0 ? '' : `&starting_after=${all[all.length - 1]?.id}`;
        const {body} = sandbox.handle(
          {
            method: 'GET',
            url: `https://api.stripe.com/v1/invoices?limit=100${after}`,
            headers: {Authorization: `Bearer ${ports.userProperties.read('stripeKey')}`},
            body: null,
          },
          ports.clock.nowUnixMs(),
        );
        const page: {readonly data: readonly MadeInvoice[]; readonly has_more: boolean} = JSON.parse(body);
        all.push(...page.data);
        if (!page.has_more) return all;
      }
    },
    intents: () => readIntents(ports.tables),
    passMs: (ms) => ports.clock.sleep(ms),
  };
}

/** What the register and Stripe must say of each other, after any history: one invoice for one intent at most. */
export function contradictions(desk: CreationDesk): readonly string[] {
  const invoices = desk.invoices();
  const intents = new Map(desk.intents().map((intent) => [intent.key, intent]));
  const byKey = new Map<string, MadeInvoice[]>();
  for (const invoice of invoices) {
    const key = invoice.metadata['billing_ops_intent'] ?? '';
    byKey.set(key, [...(byKey.get(key) ?? []), invoice]);
  }
  return [...byKey].flatMap(([key, made]) => {
    const intent = intents.get(key);
    const [first] = made;
    if (intent === undefined || first === undefined) return [`Invoice ${first?.id} has no intent.`];
    return [
      ...(made.length > 1 ? [`Intent ${key} has ${made.length} invoices.`] : []),
      ...(intent.invoiceId !== null && intent.invoiceId !== first.id ? [`Intent ${key} names another.`] : []),
      ...(first.metadata['billing_ops_batch'] === intent.batchId
        ? []
        : [`Invoice ${first.id} names another batch.`]),
      ...(['lined', 'finalized', 'sent'].includes(intent.state) && first.total !== intent.totals.total
        ? [`Invoice ${first.id} has another total.`]
        : []),
    ];
  });
}
