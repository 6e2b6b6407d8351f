import {type ChildProcess, spawn} from 'node:child_process';
import {copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

const projectDir = join(import.meta.dirname, '../../..');

/** What `npm start` runs, in a process of its own that keeps its state apart from the developer's. */
export interface StartedWorkbench {
  readonly url: string;
  readonly port: number;
  /** Ends it as Ctrl+C does, and waits until it has saved. */
  interrupt(): Promise<void>;
}

/** A script of a test's own in place of the add-on. */
export interface OwnScript {
  readonly code: string;
  /** What the file `Sidebar` holds. */
  readonly sidebar: string;
}

/** A folder with what was built, and a `.workbench` of its own. */
export function createWorkbenchDir(script?: OwnScript): {readonly dir: string; remove(): void} {
  const dir = mkdtempSync(join(tmpdir(), 'workbench-page-'));
  symlinkSync(join(projectDir, '.build'), join(dir, '.build'), 'dir');
  if (script === undefined) symlinkSync(join(projectDir, 'dist'), join(dir, 'dist'), 'dir');
  else {
    mkdirSync(join(dir, 'dist'));
    copyFileSync(join(projectDir, 'dist/appsscript.json'), join(dir, 'dist/appsscript.json'));
    writeFileSync(join(dir, 'dist/Code.js'), script.code);
    writeFileSync(join(dir, 'dist/Sidebar.html'), script.sidebar);
  }
  return {dir, remove: () => rmSync(dir, {recursive: true, force: true})};
}

/** Starts a workbench on any free port, or on the one given. */
export async function startWorkbench(
  dir: string,
  args: readonly string[],
  port = 0,
): Promise<StartedWorkbench> {
  const bundle = join(projectDir, '.build', 'workbench.cjs');
  const program = `require(${JSON.stringify(bundle)}).main(process.argv.slice(1), {projectDir: ${JSON.stringify(dir)}}).then((code) => { process.exitCode = code; });`;
  const process_ = spawn(process.execPath, ['-e', program, '--', 'start', ...args], {
    env: {...process.env, PORT: String(port), NODE_OPTIONS: ''},
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const url = await addressOf(process_);
  return {
    url,
    port: Number(new URL(url).port),
    interrupt: () =>
      new Promise((resolve) => {
        if (process_.exitCode !== null) return resolve();
        process_.once('exit', () => resolve());
        process_.kill('SIGINT');
      }),
  };
}

function addressOf(started: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    const read = (chunk: unknown): void => {
      output += String(chunk);
      const address = /^Workbench: (\S+)$/m.exec(output)?.[1];
      if (address !== undefined) resolve(address);
    };
    started.stdout?.on('data', read);
    started.stderr?.on('data', read);
    started.once('exit', (code) => reject(new Error(`The workbench ended with ${String(code)}: ${output}`)));
  });
}
