/** What Stripe may answer, as derived from the types of its own package. */
import {readFileSync} from 'node:fs';
import {responseSchemasPath} from '../../../../scripts/stripe-contract/response-schemas.mjs';

export type ResponseNode =
  | {readonly kind: 'null' | 'absent' | 'anything' | 'text' | 'integer' | 'number' | 'boolean' | 'decimal'}
  | {readonly kind: 'constant'; readonly value: boolean}
  /** Open: Stripe may add words, so a client has to bear others; who emits them may not. */
  | {readonly kind: 'choice'; readonly choices: readonly string[]; readonly open?: true}
  | {readonly kind: 'list' | 'map' | 'page' | 'search' | 'partial'; readonly of: ResponseNode}
  | {readonly kind: 'either'; readonly of: readonly ResponseNode[]}
  | {readonly kind: 'object'; readonly name: string}
  /** Says what it is in its own `object` field. */
  | {readonly kind: 'tagged'; readonly name: string};

export type ResponseFields = Readonly<
  Record<string, {readonly node: ResponseNode; readonly optional?: true}>
>;

export interface ResponseSchemas {
  /** By operation, such as `GET /v1/invoices/{id}`. */
  readonly operations: Readonly<Record<string, ResponseNode>>;
  /** By the value of `object`: the names of the shapes that such an object may have. */
  readonly tags: Readonly<Record<string, readonly string[]>>;
  readonly shapes: Readonly<Record<string, ResponseFields>>;
}

let schemas: ResponseSchemas | null = null;

/** Read once in each test file that needs them. */
export function responseSchemas(): ResponseSchemas {
  // The generator writes this file, and the run has just made sure of it.
  schemas ??= JSON.parse(readFileSync(responseSchemasPath, 'utf8')) as ResponseSchemas;
  return schemas;
}
