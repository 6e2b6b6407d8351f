import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';

/**
 * The copyright and permission notices of the packages inside a bundle, which their licences ask every copy to carry, on
 * one line.
 * @param {readonly string[]} inputs the files of the bundle, relative to the project
 * @param {string} projectDir
 */
export function licenceNotices(inputs, projectDir) {
  const packages = new Set(
    inputs.flatMap((path) => /^(node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []),
  );
  const notices = [...packages].sort().map((folder) => {
    const {name, version} = JSON.parse(readFileSync(join(projectDir, folder, 'package.json'), 'utf8'));
    return `${name} ${version}: ${licenceText(join(projectDir, folder))}`;
  });
  const contains = notices.map((notice) => ` Contains ${notice}`).join('');
  return `/*! Billing Ops for Sheets, Apache-2.0.${contains} */`;
}

/** @param {string} folder */
function licenceText(folder) {
  const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
  if (file === undefined) {
    throw new Error(
      `Cannot bundle ${folder}: it brings no licence file, and a copy must carry its notice. Leave the package out.`,
    );
  }
  return readFileSync(join(folder, file), 'utf8').replace(/\s+/g, ' ').replaceAll('*/', '* /').trim();
}
