import {AddonError} from '../errors/addon-error.ts';
import type {Properties} from '../ports.ts';
import {parseStripeKey, type StripeKey} from './credentials.ts';

/** A user property: other editors of the spreadsheet cannot read it, and no cell, log or reply ever holds it. */
const keyProperty = 'stripeKey';

/** @throws AddonError CREDENTIALS_MISSING when this person has not connected Stripe yet. */
export function readConnection(userProperties: Properties): StripeKey {
  const key = userProperties.read(keyProperty);
  if (key !== null) return parseStripeKey(key);
  throw new AddonError({
    code: 'CREDENTIALS_MISSING',
    fact: 'Cannot reach Stripe: no key is connected for you.',
    nextStep: 'Choose Connect Stripe… in the menu Billing Ops and paste a restricted key.',
  });
}

export function writeConnection(userProperties: Properties, credentials: StripeKey): void {
  userProperties.write(keyProperty, credentials.key);
}

export function forgetConnection(userProperties: Properties): void {
  userProperties.write(keyProperty, null);
}
