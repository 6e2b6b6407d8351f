import {ensureInstalled} from './ensure-installed.mjs';
import {runCommand} from './project.mjs';

await runCommand(async () => {
  await ensureInstalled();
  const {deploy} = await import('./push-to-google.mjs');
  return deploy();
});
