/** Data of Stripe and of others that the project does not ship: what needs it is skipped in the open where it is absent. */
import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {gunzipSync} from 'node:zlib';

const folder = join(import.meta.dirname, '../../../../../shared/contract');

/**
 * Describes tests over the material; its content reaches them as JSON.
 * @param file such as `openapi-2023-08-16.json.gz`
 */
export function describeWith(name: string, file: string, tests: (read: () => unknown) => void): void {
  const path = join(folder, file);
  if (existsSync(path)) {
    describe(name, () => tests(() => readMaterial(path)));
    return;
  }
  const reason = `${name}: not checked, because ../shared/contract/${file} is absent`;
  process.stderr.write(`SKIPPED ${reason}\n`);
  test.skip(reason, () => undefined);
}

/** Null where it is absent. */
export function materialOrNull(file: string): unknown {
  const path = join(folder, file);
  return existsSync(path) ? readMaterial(path) : null;
}

const readMaterial = (path: string): unknown => JSON.parse(gunzipSync(readFileSync(path)).toString('utf8'));
