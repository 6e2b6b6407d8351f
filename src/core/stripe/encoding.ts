import {Decimal} from 'decimal.js';
import {AddonError} from '../errors/addon-error.ts';

/** One value of a request. `undefined` leaves the parameter out; `null` and `''` both ask Stripe to unset it. */
export type ParamValue =
  | string
  | number
  | boolean
  | null
  | undefined
  | Date
  | Decimal
  | readonly ParamValue[]
  | {readonly [name: string]: ParamValue};

/** Parameters by Stripe's names. Write `satisfies Stripe.InvoiceListParams` (or its like) where they are built. */
export type Params = {readonly [name: string]: ParamValue};

/**
 * The body of a POST, byte for byte what stripe-node sends: arrays indexed (`expand[0]=`), nested objects in brackets,
 * a Date as whole seconds rounded down, and an empty array or object not at all.
 * Source: stripe-node 23.1.0 `utils.ts` stringifyRequestData.
 *
 * @throws AddonError ARGUMENT_INVALID for what has no faithful text: NaN, 1e21, a broken character
 */
export function encodeForm(params: Params): string {
  return encodePairs(params, encodeText);
}

/**
 * The same for the query of a GET or DELETE, with every bracket as `%5B` and `%5D`: URLs with raw brackets break RFC
 * 3986, which a URL parser may enforce, and Stripe reads both alike.
 *
 * @throws AddonError ARGUMENT_INVALID as encodeForm
 */
export function encodeQuery(params: Params): string {
  return encodePairs(params, encodeStrictly);
}

/**
 * A path with its ids escaped: stripePath`/v1/invoices/${id}`.
 *
 * @throws AddonError ARGUMENT_INVALID for an id that would change the path itself: empty, `.` or `..`
 */
export function stripePath(parts: TemplateStringsArray, ...ids: readonly string[]): string {
  return parts.reduce((path, part, index) => {
    const id = ids[index - 1] ?? '';
    if (id === '' || id === '.' || id === '..') {
      throw unsendable(`the id in ${parts.join('…')} is "${id}"`, 'Give the id as Stripe shows it.');
    }
    return `${path}${encodeURIComponent(id)}${part}`;
  });
}

function encodePairs(params: Params, encode: (text: string) => string): string {
  const pairs: string[] = [];
  const append = (name: string, value: ParamValue): void => {
    if (value === undefined) return;
    if (isLeaf(value)) {
      pairs.push(`${encode(name)}=${encode(textOf(name, value))}`);
    } else {
      // The keys of a list are its indexes.
      for (const [key, item] of Object.entries(value)) {
        append(`${name}[${key}]`, item);
      }
    }
  };

  for (const [name, value] of Object.entries(params)) append(name, value);
  return pairs.join('&');
}

type Leaf = string | number | boolean | null | Date | Decimal;

function isLeaf(value: Exclude<ParamValue, undefined>): value is Leaf {
  return typeof value !== 'object' || value === null || value instanceof Date || Decimal.isDecimal(value);
}

function textOf(name: string, value: Leaf): string {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number') {
    const text = String(value);
    // stripe-node would send the letters "NaN" or "1e+21"; for an amount that is never what was meant.
    if (!/^-?\d+(\.\d+)?$/.test(text)) throw unsendable(`${name} is ${text}`, 'Give a plain number.');
    return text;
  }
  if (value instanceof Date) {
    const seconds = Math.floor(value.getTime() / 1000);
    if (!Number.isFinite(seconds)) throw unsendable(`${name} is not a date`, 'Give a valid date.');
    return String(seconds);
  }
  if (!Decimal.isDecimal(value)) {
    throw unsendable(
      `${name} is a ${typeof value}`,
      'Give text, a number, a date, or a list or group of these.',
    );
  }
  if (!value.isFinite()) throw unsendable(`${name} is ${value.toString()}`, 'Give a plain number.');
  return value.toFixed();
}

/** What encodeURIComponent leaves alone and stripe-node escapes. */
const alsoEscaped: Readonly<Record<string, string>> = {
  '!': '%21',
  "'": '%27',
  '(': '%28',
  ')': '%29',
  '*': '%2A',
};

function encodeStrictly(text: string): string {
  let encoded: string;
  try {
    encoded = encodeURIComponent(text);
  } catch (cause) {
    throw unsendable('a text holds half of a character pair', 'Type that text again.', cause);
  }
  return encoded.replace(/[!'()*]/g, (character) => alsoEscaped[character] ?? character);
}

function encodeText(text: string): string {
  return encodeStrictly(text).replace(/%5B/g, '[').replace(/%5D/g, ']');
}

function unsendable(fact: string, nextStep: string, cause?: unknown): AddonError {
  return new AddonError({code: 'ARGUMENT_INVALID', fact: `Cannot send to Stripe: ${fact}.`, nextStep, cause});
}
