import {ensureInstalled} from './ensure-installed.mjs';
import {runCommand} from './project.mjs';

await runCommand(async () => {
  await ensureInstalled();
  const {runWorkbench} = await import('./run-workbench.mjs');
  return runWorkbench(['start', ...process.argv.slice(2)]);
});
