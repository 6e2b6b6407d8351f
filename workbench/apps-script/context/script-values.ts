import {googleException} from './google-exception.ts';
import type {Json} from './host-call.ts';

/**
 * What a function returned, as google.script.run carries it: numbers, booleans, text, null, plain objects and arrays;
 * undefined becomes null. @throws Error for anything else, with its path.
 * https://developers.google.com/apps-script/guides/html/reference/run
 */
export function toRunValue(value: unknown): Json {
  return convert(value, 'its value', [], () => null);
}

/** What a custom function returned: as above, but a Date is a value of a cell and crosses as `{"$date": unixMs}`. */
export function toCellValues(value: unknown): Json {
  return convert(value, 'its value', [], (date) => ({$date: date.getTime()}));
}

/** Arguments of a custom function, in which dates arrive as `{"$date": unixMs}`. */
export function fromCellValues(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fromCellValues);
  if (typeof value !== 'object' || value === null || !('$date' in value)) return value;
  return new Date(Number(value.$date));
}

function convert(
  value: unknown,
  path: string,
  parents: readonly object[],
  fromDate: (date: Date) => Json,
): Json {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value !== 'object') throw refused(path, `a ${typeof value}`);
  if (parents.includes(value)) throw refused(path, 'a cycle');
  if (value instanceof Date) {
    const date = fromDate(value);
    if (date === null) throw refused(path, 'a Date');
    return date;
  }
  if (value instanceof Map || value instanceof Set) throw refused(path, 'a Map or Set');

  const within = [...parents, value];
  if (Array.isArray(value)) {
    // Array.from visits holes too, which map would leave as they are.
    return Array.from(value, (element: unknown, index) =>
      convert(element, `${path}[${index}]`, within, fromDate),
    );
  }
  const fields: Record<string, Json> = {};
  for (const [key, field] of Object.entries(value)) {
    if (field !== undefined) fields[key] = convert(field, `${path}.${key}`, within, fromDate);
  }
  return fields;
}

function refused(path: string, what: string): Error {
  return googleException(
    `Cannot hand over what the function returned: ${path} is ${what}. Return numbers, booleans, text, null, plain objects and arrays.`,
  );
}
