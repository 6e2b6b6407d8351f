import type {Json} from '../host-call.ts';

// What the services of this folder are called with comes from our own shim: a wrong kind here is a defect of the shim.

export type JsonObject = {readonly [key: string]: Json};

export function textAt(args: readonly Json[], index: number): string {
  const value = args[index];
  if (typeof value !== 'string') throw new Error(wrongKind(index, 'text', value));
  return value;
}

export function numberAt(args: readonly Json[], index: number): number {
  const value = args[index];
  if (typeof value !== 'number') throw new Error(wrongKind(index, 'a number', value));
  return value;
}

export function listAt(args: readonly Json[], index: number): readonly Json[] {
  const value = args[index];
  if (!isList(value)) throw new Error(wrongKind(index, 'a list', value));
  return value;
}

export function objectAt(args: readonly Json[], index: number): JsonObject {
  return asObject(args[index] ?? null, index);
}

export function asObject(value: Json, index: number): JsonObject {
  if (typeof value !== 'object' || value === null || isList(value)) {
    throw new Error(wrongKind(index, 'an object', value));
  }
  return value;
}

/** Array.isArray does not narrow a readonly array out of a union. */
function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** For a method that a service does not have. */
export function unknownMethod(service: string, method: string): Error {
  return new Error(`${service}.${method} is not in the workbench yet.`);
}

function wrongKind(index: number, wanted: string, value: Json | undefined): string {
  return `Broken invariant: argument ${index} of a service call must be ${wanted}, not ${JSON.stringify(value)}.`;
}
