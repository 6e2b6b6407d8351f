import {spawnSync} from 'node:child_process';
import {existsSync, readFileSync} from 'node:fs';
import {homedir} from 'node:os';
import {join} from 'node:path';
import {ensureBuilt} from './ensure-built.mjs';
import {CommandError, inProject, projectDir} from './project.mjs';

/** What .clasp.json holds until its owner has a script of their own. */
const placeholderScriptId = 'put-the-id-of-your-script-here';

/**
 * Builds, then pushes dist/ to Google with clasp.
 * @returns {Promise<number>} clasp's exit code
 * @throws CommandError, without a request to anybody, when the push could not succeed
 */
export async function deploy() {
  await ensureBuilt();
  const claspSettings = JSON.parse(readFileSync(inProject('.clasp.json'), 'utf8'));
  const firstSteps = whatComesFirst({
    scriptId: claspSettings.scriptId,
    isLoggedIn: existsSync(join(homedir(), '.clasprc.json')),
  });
  if (firstSteps !== null) throw new CommandError(firstSteps);

  const clasp = inProject('node_modules', '@google', 'clasp', 'build', 'src', 'index.js');
  const {status} = spawnSync(process.execPath, [clasp, 'push', '--force'], {
    cwd: projectDir,
    stdio: 'inherit',
  });
  return status ?? 1;
}

/**
 * @param {{scriptId: string, isLoggedIn: boolean}} state
 * @returns {string | null} what to do before a push, or null when nothing stands in its way
 */
export function whatComesFirst({scriptId, isLoggedIn}) {
  if (isLoggedIn && scriptId !== placeholderScriptId) return null;
  const reason = isLoggedIn
    ? '.clasp.json still holds the placeholder instead of the id of your script'
    : 'clasp is not logged in to Google';
  return [
    `Cannot push dist/ to Google: ${reason}. These two commands come first:`,
    '  npx clasp login',
    '  rm .clasp.json && npx clasp create-script --type sheets --title "Billing Ops for Sheets" --rootDir dist',
    'The second makes a new spreadsheet with a script in it and writes its id to .clasp.json. For a spreadsheet you already',
    'have, open Extensions → Apps Script → Project Settings there, and put its script id into .clasp.json instead.',
  ].join('\n');
}
