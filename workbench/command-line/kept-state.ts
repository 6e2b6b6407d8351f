import {copyFileSync, existsSync} from 'node:fs';
import {join} from 'node:path';

/** Keeps a copy of the saved spreadsheet beside it. @returns the copy; null where nothing was saved */
export function keepStateCopy(projectDir: string, world: string): string | null {
  const folder = join(projectDir, '.workbench');
  const state = join(folder, 'state.json');
  if (!existsSync(state)) return null;
  const name = world.replaceAll(/[^\w.-]+/g, '-').slice(-40);
  const moment = new Date().toISOString().replaceAll(':', '.');
  const copy = join(folder, `state-${name}-${moment}.json`);
  copyFileSync(state, copy);
  return copy;
}
