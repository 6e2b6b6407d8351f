import {spawn, spawnSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import {createServer} from 'node:net';
import {setTimeout as sleep} from 'node:timers/promises';
import {ensureInstalled} from './ensure-installed.mjs';
import {CommandError, inProject, runCommand, say} from './project.mjs';

/**
 * Sends every kind of request that our client makes to stripe-mock, which Stripe generates from its own description of
 * the API and which refuses what the description does not know. It needs Go, and is installed through Go's module proxy,
 * whose checksum database vouches for it.
 */

const version = 'v0.203.0';
const folder = inProject('.build', 'stripe-mock', version);
const program = `${folder}/stripe-mock`;
const answersWithinMs = 30_000;

await runCommand(async () => {
  await ensureInstalled();
  await (await import('./ensure-built.mjs')).ensureBuilt();
  if (!existsSync(program)) install();
  const port = await freePort();
  const server = spawn(program, ['-http-addr', `127.0.0.1:${port}`], {stdio: 'ignore'});
  try {
    const url = `http://127.0.0.1:${port}`;
    await untilItAnswers(url);
    process.env['STRIPE_MOCK_URL'] = url;
    const {runJest} = await import('./run-jest.mjs');
    return runJest(['test/contracts/stripe-mock'], {capture: false}).exitCode;
  } finally {
    server.kill();
  }
});

function install() {
  say(`Installing stripe-mock ${version} …`);
  const {status, error, stderr} = spawnSync('go', ['install', `github.com/stripe/stripe-mock@${version}`], {
    env: {...process.env, GOBIN: folder},
    encoding: 'utf8',
  });
  if (error !== undefined) {
    throw new CommandError(
      'Cannot install stripe-mock: there is no Go on this machine. Install it from https://go.dev, or leave this check to others: npm test does not need it.',
    );
  }
  if (status !== 0) throw new CommandError(`Cannot install stripe-mock: go said\n${stderr}`);
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/** @param {string} url */
async function untilItAnswers(url) {
  const giveUpAtMs = Date.now() + answersWithinMs;
  while (Date.now() < giveUpAtMs) {
    try {
      await fetch(url);
      return;
    } catch {
      await sleep(100);
    }
  }
  throw new CommandError(
    `Cannot use stripe-mock: it did not answer at ${url} within ${answersWithinMs / 1000} s.`,
  );
}
