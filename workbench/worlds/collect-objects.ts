/** Gathers a world's objects from wherever in the file they stand, each checked and under its kind. */
import {derivedId} from '../stripe/engine/ids.ts';
import {checkFields, described, type FoundInside, isRecord} from './check-fields.ts';
import {
  accountFields,
  customerFields,
  type FieldTable,
  invoiceFields,
  invoicePaymentFields,
  lineItemFields,
} from './object-fields.ts';
import {WorldFault} from './world.ts';

/** An object whose fields have the right types, before what it leaves out is filled in. */
export interface CollectedObject {
  readonly id: string;
  readonly path: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

export interface CollectedObjects {
  /** In the order of the file, by kind and then by id. */
  readonly byKind: ReadonlyMap<string, ReadonlyMap<string, CollectedObject>>;
  readonly unknownFields: readonly string[];
}

const tables: Readonly<Record<string, FieldTable>> = {
  account: accountFields,
  customer: customerFields,
  invoice: invoiceFields,
  invoice_payment: invoicePaymentFields,
  line_item: lineItemFields,
};

const kindOfPrefix: Readonly<Record<string, string>> = {
  acct: 'account',
  ch: 'charge',
  cn: 'credit_note',
  cus: 'customer',
  dp: 'dispute',
  evt: 'event',
  ii: 'invoiceitem',
  il: 'line_item',
  in: 'invoice',
  inpay: 'invoice_payment',
  pi: 'payment_intent',
  pm: 'payment_method',
  po: 'payout',
  price: 'price',
  prod: 'product',
  re: 'refund',
  sub: 'subscription',
  txn: 'balance_transaction',
  txr: 'tax_rate',
};

/** @throws WorldFault for an object that is none, has no id or kind, has a wrong type inside, or stands there twice */
export function collectObjects(objects: unknown): CollectedObjects {
  const byKind = new Map<string, Map<string, CollectedObject>>();
  const pathById = new Map<string, string>();
  const unknownFields: string[] = [];
  const inside: FoundInside[] = [];

  const keep = (found: FoundInside) => {
    const {kind, collected, nested, unknown} = collect(found);
    const ofKind = byKind.get(kind) ?? new Map<string, CollectedObject>();
    byKind.set(kind, ofKind.set(collected.id, collected));
    pathById.set(collected.id, collected.path);
    unknownFields.push(...unknown);
    inside.push(...nested);
  };

  for (const found of unwrapped(objects, 'objects')) {
    const id = isRecord(found.value) ? found.value['id'] : undefined;
    const earlier = typeof id === 'string' ? pathById.get(id) : undefined;
    if (earlier !== undefined) {
      throw new WorldFault(
        `${found.path}.id is ${JSON.stringify(id)}, which ${earlier} already has. Remove one of the two.`,
      );
    }
    keep(found);
  }
  // An object that stands in the list itself wins over its copies inside others; of those the first wins.
  for (let found = inside.shift(); found !== undefined; found = inside.shift()) {
    const id = isRecord(found.value) ? found.value['id'] : undefined;
    if (typeof id !== 'string' || !pathById.has(id)) keep(found);
  }
  return {byKind, unknownFields};
}

/** The elements of a list, of Stripe's list envelope, and of envelopes among the elements. */
function unwrapped(value: unknown, path: string): readonly FoundInside[] {
  if (Array.isArray(value)) return value.flatMap((element, index) => unwrapped(element, `${path}[${index}]`));
  if (isRecord(value) && value['object'] === 'list') return unwrapped(value['data'], `${path}.data`);
  return [{value, path, kind: null, parentId: null}];
}

function collect(found: FoundInside): {
  readonly kind: string;
  readonly collected: CollectedObject;
  readonly nested: readonly FoundInside[];
  readonly unknown: readonly string[];
} {
  const {path, parentId} = found;
  if (!isRecord(found.value)) {
    throw new WorldFault(`${path} is ${described(found.value)}. Write a Stripe object there.`);
  }
  const id = idOf(found.value, found);
  const kind = kindOf(found.value, {path, id, kind: found.kind});
  const inParent = parentId === null ? {} : {invoice: parentId};
  const value = {...inParent, ...found.value, id, object: kind};
  // What remains of a deleted object has other fields than the object had.
  const table = 'deleted' in value ? undefined : tables[kind];
  if (table === undefined) {
    return {kind, collected: {id, path, fields: value}, nested: [], unknown: []};
  }
  const {fields, inside, unknown} = checkFields(value, {table, path, kind, id});
  if (parentId !== null && fields['invoice'] !== parentId) {
    throw new WorldFault(
      `${path}.invoice is ${described(fields['invoice'])}, but it stands in the invoice "${parentId}". ` +
        'Correct it, or leave it out.',
    );
  }
  return {kind, collected: {id, path, fields}, nested: inside, unknown};
}

function idOf(value: Readonly<Record<string, unknown>>, found: FoundInside): string {
  const id = value['id'];
  if (typeof id === 'string' && id !== '') return id;
  if (id === undefined && found.parentId !== null) {
    return derivedId(found.kind === 'line_item' ? 'il' : 'inpay', `${found.parentId}:${found.path}`);
  }
  throw new WorldFault(
    `${found.path}.id is ${id === undefined ? 'missing' : described(id)}. Give the object an id, such as "in_1".`,
  );
}

function kindOf(
  value: Readonly<Record<string, unknown>>,
  options: {readonly path: string; readonly id: string; readonly kind: string | null},
): string {
  const given = value['object'];
  if (typeof given === 'string') return given;
  if (given !== undefined) {
    throw new WorldFault(`${options.path}.object is ${described(given)}. Write the kind, such as "invoice".`);
  }
  const [prefix = ''] = options.id.split('_');
  const inferred = options.kind ?? (Object.hasOwn(kindOfPrefix, prefix) ? kindOfPrefix[prefix] : undefined);
  if (inferred === undefined) {
    throw new WorldFault(
      `${options.path}.object is missing, and the id "${options.id}" does not tell what it is. ` +
        'Add the kind, such as "object": "invoice".',
    );
  }
  return inferred;
}
