/** A subscription's next invoice as it would be, with the changes asked for. https://docs.stripe.com/api/invoices/create_preview */
import type Stripe from 'stripe';
import {referred} from '../catalogue/find.ts';
import {missing} from '../catalogue/refusals.ts';
import {taxRatesOf} from '../catalogue/tax-rates.ts';
import {nowOf} from '../engine/clock.ts';
import type {Call} from '../engine/endpoint.ts';
import {StripeRefusal} from '../engine/errors.ts';
import {isWireObject, type WireObject} from '../engine/wire.ts';
import {pendingItems} from '../invoices/invoice-lines.ts';
import {isEnded} from './agenda.ts';
import {addPending, draftInvoice} from './bill-subscription.ts';
import {chargeLines, prorationLine} from './billed-lines.ts';
import {changeItems, type GivenItemChange} from './change-items.ts';
import {createSubscription} from './create-subscription.ts';
import {intoNextPeriod} from './next-period.ts';
import type {StoredSubscription} from './objects.ts';
import {refuseUnmodelled} from './read-items.ts';
import {readRestart, rebill} from './rebill-subscription.ts';
import {itemsOf} from './render-subscription.ts';

type PreviewCall = Call<Stripe.InvoiceCreatePreviewParams>;
type Details = NonNullable<PreviewCall['params']['subscription_details']>;

const unmodelled = ['billing_mode', 'billing_schedules', 'pause', 'resume_at', 'start_date'] as const;

/**
 * To be called within `change.preview`: makes the invoice for real and shows it under an id that is none.
 *
 * @throws StripeRefusal 404 where nothing will be billed
 */
export function previewOfSubscription(call: PreviewCall): WireObject {
  const {params} = call;
  const details = params.subscription_details ?? {};
  refuseUnmodelled(details, unmodelled);
  const invoiceId =
    params.subscription === undefined
      ? invoiceOfNew(call, details)
      : invoiceOfNext(
          call,
          referred(call, 'subscription', {
            id: params.subscription,
            param: 'subscription',
            said: 'subscription',
          }),
          details,
        );
  call.change.update('invoice', invoiceId, {auto_advance: false, billing_reason: 'upcoming'});
  return underPreviewId(call.render('invoice', invoiceId), call.change.newId('upcoming_in'));
}

/** What subscribing to the items would cost. */
function invoiceOfNew(call: PreviewCall, details: Details): string {
  const {params, store} = call;
  if (params.customer === undefined) throw missing('customer');
  if (details.items === undefined) throw missing('subscription_details[items]');
  const id = createSubscription(
    call,
    {
      customer: params.customer,
      items: details.items.map(
        ({id: _id, deleted: _deleted, clear_usage: _usage, metadata: _data, ...item}) => item,
      ),
      ...(params.currency === undefined ? {} : {currency: params.currency}),
      ...(details.default_tax_rates === undefined ? {} : {default_tax_rates: details.default_tax_rates}),
      ...(details.proration_behavior === undefined ? {} : {proration_behavior: details.proration_behavior}),
      ...(details.trial_end === undefined ? {} : {trial_end: details.trial_end}),
      ...(params.discounts === undefined ? {} : {discounts: params.discounts}),
      ...(details.billing_cycle_anchor?.timestamp === undefined
        ? {}
        : {billing_cycle_anchor: details.billing_cycle_anchor.timestamp}),
    },
    {firstInvoiceAsDraft: true},
  );
  return store.subscriptions.get(id)?.latest_invoice ?? '';
}

/** The invoice that the changes bring at once, or else the one of the next cycle. */
function invoiceOfNext(call: PreviewCall, subscription: StoredSubscription, details: Details): string {
  const nowUnixS = nowOf(call, subscription.customer);
  if (isEnded(subscription)) throw noneUpcoming(subscription);
  const changed = call.change.update('subscription', subscription.id, {
    ...(details.default_tax_rates === undefined
      ? {}
      : {
          default_tax_rates: taxRatesOf(
            call,
            details.default_tax_rates,
            'subscription_details[default_tax_rates]',
          ),
        }),
    ...(details.cancel_at_period_end === undefined
      ? {}
      : {cancel_at_period_end: details.cancel_at_period_end, cancel_at: null}),
  });
  if (details.cancel_now === true) return invoiceOfEnd(call, changed, details);
  const changes = details.items === undefined ? [] : changeItems(call, changed, givenItems(details.items));
  const {
    proration_behavior: behavior,
    proration_date: date,
    trial_end: trialEnd,
    billing_cycle_anchor: anchor,
  } = details;
  const billed = rebill(call, changed, {
    changes,
    nowUnixS,
    params: {
      ...(behavior === undefined ? {} : {proration_behavior: behavior}),
      ...(date === undefined ? {} : {proration_date: date}),
    },
    restart: readRestart(
      {
        ...(anchor === undefined || anchor.type === 'timestamp'
          ? {}
          : {billing_cycle_anchor: {type: anchor.type}}),
        ...(trialEnd === undefined ? {} : {trial_end: trialEnd}),
      },
      nowUnixS,
    ),
  });
  return billed ?? invoiceOfCycle(call, changed.id);
}

function givenItems(items: NonNullable<Details['items']>): readonly GivenItemChange[] {
  return items;
}

/** The invoice of the next cycle, shown under an id that is none. To be called within `change.preview`. */
export function previewOfCycle(call: Call, id: string): WireObject {
  const invoiceId = invoiceOfCycle(call, id);
  return underPreviewId(call.render('invoice', invoiceId), call.change.newId('upcoming_in'));
}

function invoiceOfCycle(call: Call, id: string): string {
  const {change, store} = call;
  const subscription = change.update('subscription', id, {});
  const items = itemsOf(id, store);
  const atUnixS = Math.min(...items.map((item) => item.current_period_end));
  const ends =
    subscription.cancel_at_period_end ||
    (subscription.cancel_at !== null && subscription.cancel_at <= atUnixS);
  const waiting = pendingItems(call, {
    customer: subscription.customer,
    currency: subscription.currency,
    subscription: id,
  });
  if (subscription.status === 'paused' || (ends && waiting.length === 0)) throw noneUpcoming(subscription);
  const due = items.filter((item) => item.current_period_end === atUnixS);
  const start = Math.min(...due.map((item) => item.current_period_start));
  const lines = ends
    ? []
    : due.flatMap((item) =>
        chargeLines(intoNextPeriod(call, subscription, item), subscription.currency, store),
      );
  const invoice = draftInvoice(call, subscription, {
    reason: 'upcoming',
    lines,
    period: {start, end: atUnixS},
    advances: false,
  });
  return change.update('invoice', invoice.id, {created: atUnixS}).id;
}

function invoiceOfEnd(call: Call, subscription: StoredSubscription, details: Details): string {
  const nowUnixS = nowOf(call, subscription.customer);
  const at = {
    unixS: details.proration_date ?? nowUnixS,
    currency: subscription.currency,
    store: call.store,
  };
  const credited = details.proration_behavior === 'none' ? [] : itemsOf(subscription.id, call.store);
  addPending(
    call,
    subscription,
    credited.filter(({quantity}) => quantity !== null).map((item) => prorationLine('credit', item, at)),
  );
  return draftInvoice(call, subscription, {
    reason: 'upcoming',
    lines: [],
    period: {start: nowUnixS, end: nowUnixS},
    advances: false,
  }).id;
}

function noneUpcoming({customer}: StoredSubscription): StripeRefusal {
  return new StripeRefusal({
    status: 404,
    code: 'invoice_upcoming_none',
    message: `No upcoming invoices for customer: ${customer}`,
  });
}

function underPreviewId(invoice: WireObject, id: string): WireObject {
  const lines = invoice['lines'];
  if (!isWireObject(lines) || !Array.isArray(lines['data'])) return {...invoice, id};
  const data = lines['data'].filter(isWireObject).map((line) => ({...line, invoice: id}));
  return {...invoice, id, lines: {...lines, data, url: `/v1/invoices/${id}/lines`}};
}
