import {existsSync, readdirSync, rmSync} from 'node:fs';
import {join} from 'node:path';

/**
 * Takes what an earlier build left off a folder that is pushed to Google as a whole: an old script file there would run
 * beside the new ones. Files that another process is just writing have other endings and stay.
 * @param {string} projectDir
 * @param {string} folder
 * @param {readonly string[]} outfiles what belongs there
 */
export function removeStrays(projectDir, folder, outfiles) {
  const full = join(projectDir, folder);
  if (!existsSync(full)) return;
  for (const name of readdirSync(full)) {
    if (/\.(js|json|html)$/.test(name) && !outfiles.includes(`${folder}/${name}`)) rmSync(join(full, name));
  }
}
