/** Checks a request's parameters against the table generated from Stripe's types, and refuses in Stripe's words. */
import type {ParameterFields, ParameterSchema} from '../contract/request-parameters.ts';
import {StripeRefusal} from './errors.ts';
import type {FormNode} from './form.ts';

/** The longest text that Stripe takes where it names no other length. */
const textCharactersMax = 5000;

/** https://docs.stripe.com/api/metadata */
const metadataLimits = {keysMax: 50, keyCharactersMax: 40, valueCharactersMax: 500};

/**
 * Texts that an empty value unsets, though the types have no word for it: what people write freely.
 * https://docs.stripe.com/api/customers/update
 */
const freeTexts = new Set(
  (
    'city country description email footer line1 line2 name nickname phone postal_code state ' +
    'statement_descriptor unit_label'
  ).split(' '),
);

/** What the types do not say of numbers. */
const integerBounds: Readonly<Record<string, {readonly min: number; readonly max: number}>> = {
  limit: {min: 1, max: 100},
};

type Values = Readonly<Record<string, unknown>>;

/**
 * The parameters as values: numbers, booleans, lists and trees of them; '' where a value is unset.
 *
 * @throws StripeRefusal in the words of https://docs.stripe.com/error-codes
 */
export function checkParameters(
  form: ReadonlyMap<string, FormNode>,
  fields: ParameterFields,
  options: {readonly isWrite: boolean},
): Values {
  const unknown = unknownIn(form, fields, '');
  const [first] = unknown;
  if (first !== undefined) {
    throw new StripeRefusal({
      status: 400,
      code: 'parameter_unknown',
      message: `Received unknown parameter${unknown.length > 1 ? 's' : ''}: ${unknown.join(', ')}`,
      param: first,
    });
  }
  return tree(form, fields, {place: '', isWrite: options.isWrite});
}

/** All names that the table does not have, so that one refusal names them together. */
function unknownIn(form: ReadonlyMap<string, FormNode>, fields: ParameterFields, path: string): string[] {
  return [...form].flatMap(([name, node]) => {
    const place = within(path, name);
    const schema = Object.hasOwn(fields, name) ? fields[name] : undefined;
    return schema === undefined ? [place] : unknownInside(node, schema, place);
  });
}

function unknownInside(node: FormNode, schema: ParameterSchema, place: string): string[] {
  if (typeof node === 'string') return [];
  switch (schema.kind) {
    case 'object':
      return unknownIn(node, schema.fields, place);
    case 'list':
    case 'map':
      return [...node].flatMap(([key, value]) => unknownInside(value, schema.of, within(place, key)));
    case 'range':
      return [...node.keys()]
        .filter((name) => !['gt', 'gte', 'lt', 'lte'].includes(name))
        .map((name) => within(place, name));
    case 'either': {
      const treeSchema = schema.of.find(({kind}) => kind === 'object' || kind === 'list');
      return treeSchema === undefined ? [] : unknownInside(node, treeSchema, place);
    }
    default:
      return [];
  }
}

function within(path: string, name: string): string {
  return path === '' ? name : `${path}[${name}]`;
}

interface At {
  /** In the request's own notation. */
  readonly place: string;
  readonly isWrite: boolean;
}

function tree(form: ReadonlyMap<string, FormNode>, fields: ParameterFields, at: At): Values {
  const values: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(fields)) {
    const node = form.get(name);
    const inside = {...at, place: within(at.place, name)};
    const unsets = node === '' && at.isWrite && schema.required !== true && freeTexts.has(name);
    if (unsets) values[name] = '';
    else if (node !== undefined) values[name] = valueAt(node, schema, inside);
    else if (schema.required === true) throw missing(inside.place);
  }
  return values;
}

function missing(place: string): StripeRefusal {
  return new StripeRefusal({
    status: 400,
    code: 'parameter_missing',
    message: `Missing required param: ${place}.`,
    param: place,
  });
}

function valueAt(node: FormNode, schema: ParameterSchema, at: At): unknown {
  const {place} = at;
  const inside = (key: string): At => ({...at, place: within(place, key)});
  if (node === '' && schema.clearable === true) return '';
  switch (schema.kind) {
    case 'text':
      return text(place, node);
    case 'choice':
      return choice(place, text(place, node), schema.choices);
    case 'integer':
      return wordOr(schema.words, node, () => bounded(place, integer(place, node)));
    case 'number':
      return wordOr(schema.words, node, () => Number(decimal(place, node)));
    case 'decimal':
      return decimal(place, node);
    case 'boolean':
      return boolean(place, node);
    case 'range':
      return range(place, node);
    case 'metadata':
      return metadata(place, node);
    case 'object':
      return tree(asTree(place, node), schema.fields, at);
    case 'map':
      return Object.fromEntries(
        [...asTree(place, node)].map(([key, value]) => [key, valueAt(value, schema.of, inside(key))]),
      );
    case 'list':
      return list(place, node).map(([key, value]) => valueAt(value, schema.of, inside(key)));
    case 'either':
      return either(node, schema.of, at);
  }
}

function wordOr(words: readonly string[] | undefined, node: FormNode, read: () => number): string | number {
  return typeof node === 'string' && words?.includes(node) === true ? node : read();
}

/** A tree is read by the member that is one, a text by the first other that takes it. */
function either(node: FormNode, members: readonly ParameterSchema[], at: At): unknown {
  const isTree = ({kind}: ParameterSchema) => kind === 'object' || kind === 'list' || kind === 'map';
  const fitting = members.filter((member) => isTree(member) === (typeof node !== 'string'));
  const [first] = fitting.length > 0 ? fitting : members;
  return first === undefined ? text(at.place, node) : valueAt(node, first, at);
}

function text(name: string, node: FormNode): string {
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
  if (node.length > textCharactersMax) {
    throw new StripeRefusal({
      status: 400,
      message: `Invalid string: ${node.slice(0, 10)}...${node.slice(-8)}; must be at most ${textCharactersMax} characters`,
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

function integer(name: string, node: FormNode): number {
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

function bounded(name: string, value: number): number {
  const limits = Object.hasOwn(integerBounds, name) ? integerBounds[name] : undefined;
  if (limits === undefined || (value >= limits.min && value <= limits.max)) return value;
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

function decimal(name: string, node: FormNode): string {
  const value = text(name, node);
  if (/^-?(\d+\.?\d*|\.\d+)$/.test(value)) return value;
  throw new StripeRefusal({status: 400, message: `Invalid decimal: ${value}`, param: name});
}

function boolean(name: string, node: FormNode): boolean {
  const value = text(name, node);
  if (value === 'true' || value === 'false') return value === 'true';
  throw new StripeRefusal({status: 400, message: `Invalid boolean: ${value}`, param: name});
}

function range(name: string, node: FormNode): number | Values {
  if (typeof node === 'string') return integer(name, node);
  return Object.fromEntries([...node].map(([bound, value]) => [bound, integer(within(name, bound), value)]));
}

function metadata(name: string, node: FormNode): Readonly<Record<string, string>> {
  const entries = [...asTree(name, node)].map(([key, value]): [string, string] => {
    if (typeof value !== 'string') {
      throw new StripeRefusal({
        status: 400,
        message: `Invalid string: ${JSON.stringify(plain(value))}`,
        param: within(name, key),
      });
    }
    return [key, value];
  });
  const {keysMax, keyCharactersMax, valueCharactersMax} = metadataLimits;
  for (const [key, value] of entries) {
    if (key.length > keyCharactersMax) {
      throw invalidMetadata(
        name,
        `Metadata keys can have up to ${keyCharactersMax} characters, but you passed in a key that is ${key.length} characters. Invalid key: ${key}`,
      );
    }
    if (value.length > valueCharactersMax) {
      throw invalidMetadata(
        within(name, key),
        `Metadata values can have up to ${valueCharactersMax} characters, but you passed in a value that is ${value.length} characters. Invalid value: ${value}`,
      );
    }
  }
  if (entries.length > keysMax) {
    throw invalidMetadata(
      name,
      `Metadata can have up to ${keysMax} keys, but you passed in ${entries.length}.`,
    );
  }
  return Object.fromEntries(entries);
}

function invalidMetadata(param: string, message: string): StripeRefusal {
  return new StripeRefusal({status: 400, message, param});
}

function asTree(name: string, node: FormNode): ReadonlyMap<string, FormNode> {
  if (typeof node !== 'string') return node;
  throw new StripeRefusal({status: 400, message: 'Invalid object', param: name});
}

/** In the order of their positions. */
function list(name: string, node: FormNode): readonly (readonly [string, FormNode])[] {
  if (typeof node === 'string' || [...node.keys()].some((key) => !/^\d+$/.test(key))) {
    throw new StripeRefusal({status: 400, message: 'Invalid array', param: name});
  }
  return [...node].sort(([one], [other]) => Number(one) - Number(other));
}

function plain(node: FormNode): unknown {
  if (typeof node === 'string') return node;
  return Object.fromEntries([...node].map(([key, value]) => [key, plain(value)]));
}
