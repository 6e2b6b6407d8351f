/** Checks one object of a world against its table of fields. */
import type {FieldRule, FieldTable, FieldType, NestedListRule} from './object-fields.ts';
import {WorldFault} from './world.ts';

/** An object found inside another: an expanded reference, or an element of a nested list. */
export interface FoundInside {
  readonly value: unknown;
  readonly path: string;
  /** The kind that an element of a nested list has, whether or not it says so. */
  readonly kind: string | null;
  /** The object in whose list it stands. */
  readonly parentId: string | null;
}

interface CheckedFields {
  /** References are ids and nested lists are gone; unknown fields are as they were. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly inside: readonly FoundInside[];
  /** As `invoice.charge`, once for each time. */
  readonly unknown: readonly string[];
}

/** @throws WorldFault for a field of the wrong type */
export function checkFields(
  object: Readonly<Record<string, unknown>>,
  options: {
    readonly table: FieldTable;
    readonly path: string;
    /** What unknown fields are named after. */
    readonly kind: string;
    readonly id: string;
  },
): CheckedFields {
  const fields: Record<string, unknown> = {};
  const inside: FoundInside[] = [];
  const unknown: string[] = [];
  for (const [name, value] of Object.entries(object)) {
    const rule = Object.hasOwn(options.table, name) ? options.table[name] : undefined;
    const path = `${options.path}.${name}`;
    if (rule === undefined) {
      unknown.push(`${options.kind}.${name}`);
      fields[name] = value;
    } else if (value === null && !rule.nullable && hasDefault.includes(rule.type)) {
      // Older versions of Stripe's API send null for what is empty today; left out, it is filled in.
    } else if (rule.type === 'nested') {
      const elements = nestedElements(value, path);
      // The emptied list stays as a sign that the invoice has none.
      if (elements.length === 0) fields[name] = emptyList(options.id, name);
      for (const [index, element] of elements.entries()) {
        inside.push({
          value: element,
          path: `${path}.data[${index}]`,
          kind: rule.of,
          parentId: options.id,
        });
      }
    } else {
      fields[name] = checkValue(value, {rule, path, kind: `${options.kind}.${name}`, inside, unknown});
    }
  }
  return {fields, inside, unknown};
}

function checkValue(
  value: unknown,
  options: {
    readonly rule: FieldRule;
    readonly path: string;
    readonly kind: string;
    readonly inside: FoundInside[];
    readonly unknown: string[];
  },
): unknown {
  const {rule, path, kind, inside, unknown} = options;
  if (value === null && rule.nullable) return null;
  if (rule.type === 'reference' && isRecord(value) && typeof value['id'] === 'string') {
    inside.push({value, path, kind: null, parentId: null});
    return value['id'];
  }
  if (rule.type === 'metadata' && isRecord(value)) return checkMetadata(value, path);
  if (!isOfType(value, rule.type)) {
    throw new WorldFault(`${path} is ${described(value)}. ${advice[rule.type]}`);
  }
  if (rule.fields === undefined || !isRecord(value)) return value;
  const within = checkFields(value, {table: rule.fields, path, kind, id: ''});
  inside.push(...within.inside);
  unknown.push(...within.unknown);
  return within.fields;
}

const hasDefault: readonly (FieldType | NestedListRule['type'])[] = ['list', 'metadata', 'nested', 'object'];

const advice: Readonly<Record<FieldType | NestedListRule['type'], string>> = {
  amount: 'Write it as an integer in the smallest currency unit.',
  boolean: 'Write it as true or false.',
  currency: 'Write it as the three letters of the currency, such as "usd".',
  decimal: 'Write it as a decimal in quotation marks, such as "0.125".',
  integer: 'Write it as an integer.',
  list: 'Write it as a list in square brackets.',
  metadata: 'Write it as an object whose values are texts.',
  nested: 'Write it as {"object": "list", "data": […]}.',
  object: 'Write it as an object in braces.',
  reference: 'Write it as an id in quotation marks, or put the object itself there.',
  seconds: 'Write it as whole seconds since 1970, such as 1793466000.',
  text: 'Write it as text in quotation marks.',
};

function checkMetadata(values: Readonly<Record<string, unknown>>, path: string): unknown {
  for (const [name, value] of Object.entries(values)) {
    if (typeof value !== 'string') {
      throw new WorldFault(`${path}.${name} is ${described(value)}. ${advice.text}`);
    }
  }
  return values;
}

function isOfType(value: unknown, type: FieldType): boolean {
  switch (type) {
    case 'amount':
    case 'integer':
    case 'seconds':
      return Number.isSafeInteger(value);
    case 'boolean':
      return typeof value === 'boolean';
    case 'currency':
      return typeof value === 'string' && /^[a-z]{3}$/i.test(value);
    case 'decimal':
      return typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value);
    case 'list':
      return Array.isArray(value);
    case 'metadata':
    case 'object':
      return isRecord(value);
    case 'reference':
    case 'text':
      return typeof value === 'string';
  }
}

/** A list envelope of Stripe, or a plain list as a person would write it. */
function nestedElements(value: unknown, path: string): readonly unknown[] {
  const elements = isRecord(value) ? value['data'] : value;
  if (Array.isArray(elements)) return elements;
  throw new WorldFault(`${path} is ${described(value)}. ${advice.nested}`);
}

function emptyList(invoiceId: string, name: string) {
  return {object: 'list', data: [], has_more: false, url: `/v1/invoices/${invoiceId}/${name}`};
}

/** `"12", a string`: the value as it is written, and what it is. */
export function described(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (isRecord(value)) return 'an object';
  const written = JSON.stringify(value);
  const shown = written.length > 60 ? `${written.slice(0, 59)}…` : written;
  if (typeof value === 'number' && !Number.isInteger(value)) return `${shown}, a number with a fraction`;
  return `${shown}, a ${typeof value}`;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
