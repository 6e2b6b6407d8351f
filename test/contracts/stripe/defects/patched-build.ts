/** The sandbox and our client as they are, or with one defect put into their source before it is compiled. */
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {join} from 'node:path';
import {build, type Plugin} from 'esbuild';
import type {currencyInfo} from '../../../../src/core/money/currency.ts';
import type {receivablesListings} from '../../../../src/core/receivables/list-receivables.ts';
import type {createStripeClient} from '../../../../src/core/stripe/client.ts';
import type {parseStripeKey} from '../../../../src/core/stripe/credentials.ts';
import type {encodeForm, encodeQuery} from '../../../../src/core/stripe/encoding.ts';
import type {decodeInvoice} from '../../../../src/core/stripe/invoice.ts';
import type {fetchListings} from '../../../../src/core/stripe/listing.ts';
import type {createStripeSandbox} from '../../../../workbench/stripe/sandbox.ts';
import type {parseWorld} from '../../../../workbench/worlds/parse-world.ts';

/** A change of one source file. */
export interface Patch {
  /** From the top of the project. */
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly from: string;
  readonly to: string;
}

/** What the probes use of a build. */
export interface Parts {
  readonly createStripeSandbox: typeof createStripeSandbox;
  readonly parseWorld: typeof parseWorld;
  readonly encodeForm: typeof encodeForm;
  readonly encodeQuery: typeof encodeQuery;
  readonly createStripeClient: typeof createStripeClient;
  readonly parseStripeKey: typeof parseStripeKey;
  readonly fetchListings: typeof fetchListings;
  readonly receivablesListings: typeof receivablesListings;
  readonly decodeInvoice: typeof decodeInvoice;
  readonly currencyInfo: typeof currencyInfo;
}

const projectDir = join(import.meta.dirname, '../../../..');

const entry = `
export {createStripeSandbox} from './workbench/stripe/sandbox.ts';
export {parseWorld} from './workbench/worlds/parse-world.ts';
export {encodeForm, encodeQuery} from './src/core/stripe/encoding.ts';
export {createStripeClient} from './src/core/stripe/client.ts';
export {parseStripeKey} from './src/core/stripe/credentials.ts';
export {fetchListings} from './src/core/stripe/listing.ts';
export {receivablesListings} from './src/core/receivables/list-receivables.ts';
export {decodeInvoice} from './src/core/stripe/invoice.ts';
export {currencyInfo} from './src/core/money/currency.ts';
`;

/** @throws Error when the text to replace is not in its file exactly once: then the defect has to be written anew */
export async function buildWith(patch: Patch | null): Promise<Parts> {
  const {outputFiles} = await build({
    stdin: {contents: entry, resolveDir: projectDir, loader: 'ts'},
    absWorkingDir: projectDir,
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    logLevel: 'silent',
    plugins: [unwatched, ...(patch === null ? [] : [patched(patch)])],
  });
  const module: {exports: unknown} = {exports: null};
  const run = new Function('module', 'exports', 'require', outputFiles[0]?.text ?? '');
  run(module, {}, createRequire(import.meta.url));
  return module.exports as Parts; // What the entry above exports.
}

/** The watch over all sandboxes would fail the test that puts a defect into one. */
const unwatched: Plugin = {
  name: 'unwatched',
  setup(esbuild) {
    esbuild.onLoad({filter: /\/exchange-notes\.ts$/}, () => ({
      contents: 'export function noteExchange() {}',
      loader: 'ts',
    }));
  },
};

const patched = ({file, from, to}: Patch): Plugin => ({
  name: 'patched',
  setup(esbuild) {
    const path = join(projectDir, file);
    const source = readFileSync(path, 'utf8');
    const found = source.split(from).length - 1;
    if (found !== 1) throw new Error(`"${from}" is in ${file} ${found} times, not once.`);
    // Only for this file: asked about every one, the compiler would take twice as long.
    const exactly = new RegExp(`^${path.replace(/[^\w/-]/g, '\\$&')}$`);
    esbuild.onLoad({filter: exactly}, () => ({contents: source.replace(from, () => to), loader: 'ts'}));
  },
});
