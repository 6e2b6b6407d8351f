/** Checks a request's parameters against its endpoint's table and refuses in Stripe's words. */
import {StripeRefusal} from './errors.ts';
import type {QueryNode} from './query.ts';

type ParameterRule =
  | {readonly kind: 'text'}
  | {readonly kind: 'integer'; readonly min: number; readonly max: number}
  /** One of a closed set: Stripe refuses others, however open the enum is in what it sends. */
  | {readonly kind: 'choice'; readonly choices: readonly string[]}
  /** Unix seconds: exactly one, or bounds. */
  | {readonly kind: 'range'}
  | {readonly kind: 'texts'};

export type ParameterTable = Readonly<Record<string, ParameterRule>>;

/** Both bounds inclusive. */
export interface TimeRange {
  readonly fromUnixS: number;
  readonly toUnixS: number;
}

export interface Parameters {
  readonly texts: ReadonlyMap<string, string>;
  readonly integers: ReadonlyMap<string, number>;
  readonly ranges: ReadonlyMap<string, TimeRange>;
  readonly lists: ReadonlyMap<string, readonly string[]>;
}

/** @throws StripeRefusal in the words of https://docs.stripe.com/error-codes */
export function checkParameters(query: ReadonlyMap<string, QueryNode>, table: ParameterTable): Parameters {
  refuseUnknown([...query.keys()].filter((name) => !Object.hasOwn(table, name)));

  const texts = new Map<string, string>();
  const integers = new Map<string, number>();
  const ranges = new Map<string, TimeRange>();
  const lists = new Map<string, readonly string[]>();
  for (const [name, rule] of Object.entries(table)) {
    const node = query.get(name);
    if (node === undefined) continue;
    switch (rule.kind) {
      case 'text':
        texts.set(name, text(name, node));
        break;
      case 'choice':
        texts.set(name, choice(name, text(name, node), rule.choices));
        break;
      case 'integer':
        integers.set(name, bounded(name, integer(name, node), rule));
        break;
      case 'range':
        ranges.set(name, range(name, node));
        break;
      case 'texts':
        lists.set(name, textList(name, node));
        break;
    }
  }
  return {texts, integers, ranges, lists};
}

function refuseUnknown(names: readonly string[]): void {
  const [first] = names;
  if (first === undefined) return;
  throw new StripeRefusal({
    status: 400,
    code: 'parameter_unknown',
    message: `Received unknown parameter${names.length > 1 ? 's' : ''}: ${names.join(', ')}`,
    param: first,
  });
}

function text(name: string, node: QueryNode): string {
  if (typeof node !== 'string') {
    throw new StripeRefusal({
      status: 400,
      message: `Invalid string: ${JSON.stringify(plain(node))}`,
      param: name,
    });
  }
  if (node === '') {
    throw new StripeRefusal({
      status: 400,
      code: 'parameter_invalid_empty',
      message:
        `You passed an empty string for '${name}'. We assume empty values are an attempt to unset a parameter; ` +
        `however '${name}' cannot be unset. You should remove '${name}' from your request or supply a non-empty value.`,
      param: name,
    });
  }
  return node;
}

function choice(name: string, value: string, choices: readonly string[]): string {
  if (choices.includes(value)) return value;
  const last = choices.at(-1) ?? '';
  const list =
    choices.length > 2 ? `${choices.slice(0, -1).join(', ')}, or ${last}` : `${choices.join(' or ')}`;
  throw new StripeRefusal({status: 400, message: `Invalid ${name}: must be one of ${list}`, param: name});
}

function integer(name: string, node: QueryNode): number {
  const value = text(name, node);
  const number = Number(value);
  if (/^-?\d+$/.test(value) && Number.isSafeInteger(number)) return number;
  throw new StripeRefusal({
    status: 400,
    code: 'parameter_invalid_integer',
    message: `Invalid integer: ${value}`,
    param: name,
  });
}

function bounded(name: string, value: number, limits: {readonly min: number; readonly max: number}): number {
  if (value >= limits.min && value <= limits.max) return value;
  throw new StripeRefusal({
    status: 400,
    code: 'parameter_invalid_integer',
    message:
      value < limits.min
        ? `This value must be greater than or equal to ${limits.min}.`
        : `This value must be less than or equal to ${limits.max} (it currently is '${value}').`,
    param: name,
  });
}

function range(name: string, node: QueryNode): TimeRange {
  if (typeof node === 'string') {
    const exact = integer(name, node);
    return {fromUnixS: exact, toUnixS: exact};
  }
  let fromUnixS = Number.NEGATIVE_INFINITY;
  let toUnixS = Number.POSITIVE_INFINITY;
  for (const [operator, value] of node) {
    const param = `${name}[${operator}]`;
    if (!['gt', 'gte', 'lt', 'lte'].includes(operator)) refuseUnknown([param]);
    const second = integer(param, value);
    if (operator === 'gt') fromUnixS = Math.max(fromUnixS, second + 1);
    if (operator === 'gte') fromUnixS = Math.max(fromUnixS, second);
    if (operator === 'lt') toUnixS = Math.min(toUnixS, second - 1);
    if (operator === 'lte') toUnixS = Math.min(toUnixS, second);
  }
  return {fromUnixS, toUnixS};
}

function textList(name: string, node: QueryNode): readonly string[] {
  if (typeof node === 'string') {
    throw new StripeRefusal({status: 400, message: 'Invalid array', param: name});
  }
  return [...node].map(([key, value]) => text(`${name}[${key}]`, value));
}

function plain(node: QueryNode): unknown {
  if (typeof node === 'string') return node;
  return Object.fromEntries([...node].map(([key, value]) => [key, plain(value)]));
}
