/** Setup intents: getting a payment method ready to be charged later. https://docs.stripe.com/api/setup_intents */
import type Stripe from 'stripe';
import {nowOf} from '../engine/clock.ts';
import {type Call, type Endpoint, endpoint, pathIdOf} from '../engine/endpoint.ts';
import {isWithin, listPage, newestFirst} from '../engine/lists.ts';
import {mergedMetadata} from '../engine/metadata.ts';
import {declineFacts} from './declines.ts';
import type {StoredPaymentMethod, StoredSetupIntent} from './objects.ts';
import {renderSetupIntent} from './payment-intent-objects.ts';
import {renderPaymentMethod} from './payment-method-objects.ts';
import {attachPaymentMethod, paymentMethodNamed, refuseUsedUp} from './payment-methods.ts';
import {inPath, refuseMissingCustomer} from './references.ts';
import {cardRefusal, declineFields, invalidRequest, refuseUnmodelled} from './refusals.ts';
import {cardBehaviour} from './test-cards.ts';

/** Older clients still name the types in the way that Stripe's types no longer have. */
type CreateParams = Stripe.SetupIntentCreateParams & {payment_method_types?: string[]};

/** Other accounts, and ways that begin in a browser. */
const unmodelled = [
  'attach_to_self',
  'confirmation_token',
  'customer_account',
  'flow_directions',
  'on_behalf_of',
  'payment_method_configuration',
  'payment_method_data',
  'single_use',
];

const read = {permission: 'rak_setup_intent_read', evidence: 'recorded'} as const;
const write = {permission: 'rak_setup_intent_write', evidence: 'recorded'} as const;
const one = {expansion: {shape: 'object', of: 'setup_intent'}} as const;

export const setupIntentEndpoints: readonly Endpoint[] = [
  endpoint<CreateParams>({
    ...write,
    ...one,
    method: 'POST',
    path: '/v1/setup_intents',
    answer: createSetupIntent,
  }),
  endpoint<Stripe.SetupIntentListParams>({
    ...read,
    expansion: {shape: 'list', of: 'setup_intent'},
    method: 'GET',
    path: '/v1/setup_intents',
    answer(call) {
      const {created, customer, payment_method} = call.params;
      return listPage(call, {
        rows: newestFirst(call.store.setupIntents),
        kind: 'setupintent',
        url: '/v1/setup_intents',
        render: renderSetupIntent,
        matches: (row) =>
          isWithin(row.created, created) &&
          (customer === undefined || row.customer === customer) &&
          (payment_method === undefined || row.payment_method === payment_method),
      });
    },
  }),
  endpoint<Stripe.SetupIntentRetrieveParams>({
    ...read,
    ...one,
    method: 'GET',
    path: '/v1/setup_intents/{id}',
    answer: (call) => renderSetupIntent(setupIntentOfPath(call)),
  }),
  endpoint<Stripe.SetupIntentUpdateParams>({
    ...write,
    ...one,
    evidence: 'modelled',
    method: 'POST',
    path: '/v1/setup_intents/{id}',
    answer: updateSetupIntent,
  }),
  endpoint<Stripe.SetupIntentConfirmParams>({
    ...write,
    ...one,
    evidence: 'modelled',
    method: 'POST',
    path: '/v1/setup_intents/{id}/confirm',
    answer(call) {
      refuseUnmodelled(call.params, unmodelled);
      return confirmSetup(call, setupIntentOfPath(call), call.params.payment_method);
    },
  }),
  endpoint<Stripe.SetupIntentCancelParams>({
    ...write,
    ...one,
    evidence: 'modelled',
    method: 'POST',
    path: '/v1/setup_intents/{id}/cancel',
    answer: cancelSetup,
  }),
];

function setupIntentOfPath(call: Call): StoredSetupIntent {
  return inPath(call.store.setupIntents, {kind: 'setupintent', id: pathIdOf(call)});
}

function createSetupIntent(call: Call<CreateParams>): object {
  const {params} = call;
  refuseUnmodelled(params, unmodelled);
  const customer = params.customer ?? null;
  if (customer !== null) refuseMissingCustomer(call, customer);
  const method = methodGiven(call, params.payment_method);
  const automatic =
    params.payment_method_types === undefined && params.automatic_payment_methods?.enabled !== false;
  const row: StoredSetupIntent = {
    id: call.change.newId('seti'),
    object: 'setup_intent',
    automatic_payment_methods: automatic
      ? {allow_redirects: params.automatic_payment_methods?.allow_redirects ?? 'always', enabled: true}
      : null,
    created: nowOf(call, customer),
    customer,
    description: params.description ?? null,
    livemode: call.store.livemode,
    metadata: mergedMetadata({}, params.metadata),
    payment_method: method?.id ?? null,
    payment_method_types: [
      ...(params.payment_method_types ?? params.allowed_payment_method_types ?? ['card', 'link']),
    ],
    status: method === null ? 'requires_payment_method' : 'requires_confirmation',
    usage: params.usage ?? 'off_session',
  };
  call.change.insert('setup_intent', row);
  call.change.event('setup_intent.created', 'setup_intent', row.id);
  return params.confirm === true ? confirmSetup(call, row, method?.id) : renderSetupIntent(row);
}

function methodGiven(call: Call, id: string | undefined): StoredPaymentMethod | null {
  if (id === undefined) return null;
  const method = paymentMethodNamed(call, {id, param: 'payment_method'});
  refuseUsedUp(method);
  return method;
}

function confirmSetup(call: Call, intent: StoredSetupIntent, named: string | undefined): object {
  if (intent.status === 'succeeded' || intent.status === 'canceled')
    throw wrongState(call, intent, 'confirm');
  const method = methodGiven(call, named ?? intent.payment_method ?? undefined);
  if (method === null) {
    throw invalidRequest(
      "You cannot confirm this SetupIntent because it's missing a payment method. Update the SetupIntent with a " +
        'payment method and then confirm it again.',
      {
        code: 'setup_intent_unexpected_state',
        details: {setup_intent: call.render('setup_intent', intent.id)},
      },
    );
  }
  const attempt = call.change.newId('setatt');
  const behaviour = method.card === undefined ? null : cardBehaviour(method.card, call.store.livemode);
  if (behaviour?.kind === 'declines' && !behaviour.attachable) {
    throw declinedSetup(call, {intent, method, attempt, facts: declineFacts(behaviour.decline)});
  }
  if (behaviour?.kind === 'authenticates') {
    const waiting = call.change.update('setup_intent', intent.id, {
      latest_attempt: attempt,
      next_action: {type: 'use_stripe_sdk', use_stripe_sdk: {type: 'three_d_secure_redirect'}},
      payment_method: method.id,
      status: 'requires_action',
    });
    call.change.event('setup_intent.requires_action', 'setup_intent', intent.id);
    return renderSetupIntent(waiting);
  }
  const customer = intent.customer ?? null;
  if (customer !== null) attachPaymentMethod(call, {id: method.id, customer, param: 'payment_method'});
  const done = call.change.update('setup_intent', intent.id, {
    last_setup_error: null,
    latest_attempt: attempt,
    next_action: null,
    payment_method: method.id,
    status: 'succeeded',
  });
  call.change.event('setup_intent.succeeded', 'setup_intent', intent.id);
  return renderSetupIntent(done);
}

function declinedSetup(
  call: Call,
  given: {
    readonly intent: StoredSetupIntent;
    readonly method: StoredPaymentMethod;
    readonly attempt: string;
    readonly facts: ReturnType<typeof declineFacts>;
  },
) {
  const {intent, method, attempt, facts} = given;
  const wireMethod = renderPaymentMethod(method);
  call.change.update('setup_intent', intent.id, {
    last_setup_error: {
      ...declineFields(facts),
      code: facts.code,
      doc_url: `https://stripe.com/docs/error-codes/${facts.code.replaceAll('_', '-')}`,
      message: facts.message,
      payment_method: wireMethod,
      type: 'card_error',
    },
    latest_attempt: attempt,
    payment_method: null,
    status: 'requires_payment_method',
  });
  call.change.event('setup_intent.setup_failed', 'setup_intent', intent.id);
  return cardRefusal(
    facts,
    {payment_method: wireMethod, setup_intent: call.render('setup_intent', intent.id)},
    {keepsEffects: true},
  );
}

function wrongState(call: Call, intent: StoredSetupIntent, act: 'cancel' | 'confirm') {
  return invalidRequest(
    `You cannot ${act} this SetupIntent because it has a status of ${intent.status}. Only a SetupIntent with one of the ` +
      'following statuses may be ' +
      (act === 'cancel' ? 'canceled' : 'confirmed') +
      ': requires_payment_method, requires_confirmation, requires_action.',
    {code: 'setup_intent_unexpected_state', details: {setup_intent: call.render('setup_intent', intent.id)}},
  );
}

function updateSetupIntent(call: Call<Stripe.SetupIntentUpdateParams>): object {
  const {customer, description, metadata, payment_method} = call.params;
  refuseUnmodelled(call.params, unmodelled);
  const intent = setupIntentOfPath(call);
  if (customer !== undefined) refuseMissingCustomer(call, customer);
  const method = methodGiven(call, payment_method);
  const updated = call.change.update('setup_intent', intent.id, {
    metadata: mergedMetadata(intent.metadata ?? {}, metadata),
    ...(customer === undefined ? {} : {customer}),
    ...(description === undefined ? {} : {description}),
    ...(method === null ? {} : {payment_method: method.id, status: 'requires_confirmation' as const}),
  });
  return renderSetupIntent(updated);
}

function cancelSetup(call: Call<Stripe.SetupIntentCancelParams>): object {
  const intent = setupIntentOfPath(call);
  if (intent.status === 'succeeded' || intent.status === 'canceled') throw wrongState(call, intent, 'cancel');
  const canceled = call.change.update('setup_intent', intent.id, {
    cancellation_reason: call.params.cancellation_reason ?? 'requested_by_customer',
    next_action: null,
    status: 'canceled',
  });
  call.change.event('setup_intent.canceled', 'setup_intent', intent.id);
  return renderSetupIntent(canceled);
}
