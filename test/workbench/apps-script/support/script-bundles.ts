import {createHash} from 'node:crypto';
import {existsSync, mkdirSync, renameSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {build} from 'esbuild';

const projectDir = join(import.meta.dirname, '../../../..');
const appsScriptDir = join(projectDir, 'workbench/apps-script');

export interface ScriptBundles {
  readonly workerPath: string;
  readonly servicesCode: string;
}

/** Builds the two halves of the script host from the sources as they are now. */
export async function buildScriptBundles(): Promise<ScriptBundles> {
  const [worker, services] = await Promise.all([
    bundle({
      entryPoints: [join(appsScriptDir, 'worker.ts')],
      platform: 'node',
      format: 'cjs',
      target: 'node20',
    }),
    bundle({
      entryPoints: [join(appsScriptDir, 'context/main.ts')],
      platform: 'neutral',
      format: 'iife',
      target: 'es2022',
    }),
  ]);
  return {workerPath: storeWorker(worker), servicesCode: services};
}

async function bundle(options: Parameters<typeof build>[0]): Promise<string> {
  const result = await build({
    ...options,
    bundle: true,
    write: false,
    absWorkingDir: projectDir,
    logLevel: 'silent',
  });
  const text = result.outputFiles?.[0]?.text;
  if (text === undefined) throw new Error('esbuild gave no output.');
  return text;
}

/** Named after its content, so that test processes at once never load half of another's file. */
function storeWorker(code: string): string {
  const dir = join(projectDir, '.build/test');
  const path = join(dir, `script-worker-${createHash('sha256').update(code).digest('hex').slice(0, 12)}.cjs`);
  if (existsSync(path)) return path;
  mkdirSync(dir, {recursive: true});
  const temporary = `${path}.${process.pid}`;
  writeFileSync(temporary, code);
  renameSync(temporary, path);
  return path;
}
