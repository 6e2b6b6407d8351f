/** Finds the endpoint of a request, by its table. */
import {type ParameterFields, parametersOf} from '../contract/request-parameters.ts';
import type {Endpoint} from './endpoint.ts';
import {unrecognizedUrl} from './errors.ts';

export interface Route {
  readonly endpoint: Endpoint;
  readonly fields: ParameterFields;
}

export interface FoundRoute extends Route {
  readonly pathIds: readonly string[];
}

/** @returns finds the route, or throws StripeRefusal 404 */
export function createRouter(endpoints: readonly Endpoint[]): (method: string, path: string) => FoundRoute {
  const byShape = new Map<string, {readonly route: Route; readonly segments: readonly string[]}[]>();
  // A path that says more comes first: /v1/invoices/search is no invoice.
  for (const endpoint of endpoints.toSorted((a, b) => idsIn(a.path) - idsIn(b.path))) {
    const operation = `${endpoint.method} ${endpoint.path}`;
    const fields = parametersOf(operation);
    if (fields === null) throw new Error(`Stripe's types know no operation ${operation}.`);
    const segments = endpoint.path.split('/');
    const shape = `${endpoint.method} ${segments.length}`;
    const found = byShape.get(shape) ?? [];
    byShape.set(shape, [...found, {route: {endpoint, fields}, segments}]);
  }
  return (method, path) => {
    const segments = path.split('/');
    for (const candidate of byShape.get(`${method} ${segments.length}`) ?? []) {
      const pathIds = idsOf(candidate.segments, segments);
      if (pathIds !== null) return {...candidate.route, pathIds};
    }
    throw unrecognizedUrl(method, path);
  };
}

function idsIn(path: string): number {
  return path.split('{id}').length;
}

function idsOf(pattern: readonly string[], segments: readonly string[]): readonly string[] | null {
  const ids: string[] = [];
  for (const [index, expected] of pattern.entries()) {
    const segment = segments[index] ?? '';
    if (expected === '{id}' && segment !== '') ids.push(decodedId(segment));
    else if (expected !== segment) return null;
  }
  return ids;
}

function decodedId(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    // Not percent-encoding: then it names no object, and the answer says so with the text as it came.
    return segment;
  }
}

export function splitUrl(url: string): {readonly path: string; readonly query: string} {
  const [withoutFragment = ''] = url.replace(/^https?:\/\/[^/?#]*/i, '').split('#');
  const mark = withoutFragment.indexOf('?');
  if (mark === -1) return {path: withoutFragment, query: ''};
  return {path: withoutFragment.slice(0, mark), query: withoutFragment.slice(mark + 1)};
}
