/**
 * A built-in world's sandbox as `npm run workbench -- stripe` serves it, in a process of its own. Its answers are not
 * held against Stripe's types one by one, as those in a test's process are: a thousand pages of them take minutes.
 */
import {type ChildProcess, spawn} from 'node:child_process';
import {join} from 'node:path';
import type Stripe from 'stripe';
import {worldKey} from '../../../workbench/worlds/world.ts';
import {sdkClient} from './target.ts';

const bundle = join(import.meta.dirname, '../../../.build/workbench.cjs');

export interface ServedWorld {
  sdk(): Stripe;
  close(): Promise<void>;
}

export async function serveWorld(name: 'scale'): Promise<ServedWorld> {
  const program = `require(${JSON.stringify(bundle)}).main(process.argv.slice(1), {projectDir: process.cwd()}).then((code) => { process.exitCode = code; });`;
  const served = spawn(process.execPath, ['-e', program, '--', 'stripe', '--world', name, '--port', '0'], {
    env: {...process.env, NODE_OPTIONS: ''},
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const url = await addressOf(served);
  return {
    sdk: () => sdkClient(url, worldKey, 0),
    close: () =>
      new Promise((resolve) => {
        if (served.exitCode !== null) return resolve();
        served.once('exit', () => resolve());
        served.kill('SIGINT');
      }),
  };
}

function addressOf(served: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    const read = (chunk: unknown): void => {
      output += String(chunk);
      const address = /^Stripe sandbox: (\S+)$/m.exec(output)?.[1];
      if (address !== undefined) resolve(address);
    };
    served.stdout?.on('data', read);
    served.stderr?.on('data', read);
    served.once('exit', (code) => reject(new Error(`The sandbox ended with ${String(code)}: ${output}`)));
  });
}
