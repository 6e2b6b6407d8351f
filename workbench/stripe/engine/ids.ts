/**
 * Ids in Stripe's form: a prefix and letters and digits, 24 of them for most objects and 14 for customers, products
 * and requests.
 */
import {type RandomSource, seededRandom, seedFromText} from './random.ts';

const idAlphabet = alphabetOf('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz');

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

/** Stripe's longer ids begin with a digit that counts up over the years; it is 1 today. */
const beginnings = Object.fromEntries(
  Object.entries(charactersAfter).map(([prefix, characters]) => [
    prefix,
    codesOf(characters > 14 ? `${prefix}_1` : `${prefix}_`),
  ]),
) as Readonly<Record<IdPrefix, readonly number[]>>; // The type of an object's keys is only ever string.

export function nextId(prefix: IdPrefix, random: RandomSource): string {
  const length = prefix.length + 1 + charactersAfter[prefix];
  return nextCharacters(random, {before: beginnings[prefix], length, alphabet: idAlphabet});
}

/**
 * Five characters for each draw: a fraction has 32 bits, and worlds have many ids. A page of a list derives hundreds of
 * them: so what can be known before is, and the text is made in one piece.
 */
function nextCharacters(random: RandomSource, {before, length, alphabet}: Characters): string {
  const {codes, draws} = alphabet;
  const base = codes.length;
  const drawn = [...before];
  while (drawn.length < length) {
    // Never more than 31 bits: the largest alphabet has 62 characters.
    let draw = (random.nextFraction() * draws) | 0;
    for (let place = 0; place < 5 && drawn.length < length; place += 1) {
      drawn.push(codes[draw % base] ?? 0);
      draw = (draw / base) | 0;
    }
  }
  return String.fromCharCode(...drawn);
}

interface Characters {
  readonly before: readonly number[];
  /** With what comes before. */
  readonly length: number;
  readonly alphabet: Alphabet;
}

interface Alphabet {
  readonly codes: readonly number[];
  /** How many texts of five characters there are. */
  readonly draws: number;
}

function alphabetOf(characters: string): Alphabet {
  return {codes: codesOf(characters), draws: characters.length ** 5};
}

function codesOf(text: string): readonly number[] {
  return [...text].map((character) => character.charCodeAt(0));
}

/** The same id for the same text: for what is derived from an object on each read instead of being kept. */
export function derivedId(prefix: IdPrefix, text: string): string {
  return nextId(prefix, seededRandom(seedFromText(`${prefix}:${text}`)));
}

const prefixAlphabet = alphabetOf('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ');

/** The eight characters that begin every invoice number of one customer. */
export function nextInvoicePrefix(random: RandomSource): string {
  return nextCharacters(random, {before: [], length: 8, alphabet: prefixAlphabet});
}

export function derivedInvoicePrefix(customerId: string): string {
  return nextInvoicePrefix(seededRandom(seedFromText(`invoice_prefix:${customerId}`)));
}
