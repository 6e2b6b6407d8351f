/** What a query may ask of each kind of object, and whether an object answers it. */
import {StripeRefusal} from '../engine/errors.ts';
import type {SearchClause, SearchQuery} from './query-language.ts';

/** Text: exact or in part. Token: exact. Number: exact or compared. Case never counts. */
type SearchFieldType = 'text' | 'token' | 'number';

/** Reads a field of a searchable object by the name that queries use. */
export type SearchSubject = (field: string) => unknown;

export interface SearchResource {
  /** As Stripe's refusals and addresses say it. */
  readonly name: 'customers' | 'invoices';
  readonly fields: Readonly<Record<string, SearchFieldType>>;
}

/** https://docs.stripe.com/search#query-fields-for-customers */
export const customerSearch: SearchResource = {
  name: 'customers',
  fields: {created: 'number', email: 'text', metadata: 'token', name: 'text', phone: 'text'},
};

/** https://docs.stripe.com/search#query-fields-for-invoices */
export const invoiceSearch: SearchResource = {
  name: 'invoices',
  fields: {
    created: 'number',
    currency: 'token',
    customer: 'token',
    last_finalization_error_code: 'token',
    last_finalization_error_type: 'token',
    metadata: 'token',
    number: 'text',
    receipt_number: 'text',
    status: 'text',
    subscription: 'text',
    total: 'number',
  },
};

const substringCharactersMin = 3;

/** @throws StripeRefusal where the query asks a field that cannot be searched, or not in that way */
export function checkSearch({clauses}: SearchQuery, resource: SearchResource): void {
  for (const {field, metadataKey, operator, value} of clauses) {
    const type = Object.hasOwn(resource.fields, field) ? resource.fields[field] : undefined;
    if (type === undefined || (metadataKey !== null && field !== 'metadata')) {
      throw refusal(
        `Field \`${field}\` is an unsupported search field for resource \`${resource.name}\`. See ` +
          `http://stripe.com/docs/search#query-fields-for-${resource.name} for a list of supported fields.`,
      );
    }
    if (operator === '~' && type !== 'text') {
      throw refusal(`Field \`${field}\` does not support substring matching with \`~\`. Use \`:\` instead.`);
    }
    if (operator === '~' && (value ?? '').length < substringCharactersMin) {
      throw refusal(`A substring match with \`~\` needs at least ${substringCharactersMin} characters.`);
    }
    if (operator !== ':' && operator !== '~' && type !== 'number') {
      throw refusal(`Field \`${field}\` does not support the operator \`${operator}\`. Use \`:\` instead.`);
    }
    if (type === 'number' && value !== null && !/^-?\d+(\.\d+)?$/.test(value)) {
      throw refusal(`Field \`${field}\` is numeric, and \`${value}\` is no number.`);
    }
  }
}

/** Whether the object answers a query that `checkSearch` has let pass. */
export function answersSearch(subject: SearchSubject, {joinedBy, clauses}: SearchQuery): boolean {
  const answers = (clause: SearchClause) => answersClause(subject, clause) !== clause.negated;
  return joinedBy === 'and' ? clauses.every(answers) : clauses.some(answers);
}

function answersClause(subject: SearchSubject, {field, metadataKey, operator, value}: SearchClause): boolean {
  const held = metadataKey === null ? subject(field) : metadataValue(subject(field), metadataKey);
  const present = held !== undefined && held !== null && held !== '' && !isEmptyObject(held);
  if (value === null) return !present;
  // Metadata without a key is asked for its presence only.
  if (!present || typeof held === 'object') return false;
  if (typeof held === 'number') return compares(held, operator, Number(value));
  const text = String(held).toLowerCase();
  return operator === '~' ? text.includes(value.toLowerCase()) : text === value.toLowerCase();
}

function compares(held: number, operator: SearchClause['operator'], wanted: number): boolean {
  switch (operator) {
    case '<':
      return held < wanted;
    case '<=':
      return held <= wanted;
    case '>':
      return held > wanted;
    case '>=':
      return held >= wanted;
    case ':':
    case '~':
      return held === wanted;
  }
}

function metadataValue(metadata: unknown, key: string): unknown {
  if (typeof metadata !== 'object' || metadata === null) return undefined;
  return Object.entries(metadata).find(([name]) => name === key)?.[1];
}

function isEmptyObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function refusal(message: string): StripeRefusal {
  return new StripeRefusal({status: 400, message, param: 'query'});
}
