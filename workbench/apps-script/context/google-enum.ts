/** One value of a Google enumeration: an object, so that `===` tells values apart and text names them. */
interface EnumValue {
  toString(): string;
  toJSON(): string;
  name(): string;
  ordinal(): number;
}

/**
 * An enumeration as Google has it at run time. `E` is its declared type, which says numbers: TypeScript cannot declare
 * enumerations of objects, hence the assertion.
 */
export function createEnum<E>(names: readonly string[]): E {
  const values: Record<string, EnumValue> = {};
  names.forEach((name, ordinal) => {
    values[name] = Object.freeze({
      toString: () => name,
      toJSON: () => name,
      name: () => name,
      ordinal: () => ordinal,
    });
  });
  return Object.freeze(values) as E;
}
