/** How the SDK writes types. */
import {TypeFlags} from 'typescript/unstable/sync';

/**
 * @typedef {import('./checker.mjs').Checker} Checker
 * @typedef {import('./checker.mjs').Type} Type
 * @typedef {import('./checker.mjs').TypeSymbol} TypeSymbol
 */

/**
 * @param {Type} type
 * @returns {readonly Type[]} what it may be: itself where it is no union
 */
export const membersOf = (type) => (type.isUnionType() ? type.getTypes() : [type]);

/**
 * Enums of the SDK are open, so that a program keeps working when Stripe adds a word; Stripe itself refuses others.
 * @param {Type} type
 */
export const isOtherString = (type) =>
  type.isIntersectionType() && type.getTypes().some(({flags}) => (flags & TypeFlags.String) !== 0);

/**
 * What a promise of the SDK brings, without the note about the exchange that the SDK adds to it.
 * @param {Checker} checker
 * @param {Type} type
 * @returns {Type}
 */
export function unwrapped(checker, type) {
  const [brought] =
    type.isTypeReference() && type.getSymbol()?.name === 'Promise' ? checker.getTypeArguments(type) : [];
  if (brought !== undefined) return unwrapped(checker, brought);
  const [answer] = type.getAliasSymbol()?.name === 'Response' ? type.getAliasTypeArguments() : [];
  return answer ?? type;
}

/**
 * What the type's `object` field always says; null where it has none.
 * @param {Checker} checker
 * @param {Type} type
 * @returns {string | null}
 */
export function tagOf(checker, type) {
  const tag = checker.getPropertyOfType(type, 'object');
  const tagType = tag && checker.getTypeOfSymbol(tag);
  return tagType?.isStringLiteralType() ? tagType.value : null;
}

/**
 * @param {Checker} checker
 * @param {Type} type
 * @param {string} name
 * @returns {Type}
 */
export function typeAt(checker, type, name) {
  const property = checker.getPropertyOfType(type, name);
  const found = property && checker.getTypeOfSymbol(property);
  if (!found) throw new Error(`Cannot read ${name} of ${checker.typeToString(type)}: it has none.`);
  return found;
}

/**
 * The file and the full name, since the same names stand in several places.
 * @param {Checker} checker
 * @param {Type} type
 */
export function nameOf(checker, type) {
  const names = [];
  let symbol = type.getSymbol();
  const file = symbol?.declarations[0]?.path.match(/resources\/(.*)\.d\.ts$/)?.[1] ?? '';
  for (; symbol !== undefined && !symbol.name.startsWith('"'); symbol = symbol.getParent())
    names.unshift(symbol.name);
  const name = names.join('.');
  // A literal type has no name of its own.
  return name.includes('__type') ? `${file}/${checker.typeToString(type)}#${type.id}` : `${file}/${name}`;
}
