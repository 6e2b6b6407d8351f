import {existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {isSavedSandbox, type SavedSandbox} from '../stripe/engine/saved-sandbox.ts';
import type {SavedWorkbench} from '../workbench.ts';
import type {PlaceOptions} from './arguments.ts';

/** What a started workbench leaves for the next start. */
export interface SavedState {
  readonly nowUnixMs: number;
  /** Where its clock began. */
  readonly startUnixMs: number;
  readonly workbench: SavedWorkbench;
  /** What the Stripe account has become since its world. */
  readonly stripe: SavedSandbox;
}

interface StateFile {
  readonly version: number;
  readonly world: string;
  readonly timeZone: string | null;
  /** ISO */
  readonly start: string;
  /** ISO */
  readonly now: string;
  readonly workbook: SavedWorkbench['workbook'];
  readonly properties: SavedWorkbench['properties'];
  readonly triggers: SavedWorkbench['triggers'];
  readonly stripe: SavedSandbox;
}

const stateVersion = 3;

const stateFile = (projectDir: string) => join(projectDir, '.workbench', 'state.json');

/**
 * What the last start of the same world left; null when there is nothing, or when it is of another world or began at
 * another moment than the one asked for.
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
  if (state === null) throw unusableState(projectDir);
  if (state.world !== place.world || state.timeZone !== place.timeZone) {
    tell(`Starting over: ${path} is of the world "${state.world}".`);
    return null;
  }
  const startUnixMs = Date.parse(state.start);
  if (place.nowUnixMs !== null && place.nowUnixMs !== startUnixMs) {
    const asked = new Date(place.nowUnixMs).toISOString();
    tell(`Starting over at ${asked}, as --now says: ${path} began at ${state.start}.`);
    return null;
  }
  const {workbook, properties, triggers, stripe} = state;
  return {nowUnixMs: Date.parse(state.now), startUnixMs, workbench: {workbook, properties, triggers}, stripe};
}

/** For a file that this version cannot read, or that turns out not to hold a spreadsheet. */
export function unusableState(projectDir: string, cause?: unknown): Error {
  return new Error(
    `Cannot go on from ${stateFile(projectDir)}: it was kept by another version or is damaged. ` +
      'Start over with: npm start -- --fresh',
    {cause},
  );
}

/** Keeps the workbench for the next start. Against a real Stripe nothing is kept: the file would hold the person's key. */
export function writeSavedState(
  projectDir: string,
  place: PlaceOptions,
  {nowUnixMs, startUnixMs, workbench, stripe}: SavedState,
): void {
  if (place.stripe !== null) return;
  const state: StateFile = {
    version: stateVersion,
    world: place.world,
    timeZone: place.timeZone,
    start: new Date(startUnixMs).toISOString(),
    now: new Date(nowUnixMs).toISOString(),
    ...workbench,
    stripe,
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

/** Null for anything that this version has not written itself, or not whole. */
function parseState(text: string): StateFile | null {
  try {
    const state: unknown = JSON.parse(text);
    return isStateFile(state) ? state : null;
  } catch {
    // A file cut off is not ours to repair: the caller says how to start over.
    return null;
  }
}

/** How deep the workbook's own engine looks into it, it decides when it opens it. */
function isStateFile(state: unknown): state is StateFile {
  return (
    isRecord(state) &&
    state['version'] === stateVersion &&
    typeof state['world'] === 'string' &&
    (state['timeZone'] === null || typeof state['timeZone'] === 'string') &&
    isInstant(state['start']) &&
    isInstant(state['now']) &&
    isRecord(state['workbook']) &&
    isPropertyStores(state['properties']) &&
    Array.isArray(state['triggers']) &&
    state['triggers'].every(isTrigger) &&
    isSavedSandbox(state['stripe'])
  );
}

function isInstant(value: unknown): boolean {
  return typeof value === 'string' && Number.isFinite(Date.parse(value));
}

function isPropertyStores(stores: unknown): boolean {
  if (!isRecord(stores)) return false;
  const others = stores['otherUsers'] ?? {};
  const scopes = [stores['user'], stores['document'], stores['script']];
  return isRecord(others) && [...scopes, ...Object.values(others)].every(isTexts);
}

function isTexts(texts: unknown): boolean {
  return isRecord(texts) && Object.values(texts).every((text) => typeof text === 'string');
}

function isTrigger(trigger: unknown): boolean {
  if (!isRecord(trigger)) return false;
  const isNamed = typeof trigger['id'] === 'string' && typeof trigger['functionName'] === 'string';
  const schedule = trigger['schedule'];
  return isNamed && typeof trigger['event'] === 'string' && (schedule === null || isRecord(schedule));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
