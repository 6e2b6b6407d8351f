import {paymentRecorded} from '../../audit/audit-log.ts';
import {compare, formatMoney, isZero, subtract} from '../../money/money.ts';
import {stripePath} from '../../stripe/encoding.ts';
import {decodeInvoiceDetails} from '../../stripe/invoice-details.ts';
import {decodePage} from '../../stripe/list-page.ts';
import {pageObjectsMax} from '../../stripe/listing.ts';
import type {WaveAnswer} from '../../stripe/wave.ts';
import {formatDayMonth, formatIsoDate} from '../../time/civil-date.ts';
import {startOfDayUnixS} from '../../time/zone.ts';
import {type ActionInvoice, shortName} from '../action-invoice.ts';
import {
  type ActionFacts,
  type ActionKind,
  type ActionOf,
  type ActionOutcome,
  type ActionPlan,
  type ActionStep,
  actionKind,
  type BegunInvoice,
  type FoundStep,
} from '../action-kind.ts';
import {clockSkewS, findMarked, markMetadataKey} from '../action-mark.ts';
import {paymentsUnderWayReads, underWayWords} from '../payments-under-way.ts';
import {invoiceRead} from '../read-facts.ts';
import {decodeEarlierPayments, earlierPaymentsRead, receivedOnKey} from './earlier-payments.ts';
import {type ReceivedPayment, receivedPayment} from './received-payment.ts';

/**
 * Money that came outside Stripe, with the day on which it came: reported to Stripe as a payment record, which is then
 * put towards the invoice. https://docs.stripe.com/api/payment-record, https://docs.stripe.com/api/invoices/attach_payment
 */
export const recordPayment = kindOf('record-payment', {
  label: 'Record payment…',
  refusal({invoice}) {
    const name = shortName(invoice);
    switch (invoice.status) {
      case 'draft':
        return `${name} is a draft: nothing is owed yet. Finalize it first.`;
      case 'paid':
        return `${name} is paid: nothing is left to pay.`;
      case 'void':
        return `${name} is void: nothing of it is owed.`;
      case 'uncollectible':
        return `${name} is uncollectible: money for it is a recovery. Use Record recovery instead.`;
      default:
        return null;
    }
  },
  alsoSays: () => [],
});

/** The same on an invoice that was given up. */
export const recordRecovery = kindOf('record-recovery', {
  label: 'Record recovery…',
  refusal: ({invoice}) =>
    invoice.status === 'uncollectible'
      ? null
      : `${shortName(invoice)} is ${invoice.status ?? 'in no state'}: only money for an uncollectible invoice is a recovery.`,
  alsoSays: (name) => [`${name} was given up as uncollectible: this is a recovery.`],
});

interface Variant {
  readonly label: string;
  refusal(facts: ActionFacts): string | null;
  alsoSays(name: string): readonly string[];
}

function kindOf(name: 'record-payment' | 'record-recovery', variant: Variant): ActionKind {
  return actionKind<'record-payment' | 'record-recovery'>({
    name,
    label: variant.label,
    reasonCodes: [],
    refusal: (facts) => variant.refusal(facts),
    parameterProblem(action, facts) {
      const received = receivedPayment(action, facts);
      return typeof received === 'string' ? received : null;
    },
    reads: (_, {invoice}) => [earlierPaymentsRead(invoice.id), ...paymentsUnderWayReads(invoice)],
    plan: (action, facts, [earlier, ...underWay]) => plan(action, facts, {earlier, underWay, variant}),
    outcome,
    lookUp: (step, begun) =>
      step.name === reportStep
        ? {
            method: 'GET',
            path: '/v1/payment_records',
            params: {created_after: begun.askedAtUnixS - clockSkewS, limit: pageObjectsMax},
          }
        : invoiceRead(begun.invoiceId, ['payments']),
    found: (step, answer, begun) =>
      step.name === reportStep ? foundReport(answer, begun) : foundAttached(answer, begun),
  });
}

const reportStep = 'report payment';
const attachStep = 'attach payment';

function plan(
  action: ActionOf<'record-payment' | 'record-recovery'>,
  facts: ActionFacts,
  {
    earlier,
    underWay,
    variant,
  }: {
    readonly earlier: WaveAnswer | undefined;
    readonly underWay: readonly WaveAnswer[];
    readonly variant: Variant;
  },
): ActionPlan | string {
  const {invoice} = facts;
  const received = receivedPayment(action, facts);
  if (typeof received === 'string') return received;
  if (earlier?.kind !== 'answered') {
    return earlier?.error.message ?? `Stripe was not asked for the payments of ${shortName(invoice)}.`;
  }
  const twice = duplicateProblem(received, invoice, earlier.body);
  if (twice !== null) return twice;

  const {amount, reference, words} = received;
  const name = shortName(invoice);
  const left = subtract(invoice.amountRemaining, amount);
  const after = isZero(left) ? `${name} is paid then` : `${formatMoney(left)} stays to pay`;
  return {
    willDo: [
      `Records ${formatMoney(amount)} ${words}: ${after}.`,
      ...variant.alsoSays(name),
      ...underWayWords(underWay, 'make sure that this is not the same money.'),
    ],
    money: amount,
    steps: (mark) => [reportOf(received, facts, mark), attachTo(invoice)],
    audit: {
      action: paymentRecorded,
      object: invoice.id,
      // Two payments of one invoice are two rows, also where one run records both.
      field: `payment ${reference}`,
      before: `${formatMoney(invoice.amountRemaining)} to pay`,
      after: `${formatMoney(amount)} ${words}`,
    },
  };
}

/** The same money twice is the mistake of this desk. */
function duplicateProblem(
  {amount, reference, receivedOn}: ReceivedPayment,
  invoice: ActionInvoice,
  body: object,
): string | null {
  const day = formatIsoDate(receivedOn);
  const same = decodeEarlierPayments(body).find(
    (earlier) =>
      compare(earlier.amount, amount) === 0 &&
      (earlier.reference ?? '').trim().toLowerCase() === reference.toLowerCase() &&
      (earlier.receivedOn === null || earlier.receivedOn === day),
  );
  if (same === undefined) return null;
  const when = same.receivedOn === null ? '' : ` of ${formatDayMonth(receivedOn)}`;
  return `${formatMoney(amount)}${when} with the reference “${reference}” stands on ${shortName(invoice)} already (${same.id}): it is not recorded twice. If it is other money, give it its own reference.`;
}

function reportOf(
  {amount, method, reference, receivedOn}: ReceivedPayment,
  {invoice, timeZone}: ActionFacts,
  mark: string,
): ActionStep {
  // The first moment of the day, so that a repetition says the same to the second.
  const atUnixS = startOfDayUnixS(receivedOn, timeZone);
  const {customerId} = invoice;
  return {
    name: reportStep,
    method: 'POST',
    path: '/v1/payment_records/report_payment',
    params: {
      amount_requested: {value: amount.minorUnits, currency: amount.currency.toLowerCase()},
      initiated_at: atUnixS,
      outcome: 'guaranteed',
      guaranteed: {guaranteed_at: atUnixS},
      payment_method_details: {type: 'custom', custom: {display_name: method}},
      processor_details: {type: 'custom', custom: {payment_reference: reference}},
      ...(customerId?.startsWith('cus_') ? {customer_details: {customer: customerId}} : {}),
      description: `Invoice ${shortName(invoice)}`,
      metadata: {[receivedOnKey]: formatIsoDate(receivedOn), [markMetadataKey]: mark},
    },
  };
}

function attachTo({id}: ActionInvoice): ActionStep {
  return {
    name: attachStep,
    method: 'POST',
    path: stripePath`/v1/invoices/${id}/attach_payment`,
    params: {},
    fill: {payment_record: {step: reportStep, field: 'id'}},
    refusesTwice: true,
  };
}

function outcome(answer: object, {name, taken, audit}: BegunInvoice): ActionOutcome {
  const {status, amountRemaining} = decodeInvoiceDetails(answer);
  const record = recordIdOf(taken);
  return {
    sentence:
      status === 'paid'
        ? `The payment is recorded: ${name} is paid.`
        : `The payment is recorded: ${formatMoney(amountRemaining)} stays to pay on ${name}.`,
    after: record === null ? (audit.after ?? null) : `${record} · ${audit.after ?? ''}`,
  };
}

function recordIdOf(taken: BegunInvoice['taken']): string | null {
  return taken.find(({step}) => step === reportStep)?.kept['id'] ?? null;
}

function foundReport(answer: object | null, {mark, name}: BegunInvoice): FoundStep {
  if (answer === null) return {kind: 'not done'};
  const {data, hasMore} = decodePage(answer, '/v1/payment_records');
  const record = findMarked(data, mark);
  if (record !== null) return {kind: 'done', answer: record};
  return hasMore
    ? {
        kind: 'unclear',
        sentence: `More than ${pageObjectsMax} payments were reported since: look in Stripe whether the payment of ${name} is among them.`,
      }
    : {kind: 'not done'};
}

function foundAttached(answer: object | null, {taken, name}: BegunInvoice): FoundStep {
  const record = recordIdOf(taken);
  if (answer === null || record === null) return {kind: 'not done'};
  const {payments, status} = decodeInvoiceDetails(answer);
  if ((payments ?? []).some(({source}) => source.id === record)) return {kind: 'done', answer};
  if (status === 'open' || status === 'uncollectible') return {kind: 'not done'};
  return {
    kind: 'unclear',
    sentence: `${name} is ${status ?? 'in no state'} by now, so the payment stands in Stripe on no invoice (${record}). Put it towards another invoice there, or report it as cancelled.`,
  };
}
