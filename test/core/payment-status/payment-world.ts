import type {LookUpPorts} from '../../../src/core/payment-status/look-up-payments.ts';
import {lookUpPayments} from '../../../src/core/payment-status/look-up-payments.ts';
import type {
  LookUpPaymentsRequest,
  LookupResult,
  PaymentLookup,
  PaymentStatus,
} from '../../../src/core/payment-status-contract.ts';
import type {HttpOutcome, HttpRequest} from '../../../src/core/ports.ts';
import {type Wire, wireInvoice} from '../../support/fake-invoice.ts';
import {type FakePorts, fakePorts} from '../../support/fake-ports.ts';
import {runToEnd} from '../../support/fake-run.ts';
import {type FakeView, fakeView} from '../../support/fake-view.ts';
import {answered, refused} from '../../support/http-script.ts';

/** What a Stripe answers beside the invoices, by the start of path and query; a function sees the request. */
export type Answers = Readonly<Record<string, Wire | HttpOutcome | readonly Wire[]>>;

export interface PaymentWorld {
  readonly ports: FakePorts & LookUpPorts;
  readonly view: FakeView;
  /** Waves that went out, each as `path?query`. */
  readonly waves: readonly (readonly string[])[];
  ask(...texts: readonly string[]): PaymentLookup;
  lookUp(request: LookUpPaymentsRequest): PaymentLookup;
}

export interface PaymentWorldOptions {
  /** As Stripe's list has them. */
  readonly invoices?: readonly Wire[];
  readonly answers?: Answers;
  /** Fills the tabs first. */
  readonly refreshed?: boolean;
  readonly now?: string;
}

/** A spreadsheet and a Stripe that answers in Stripe's shapes, and a 404 to what is not scripted. */
export function paymentWorld({
  invoices = [],
  answers = {},
  refreshed = false,
  now = '2026-05-13T12:00:00Z',
}: PaymentWorldOptions = {}): PaymentWorld {
  const plain = fakePorts({invoices, now});
  const waves: (readonly string[])[] = [];
  const view = fakeView(plain.tables);
  const ports = {
    ...plain,
    view,
    http: {
      ...plain.http,
      sendAll(requests: readonly HttpRequest[]) {
        waves.push(requests.map(({url}) => decodeURIComponent(url.replace('https://api.stripe.com', ''))));
        return requests.map((request) => answer(request, invoices, answers));
      },
    },
  };
  if (refreshed) runToEnd(plain);
  return {
    ports,
    view,
    waves,
    ask: (...texts) => lookUpPayments(ports, {texts}),
    lookUp: (request) => lookUpPayments(ports, request),
  };
}

function answer({url}: HttpRequest, invoices: readonly Wire[], answers: Answers): HttpOutcome {
  const place = decodeURIComponent(url.replace('https://api.stripe.com', ''));
  const scripted = Object.entries(answers).find(([start]) => place.startsWith(start))?.[1];
  if (scripted !== undefined) return outcomeOf(scripted);
  const byId = /^\/v1\/invoices\/(in_\w+)/.exec(place)?.[1];
  const invoice = invoices.find(({id}) => id === byId);
  if (invoice !== undefined) return answered({payments: listOf([]), ...invoice});
  if (byId !== undefined) {
    return refused(404, {
      type: 'invalid_request_error',
      code: 'resource_missing',
      message: `No such invoice: '${byId}'`,
      param: 'invoice',
    });
  }
  const empty = ['/v1/credit_notes', '/v1/events', '/v1/disputes', '/v1/customers?', '/v1/invoices'];
  if (empty.some((start) => place.startsWith(start)) || place.startsWith('/v1/customers/search')) {
    return answered(listOf([]));
  }
  return answered({object: 'cash_balance', available: null, customer: 'cus_1', livemode: false});
}

function outcomeOf(scripted: Answers[string]): HttpOutcome {
  if (Array.isArray(scripted)) return answered(listOf(scripted));
  return 'kind' in scripted && (scripted.kind === 'response' || scripted.kind === 'unreachable')
    ? (scripted as HttpOutcome)
    : answered(scripted);
}

function listOf(data: readonly unknown[]): Wire {
  return {object: 'list', url: '/v1/…', has_more: false, data};
}

/** The one invoice that was found. */
export function paymentOf({results}: PaymentLookup, index = 0): PaymentStatus {
  const result = results[index];
  if (result?.kind !== 'invoice') throw new Error(`No invoice was found: ${JSON.stringify(result)}`);
  return result.payment;
}

export function only({results}: PaymentLookup): LookupResult {
  const [result, ...others] = results;
  if (result === undefined || others.length > 0) throw new Error('One result is expected.');
  return result;
}

/** What the section says under the label; null when it says nothing. */
export function told(payment: PaymentStatus, title: string, label: string): string | null {
  const section = payment.sections.find((one) => one.title === title);
  return section?.lines.find((line) => line.label === label)?.text ?? null;
}

const seconds = (iso: string) => Date.parse(iso) / 1000;

/** An invoice with its payments expanded. */
export function invoiceWith(fields: Wire, payments: readonly Wire[] = []): Wire {
  return wireInvoice({
    due_date: '2026-04-30T12:00:00Z',
    number: 'INV-0042',
    customer: {
      id: 'cus_1',
      object: 'customer',
      name: 'Acme GmbH',
      email: 'ap@acme.example',
      balance: 0,
      currency: 'eur',
    },
    currency: 'eur',
    amount_due: 4_820_000,
    attempt_count: 0,
    next_payment_attempt: null,
    auto_advance: true,
    last_finalization_error: null,
    pre_payment_credit_notes_amount: 0,
    post_payment_credit_notes_amount: 0,
    invoice_pdf: 'https://pay.stripe.com/invoice/acct_1/test_1/pdf',
    ...fields,
    payments: listOf(payments),
  });
}

/** https://docs.stripe.com/api/invoice-payment/object */
export function invoicePayment(fields: Wire & {readonly intent?: string} = {}): Wire {
  const {intent = 'pi_1', ...others} = fields;
  return {
    id: `inpay_${intent}`,
    object: 'invoice_payment',
    amount_paid: null,
    amount_requested: 4_820_000,
    created: seconds('2026-05-01T12:00:00Z'),
    currency: 'eur',
    invoice: 'in_1',
    is_default: true,
    livemode: false,
    payment: {type: 'payment_intent', payment_intent: intent},
    status: 'open',
    status_transitions: {canceled_at: null, paid_at: null},
    ...others,
  };
}

/** https://docs.stripe.com/api/payment_intents/object, with its latest charge expanded. */
export function paymentIntent(fields: Wire = {}): Wire {
  return {
    id: 'pi_1',
    object: 'payment_intent',
    amount: 4_820_000,
    currency: 'eur',
    created: seconds('2026-05-01T12:00:00Z'),
    status: 'requires_payment_method',
    last_payment_error: null,
    latest_charge: null,
    payment_method_types: ['card', 'sepa_debit'],
    ...fields,
  };
}

/** https://docs.stripe.com/api/charges/object */
export function charge(fields: Wire = {}): Wire {
  return {
    id: 'ch_1',
    object: 'charge',
    amount: 4_820_000,
    amount_refunded: 0,
    currency: 'eur',
    created: seconds('2026-05-03T09:00:00Z'),
    failure_code: null,
    failure_message: null,
    outcome: null,
    payment_method_details: {type: 'card', card: {brand: 'visa', last4: '4242'}},
    status: 'succeeded',
    ...fields,
  };
}
