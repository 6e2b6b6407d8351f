/**
 * Expansion: which properties of an object stand for more, and putting that in. https://docs.stripe.com/expand
 */
import {renderAccount} from './accounts.ts';
import type {Permission} from './authentication.ts';
import {renderCustomer} from './customers.ts';
import {StripeRefusal} from './errors.ts';
import {type ObjectKind, type Properties, type Property, propertiesOf} from './expandable-properties.ts';
import {renderInvoice} from './invoices.ts';
import type {WireObject} from './objects.ts';
import type {Store} from './store.ts';

/** Where a path starts: at an object, or at a list of them (then it begins with `data`). */
export type ExpansionRoot =
  | {readonly shape: 'object'; readonly of: ObjectKind}
  | {readonly shape: 'list'; readonly of: ObjectKind};

/** Lists whose objects a path enters through `data`. */
const listOf = (of: ObjectKind): Properties => ({data: {shape: 'list', of}});

const levelsMax = 4;

const permissionFor: Readonly<Record<ObjectKind, Permission | null>> = {
  account: 'rak_accounts_kyc_basic_read',
  customer: 'rak_customer_read',
  invoice: 'rak_invoice_read',
  invoice_payment: 'rak_invoice_read',
  line_item: 'rak_invoice_read',
  other: null,
};

/**
 * Refuses what cannot be expanded, whatever the answer will hold, and returns the permissions it takes to read what
 * the paths bring in.
 *
 * @throws StripeRefusal
 */
export function checkExpansion(paths: readonly string[], root: ExpansionRoot): ReadonlySet<Permission> {
  const permissions = new Set<Permission>();
  for (const path of paths) {
    const segments = path.split('.');
    if (segments.length > levelsMax) {
      throw new StripeRefusal({
        status: 400,
        code: 'property_expansion_max_depth',
        message: `You cannot expand more than ${levelsMax} levels of a property. Property: ${path}`,
      });
    }
    let properties: Properties = root.shape === 'list' ? listOf(root.of) : propertiesOf[root.of];
    for (const [depth, segment] of segments.entries()) {
      const property = Object.hasOwn(properties, segment) ? properties[segment] : undefined;
      if (property === undefined) throw notExpandable(path, root.shape === 'list' && depth === 0);
      if (property.shape === 'reference') {
        const permission = permissionFor[property.to];
        if (permission !== null) permissions.add(permission);
      }
      properties = propertiesBehind(property, segment);
    }
  }
  return permissions;
}

function propertiesBehind(property: Property, segment: string): Properties {
  switch (property.shape) {
    case 'present':
      return property.within ?? {};
    case 'reference':
      return propertiesOf[property.to];
    case 'list':
      return segment === 'data' ? propertiesOf[property.of] : listOf(property.of);
    case 'on request':
      return property.of === 'other' ? {} : listOf(property.of);
  }
}

function notExpandable(path: string, beforeData: boolean): StripeRefusal {
  const hint = beforeData ? ` You may want to try expanding 'data.${path}' instead.` : '';
  return new StripeRefusal({
    status: 400,
    message: `This property cannot be expanded (${path}).${hint}`,
  });
}

/** Puts in what the checked paths ask for; the given object is left as it is. */
export function expandObject(
  object: WireObject,
  paths: readonly string[],
  root: ExpansionRoot,
  store: Store,
): WireObject {
  const properties = root.shape === 'list' ? listOf(root.of) : propertiesOf[root.of];
  return paths.reduce((expanded, path) => expandPath(expanded, path.split('.'), properties, store), object);
}

function expandPath(
  object: WireObject,
  segments: readonly string[],
  properties: Properties,
  store: Store,
): WireObject {
  const [segment, ...rest] = segments;
  const property = segment === undefined ? undefined : properties[segment];
  if (segment === undefined || property === undefined) return object;

  const value = propertyValue(object, segment, property, store);
  if (value === null || value === undefined) return object;

  const behind = propertiesBehind(property, segment);
  const expanded = Array.isArray(value)
    ? value.map((item) => (isObject(item) ? expandPath(item, rest, behind, store) : item))
    : isObject(value)
      ? expandPath(value, rest, behind, store)
      : value;
  return {...object, [segment]: expanded};
}

function propertyValue(object: WireObject, segment: string, property: Property, store: Store): unknown {
  const value = object[segment];
  switch (property.shape) {
    case 'present':
    case 'list':
      return value;
    case 'reference':
      return typeof value === 'string' ? referenced(value, segment, property.to, store) : value;
    case 'on request':
      if (value !== undefined) return value;
      if (property.value === null) throw notHeldByWorld(segment, String(object['object']));
      return property.value(String(object['id']), store);
  }
}

function referenced(id: string, segment: string, kind: ObjectKind, store: Store): unknown {
  if (kind === 'account' && id === store.account.id) return renderAccount(store);
  const customer = store.customerById.get(id);
  if (kind === 'customer' && customer !== undefined) return renderCustomer(customer);
  const invoice = store.invoiceById.get(id);
  if (kind === 'invoice' && invoice !== undefined) return renderInvoice(invoice, store);
  const other = store.otherById.get(id);
  if (other === undefined) throw notHeldByWorld(segment, id);
  return other;
}

/** Stripe would have it; an answer without it would be a quiet lie. */
function notHeldByWorld(property: string, subject: string): StripeRefusal {
  return new StripeRefusal({
    status: 400,
    message:
      `The sandbox cannot expand '${property}' of '${subject}': the world holds no such object. ` +
      'Add the object to the world, or leave this expansion out.',
    param: 'expand',
  });
}

function isObject(value: unknown): value is WireObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
