import * as v from 'valibot';
import {AddonError} from '../errors/addon-error.ts';
import {stripeApiVersion} from './api-version.ts';

/** An amount in minor units. A fraction or a number past 2^53 means that the answer is not what it says. */
export const wireAmount = v.pipe(v.number(), v.safeInteger());

/** Unix seconds. */
export const wireTime = v.pipe(v.number(), v.safeInteger());

/** Three letters in lower case, whichever they are: new currencies must not stop a refresh. */
export const wireCurrency = v.pipe(v.string(), v.regex(/^[A-Za-z]{3}$/));

/** An id; Stripe's are never empty. */
export const wireId = v.pipe(v.string(), v.minLength(1));

type Schema = v.BaseSchema<unknown, unknown, v.BaseIssue<unknown>>;

/**
 * A schema that reads what Stripe declares: it does not compile when a value of the `stripe` package's type would be
 * refused, so an update of that package that renames or retypes a field stops the build instead of a refresh.
 */
export function schemaOf<Declared>(): <S extends Schema>(
  schema: S & (Declared extends v.InferInput<S> ? unknown : never),
) => S {
  return (schema) => schema;
}

/**
 * Reads one object of Stripe's; fields the schema does not name are dropped.
 *
 * @throws AddonError RESPONSE_UNREADABLE naming the object and the path of the first field that is not as declared
 */
export function decodeWire<S extends Schema>(schema: S, wire: unknown, kind: string): v.InferOutput<S> {
  const result = v.safeParse(schema, wire, {abortEarly: true});
  if (result.success) return result.output;

  const [issue] = result.issues;
  const path = v.getDotPath(issue) ?? '';
  const id = idOf(wire);
  throw unreadable(
    id === null ? kind : `${kind} ${id}`,
    `${path === '' ? 'it' : `its field ${path}`} is ${describe(issue.input)} where ${expectation(issue)} was expected`,
  );
}

export function unreadable(subject: string, fact: string): AddonError {
  return new AddonError({
    code: 'RESPONSE_UNREADABLE',
    fact: `Cannot read ${subject} from Stripe: ${fact}.`,
    nextStep: `Try again; if it stays, report it with this message (Stripe API ${stripeApiVersion}).`,
  });
}

/** The id of what Stripe sent, for a message; null when it has none. */
function idOf(wire: unknown): string | null {
  const id = typeof wire === 'object' && wire !== null && 'id' in wire ? wire.id : null;
  return typeof id === 'string' && id !== '' ? id.slice(0, 80) : null;
}

/** What a value is, without repeating a text that may be a person's. */
function describe(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return value === '' ? 'an empty text' : 'a text';
  return typeof value === 'object' ? 'an object' : String(value);
}

function expectation(issue: v.BaseIssue<unknown>): string {
  switch (issue.type) {
    case 'safe_integer':
      return 'a whole number below 2^53';
    case 'regex':
      return 'a three-letter currency';
    case 'min_length':
      return 'an id';
    case 'custom':
      return 'an object with an id';
    default:
      return issue.expected ?? 'something else';
  }
}
