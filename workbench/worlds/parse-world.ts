/** Reads a world file. */
import {described, isRecord} from './check-fields.ts';
import {collectObjects} from './collect-objects.ts';
import {completeObjects} from './complete-objects.ts';
import {defaultNow, defaultTimeZone, type World, type WorldCell, WorldFault} from './world.ts';
import {parseWorldJson} from './world-json.ts';
import {inMode, livemodeOf} from './world-mode.ts';

const worldFields = ['now', 'timeZone', 'objects', 'tabs', 'settings'];

/**
 * A world from the text of its file: `{"now", "timeZone", "objects", "tabs", "settings"}`, all but `objects` optional.
 * The objects alone are a world too, as a list or as the answer of one of Stripe's list endpoints.
 *
 * Without `now` it is 31 October 2026, 17:00 UTC; without `timeZone`, the account's own zone or New York's.
 *
 * @throws WorldFault with the index, the path and the reason
 */
export function parseWorld(text: string): World {
  const file = withObjects(parseWorldJson(text));
  const now = readNow(file['now']);
  const collected = collectObjects(file['objects']);
  const livemode = livemodeOf(collected);
  const objects = inMode(completeObjects(collected, Math.floor(Date.parse(now) / 1000)), livemode);
  const ownZone = objects.account?.settings?.dashboard?.timezone ?? defaultTimeZone;
  const strange = Object.keys(file).filter((name) => !worldFields.includes(name));
  const unknown = [...strange.map((name) => `world.${name}`), ...collected.unknownFields];
  return {
    now,
    timeZone: readTimeZone(file['timeZone'] ?? ownZone),
    objects,
    livemode,
    tabs: readTabs(file['tabs']),
    settings: readSettings(file['settings']),
    unknownFields: unknown.length,
    unknownFieldNames: [...new Set(unknown)].sort(),
  };
}

function withObjects(file: unknown): Readonly<Record<string, unknown>> {
  if (Array.isArray(file) || (isRecord(file) && file['object'] === 'list')) return {objects: file};
  if (!isRecord(file)) {
    throw new WorldFault(`the file is ${described(file)}. Write {"objects": […]}.`);
  }
  const objects = file['objects'];
  if (Array.isArray(objects) || (isRecord(objects) && objects['object'] === 'list')) return file;
  throw new WorldFault(
    `objects is ${objects === undefined ? 'missing' : described(objects)}. Write it as a list of Stripe objects.`,
  );
}

function readNow(value: unknown): string {
  if (value === undefined) return defaultNow;
  const form = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;
  if (typeof value === 'string' && form.test(value) && Number.isFinite(Date.parse(value))) return value;
  throw new WorldFault(
    `now is ${described(value)}. Write it as an ISO time with a zone, such as "${defaultNow}".`,
  );
}

function readTimeZone(value: unknown): string {
  if (typeof value === 'string' && isTimeZone(value)) return value;
  throw new WorldFault(
    `timeZone is ${described(value)}. Write it as the name of a time zone, such as "${defaultTimeZone}".`,
  );
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', {timeZone: name}).resolvedOptions().timeZone !== '';
  } catch {
    // Intl says that it knows no such zone by throwing; the caller says it in words.
    return false;
  }
}

function readTabs(value: unknown): Readonly<Record<string, readonly (readonly WorldCell[])[]>> {
  if (value === undefined || value === null) return {};
  if (!isRecord(value)) {
    throw new WorldFault(
      `tabs is ${described(value)}. Write it as an object of lists of rows, such as {"Orders": [["PO", "Amount"]]}.`,
    );
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, rows]) => [name, readRows(rows, `tabs.${name}`)]),
  );
}

function readRows(value: unknown, path: string): readonly (readonly WorldCell[])[] {
  if (!Array.isArray(value))
    throw new WorldFault(`${path} is ${described(value)}. Write it as a list of rows.`);
  return value.map((row: unknown, index) => {
    if (!Array.isArray(row)) {
      throw new WorldFault(`${path}[${index}] is ${described(row)}. Write it as a list of cells.`);
    }
    return row.map((cell: unknown, column) => readCell(cell, `${path}[${index}][${column}]`));
  });
}

function readCell(value: unknown, path: string): WorldCell {
  if (value === null) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  throw new WorldFault(
    `${path} is ${described(value)}. Write a cell as text, a number, true, false or null.`,
  );
}

function readSettings(value: unknown): Readonly<Record<string, unknown>> | null {
  if (value === undefined || value === null) return null;
  if (isRecord(value)) return value;
  throw new WorldFault(`settings is ${described(value)}. Write it as an object in braces.`);
}
