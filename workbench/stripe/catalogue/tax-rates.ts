/** Tax rates: a percentage on top of an amount or within it. https://docs.stripe.com/api/tax_rates */
import type Stripe from 'stripe';
import {type Call, type Endpoint, endpoint} from '../engine/endpoint.ts';
import {isWithin, listPage, newestFirst} from '../engine/lists.ts';
import {mergedMetadata} from '../engine/metadata.ts';
import type {WireObject} from '../engine/wire.ts';
import {ofPath, referred} from './find.ts';
import {invalid} from './refusals.ts';

function createTaxRate(call: Call<Stripe.TaxRateCreateParams>): WireObject {
  const {params, change, store, nowUnixS} = call;
  if (!(params.percentage >= 0 && params.percentage <= 100)) {
    throw invalid('Invalid percentage: must be between 0 and 100.', 'percentage');
  }
  const id = change.newId('txr');
  change.insert('tax_rate', {
    id,
    object: 'tax_rate',
    active: params.active ?? true,
    country: params.country ?? null,
    created: nowUnixS,
    description: params.description ?? null,
    display_name: params.display_name,
    // Stripe says it of rates that Stripe Tax makes, not of these.
    effective_percentage: null,
    flat_amount: null,
    inclusive: params.inclusive,
    jurisdiction: params.jurisdiction ?? null,
    jurisdiction_level: null,
    livemode: store.livemode,
    metadata: mergedMetadata({}, params.metadata),
    percentage: params.percentage,
    rate_type: null,
    state: params.state ?? null,
    tax_type: params.tax_type ?? null,
  });
  change.event('tax_rate.created', 'tax_rate', id);
  return call.render('tax_rate', id);
}

/** The percentage stays: documents were made with it. An archived rate (`active` false) takes no new ones. */
function updateTaxRate(call: Call<Stripe.TaxRateUpdateParams>): WireObject {
  const rate = ofPath(call, 'tax_rate', 'tax rate');
  const {params, change} = call;
  const before = call.render('tax_rate', rate.id);
  change.update('tax_rate', rate.id, {
    ...(params.active === undefined ? {} : {active: params.active}),
    ...(params.country === undefined ? {} : {country: params.country}),
    ...(params.description === undefined ? {} : {description: params.description}),
    ...(params.display_name === undefined ? {} : {display_name: params.display_name}),
    ...(params.jurisdiction === undefined ? {} : {jurisdiction: params.jurisdiction}),
    ...(params.metadata === undefined
      ? {}
      : {metadata: mergedMetadata(rate.metadata ?? {}, params.metadata)}),
    ...(params.state === undefined ? {} : {state: params.state}),
    ...(params.tax_type === undefined ? {} : {tax_type: params.tax_type}),
  });
  change.event('tax_rate.updated', 'tax_rate', rate.id, before);
  return call.render('tax_rate', rate.id);
}

/** The rates that a parameter names. @throws StripeRefusal for one that is not there or archived */
export function taxRatesOf(
  call: Pick<Call, 'store'>,
  given: readonly string[] | '' | undefined,
  param: string,
): readonly string[] {
  if (given === undefined || given === '') return [];
  return given.map((id, index) => {
    const rate = referred(call, 'tax_rate', {id, param: `${param}[${index}]`, said: 'tax rate'});
    if (!rate.active) {
      throw invalid(`The tax rate ${id} is archived and cannot be used.`, `${param}[${index}]`);
    }
    return id;
  });
}

const expansion = {shape: 'object', of: 'tax_rate'} as const;

export const taxRateEndpoints: readonly Endpoint[] = [
  endpoint<Stripe.TaxRateListParams>({
    method: 'GET',
    path: '/v1/tax_rates',
    evidence: 'modelled',
    permission: 'rak_tax_rate_read',
    expansion: {shape: 'list', of: 'tax_rate'},
    answer: (call) => {
      const {params} = call;
      return listPage(call, {
        rows: newestFirst(call.store.taxRates),
        kind: 'tax rate',
        url: '/v1/tax_rates',
        render: (row) => call.render('tax_rate', row.id),
        matches: (rate) =>
          (params.active === undefined || rate.active === params.active) &&
          (params.inclusive === undefined || rate.inclusive === params.inclusive) &&
          isWithin(rate.created, params.created),
      });
    },
  }),
  endpoint<Stripe.TaxRateCreateParams>({
    method: 'POST',
    path: '/v1/tax_rates',
    evidence: 'scripted',
    permission: 'rak_tax_rate_write',
    expansion,
    answer: createTaxRate,
  }),
  endpoint<Stripe.TaxRateRetrieveParams>({
    method: 'GET',
    path: '/v1/tax_rates/{id}',
    evidence: 'modelled',
    permission: 'rak_tax_rate_read',
    expansion,
    answer: (call) => call.render('tax_rate', ofPath(call, 'tax_rate', 'tax rate').id),
  }),
  endpoint<Stripe.TaxRateUpdateParams>({
    method: 'POST',
    path: '/v1/tax_rates/{id}',
    evidence: 'modelled',
    permission: 'rak_tax_rate_write',
    expansion,
    answer: updateTaxRate,
  }),
];
