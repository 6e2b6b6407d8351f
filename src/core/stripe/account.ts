import type Stripe from 'stripe';
import * as v from 'valibot';
import {type CurrencyCode, currencyCode} from '../money/currency.ts';
import type {StripeClient} from './client.ts';
import {decodeWire, schemaOf, wireCurrency, wireId} from './wire.ts';

/** The Stripe account a key belongs to, as `GET /v1/account` shows it. */
export interface Account {
  readonly id: string;
  /** The dashboard's display name, else the business name; null when neither is set or the key may not see them. */
  readonly name: string | null;
  /** The dashboard's IANA zone, in which Stripe itself draws days; null when the key may not see it. */
  readonly timeZone: string | null;
  readonly defaultCurrency: CurrencyCode | null;
}

const wireAccount = schemaOf<Stripe.Account>()(
  v.object({
    id: wireId,
    object: v.literal('account'),
    business_profile: v.nullish(v.object({name: v.nullish(v.string())})),
    default_currency: v.nullish(wireCurrency),
    settings: v.nullish(
      v.object({
        dashboard: v.nullish(
          v.object({display_name: v.nullish(v.string()), timezone: v.nullish(v.string())}),
        ),
      }),
    ),
  }),
);

/** @throws AddonError RESPONSE_UNREADABLE naming the account and the path of the field that is not as declared */
export function decodeAccount(wire: unknown): Account {
  const read = decodeWire(wireAccount, wire, 'account');
  const dashboard = read.settings?.dashboard;
  return {
    id: read.id,
    name: dashboard?.display_name || read.business_profile?.name || null,
    timeZone: dashboard?.timezone || null,
    defaultCurrency: read.default_currency ? currencyCode(read.default_currency) : null,
  };
}

/**
 * The account the client's key belongs to.
 *
 * @throws AddonError as StripeClient.send; PERMISSION_MISSING for a restricted key that may not read it
 */
export function readAccount(client: StripeClient): Account {
  return decodeAccount(client.send({method: 'GET', path: '/v1/account', params: {}}));
}
