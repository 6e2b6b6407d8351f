import {ensureInstalled} from './ensure-installed.mjs';
import {runCommand} from './project.mjs';

await runCommand(async () => {
  await ensureInstalled();
  const jestArgs = process.argv.slice(2);
  if (jestArgs.length === 0) return (await import('./run-checks.mjs')).runChecks();

  await (await import('./ensure-built.mjs')).ensureBuilt();
  return (await import('./run-jest.mjs')).runJest(jestArgs, {capture: false}).exitCode;
});
