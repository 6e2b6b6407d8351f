/** Turns the SDK's type of a request's parameters into the tree that the sandbox checks requests against. */
import {SymbolFlags, TypeFlags} from 'typescript/unstable/sync';
import {isFractional} from './fractional-numbers.mjs';
import {isOtherString, membersOf} from './sdk-types.mjs';

/**
 * @typedef {import('./checker.mjs').Checker} Checker
 * @typedef {import('./checker.mjs').Type} Type
 *
 * @typedef {{kind: string, required?: true, clearable?: true, retired?: string, words?: readonly string[],
 *   choices?: readonly string[], of?: Schema | readonly Schema[], fields?: Readonly<Record<string, Schema>>}} Schema
 */

/**
 * @param {Checker} checker
 * @param {Type | null} parameters
 * @returns {Readonly<Record<string, Schema>>} by name, in alphabetical order
 */
export function requestSchema(checker, parameters) {
  return parameters === null
    ? {}
    : fieldsOf(checker, checker.getNonNullableType(parameters) ?? parameters, []);
}

/**
 * @param {Checker} checker
 * @param {Type} type
 * @param {readonly string[]} path
 * @returns {Readonly<Record<string, Schema>>}
 */
function fieldsOf(checker, type, path) {
  const fields = checker.getPropertiesOfType(type).map((property) => {
    const place = [...path, property.name];
    const given = checker.getTypeOfSymbol(property);
    if (given === undefined) throw new Error(`Cannot read the type of ${place.join('.')}.`);
    const schema = schemaOf(checker, given, place);
    const isOptional = (property.flags & SymbolFlags.Optional) !== 0;
    return /** @type {const} */ ([
      property.name,
      isOptional ? schema : {...schema, required: /** @type {const} */ (true)},
    ]);
  });
  return Object.fromEntries(fields.sort(([one], [other]) => (one < other ? -1 : 1)));
}

/**
 * Null and '' both unset (https://docs.stripe.com/api/metadata), and both are sent as an empty value.
 * @param {Checker} checker
 * @param {Type} type
 * @param {readonly string[]} path
 * @returns {Schema}
 */
function schemaOf(checker, type, path) {
  const members = membersOf(type);
  const isEmpty = (/** @type {Type} */ member) =>
    (member.flags & TypeFlags.Null) !== 0 || (member.isStringLiteralType() && member.value === '');
  const present = members.filter((member) => (member.flags & TypeFlags.Undefined) === 0 && !isEmpty(member));
  const schema = valueSchema(checker, present, path);
  return members.some(isEmpty) ? {...schema, clearable: true} : schema;
}

/**
 * @param {Checker} checker
 * @param {readonly Type[]} members of a union, of which the value is one
 * @param {readonly string[]} path
 * @returns {Schema}
 */
function valueSchema(checker, members, path) {
  const words = members.flatMap((member) => (member.isStringLiteralType() ? [member.value] : [])).sort();
  const others = members.filter((member) => !member.isStringLiteralType() && !isOtherString(member));
  const [first] = others;
  if (first === undefined) return {kind: 'choice', choices: words};
  if (others.every(({flags}) => (flags & TypeFlags.BooleanLike) !== 0)) return {kind: 'boolean'};
  if (others.some((member) => member.getSymbol()?.name === 'RangeQueryParam')) return {kind: 'range'};
  if (others.length > 1)
    return {kind: 'either', of: others.map((member) => singleSchema(checker, member, path))};

  const schema = singleSchema(checker, first, path);
  return words.length === 0 ? schema : {...schema, words};
}

/**
 * @param {Checker} checker
 * @param {Type} type
 * @param {readonly string[]} path
 * @returns {Schema}
 */
function singleSchema(checker, type, path) {
  if ((type.flags & TypeFlags.String) !== 0) return {kind: 'text'};
  if ((type.flags & TypeFlags.Number) !== 0) return {kind: isFractional(path) ? 'number' : 'integer'};
  if ((type.flags & TypeFlags.BooleanLike) !== 0) return {kind: 'boolean'};
  if (type.isTypeReference() && checker.isArrayType(type)) {
    const [element] = checker.getTypeArguments(type);
    if (element !== undefined) return {kind: 'list', of: schemaOf(checker, element, path)};
  }
  const name = type.getAliasSymbol()?.name ?? type.getSymbol()?.name;
  if (name === 'Decimal') return {kind: 'decimal'};
  if (!type.isObjectType())
    throw new Error(`Cannot describe ${path.join('.')}: ${checker.typeToString(type)}.`);
  const [index] = checker.getIndexInfosOfType(type);
  if (index !== undefined) {
    if (name === 'MetadataParam') return {kind: 'metadata'};
    const value = schemaOf(checker, index.valueType, path);
    return value.kind === 'text' ? {kind: 'metadata'} : {kind: 'map', of: value};
  }
  return {kind: 'object', fields: fieldsOf(checker, type, path)};
}
