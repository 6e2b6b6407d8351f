/** The lengths of texts, which only Stripe's older description tells; without it nothing is found too long. */
import {existsSync, mkdirSync, readFileSync, renameSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import type {FormTree} from './form-tree.ts';
import {materialOrNull} from './material.ts';
import {requestShapes} from './older-description.ts';

/** By operation, the longest text at each path of names, as `lines.[].description`. */
type Limits = Readonly<Record<string, Readonly<Record<string, number>>>>;

const description = 'openapi-2023-08-16.json.gz';
/** The description is large, and every test file that asks a sandbox needs these few numbers of it. */
const limitsPath = join(
  import.meta.dirname,
  '../../../../.build/stripe-contract/text-lengths-2023-08-16.json',
);

let limits: Limits | null = null;

/** Sentences about texts that are longer than Stripe takes. */
export function checkLengths(
  tree: {readonly [name: string]: FormTree},
  operation: string,
): readonly string[] {
  limits ??= readLimits();
  const own = limits[operation];
  return own === undefined ? [] : tooLong(tree, own, []);
}

function tooLong(
  tree: {readonly [name: string]: FormTree},
  own: Readonly<Record<string, number>>,
  path: readonly string[],
): readonly string[] {
  return Object.entries(tree).flatMap(([name, value]) => {
    const place = [...path, /^\d+$/.test(name) ? '[]' : name];
    if (typeof value !== 'string') return tooLong(value, own, place);
    const max = own[place.join('.')];
    // Counted as people count characters, as Stripe's messages do.
    return max === undefined || [...value].length <= max
      ? []
      : [`${place.join('.')} has ${[...value].length} characters, and Stripe takes ${max}`];
  });
}

function readLimits(): Limits {
  if (existsSync(limitsPath)) return JSON.parse(readFileSync(limitsPath, 'utf8')) as Limits; // Written below.
  const described = materialOrNull(description);
  if (described === null) return {};
  const read = limitsOf(described);
  mkdirSync(dirname(limitsPath), {recursive: true});
  const written = `${limitsPath}.${process.pid}`;
  writeFileSync(written, JSON.stringify(read));
  renameSync(written, limitsPath);
  return read;
}

function limitsOf(described: unknown): Limits {
  const operations = [...requestShapes(described)].map(([operation, parameters]) => {
    const limited = parameters.flatMap(({path, charactersMax}) =>
      charactersMax === null ? [] : [[path.join('.'), charactersMax] as const],
    );
    return [operation, Object.fromEntries(limited)] as const;
  });
  return Object.fromEntries(operations);
}
