/**
 * The arguments of a call of google.script.run as JSON: numbers, booleans, text, null, plain objects and arrays, and a form
 * as the only argument. undefined in an array becomes null.
 * https://developers.google.com/apps-script/guides/html/reference/run#myFunction(...)
 *
 * @throws TypeError in Google's words for anything else
 */
export function callArguments(args: readonly unknown[]): string {
  const [first] = args;
  const isForm =
    args.length === 1 && typeof HTMLFormElement === 'function' && first instanceof HTMLFormElement;
  return JSON.stringify(isForm ? [formFields(first)] : convertList(args, []));
}

function convert(value: unknown, property: string, parents: readonly object[]): unknown {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value !== 'object' || isOfAnotherKind(value)) throw illegalValue(property);
  if (parents.includes(value)) throw new TypeError('Failed due to circular reference.');
  const within = [...parents, value];
  if (Array.isArray(value)) return convertList(value, within);
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(fields.map(([key, field]) => [key, convert(field, key, within)]));
}

function convertList(values: readonly unknown[], parents: readonly object[]): readonly unknown[] {
  // Array.from visits holes too, which map would leave as they are.
  return Array.from(values, (value, index) => convert(value, String(index), parents));
}

/** True for a date, a part of the page, and all else whose meaning is not in its own fields. */
function isOfAnotherKind(value: object): boolean {
  return !/^\[object (Object|Array)\]$/.test(Object.prototype.toString.call(value));
}

function illegalValue(property: string): TypeError {
  return new TypeError(`Failed due to illegal value in property: ${property}`);
}

/** By name, several of one name as a list. */
function formFields(form: HTMLFormElement): Readonly<Record<string, unknown>> {
  const fields: Record<string, unknown> = {};
  const data = new FormData(form);
  data.forEach((_value, name) => {
    const values = data.getAll(name);
    // A file becomes a blob at Google, which the workbench cannot carry.
    if (values.some((value) => typeof value !== 'string')) throw illegalValue(name);
    fields[name] = values.length === 1 ? values[0] : values;
  });
  return fields;
}
