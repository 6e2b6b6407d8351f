/**
 * Ids in Stripe's form: a prefix and letters and digits, 24 of them for most objects and 14 for customers, products
 * and requests.
 */
import {type RandomSource, seededRandom, seedFromText} from './random.ts';

const idAlphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** How many characters follow the prefix. */
const charactersAfter = {
  acct: 16,
  ba: 24,
  card: 24,
  cbtxn: 24,
  ccsbtxn: 24,
  ch: 24,
  clock: 24,
  cn: 24,
  cnli: 24,
  cus: 14,
  di: 24,
  dp: 24,
  du: 24,
  evt: 24,
  ii: 24,
  il: 24,
  in: 24,
  inpay: 24,
  li: 24,
  mandate: 24,
  par: 24,
  pi: 24,
  plan: 14,
  pm: 24,
  po: 24,
  pr: 24,
  price: 24,
  prod: 14,
  promo: 24,
  py: 24,
  pyr: 24,
  qt: 24,
  re: 24,
  req: 14,
  setatt: 24,
  seti: 24,
  si: 14,
  src: 24,
  sub: 24,
  sub_sched: 24,
  tok: 24,
  tr: 24,
  tu: 24,
  txi: 24,
  txn: 24,
  txr: 24,
  upcoming_in: 24,
} as const;

export type IdPrefix = keyof typeof charactersAfter;

export function nextId(prefix: IdPrefix, random: RandomSource): string {
  // Stripe's longer ids begin with a digit that counts up over the years; it is 1 today.
  const length = prefix.length + 1 + charactersAfter[prefix];
  const id = charactersAfter[prefix] > 14 ? `${prefix}_1` : `${prefix}_`;
  return id + nextCharacters(random, {count: length - id.length, alphabet: idAlphabet});
}

/** Five characters for each draw: a fraction has 32 bits, and worlds have many ids. */
function nextCharacters(
  random: RandomSource,
  options: {readonly count: number; readonly alphabet: string},
): string {
  const {count, alphabet} = options;
  const codes: number[] = [];
  while (codes.length < count) {
    let draw = Math.floor(random.nextFraction() * alphabet.length ** 5);
    for (let place = 0; place < 5 && codes.length < count; place += 1) {
      codes.push(alphabet.charCodeAt(draw % alphabet.length));
      draw = Math.floor(draw / alphabet.length);
    }
  }
  return String.fromCharCode(...codes);
}

/** The same id for the same text: for what is derived from an object on each read instead of being kept. */
export function derivedId(prefix: IdPrefix, text: string): string {
  return nextId(prefix, seededRandom(seedFromText(`${prefix}:${text}`)));
}

const prefixAlphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** The eight characters that begin every invoice number of one customer. */
export function nextInvoicePrefix(random: RandomSource): string {
  return nextCharacters(random, {count: 8, alphabet: prefixAlphabet});
}

export function derivedInvoicePrefix(customerId: string): string {
  return nextInvoicePrefix(seededRandom(seedFromText(`invoice_prefix:${customerId}`)));
}
