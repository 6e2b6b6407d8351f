import {mkdirSync, writeFileSync} from 'node:fs';
import {dirname} from 'node:path';
import {inProject, runCommand, say} from './project.mjs';
import {requestParametersFile, requestParametersPath} from './stripe-contract/request-parameters.mjs';

await runCommand(async () => {
  const path = inProject(requestParametersPath);
  mkdirSync(dirname(path), {recursive: true});
  writeFileSync(path, await requestParametersFile());
  say(`Wrote ${requestParametersPath} from the types of the installed stripe package.`);
});
