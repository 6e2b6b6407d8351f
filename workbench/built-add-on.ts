import {readFileSync} from 'node:fs';
import {join} from 'node:path';

/** The add-on as `dist/` holds it: what is pushed to Google, and nothing else. */
export interface BuiltAddOn {
  readonly projectDir: string;
  readonly code: string;
  readonly sidebar: string;
  readonly manifest: {readonly timeZone: string; readonly urlFetchWhitelist: readonly string[]};
}

/** @throws Error where it was not built. */
export function readBuiltAddOn(projectDir: string): BuiltAddOn {
  const read = (name: string) => readFileSync(join(projectDir, 'dist', name), 'utf8');
  return {
    projectDir,
    code: read('Code.js'),
    sidebar: read('Sidebar.html'),
    manifest: JSON.parse(read('appsscript.json')),
  };
}
