/**
 * Holds a request against what Stripe says it may carry: the types of its package, the table of its command line, and
 * the lengths in its older description. The last two are at hand only where their data is.
 */
import {
  type ParameterFields,
  type ParameterSchema,
  parametersOf,
} from '../../../../workbench/stripe/contract/request-parameters.ts';
import {type FormTree, formTree} from './form-tree.ts';
import {checkLengths} from './length-check.ts';

export interface CheckedRequest {
  readonly method: string;
  /** Absolute, or beginning with the path. */
  readonly url: string;
  readonly body: string | null;
}

export interface RequestCheckOptions {
  /** Whether a parameter that Stripe has retired, and still takes, may be sent. */
  readonly takesRetired: boolean;
}

/** Sentences about the request's parameters, empty when Stripe would take them. */
export function checkRequest(
  request: CheckedRequest,
  operation: string,
  {takesRetired}: RequestCheckOptions,
): readonly string[] {
  const fields = parametersOf(operation);
  if (fields === null) return [`${operation} is no operation of Stripe's package`];
  const tree = sentParameters(request);
  const retired = Object.keys(tree).filter((name) => fields[name]?.retired !== undefined);
  return [
    ...checkFields(tree, fields, ''),
    ...(takesRetired ? [] : retired.map((name) => `${name} was retired with ${fields[name]?.retired}`)),
    ...checkLengths(tree, operation),
  ];
}

/** A GET carries its parameters in its address, and so may a DELETE. */
function sentParameters({method, url, body}: CheckedRequest): {readonly [name: string]: FormTree} {
  const query = url.split('#')[0]?.split('?')[1] ?? '';
  return formTree(method === 'GET' || body === null ? query : body);
}

function checkFields(
  tree: {readonly [name: string]: FormTree},
  fields: ParameterFields,
  path: string,
): string[] {
  const faults = Object.entries(tree).flatMap(([name, value]) => {
    const place = path === '' ? name : `${path}[${name}]`;
    const schema = Object.hasOwn(fields, name) ? fields[name] : undefined;
    return schema === undefined ? [`${place} is unknown`] : checkValue(value, schema, place);
  });
  const missing = Object.entries(fields).filter(
    ([name, {required}]) => required === true && !Object.hasOwn(tree, name),
  );
  return [...faults, ...missing.map(([name]) => `${path === '' ? name : `${path}[${name}]`} is missing`)];
}

function checkValue(value: FormTree, schema: ParameterSchema, place: string): string[] {
  if (value === '') {
    return schema.clearable === true || schema.kind === 'metadata'
      ? []
      : [`${place} is empty and cannot be unset`];
  }
  return typeof value === 'string' ? checkText(value, schema, place) : checkTree(value, schema, place);
}

/** What a value has to look like, by its kind. */
const patterns = {
  integer: /^-?\d+$/,
  number: /^-?\d+(\.\d+)?$/,
  decimal: /^-?\d+(\.\d+)?$/,
  boolean: /^(true|false)$/,
  range: /^\d+$/,
} as const;

function checkText(value: string, schema: ParameterSchema, place: string): string[] {
  switch (schema.kind) {
    case 'text':
      return [];
    case 'choice':
      return schema.choices.includes(value)
        ? []
        : [`${place} is ${value}, not one of ${schema.choices.join(', ')}`];
    case 'integer':
    case 'number':
      return schema.words?.includes(value) || patterns[schema.kind].test(value)
        ? []
        : [`${place} is ${value}, not a ${schema.kind}`];
    case 'decimal':
    case 'boolean':
    case 'range':
      return patterns[schema.kind].test(value) ? [] : [`${place} is ${value}, not a ${schema.kind}`];
    case 'either':
      return schema.of.some(({kind}) => kind === 'text') ? [] : [`${place} is ${value}, not a tree`];
    default:
      return [`${place} is ${value}, not a ${schema.kind}`];
  }
}

function checkTree(
  value: {readonly [name: string]: FormTree},
  schema: ParameterSchema,
  place: string,
): string[] {
  switch (schema.kind) {
    case 'object':
      return checkFields(value, schema.fields, place);
    case 'list':
      return Object.entries(value).flatMap(([index, element]) =>
        /^\d+$/.test(index)
          ? checkValue(element, schema.of, `${place}[${index}]`)
          : [`${place}[${index}] is no position`],
      );
    case 'map':
      return Object.entries(value).flatMap(([key, element]) =>
        checkValue(element, schema.of, `${place}[${key}]`),
      );
    case 'metadata':
      return Object.entries(value).flatMap(([key, element]) =>
        typeof element === 'string' ? [] : [`${place}[${key}] is a tree, not a text`],
      );
    case 'range':
      return Object.entries(value).flatMap(([bound, moment]) =>
        /^[gl]te?$/.test(bound) && typeof moment === 'string' && patterns.range.test(moment)
          ? []
          : [`${place}[${bound}] is no bound`],
      );
    case 'either': {
      const tree = schema.of.find(({kind}) => kind !== 'text');
      return tree === undefined ? [`${place} is a tree, not a text`] : checkValue(value, tree, place);
    }
    default:
      return [`${place} is a tree, not a ${schema.kind}`];
  }
}
