import type Stripe from 'stripe';
import {type Call, type Endpoint, endpoint, pathIdOf} from '../engine/endpoint.ts';
import {noSuchObject} from '../engine/errors.ts';
import {inOrder, listPage, newestFirst} from '../engine/lists.ts';
import {mergedMetadata} from '../engine/metadata.ts';
import {mergedBillingDetails} from './given-fields.ts';
import type {StoredPaymentMethod} from './objects.ts';
import {
  noBillingDetails,
  paymentMethodCard,
  renderPaymentMethod,
  sepaDebit,
  testExpiry,
  usBankAccount,
} from './payment-method-objects.ts';
import {attachPaymentMethod, insertPaymentMethod, paymentMethodNamed} from './payment-methods.ts';
import {refuseMissingCustomer} from './references.ts';
import {invalidRequest, refuseUnmodelled} from './refusals.ts';
import {cardOfToken, testCardNumbered} from './tokens.ts';

const read = {permission: 'rak_payment_method_read', evidence: 'modelled'} as const;
const write = {permission: 'rak_payment_method_write', evidence: 'scripted'} as const;
const one = {expansion: {shape: 'object', of: 'payment_method'}} as const;
const many = {expansion: {shape: 'list', of: 'payment_method'}} as const;

export const paymentMethodEndpoints: readonly Endpoint[] = [
  endpoint<Stripe.PaymentMethodCreateParams>({
    ...write,
    ...one,
    method: 'POST',
    path: '/v1/payment_methods',
    answer: createPaymentMethod,
  }),
  endpoint<Stripe.PaymentMethodListParams>({
    ...read,
    ...many,
    method: 'GET',
    path: '/v1/payment_methods',
    answer: listPaymentMethods,
  }),
  endpoint<Stripe.PaymentMethodRetrieveParams>({
    ...read,
    ...one,
    method: 'GET',
    path: '/v1/payment_methods/{id}',
    answer: (call) => renderPaymentMethod(methodOfPath(call)),
  }),
  endpoint<Stripe.PaymentMethodUpdateParams>({
    ...write,
    ...one,
    method: 'POST',
    path: '/v1/payment_methods/{id}',
    answer: updatePaymentMethod,
  }),
  endpoint<Stripe.PaymentMethodAttachParams>({
    ...write,
    ...one,
    method: 'POST',
    path: '/v1/payment_methods/{id}/attach',
    answer(call) {
      const {customer} = call.params;
      refuseUnmodelled(call.params, ['customer_account']);
      if (customer === undefined) {
        throw missing('customer');
      }
      refuseMissingCustomer(call, customer);
      const id = pathIdOf(call);
      return renderPaymentMethod(
        attachPaymentMethod(call, {id, customer, param: 'payment_method', inPath: true}),
      );
    },
  }),
  endpoint<Stripe.PaymentMethodDetachParams>({
    ...write,
    ...one,
    evidence: 'recorded',
    method: 'POST',
    path: '/v1/payment_methods/{id}/detach',
    answer: detachPaymentMethod,
  }),
  endpoint<Stripe.CustomerListPaymentMethodsParams>({
    ...read,
    ...many,
    method: 'GET',
    path: '/v1/customers/{id}/payment_methods',
    answer(call) {
      const customer = pathIdOf(call);
      if (!call.store.customers.has(customer)) {
        throw noSuchObject({kind: 'customer', id: customer, param: 'customer', inPath: true});
      }
      return listOf(call, {
        customer,
        type: call.params.type,
        url: `/v1/customers/${customer}/payment_methods`,
      });
    },
  }),
  endpoint<Stripe.CustomerRetrievePaymentMethodParams>({
    ...read,
    ...one,
    method: 'GET',
    path: '/v1/customers/{id}/payment_methods/{id}',
    answer(call) {
      const [customer = '', id = ''] = call.pathIds;
      const method = call.store.paymentMethods.get(id);
      if (method?.customer !== customer) {
        throw noSuchObject({kind: 'PaymentMethod', id, param: 'payment_method', inPath: true});
      }
      return renderPaymentMethod(method);
    },
  }),
];

function methodOfPath(call: Call): StoredPaymentMethod {
  return paymentMethodNamed(call, {id: pathIdOf(call), param: 'payment_method', inPath: true});
}

function listPaymentMethods(call: Call<Stripe.PaymentMethodListParams>): object {
  const {customer, type} = call.params;
  if (customer !== undefined) refuseMissingCustomer(call, customer);
  return listOf(call, {customer, type, url: '/v1/payment_methods'});
}

function listOf(
  call: Call<{ending_before?: string; limit?: number; starting_after?: string}>,
  of: {readonly customer: string | undefined; readonly type: string | undefined; readonly url: string},
): object {
  const {paymentMethods} = call.store;
  return listPage(call, {
    rows:
      of.customer === undefined
        ? newestFirst(paymentMethods)
        : inOrder(paymentMethods.where('customer', of.customer).toReversed()),
    kind: 'PaymentMethod',
    url: of.url,
    render: renderPaymentMethod,
    matches: (method) => of.type === undefined || method.type === of.type,
  });
}

function createPaymentMethod(call: Call<Stripe.PaymentMethodCreateParams>): object {
  const {allow_redisplay, billing_details, metadata} = call.params;
  refuseUnmodelled(call.params, ['customer', 'payment_method']);
  return renderPaymentMethod(
    insertPaymentMethod(call, {
      billing_details: mergedBillingDetails(noBillingDetails, billing_details),
      metadata: mergedMetadata({}, metadata),
      ...(allow_redisplay === undefined ? {} : {allow_redisplay}),
      ...particulars(call),
    }),
  );
}

function particulars(
  call: Call<Stripe.PaymentMethodCreateParams>,
): Partial<StoredPaymentMethod> & Pick<StoredPaymentMethod, 'type'> {
  const {params} = call;
  switch (params.type) {
    case undefined:
      throw missing('type');
    case 'card':
      return {type: 'card', card: cardGiven(call)};
    case 'customer_balance':
      return {type: 'customer_balance', customer_balance: {}};
    case 'sepa_debit':
      if (params.sepa_debit === undefined) throw missing('sepa_debit');
      return {type: 'sepa_debit', sepa_debit: sepaDebit(params.sepa_debit.iban)};
    case 'us_bank_account': {
      const given = params.us_bank_account;
      if (given?.account_number === undefined) throw missing('us_bank_account[account_number]');
      if (given.routing_number === undefined) throw missing('us_bank_account[routing_number]');
      return {
        type: 'us_bank_account',
        us_bank_account: usBankAccount(given.account_number, {
          holderType: given.account_holder_type ?? 'individual',
          accountType: given.account_type ?? 'checking',
          routingNumber: given.routing_number,
        }),
      };
    }
    default:
      throw invalidRequest(
        `The payment method type "${params.type}" is not known to this sandbox. It knows card, customer_balance, ` +
          'sepa_debit and us_bank_account.',
        {code: 'payment_method_unsupported_type', param: 'type'},
      );
  }
}

function cardGiven(call: Call<Stripe.PaymentMethodCreateParams>): Stripe.PaymentMethod.Card {
  const {card} = call.params;
  if (card === undefined) throw missing('card');
  if (card.token !== undefined) {
    const {test, expiry} = cardOfToken(call, {id: card.token, param: 'card[token]'});
    return paymentMethodCard(test, expiry);
  }
  if (card.number === undefined) throw missing('card[number]');
  const test = testCardNumbered(call, {number: card.number, param: 'number'});
  const soon = testExpiry(call.nowUnixS);
  return paymentMethodCard(test, {month: card.exp_month ?? soon.month, year: card.exp_year ?? soon.year});
}

function missing(param: string) {
  return invalidRequest(`Missing required param: ${param}.`, {code: 'parameter_missing', param});
}

function updatePaymentMethod(call: Call<Stripe.PaymentMethodUpdateParams>): object {
  const {params} = call;
  const method = methodOfPath(call);
  if (typeof method.customer !== 'string') {
    throw invalidRequest('You must save this PaymentMethod to a customer before you can update it.', {
      code: 'payment_method_unexpected_state',
    });
  }
  const before = call.render('payment_method', method.id);
  const {card} = method;
  const updated = call.change.update('payment_method', method.id, {
    billing_details: mergedBillingDetails(method.billing_details ?? noBillingDetails, params.billing_details),
    metadata: mergedMetadata(method.metadata ?? {}, params.metadata),
    ...(params.allow_redisplay === undefined ? {} : {allow_redisplay: params.allow_redisplay}),
    ...(card === undefined || params.card === undefined
      ? {}
      : {
          card: {
            ...card,
            exp_month: params.card.exp_month ?? card.exp_month,
            exp_year: params.card.exp_year ?? card.exp_year,
          },
        }),
  });
  call.change.event('payment_method.updated', 'payment_method', method.id, before);
  return renderPaymentMethod(updated);
}

function detachPaymentMethod(call: Call<Stripe.PaymentMethodDetachParams>): object {
  const method = methodOfPath(call);
  if (typeof method.customer !== 'string') {
    throw invalidRequest(
      'The payment method you provided is not attached to a customer so detachment is impossible.',
      {code: 'payment_method_unexpected_state'},
    );
  }
  forgetDefault(call, method.customer, method.id);
  const before = call.render('payment_method', method.id);
  const detached = call.change.update('payment_method', method.id, {customer: null, used_up: true});
  call.change.event('payment_method.detached', 'payment_method', method.id, before);
  return renderPaymentMethod(detached);
}

/** A payment method that is gone is nobody's default. */
function forgetDefault(call: Call, customerId: string, methodId: string): void {
  const customer = call.store.customers.get(customerId);
  if (customer === undefined || 'deleted' in customer) return;
  const settings = customer.invoice_settings;
  if (settings?.default_payment_method !== methodId) return;
  const before = call.render('customer', customerId);
  call.change.update('customer', customerId, {invoice_settings: {...settings, default_payment_method: null}});
  call.change.event('customer.updated', 'customer', customerId, before);
}
