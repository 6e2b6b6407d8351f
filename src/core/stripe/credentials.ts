import {AddonError} from '../errors/addon-error.ts';

export interface StripeKey {
  /** The secret itself. Only the Authorization header may carry it. */
  readonly key: string;
  /** `restricted` (rk_) has only the permissions ticked for it; `secret` (sk_) can do everything, payouts included. */
  readonly kind: 'restricted' | 'secret';
  readonly mode: 'test' | 'live';
  /** What a person may see of it: its last four characters, and of a short one never more than half. */
  readonly lastFour: string;
  /** True for a live secret key: connect only after the person has been told to prefer a restricted one. */
  readonly needsConfirmation: boolean;
}

/**
 * Reads what a person pasted as their Stripe key; blanks around it are dropped. The message of a refusal never repeats it.
 *
 * @throws AddonError CREDENTIALS_MISSING for nothing, CREDENTIALS_INVALID for anything that is not an rk_ or sk_ key
 */
export function parseStripeKey(text: string): StripeKey {
  const key = text.trim();
  if (key === '') {
    throw new AddonError({
      code: 'CREDENTIALS_MISSING',
      fact: 'Cannot connect to Stripe: no key was given.',
      nextStep: getKey,
    });
  }

  // Stripe's own are longer; a server of one's own may have short ones, and whoever answers judges them.
  const parts = /^(rk|sk)_(test|live)_([A-Za-z0-9_]{3,240})$/.exec(key);
  if (parts === null) throw refusal(key);

  const kind = parts[1] === 'rk' ? 'restricted' : 'secret';
  const mode = parts[2] === 'live' ? 'live' : 'test';
  const secretCharacters = parts[3]?.length ?? 0;
  const lastFour = key.slice(-Math.min(4, Math.floor(secretCharacters / 2)));
  return {key, kind, mode, lastFour, needsConfirmation: kind === 'secret' && mode === 'live'};
}

const getKey =
  'In the Stripe dashboard open Developers, API keys, create a restricted key and paste it here.';

const wrongForms: readonly (readonly [form: RegExp, fact: string])[] = [
  [/\s/, 'the key has a blank or a line break inside it'],
  [/[*•…]|\.\.\./, 'this is the shortened key that the dashboard shows, not the key itself'],
  [/^pk_/, 'a publishable key (pk_) cannot read invoices'],
  [/^whsec_/, 'this is the signing secret of a webhook (whsec_), not an API key'],
  [/^sk_org_/, 'an organization key (sk_org_) speaks for several accounts, and this sheet shows one'],
  [/^ek_/, 'an ephemeral key (ek_) ends within the hour'],
  [/^acct_/, 'this is an account id (acct_), not a key'],
  [/^(rk|sk)_(test|live)_/, 'the key is too short, too long, or has a character that no key has'],
];

function refusal(key: string): AddonError {
  const fact = wrongForms.find(([form]) => form.test(key))?.[1] ?? 'this is not the form of a Stripe key';
  return new AddonError({
    code: 'CREDENTIALS_INVALID',
    fact: `Cannot connect to Stripe: ${fact}.`,
    nextStep: getKey,
  });
}
