/**
 * What each request may carry, derived from the types of the `stripe` package: regenerate with
 * `npm run generate:stripe-contract`, never by hand.
 */
import table from './request-parameters.json' with {type: 'json'};

/**
 * One parameter. `required` and `clearable` are there only when true; `clearable` means that an empty value ('') is
 * allowed and unsets.
 *
 * - `choice`: one of a closed set. Stripe refuses other words, however open the enum is in what it sends.
 * - `integer` and `number` (the few that take a fraction) may also be one of `words`, such as `now` or `inf`.
 * - `decimal`: a decimal number as text, of any length.
 * - `range`: Unix seconds, either exactly one or `gt`, `gte`, `lt`, `lte`.
 * - `metadata`: texts by any name; an empty value always unsets that one name.
 * - `map`: a tree by any name, such as `currency_options[eur]`.
 * - `list`: sent as `name[0]`, `name[1]`, or `name[]` where its elements are single values.
 * - `either`: a text or a tree, such as `product` of a plan.
 *
 * `retired` names the version whose types no longer have it: taken, because scripts that Stripe publishes send it.
 */
export type ParameterSchema = {
  readonly required?: true;
  readonly clearable?: true;
  readonly retired?: string;
} & (
  | {readonly kind: 'text' | 'decimal' | 'boolean' | 'range' | 'metadata'}
  | {readonly kind: 'integer' | 'number'; readonly words?: readonly string[]}
  | {readonly kind: 'choice'; readonly choices: readonly string[]}
  | {readonly kind: 'object'; readonly fields: ParameterFields}
  | {readonly kind: 'list' | 'map'; readonly of: ParameterSchema}
  | {readonly kind: 'either'; readonly of: readonly ParameterSchema[]}
);

export type ParameterFields = Readonly<Record<string, ParameterSchema>>;

/** The API version whose parameters these are. */
export const parametersVersion: string = table.stripeVersion;

// The compiler widens every `kind` of a JSON file to string; the generator writes exactly this tree.
const operations = table.operations as unknown as Readonly<Record<string, ParameterFields>>;

/** Every operation of the table, such as `POST /v1/invoices/{id}/pay`. */
export const parameterOperations: readonly string[] = Object.keys(operations);

/**
 * The parameters of an operation such as `POST /v1/invoices/{id}/pay`, in which every id is called `{id}`; null for
 * one that is not in the table.
 */
export function parametersOf(operation: string): ParameterFields | null {
  return Object.hasOwn(operations, operation) ? (operations[operation] ?? null) : null;
}
