/**
 * Turns the SDK's types of what Stripe answers into a strict schema. The graph of types is cut at every object that
 * says what it is in its `object` field: whoever walks an answer goes on with the schema of that name, so expansion
 * needs no schemas of its own.
 */
import {SymbolFlags, TypeFlags} from 'typescript/unstable/sync';
import {isFractional} from './fractional-numbers.mjs';
import {isOtherString, membersOf, nameOf, tagOf, typeAt, unwrapped} from './sdk-types.mjs';

/**
 * @typedef {import('./checker.mjs').Checker} Checker
 * @typedef {import('./checker.mjs').Type} Type
 * @typedef {import('./checker.mjs').TypeSymbol} TypeSymbol
 * @typedef {import('./operations.mjs').Operation} Operation
 *
 * @typedef {{kind: string, value?: string | number | boolean, choices?: readonly string[], open?: true,
 *   of?: ResponseNode | readonly ResponseNode[], name?: string}} ResponseNode
 * @typedef {Readonly<Record<string, {node: ResponseNode, optional?: true}>>} ResponseFields
 *
 * @typedef {object} ResponseSchemas
 * @property {Readonly<Record<string, ResponseNode>>} operations what each operation answers
 * @property {Readonly<Record<string, readonly string[]>>} tags by the value of `object`: the shapes it may have
 * @property {Readonly<Record<string, ResponseFields>>} shapes by the name of their type
 */

/**
 * @typedef {object} Reading what has been read so far
 * @property {Checker} checker
 * @property {Map<string, ResponseFields | null>} shapes null while one is being read
 * @property {Map<string, Set<string>>} tags
 * @property {Set<Type>} events
 */

/**
 * @param {Checker} checker
 * @param {readonly Operation[]} operations
 * @returns {ResponseSchemas}
 */
export function responseSchemas(checker, operations) {
  /** @type {Reading} */
  const reading = {checker, shapes: new Map(), tags: new Map(), events: new Set()};
  const answers = operations
    .filter(({key}) => !key.endsWith('/pdf'))
    .map(({key, answer}) => /** @type {const} */ ([key, nodeOf(reading, unwrapped(checker, answer), [])]));
  readEvents(reading);

  const shapes = [...reading.shapes].map(([name, fields]) => {
    if (fields === null) throw new Error(`Cannot describe ${name}: its reading did not end.`);
    return /** @type {const} */ ([name, fields]);
  });
  const tags = [...reading.tags].map(([tag, names]) => /** @type {const} */ ([tag, [...names].sort()]));
  return {operations: Object.fromEntries(answers), tags: sorted(tags), shapes: sorted(shapes)};
}

/**
 * Only the events about objects that an operation answers: the others are of products that are not served.
 * @param {Reading} reading
 */
function readEvents(reading) {
  const {checker, tags, events} = reading;
  const known = new Set(tags.keys());
  const isServed = (/** @type {Type} */ event) =>
    membersOf(typeAt(checker, typeAt(checker, event, 'data'), 'object')).every((object) =>
      known.has(tagOf(checker, object) ?? ''),
    );
  tags.set('event', new Set([...events].filter(isServed).map((event) => shapeOf(reading, event))));
}

/**
 * @param {Reading} reading
 * @param {Type} type
 * @returns {string} under which its fields are kept
 */
function shapeOf(reading, type) {
  const name = nameOf(reading.checker, type);
  if (!reading.shapes.has(name)) {
    reading.shapes.set(name, null);
    reading.shapes.set(name, fieldsOf(reading, type, name));
  }
  return name;
}

/**
 * @param {Reading} reading
 * @param {Type} type
 * @param {string} owner
 * @returns {ResponseFields}
 */
function fieldsOf(reading, type, owner) {
  const properties = reading.checker.getPropertiesOfType(type);
  const types = reading.checker.getTypeOfSymbol(properties);
  const fields = properties.map((property, index) => {
    const given = types[index];
    if (given === undefined) throw new Error(`Cannot read the type of ${owner}.${property.name}.`);
    const node = nodeOf(reading, given, [owner, property.name]);
    const isOptional = (property.flags & SymbolFlags.Optional) !== 0;
    return /** @type {const} */ ([
      property.name,
      isOptional ? {node, optional: /** @type {const} */ (true)} : {node},
    ]);
  });
  return Object.fromEntries(fields);
}

/**
 * @param {Reading} reading
 * @param {Type} type
 * @param {readonly string[]} place
 * @returns {ResponseNode}
 */
function nodeOf(reading, type, place) {
  const members = membersOf(type).filter(({flags}) => (flags & TypeFlags.Undefined) === 0);
  const words = members.flatMap((member) => (member.isStringLiteralType() ? [member.value] : [])).sort();
  const isOpen = members.some(isOtherString);
  const truths = members.flatMap((member) => (member.isBooleanLiteralType() ? [member.value === true] : []));
  const [truth] = truths;
  const others = members.filter(
    (member) => !member.isStringLiteralType() && !member.isBooleanLiteralType() && !isOtherString(member),
  );
  /** @type {readonly ResponseNode[]} */
  const nodes = [
    ...(words.length === 0
      ? []
      : [{kind: 'choice', choices: words, ...(isOpen ? {open: /** @type {const} */ (true)} : {})}]),
    ...(truth === undefined
      ? []
      : [truths.length === 2 ? {kind: 'boolean'} : {kind: 'constant', value: truth}]),
    ...others.map((member) => singleNode(reading, member, place)),
  ];
  const distinct = [...new Map(nodes.map((node) => [JSON.stringify(node), node])).values()];
  const [first] = distinct;
  if (first === undefined) return {kind: 'absent'};
  return distinct.length === 1 ? first : {kind: 'either', of: distinct};
}

/** @type {readonly (readonly [flags: number, kind: string])[]} */
const plainKinds = [
  [TypeFlags.Null, 'null'],
  [TypeFlags.Void, 'absent'],
  [TypeFlags.String, 'text'],
  [TypeFlags.AnyOrUnknown, 'anything'],
];

/** @type {Readonly<Record<string, string>>} */
const pageKinds = {
  ApiList: 'page',
  ApiListPromise: 'page',
  ApiSearchResult: 'search',
  ApiSearchResultPromise: 'search',
};

/**
 * @param {Reading} reading
 * @param {Type} type
 * @param {readonly string[]} place
 * @returns {ResponseNode}
 */
function singleNode(reading, type, place) {
  const {checker} = reading;
  const plain = plainKinds.find(([flags]) => (type.flags & flags) !== 0);
  if (plain !== undefined) return {kind: plain[1]};
  if ((type.flags & TypeFlags.Number) !== 0) return {kind: isFractional(place) ? 'number' : 'integer'};
  const alias = type.getAliasSymbol()?.name;
  if (alias === 'Decimal') return {kind: 'decimal'};
  const [whole] = alias === 'Partial' ? type.getAliasTypeArguments() : [];
  if (whole !== undefined) return {kind: 'partial', of: nodeOf(reading, whole, place)};

  const [element] = type.isTypeReference() ? checker.getTypeArguments(type) : [];
  const holder = checker.isArrayType(type) ? 'list' : pageKinds[type.getSymbol()?.name ?? ''];
  if (element !== undefined && holder !== undefined)
    return {kind: holder, of: nodeOf(reading, element, place)};
  if (!type.isObjectType())
    throw new Error(`Cannot describe ${place.join('.')}: ${checker.typeToString(type)}.`);
  const [index] = checker.getIndexInfosOfType(type);
  if (index !== undefined) return {kind: 'map', of: nodeOf(reading, index.valueType, place)};
  return objectNode(reading, type);
}

/**
 * @param {Reading} reading
 * @param {Type} type
 * @returns {ResponseNode}
 */
function objectNode(reading, type) {
  const tag = tagOf(reading.checker, type);
  if (tag === null) return {kind: 'object', name: shapeOf(reading, type)};
  if (tag === 'event') {
    reading.events.add(type);
  } else {
    const named = reading.tags.get(tag) ?? new Set();
    reading.tags.set(tag, named);
    named.add(shapeOf(reading, type));
  }
  return {kind: 'tagged', name: tag};
}

/**
 * @template T
 * @param {readonly (readonly [string, T])[]} entries
 * @returns {Readonly<Record<string, T>>}
 */
const sorted = (entries) => Object.fromEntries([...entries].sort(([one], [other]) => (one < other ? -1 : 1)));
