/**
 * Expansion: which properties of an object stand for more, and putting that in. https://docs.stripe.com/expand
 */
import {renderAccount} from '../account/render-account.ts';
import {propertiesOf} from '../expandable-properties.ts';
import {kindOfId, kindRules, renderRow} from '../kind-rules.ts';
import type {RenderedKind} from '../kinds.ts';
import type {Permission} from './authentication.ts';
import type {ExpansionRoot} from './endpoint.ts';
import {StripeRefusal} from './errors.ts';
import type {ExpandableKind, Properties, Property} from './expandable.ts';
import type {Store} from './store.ts';
import {asWireObject, isWireObject, type WireObject} from './wire.ts';

/** Lists whose objects a path enters through `data`. */
const listOf = (of: ExpandableKind): Properties => ({data: {shape: 'list', of}});

const levelsMax = 4;

function permissionFor(kind: ExpandableKind): Permission | null {
  if (kind === 'account') return 'rak_accounts_kyc_basic_read';
  return isKept(kind) ? kindRules[kind].readPermission : null;
}

function isKept(kind: ExpandableKind): kind is RenderedKind {
  return Object.hasOwn(kindRules, kind);
}

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
        const permission = permissionFor(property.to);
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
  rendered: object,
  paths: readonly string[],
  root: ExpansionRoot,
  store: Store,
): WireObject {
  const object = asWireObject(rendered);
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
    ? value.map((item) => (isWireObject(item) ? expandPath(item, rest, behind, store) : item))
    : isWireObject(value)
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
    case 'reference': {
      const put = (id: unknown) =>
        typeof id === 'string' ? referenced(id, segment, property.to, store) : id;
      return Array.isArray(value) ? value.map(put) : put(value);
    }
    case 'on request':
      if (value !== undefined) return value;
      if (property.value === null) throw notHeldByWorld(segment, String(object['object']));
      return property.value(String(object['id']), store);
  }
}

function referenced(id: string, segment: string, to: ExpandableKind, store: Store): unknown {
  if (id === store.account.id) return renderAccount(store);
  const kind = to === 'other' ? kindOfId(id) : to;
  const row = kind === null || !isKept(kind) ? undefined : renderRow(kind, id, store);
  const found = row ?? store.otherById.get(id);
  if (found === undefined) throw notHeldByWorld(segment, id);
  return found;
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
