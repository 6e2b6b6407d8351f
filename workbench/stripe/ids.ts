/**
 * Ids in Stripe's form: a prefix and letters and digits, 24 of them for most objects and 14 for customers, products
 * and requests.
 */
import {type RandomSource, seededRandom, seedFromText} from './random.ts';

const idAlphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** How many characters follow the prefix. */
const charactersAfter = {
  acct: 16,
  cus: 14,
  ii: 24,
  il: 24,
  in: 24,
  inpay: 24,
  pi: 24,
  price: 24,
  prod: 14,
  pyr: 24,
  req: 14,
  sub: 24,
} as const;

export type IdPrefix = keyof typeof charactersAfter;

export function nextId(prefix: IdPrefix, random: RandomSource): string {
  // Stripe's longer ids begin with a digit that counts up over the years; it is 1 today.
  let id = charactersAfter[prefix] > 14 ? `${prefix}_1` : `${prefix}_`;
  const length = prefix.length + 1 + charactersAfter[prefix];
  while (id.length < length) id += idAlphabet[Math.floor(random.nextFraction() * idAlphabet.length)];
  return id;
}

/** The same id for the same text: for what is derived from an object on each read instead of being kept. */
export function derivedId(prefix: IdPrefix, text: string): string {
  return nextId(prefix, seededRandom(seedFromText(`${prefix}:${text}`)));
}

const prefixAlphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** The eight characters that begin every invoice number of one customer. */
export function nextInvoicePrefix(random: RandomSource): string {
  let prefix = '';
  while (prefix.length < 8) {
    prefix += prefixAlphabet[Math.floor(random.nextFraction() * prefixAlphabet.length)];
  }
  return prefix;
}

export function derivedInvoicePrefix(customerId: string): string {
  return nextInvoicePrefix(seededRandom(seedFromText(`invoice_prefix:${customerId}`)));
}
