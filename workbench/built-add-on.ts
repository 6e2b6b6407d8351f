import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import type {ScriptFile} from './apps-script/script-file.ts';

/** The add-on as `dist/` holds it: what is pushed to Google, and nothing else. */
export interface BuiltAddOn {
  readonly projectDir: string;
  readonly scripts: readonly ScriptFile[];
  readonly sidebar: string;
  readonly manifest: {readonly timeZone: string; readonly urlFetchWhitelist: readonly string[]};
}

/** @throws Error where it was not built. */
export function readBuiltAddOn(projectDir: string): BuiltAddOn {
  const read = (name: string) => readFileSync(join(projectDir, 'dist', name), 'utf8');
  return {
    projectDir,
    scripts: readdirSync(join(projectDir, 'dist'))
      .filter((name) => name.endsWith('.js'))
      .sort()
      .map((name) => ({name, code: read(name)})),
    sidebar: read('Sidebar.html'),
    manifest: JSON.parse(read('appsscript.json')),
  };
}
