import {ensureInstalled} from './ensure-installed.mjs';
import {runCommand} from './project.mjs';

await runCommand(async () => {
  await ensureInstalled();
  const {runBenchmarks} = await import('./run-benchmarks.mjs');
  return runBenchmarks(process.argv.slice(2));
});
