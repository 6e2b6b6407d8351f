/**
 * The schemas of everything Stripe answers, for tests. They are a megabyte that follows from the installed package
 * alone and that nothing but tests reads, so they are made when tests begin and kept in `.build`, not in the history.
 */
import {createHash} from 'node:crypto';
import {mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {inProject} from '../project.mjs';
import {sdkVersion, withSdkTypes} from './checker.mjs';
import {readOperations, resourceFiles} from './operations.mjs';
import {responseSchemas} from './response-schema.mjs';

export const responseSchemasPath = inProject('.build/stripe-contract/response-schemas.json');

/** Makes them unless they are there already, made by these scripts from this package. */
export async function ensureResponseSchemas() {
  const madeFrom = fingerprint();
  if (madeFrom === madeFromOf(responseSchemasPath)) return;

  const schemas = await withSdkTypes(resourceFiles, async (checker, exportsOf) =>
    responseSchemas(checker, await readOperations(checker, exportsOf)),
  );
  mkdirSync(dirname(responseSchemasPath), {recursive: true});
  // Several test runs may begin at once: each writes a file of its own, and the last one stays.
  const written = `${responseSchemasPath}.${process.pid}`;
  writeFileSync(written, JSON.stringify({madeFrom, ...schemas}));
  renameSync(written, responseSchemasPath);
}

function fingerprint() {
  const hash = createHash('sha256').update(String(sdkVersion));
  hash.update(readFileSync(inProject('node_modules/stripe/package.json')));
  for (const file of readdirSync(import.meta.dirname).sort()) {
    hash.update(readFileSync(join(import.meta.dirname, file)));
  }
  return hash.digest('hex');
}

/** @param {string} path */
function madeFromOf(path) {
  try {
    return readFileSync(path, 'utf8').match(/^\{"madeFrom":"(\w+)"/)?.[1] ?? null;
  } catch {
    // Not there yet.
    return null;
  }
}
