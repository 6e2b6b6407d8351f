import * as v from 'valibot';
import type {ErrorCode} from '../errors/addon-error.ts';
import {failureOf} from '../failure.ts';
import type {Properties} from '../ports.ts';
import type {Failure} from '../sidebar-contract.ts';

/** How the last attempt failed, for every editor of the spreadsheet; a complete refresh takes it away. */
export interface StoredFailure {
  readonly atUnixMs: number;
  readonly by: string;
  readonly failure: Failure;
}

const failureProperty = 'refresh.failure';

/** A property takes 9 KB. */
const textCharactersMax = 1_000;

const storedFailure = v.object({
  atUnixMs: v.number(),
  by: v.string(),
  failure: v.object({
    code: v.custom<ErrorCode | 'UNEXPECTED'>((value) => typeof value === 'string'),
    fact: v.string(),
    nextStep: v.string(),
    requestId: v.nullable(v.string()),
  }),
});

export function readLastFailure(documentProperties: Properties): StoredFailure | null {
  const text = documentProperties.read(failureProperty);
  if (text === null) return null;
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), storedFailure), text);
  return parsed.success ? parsed.output : null;
}

export function writeLastFailure(
  documentProperties: Properties,
  {atUnixMs, by, fault}: {readonly atUnixMs: number; readonly by: string; readonly fault: unknown},
): void {
  const failure = failureOf(fault);
  const stored: StoredFailure = {
    atUnixMs,
    by,
    failure: {
      ...failure,
      fact: failure.fact.slice(0, textCharactersMax),
      nextStep: failure.nextStep.slice(0, textCharactersMax),
    },
  };
  documentProperties.write(failureProperty, JSON.stringify(stored));
}

export function clearLastFailure(documentProperties: Properties): void {
  if (documentProperties.read(failureProperty) !== null) documentProperties.write(failureProperty, null);
}
