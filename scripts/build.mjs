import {ensureInstalled} from './ensure-installed.mjs';
import {runCommand} from './project.mjs';

await runCommand(async () => {
  await ensureInstalled();
  const {ensureBuilt} = await import('./ensure-built.mjs');
  await ensureBuilt({all: true});
});
