/**
 * Reports of payments that were made outside Stripe: each says what was asked for, and how it ended.
 * https://docs.stripe.com/api/payment-record
 */
import type Stripe from 'stripe';
import {type Call, type Endpoint, endpoint, pathIdOf} from '../engine/endpoint.ts';
import {listPage, newestFirst} from '../engine/lists.ts';
import {mergedMetadata} from '../engine/metadata.ts';
import {wholeAddress} from './given-fields.ts';
import type {StoredPaymentRecord} from './objects.ts';
import {renderPaymentRecord} from './payment-record-objects.ts';
import {inPath, refuseMissingCustomer} from './references.ts';
import {invalidRequest} from './refusals.ts';

const read = {permission: 'rak_payment_record_read', evidence: 'modelled'} as const;
const write = {permission: 'rak_payment_record_write', evidence: 'modelled'} as const;
const one = {expansion: {shape: 'object', of: 'payment_record'}} as const;
const path = '/v1/payment_records';

export const paymentRecordEndpoints: readonly Endpoint[] = [
  endpoint<Stripe.PaymentRecordReportPaymentParams>({
    ...write,
    ...one,
    method: 'POST',
    path: `${path}/report_payment`,
    answer: reportPayment,
  }),
  endpoint<Stripe.PaymentRecordListParams>({
    ...read,
    expansion: {shape: 'list', of: 'payment_record'},
    method: 'GET',
    path,
    answer(call) {
      const {created_after: after, created_before: before} = call.params;
      return listPage(call, {
        rows: newestFirst(call.store.paymentRecords),
        kind: 'payment_record',
        url: path,
        render: renderPaymentRecord,
        matches: ({created}) =>
          (after === undefined || created > after) && (before === undefined || created < before),
      });
    },
  }),
  endpoint<Stripe.PaymentRecordRetrieveParams>({
    ...read,
    ...one,
    method: 'GET',
    path: `${path}/{id}`,
    answer: (call) => renderPaymentRecord(recordOfPath(call)),
  }),
  endpoint<Stripe.PaymentRecordReportPaymentAttemptParams>({
    ...write,
    ...one,
    method: 'POST',
    path: `${path}/{id}/report_payment_attempt`,
    answer: reportAttempt,
  }),
  endpoint<Stripe.PaymentRecordReportPaymentAttemptCanceledParams>({
    ...write,
    ...one,
    method: 'POST',
    path: `${path}/{id}/report_payment_attempt_canceled`,
    answer: (call) => endAttempt(call, 'canceled', call.params.metadata),
  }),
  endpoint<Stripe.PaymentRecordReportPaymentAttemptFailedParams>({
    ...write,
    ...one,
    method: 'POST',
    path: `${path}/{id}/report_payment_attempt_failed`,
    answer: (call) => endAttempt(call, 'failed', call.params.metadata),
  }),
  endpoint<Stripe.PaymentRecordReportPaymentAttemptGuaranteedParams>({
    ...write,
    ...one,
    method: 'POST',
    path: `${path}/{id}/report_payment_attempt_guaranteed`,
    answer: (call) => endAttempt(call, 'guaranteed', call.params.metadata),
  }),
  endpoint<Stripe.PaymentRecordReportPaymentAttemptInformationalParams>({
    ...write,
    ...one,
    method: 'POST',
    path: `${path}/{id}/report_payment_attempt_informational`,
    answer: informAttempt,
  }),
  endpoint<Stripe.PaymentRecordReportRefundParams>({
    ...write,
    ...one,
    method: 'POST',
    path: `${path}/{id}/report_refund`,
    answer: reportRefund,
  }),
];

type Outcome = 'canceled' | 'failed' | 'guaranteed';

function recordOfPath(call: Call): StoredPaymentRecord {
  return inPath(call.store.paymentRecords, {kind: 'payment_record', id: pathIdOf(call)});
}

/** An outcome moves the whole amount requested; without one the payment is still under way. */
function amountsAfter(record: Pick<StoredPaymentRecord, 'amount_requested'>, outcome: Outcome | null) {
  const {amount_requested: requested} = record;
  const none = {currency: requested.currency, value: 0};
  return {
    amount_canceled: outcome === 'canceled' ? requested : none,
    amount_failed: outcome === 'failed' ? requested : none,
    amount_guaranteed: outcome === 'guaranteed' ? requested : none,
  };
}

function outcomeGiven(outcome: string | undefined): Outcome | null {
  return outcome === 'canceled' || outcome === 'failed' || outcome === 'guaranteed' ? outcome : null;
}

function reportPayment(call: Call<Stripe.PaymentRecordReportPaymentParams>): object {
  const {params} = call;
  const {customer_details: customer, amount_requested: asked} = params;
  if (customer?.customer !== undefined) refuseMissingCustomer(call, customer.customer);
  if (asked.value < 1) {
    throw invalidRequest('This value must be greater than or equal to 1.', {
      code: 'parameter_invalid_integer',
      param: 'amount_requested[value]',
    });
  }
  const requested = {currency: asked.currency.toLowerCase(), value: asked.value};
  const row: StoredPaymentRecord = {
    id: call.change.newId('pr'),
    object: 'payment_record',
    amount_requested: requested,
    ...amountsAfter({amount_requested: requested}, outcomeGiven(params.outcome)),
    created: call.nowUnixS,
    customer_details:
      customer === undefined
        ? null
        : {
            customer: customer.customer ?? null,
            email: customer.email ?? null,
            name: customer.name ?? null,
            phone: customer.phone ?? null,
          },
    customer_presence: params.customer_presence ?? null,
    description: params.description ?? null,
    latest_payment_attempt_record: call.change.newId('par'),
    livemode: call.store.livemode,
    metadata: mergedMetadata({}, params.metadata),
    payment_method_details: methodDetails(params.payment_method_details),
    processor_details: {
      custom: {payment_reference: params.processor_details?.custom?.payment_reference ?? null},
      type: 'custom',
    },
    shipping_details: shippingDetails(params.shipping_details),
  };
  call.change.insert('payment_record', row);
  return renderPaymentRecord(row);
}

function methodDetails(
  given: Call<Stripe.PaymentRecordReportPaymentParams>['params']['payment_method_details'],
): Stripe.PaymentRecord.PaymentMethodDetails {
  const {billing_details: billing, custom, payment_method} = given;
  return {
    billing_details:
      billing === undefined
        ? null
        : {
            address: wholeAddress(billing.address),
            email: billing.email ?? null,
            name: billing.name ?? null,
            phone: billing.phone ?? null,
          },
    custom: {display_name: custom?.display_name ?? 'Custom', type: custom?.type ?? null},
    payment_method: payment_method ?? null,
    type: 'custom',
  };
}

function shippingDetails(
  given: Call<Stripe.PaymentRecordReportPaymentParams>['params']['shipping_details'] | '',
): Stripe.PaymentRecord.ShippingDetails | null {
  if (given === undefined || given === '') return null;
  return {address: wholeAddress(given.address), name: given.name ?? null, phone: given.phone ?? null};
}

/** @throws StripeRefusal for a record whose payment has ended */
function requireUnderWay(record: StoredPaymentRecord): void {
  const {amount_canceled, amount_failed, amount_guaranteed} = record;
  const ended = [amount_canceled, amount_failed, amount_guaranteed].some(
    (amount) => (amount?.value ?? 0) > 0,
  );
  if (!ended) return;
  throw invalidRequest('The latest payment attempt of this Payment Record has already ended.');
}

/** A further attempt, after the last one failed or was canceled. */
function reportAttempt(call: Call<Stripe.PaymentRecordReportPaymentAttemptParams>): object {
  const {description, metadata, outcome, payment_method_details, shipping_details} = call.params;
  const record = recordOfPath(call);
  if ((record.amount_guaranteed?.value ?? 0) > 0) {
    throw invalidRequest('This Payment Record is already guaranteed, so no further attempt can be reported.');
  }
  const updated = call.change.update('payment_record', record.id, {
    ...amountsAfter(record, outcomeGiven(outcome)),
    latest_payment_attempt_record: call.change.newId('par'),
    metadata: mergedMetadata(record.metadata, metadata),
    ...(description === undefined ? {} : {description}),
    ...(payment_method_details === undefined
      ? {}
      : {payment_method_details: methodDetails(payment_method_details)}),
    ...(shipping_details === undefined ? {} : {shipping_details: shippingDetails(shipping_details)}),
  });
  return renderPaymentRecord(updated);
}

function endAttempt(
  call: Call,
  outcome: Outcome,
  metadata: '' | Readonly<Record<string, string>> | undefined,
): object {
  const record = recordOfPath(call);
  requireUnderWay(record);
  return renderPaymentRecord(
    call.change.update('payment_record', record.id, {
      ...amountsAfter(record, outcome),
      metadata: mergedMetadata(record.metadata, metadata),
    }),
  );
}

function informAttempt(call: Call<Stripe.PaymentRecordReportPaymentAttemptInformationalParams>): object {
  const {customer_details: customer, description, metadata, shipping_details} = call.params;
  const record = recordOfPath(call);
  if (customer?.customer !== undefined) refuseMissingCustomer(call, customer.customer);
  const known = record.customer_details;
  const updated = call.change.update('payment_record', record.id, {
    metadata: mergedMetadata(record.metadata, metadata),
    ...(customer === undefined
      ? {}
      : {
          customer_details: {
            customer: customer.customer ?? known?.customer ?? null,
            email: customer.email ?? known?.email ?? null,
            name: customer.name ?? known?.name ?? null,
            phone: customer.phone ?? known?.phone ?? null,
          },
        }),
    ...(description === undefined ? {} : {description: description || null}),
    ...(shipping_details === undefined ? {} : {shipping_details: shippingDetails(shipping_details)}),
  });
  return renderPaymentRecord(updated);
}

function reportRefund(call: Call<Stripe.PaymentRecordReportRefundParams>): object {
  const record = recordOfPath(call);
  const guaranteed = record.amount_guaranteed?.value ?? 0;
  const refunded = record.amount_refunded?.value ?? 0;
  const amount = call.params.amount?.value ?? guaranteed - refunded;
  if (amount < 1 || amount > guaranteed - refunded) {
    throw invalidRequest('The refund is greater than what was paid and is not yet refunded.', {
      param: 'amount[value]',
    });
  }
  const {currency} = record.amount_requested;
  return renderPaymentRecord(
    call.change.update('payment_record', record.id, {
      amount_refunded: {currency, value: refunded + amount},
      metadata: mergedMetadata(record.metadata, call.params.metadata),
    }),
  );
}
