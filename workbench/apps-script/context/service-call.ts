import type {HostCall, Json} from './host-call.ts';

/** A call to one service of the host. */
export type ServiceCall = (method: string, ...args: readonly Json[]) => Json;

export function serviceCall(hostCall: HostCall, service: string): ServiceCall {
  return (method, ...args) => hostCall(service, method, args);
}

// The host answers what its service says it does; another kind is a defect of the workbench.

export function asText(value: Json): string {
  if (typeof value === 'string') return value;
  throw new Error(`Broken invariant: the workbench answered ${JSON.stringify(value)} instead of text.`);
}

export function asTextOrNull(value: Json): string | null {
  return value === null ? null : asText(value);
}

export function asFields(value: Json | undefined): {readonly [key: string]: Json} {
  if (typeof value === 'object' && value !== null && !isList(value)) return value;
  throw new Error(`Broken invariant: the workbench answered ${JSON.stringify(value)} instead of an object.`);
}

export function asList(value: Json | undefined): readonly Json[] {
  if (isList(value)) return value;
  throw new Error(`Broken invariant: the workbench answered ${JSON.stringify(value)} instead of a list.`);
}

export function asTextRecord(value: Json): Record<string, string> {
  return Object.fromEntries(Object.entries(asFields(value)).map(([key, text]) => [key, asText(text)]));
}

/** Array.isArray does not narrow a readonly array out of a union. */
function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
