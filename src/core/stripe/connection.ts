import * as v from 'valibot';
import {AddonError} from '../errors/addon-error.ts';
import type {Properties} from '../ports.ts';
import type {Account} from './account.ts';
import {parseStripeKey, type StripeKey} from './credentials.ts';

/** A user property: other editors of the spreadsheet cannot read it, and no cell, log or reply ever holds it. */
const keyProperty = 'stripeKey';

/** Whose account the key was, when Stripe last said so: the sidebar opens without asking Stripe again. */
const accountProperty = 'stripeAccount';

/** The account of the connected key as far as it was seen. */
export interface ConnectedAccount {
  readonly id: string;
  readonly name: string | null;
  readonly timeZone: string | null;
}

const storedAccount = v.object({
  lastFour: v.string(),
  mode: v.picklist(['test', 'live']),
  account: v.object({id: v.string(), name: v.nullable(v.string()), timeZone: v.nullable(v.string())}),
});

/** @throws AddonError CREDENTIALS_MISSING when this person has not connected Stripe yet. */
export function readConnection(userProperties: Properties): StripeKey {
  const key = userProperties.read(keyProperty);
  if (key !== null) return parseStripeKey(key);
  throw new AddonError({
    code: 'CREDENTIALS_MISSING',
    fact: 'Cannot reach Stripe: no key is connected for you.',
    nextStep: 'Open the sidebar from the menu Billing Ops, choose Connect and paste a restricted key.',
  });
}

/** Null when this person has not connected Stripe yet. */
export function connectedKey(userProperties: Properties): StripeKey | null {
  const key = userProperties.read(keyProperty);
  return key === null ? null : parseStripeKey(key);
}

export function writeConnection(userProperties: Properties, credentials: StripeKey): void {
  userProperties.write(keyProperty, credentials.key);
}

/** Null when Stripe has not said yet, or said it of another key. */
export function readConnectedAccount(
  userProperties: Properties,
  {mode, lastFour}: StripeKey,
): ConnectedAccount | null {
  const stored = userProperties.read(accountProperty);
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), storedAccount), stored);
  if (!parsed.success || parsed.output.mode !== mode || parsed.output.lastFour !== lastFour) return null;
  return parsed.output.account;
}

export function writeConnectedAccount(
  userProperties: Properties,
  {mode, lastFour}: StripeKey,
  account: Account | null,
): void {
  if (account === null) {
    userProperties.write(accountProperty, null);
    return;
  }
  const {id, name, timeZone} = account;
  userProperties.write(
    accountProperty,
    JSON.stringify({lastFour, mode, account: {id, name, timeZone}} satisfies v.InferInput<
      typeof storedAccount
    >),
  );
}

export function forgetConnection(userProperties: Properties): void {
  userProperties.write(keyProperty, null);
  userProperties.write(accountProperty, null);
}
