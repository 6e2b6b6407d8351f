import {ensureInstalled} from './ensure-installed.mjs';
import {runCommand} from './project.mjs';

await runCommand(async () => {
  await ensureInstalled();
  const {runSimulation} = await import('./run-simulation.mjs');
  return runSimulation(process.argv.slice(2));
});
