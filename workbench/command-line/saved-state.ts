import {existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {SavedWorkbench} from '../workbench.ts';
import type {PlaceOptions} from './arguments.ts';

/** What a started workbench leaves for the next start. */
export interface SavedState {
  readonly nowUnixMs: number;
  readonly workbench: SavedWorkbench;
}

interface StateFile {
  readonly version: number;
  readonly world: string;
  readonly timeZone: string | null;
  /** ISO */
  readonly now: string;
  readonly workbook: SavedWorkbench['workbook'];
  readonly properties: SavedWorkbench['properties'];
  readonly triggers: SavedWorkbench['triggers'];
  /** Nothing changes the sandbox's objects yet, so its world is all there is to keep. */
  readonly stripe: null;
}

const stateVersion = 1;

const stateFile = (projectDir: string) => join(projectDir, '.workbench', 'state.json');

/**
 * What the last start of the same world left; null when there is nothing, or when it is of another world.
 *
 * @throws Error for a file that this version cannot go on from, with the way out.
 */
export function readSavedState(
  projectDir: string,
  place: PlaceOptions,
  tell: (sentence: string) => void,
): SavedState | null {
  const path = stateFile(projectDir);
  if (place.stripe !== null || !existsSync(path)) return null;
  const state = parseState(readFileSync(path, 'utf8'));
  if (state === null) {
    throw new Error(
      `Cannot go on from ${path}: it was kept by another version. Start over with: npm start -- --fresh`,
    );
  }
  if (state.world !== place.world || state.timeZone !== place.timeZone) {
    tell(`Starting over: ${path} is of the world "${state.world}".`);
    return null;
  }
  const {workbook, properties, triggers} = state;
  return {nowUnixMs: Date.parse(state.now), workbench: {workbook, properties, triggers}};
}

/** Keeps the workbench for the next start. Against a real Stripe nothing is kept: the file would hold the person's key. */
export function writeSavedState(
  projectDir: string,
  place: PlaceOptions,
  {nowUnixMs, workbench}: SavedState,
): void {
  if (place.stripe !== null) return;
  const state: StateFile = {
    version: stateVersion,
    world: place.world,
    timeZone: place.timeZone,
    now: new Date(nowUnixMs).toISOString(),
    ...workbench,
    stripe: null,
  };
  const path = stateFile(projectDir);
  mkdirSync(join(projectDir, '.workbench'), {recursive: true});
  // A start that is interrupted must not leave half a file behind.
  writeFileSync(`${path}.new`, JSON.stringify(state));
  renameSync(`${path}.new`, path);
}

export function removeSavedState(projectDir: string): void {
  rmSync(stateFile(projectDir), {force: true});
}

/** Null for anything that this version has not written itself. */
function parseState(text: string): StateFile | null {
  try {
    const state: unknown = JSON.parse(text);
    const isOurs =
      typeof state === 'object' && state !== null && Reflect.get(state, 'version') === stateVersion;
    return isOurs ? (state as StateFile) : null; // Our own file of our own version.
  } catch {
    // A file cut off is not ours to repair: the caller says how to start over.
    return null;
  }
}
