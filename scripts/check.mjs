import {ensureInstalled} from './ensure-installed.mjs';
import {runCommand} from './project.mjs';

await runCommand(async () => {
  await ensureInstalled();
  const {runChecks} = await import('./run-checks.mjs');
  return runChecks();
});
