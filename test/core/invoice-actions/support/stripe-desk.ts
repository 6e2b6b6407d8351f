import type {InvoiceAction} from '../../../../src/core/action-contract.ts';
import {type ActionContext, actionContext} from '../../../../src/core/invoice-actions/action-context.ts';
import type {ActionInvoice} from '../../../../src/core/invoice-actions/action-invoice.ts';
import type {
  ActionFacts,
  ActionKind,
  ActionPlan,
  BegunInvoice,
} from '../../../../src/core/invoice-actions/action-kind.ts';
import {readFacts} from '../../../../src/core/invoice-actions/read-facts.ts';
import type {Http, HttpRequest} from '../../../../src/core/ports.ts';
import {writeConnectedAccount} from '../../../../src/core/stripe/connection.ts';
import {parseStripeKey} from '../../../../src/core/stripe/credentials.ts';
import {readInWaves} from '../../../../src/core/stripe/paced-waves.ts';
import {createStripeSandbox, type StripeSandbox} from '../../../../workbench/stripe/sandbox.ts';
import {parseWorld} from '../../../../workbench/worlds/parse-world.ts';
import {worldKey} from '../../../../workbench/worlds/world.ts';
import {encodeForm} from '../../../contracts/conformance/form.ts';
import {type FakePorts, fakePorts} from '../../../support/fake-ports.ts';

type Params = Readonly<Record<string, unknown>>;
export type Wire = Readonly<Record<string, unknown>>;

/** 20 November 2026, 10:00 in New York. */
const now = '2026-11-20T15:00:00Z';

export const acme = {
  id: 'cus_Acme',
  object: 'customer',
  name: 'Acme GmbH',
  email: 'ap@acme.example',
  currency: 'eur',
  address: {city: 'Hamburg', country: 'DE', line1: null, line2: null, postal_code: '20095', state: null},
} as const;

/** 19 % on top. */
const vat = {
  id: 'txr_19',
  object: 'tax_rate',
  active: true,
  display_name: 'VAT',
  inclusive: false,
  percentage: 19,
  country: 'DE',
};

/** An invoice to be made through Stripe's own requests. */
export interface WantedInvoice {
  /** Minor units. */
  readonly amounts?: readonly number[];
  readonly hasTax?: boolean;
  readonly stays?: 'draft' | 'open';
  /** Pays so much of it with the test card, or all of it. */
  readonly paidByCard?: boolean;
  /** Stripe charges the customer by itself. */
  readonly isCharged?: boolean;
  /** Minor units that a bank transfer outside Stripe has paid. */
  readonly paidOutside?: number;
  readonly customer?: string;
  readonly currency?: string;
  readonly fields?: Params;
}

export interface StripeDesk {
  readonly ports: FakePorts & {readonly http: Http};
  readonly sandbox: StripeSandbox;
  /** What the add-on sent. */
  readonly requests: readonly HttpRequest[];
  /** As a person does in Stripe; the add-on sees nothing of it. @throws Error for a refusal */
  post(path: string, params?: Params): Wire;
  get(path: string, params?: Params): Wire;
  delete(path: string): Wire;
  invoice(wanted?: WantedInvoice): string;
  context(): ActionContext;
  facts(invoiceId: string): ActionFacts;
  /** What the framework makes of an action: its plan, or the sentence that refuses it. */
  planned(kind: ActionKind, action: InvoiceAction, invoiceId: string): ActionPlan | string;
}

export function stripeDesk(objects: readonly object[] = []): StripeDesk {
  const world = parseWorld(
    JSON.stringify({now, timeZone: 'America/New_York', objects: [acme, vat, ...objects]}),
  );
  const sandbox = createStripeSandbox({objects: world.objects, keys: [worldKey], timeZone: world.timeZone});
  const plain = fakePorts({now, key: worldKey});
  // Days are those of the account, not of the spreadsheet.
  writeConnectedAccount(plain.userProperties, parseStripeKey(worldKey), {
    id: 'acct_1Desk',
    name: null,
    timeZone: 'America/New_York',
    defaultCurrency: null,
  });
  const requests: HttpRequest[] = [];
  const http: Http = {
    sendAll: (wave) =>
      wave.map((request) => {
        requests.push(request);
        const response = sandbox.handle(request, plain.clock.nowUnixMs());
        // The sandbox says that a connection broke by a status of 0.
        return response.status === 0
          ? {kind: 'unreachable', reason: 'Address unavailable'}
          : {kind: 'response', response};
      }),
  };
  const ports = {...plain, http} as StripeDesk['ports'];

  function ask(method: 'GET' | 'POST' | 'DELETE', path: string, params: Params): Wire {
    const form = encodeForm(params);
    const url = `https://api.stripe.com${path}${method === 'GET' && form !== '' ? `?${form}` : ''}`;
    const {status, body} = sandbox.handle(
      {method, url, headers: {Authorization: `Bearer ${worldKey}`}, body: method === 'POST' ? form : null},
      plain.clock.nowUnixMs(),
    );
    if (status === 200) return JSON.parse(body);
    throw new Error(`${method} ${path} was answered ${status} ${body}`);
  }
  const post: StripeDesk['post'] = (path, params = {}) => ask('POST', path, params);

  const context = () => actionContext(ports, {deadlineUnixMs: plain.clock.nowUnixMs() + 300_000});
  const facts = (invoiceId: string): ActionFacts => {
    const reading = readFacts(context(), [invoiceId], {withLines: true}).get(invoiceId);
    if (reading?.kind !== 'read') throw new Error(`${invoiceId}: ${reading?.sentence}`);
    return reading.facts;
  };
  return {
    ports,
    sandbox,
    requests,
    post,
    get: (path, params = {}) => ask('GET', path, params),
    delete: (path) => ask('DELETE', path, {}),
    invoice: (wanted = {}) => madeInvoice(post, wanted),
    context,
    facts,
    planned(kind, action, invoiceId) {
      const known = facts(invoiceId);
      const refusal = kind.refusal(known) ?? kind.parameterProblem(action, known);
      if (refusal !== null) return refusal;
      const {clock, client, deadlineUnixMs} = context();
      const answers = readInWaves(clock, client, {requests: kind.reads(action, known), deadlineUnixMs});
      return kind.plan(action, known, answers);
    },
  };
}

function madeInvoice(post: StripeDesk['post'], wanted: WantedInvoice): string {
  const {amounts = [120_000], currency = 'eur', customer = acme.id, fields = {}} = wanted;
  const isByCard = wanted.paidByCard === true;
  const isCharged = isByCard || wanted.isCharged === true;
  const draft = post('/v1/invoices', {
    customer,
    currency,
    auto_advance: false,
    collection_method: isCharged ? 'charge_automatically' : 'send_invoice',
    ...(isCharged ? {} : {days_until_due: 30}),
    ...fields,
  });
  const id = String(draft['id']);
  post(`/v1/invoices/${id}/add_lines`, {
    lines: amounts.map((amount, index) => ({
      description: `Line ${index + 1}`,
      price_data: {currency, unit_amount: amount, product_data: {name: `Line ${index + 1}`}},
      ...(wanted.hasTax === true ? {tax_rates: [vat.id]} : {}),
    })),
  });
  if (wanted.stays === 'draft') return id;
  post(`/v1/invoices/${id}/finalize`, {auto_advance: false});
  if (wanted.paidOutside !== undefined) payOutside(post, id, {amount: wanted.paidOutside, currency});
  if (isByCard) {
    const method = post('/v1/payment_methods/pm_card_visa/attach', {customer});
    post(`/v1/invoices/${id}/pay`, {payment_method: method['id']});
  }
  return id;
}

/** An invoice over USD 1,000.00 whose bank debit takes days, of a customer `cus_Bank` that the desk must know. */
export function debitedInvoice(desk: Pick<StripeDesk, 'invoice' | 'post'>): string {
  const id = desk.invoice({customer: 'cus_Bank', currency: 'usd', amounts: [100_000]});
  const method = desk.post('/v1/payment_methods/pm_usBankAccount_success/attach', {customer: 'cus_Bank'});
  desk.post(`/v1/invoices/${id}/pay`, {payment_method: method['id']});
  return id;
}

export const debited = {...acme, id: 'cus_Bank', name: 'Bank Inc', currency: 'usd'} as const;

/** As a program that knows nothing of this add-on reports it. */
export function payOutside(
  post: StripeDesk['post'],
  invoiceId: string,
  {
    amount,
    currency = 'eur',
    reference = 'WIRE-1',
  }: {readonly amount: number; readonly currency?: string; readonly reference?: string},
): string {
  const at = Date.parse(now) / 1000 - 3600;
  const record = post('/v1/payment_records/report_payment', {
    amount_requested: {value: amount, currency},
    initiated_at: at,
    outcome: 'guaranteed',
    guaranteed: {guaranteed_at: at},
    payment_method_details: {type: 'custom', custom: {display_name: 'Wire'}},
    processor_details: {type: 'custom', custom: {payment_reference: reference}},
  });
  post(`/v1/invoices/${invoiceId}/attach_payment`, {payment_record: record['id']});
  return String(record['id']);
}

/** An action of one invoice as it is kept once it is begun. */
export function begun(
  plan: ActionPlan,
  {invoice}: {readonly invoice: ActionInvoice},
  action: InvoiceAction,
): BegunInvoice {
  return {
    invoiceId: invoice.id,
    name: invoice.number ?? invoice.id,
    title: '',
    customerId: invoice.customerId,
    action,
    mark: 'mark1',
    steps: plan.steps('mark1'),
    audit: plan.audit,
    currency: plan.money?.currency ?? null,
    amount: plan.money?.minorUnits ?? null,
    taken: [],
    attempt: 1,
    askedAtUnixS: Date.parse(now) / 1000,
    problem: null,
    ended: null,
  };
}
