import type Stripe from 'stripe';
import {type Call, type Endpoint, endpoint, pathIdOf} from '../engine/endpoint.ts';
import {isWithin, listPage, newestFirst} from '../engine/lists.ts';
import {mergedMetadata} from '../engine/metadata.ts';
import {isFirstAttempt, noteDeclined} from './collect-invoice.ts';
import {confirmIntent} from './confirm-intent.ts';
import {wholeShipping} from './given-fields.ts';
import {
  automatic,
  type CreateCall,
  type CreateParams,
  detailsOf,
  isAway,
  listOrNull,
  typesOf,
  unmodelled,
} from './intent-parameters.ts';
import type {StoredPaymentIntent, StoredPaymentMethod} from './objects.ts';
import {renderPaymentIntent} from './payment-intent-objects.ts';
import {
  cancelIntent,
  captureIntent,
  declined,
  insertIntent,
  methodToConfirm,
  refuseTooSmall,
  requireIntent,
  unexpectedState,
} from './payment-intents.ts';
import {attachPaymentMethod, paymentMethodNamed, refuseUsedUp} from './payment-methods.ts';
import {applyCash} from './reconcile-cash.ts';
import {inPath, refuseMissingCustomer} from './references.ts';
import {invalidRequest, refuseUnmodelled} from './refusals.ts';
import {settleInvoicesOf} from './settle-invoices.ts';

const read = {permission: 'rak_payment_intent_read', evidence: 'modelled'} as const;
const write = {permission: 'rak_payment_intent_write', evidence: 'scripted'} as const;
const one = {expansion: {shape: 'object', of: 'payment_intent'}} as const;

export const paymentIntentEndpoints: readonly Endpoint[] = [
  endpoint<CreateParams>({
    ...write,
    ...one,
    method: 'POST',
    path: '/v1/payment_intents',
    answer: createIntent,
  }),
  endpoint<Stripe.PaymentIntentListParams>({
    ...read,
    expansion: {shape: 'list', of: 'payment_intent'},
    method: 'GET',
    path: '/v1/payment_intents',
    answer: listIntents,
  }),
  endpoint<Stripe.PaymentIntentRetrieveParams>({
    ...read,
    ...one,
    method: 'GET',
    path: '/v1/payment_intents/{id}',
    answer: (call) => renderPaymentIntent(intentOfPath(call)),
  }),
  endpoint<Stripe.PaymentIntentUpdateParams>({
    ...write,
    ...one,
    evidence: 'modelled',
    method: 'POST',
    path: '/v1/payment_intents/{id}',
    answer: updateIntent,
  }),
  endpoint<Stripe.PaymentIntentConfirmParams>({
    ...write,
    ...one,
    evidence: 'modelled',
    method: 'POST',
    path: '/v1/payment_intents/{id}/confirm',
    answer(call) {
      const {payment_method, return_url} = call.params;
      refuseUnmodelled(call.params, unmodelled);
      const intent = intentOfPath(call);
      const offSession = isAway(call.params);
      return confirmNamed(call, intent, {id: payment_method, offSession, returnUrl: return_url});
    },
  }),
  endpoint<Stripe.PaymentIntentCaptureParams>({
    ...write,
    ...one,
    method: 'POST',
    path: '/v1/payment_intents/{id}/capture',
    answer(call) {
      refuseUnmodelled(call.params, [...unmodelled, 'final_capture']);
      const intent = intentOfPath(call);
      captureIntent(call, intent, call.params.amount_to_capture);
      settleInvoicesOf(call, intent.id, {attempt: false});
      return renderPaymentIntent(requireIntent(call, intent.id));
    },
  }),
  endpoint<Stripe.PaymentIntentApplyCustomerBalanceParams>({
    ...write,
    ...one,
    evidence: 'modelled',
    method: 'POST',
    path: '/v1/payment_intents/{id}/apply_customer_balance',
    answer(call) {
      const intent = intentOfPath(call);
      applyCash(call, intent, call.params.amount ?? intent.amount);
      return renderPaymentIntent(requireIntent(call, intent.id));
    },
  }),
  endpoint<Stripe.PaymentIntentCancelParams>({
    ...write,
    ...one,
    method: 'POST',
    path: '/v1/payment_intents/{id}/cancel',
    answer(call) {
      const intent = intentOfPath(call);
      if (intent.pays_invoice !== undefined) {
        throw unexpectedState(
          call,
          intent.id,
          'You cannot cancel this PaymentIntent because it was created by an invoice. To cancel it, void the invoice.',
        );
      }
      cancelIntent(call, intent, call.params.cancellation_reason ?? null);
      return renderPaymentIntent(requireIntent(call, intent.id));
    },
  }),
];

function intentOfPath(call: Call): StoredPaymentIntent {
  return inPath(call.store.paymentIntents, {kind: 'payment_intent', id: pathIdOf(call)});
}

function listIntents(call: Call<Stripe.PaymentIntentListParams>): object {
  const {created, customer} = call.params;
  return listPage(call, {
    rows: newestFirst(call.store.paymentIntents),
    kind: 'payment_intent',
    url: '/v1/payment_intents',
    render: renderPaymentIntent,
    matches: (row) => isWithin(row.created, created) && (customer === undefined || row.customer === customer),
  });
}

function createIntent(call: CreateCall): object {
  const {params} = call;
  refuseUnmodelled(params, unmodelled);
  const {amount, confirm, currency: given, customer, off_session} = params;
  const currency = given.toLowerCase();
  refuseTooSmall(amount, currency);
  if (customer !== undefined) refuseMissingCustomer(call, customer);
  if (confirm !== true && off_session !== undefined && off_session !== false) {
    throw invalidRequest('You may only set `off_session` when `confirm` is set to `true`.', {
      param: 'off_session',
    });
  }
  const method = methodGiven(call, params.payment_method);
  const types = typesOf(params, currency, customer !== undefined);
  const intent = insertIntent(call, {
    amount,
    currency,
    allowed_payment_method_types: listOrNull(params.allowed_payment_method_types),
    automatic_payment_methods: params.payment_method_types === undefined ? automatic(params) : null,
    capture_method: params.capture_method ?? 'automatic',
    confirmation_method: params.confirmation_method ?? 'automatic',
    customer: customer ?? null,
    description: params.description ?? null,
    excluded_payment_method_types: listOrNull(params.excluded_payment_method_types),
    metadata: mergedMetadata({}, params.metadata),
    ...(params.payment_details === undefined ? {} : {payment_details: detailsOf(params.payment_details)}),
    payment_method: method?.id ?? null,
    payment_method_types: types,
    receipt_email: params.receipt_email ?? null,
    setup_future_usage: params.setup_future_usage ?? null,
    shipping: params.shipping === undefined ? null : wholeShipping(params.shipping),
    statement_descriptor: params.statement_descriptor ?? null,
    statement_descriptor_suffix: params.statement_descriptor_suffix ?? null,
    status: method === null ? 'requires_payment_method' : 'requires_confirmation',
    transfer_group: params.transfer_group ?? null,
  });
  if (confirm !== true) return renderPaymentIntent(intent);
  return confirmNamed(call, intent, {
    id: method?.id,
    offSession: isAway(params),
    returnUrl: params.return_url,
  });
}

function methodGiven(call: Call, id: string | undefined): StoredPaymentMethod | null {
  if (id === undefined) return null;
  const method = paymentMethodNamed(call, {id, param: 'payment_method'});
  refuseUsedUp(method);
  return method;
}

function confirmNamed(
  call: Call,
  intent: StoredPaymentIntent,
  given: {
    readonly id: string | undefined;
    readonly offSession: boolean;
    readonly returnUrl: string | undefined;
  },
): object {
  const method = methodToConfirm(call, intent, {id: given.id, param: 'payment_method'});
  if (intent.automatic_payment_methods?.allow_redirects === 'always' && given.returnUrl === undefined) {
    throw invalidRequest(
      'This PaymentIntent is configured to accept payment methods enabled in your Dashboard. Because some of these ' +
        'payment methods might redirect your customer off of your page, you must provide a `return_url`. If you ' +
        "don't want to accept redirect-based payment methods, set `automatic_payment_methods[enabled]` to `true` and " +
        '`automatic_payment_methods[allow_redirects]` to `never` when creating Setup Intents and Payment Intents.',
      {param: 'return_url'},
    );
  }
  const attempt = isFirstAttempt(call, intent.id);
  const outcome = confirmIntent(call, {intent, method, offSession: given.offSession});
  if (outcome.kind === 'declined') {
    noteDeclined(call, intent.id);
    throw declined(call, {intent, method}, outcome);
  }
  saveForLater(call, intent, method);
  if (outcome.kind === 'succeeded') settleInvoicesOf(call, intent.id, {attempt});
  return renderPaymentIntent(requireIntent(call, intent.id));
}

/** `setup_future_usage`: what paid once may pay again. */
function saveForLater(call: Call, intent: StoredPaymentIntent, method: StoredPaymentMethod): void {
  const customer = intent.customer ?? null;
  if ((intent.setup_future_usage ?? null) === null || customer === null) return;
  if (typeof method.customer === 'string') return;
  attachPaymentMethod(call, {id: method.id, customer, param: 'payment_method'});
}

const settled: readonly string[] = [
  'succeeded',
  'canceled',
  'processing',
] satisfies readonly Stripe.PaymentIntent.Status[];

function updateIntent(call: Call<Stripe.PaymentIntentUpdateParams>): object {
  const {params} = call;
  refuseUnmodelled(params, unmodelled);
  const intent = intentOfPath(call);
  for (const name of ['amount', 'currency', 'customer', 'payment_method'] as const) {
    if (params[name] === undefined || !settled.includes(intent.status)) continue;
    throw unexpectedState(
      call,
      intent.id,
      `This PaymentIntent's ${name} could not be updated because it has a status of ${intent.status}. You may only ` +
        `update the ${name} of a PaymentIntent with one of the following statuses: requires_payment_method, ` +
        'requires_confirmation, requires_action.',
    );
  }
  const currency = (params.currency ?? intent.currency).toLowerCase();
  refuseTooSmall(params.amount ?? intent.amount, currency);
  if (params.customer !== undefined) refuseMissingCustomer(call, params.customer);
  const method = methodGiven(call, params.payment_method);
  call.change.update('payment_intent', intent.id, {
    amount: params.amount ?? intent.amount,
    currency,
    metadata: mergedMetadata(intent.metadata, params.metadata),
    ...(params.customer === undefined ? {} : {customer: params.customer}),
    ...(params.description === undefined ? {} : {description: params.description}),
    ...(params.receipt_email === undefined ? {} : {receipt_email: params.receipt_email || null}),
    ...(params.setup_future_usage === undefined
      ? {}
      : {setup_future_usage: params.setup_future_usage || null}),
    ...(params.shipping === undefined
      ? {}
      : {shipping: params.shipping === '' ? null : wholeShipping(params.shipping)}),
    ...(params.statement_descriptor === undefined ? {} : {statement_descriptor: params.statement_descriptor}),
    ...(method === null
      ? {}
      : {
          last_payment_error: null,
          next_action: null,
          payment_method: method.id,
          status: 'requires_confirmation' as const,
        }),
  });
  return renderPaymentIntent(requireIntent(call, intent.id));
}
