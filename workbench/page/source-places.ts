import {createHash} from 'node:crypto';
import {existsSync, readFileSync} from 'node:fs';
import {originalPositionFor, type SourceMapInput, TraceMap} from '@jridgewell/trace-mapping';
import type {ScriptFile} from '../apps-script/script-file.ts';

/** A stack of the built code with the places of its sources. */
export type ToSourcePlaces = (stack: string) => string;

const scriptPlace = /([\w-]+\.js):(\d+):(\d+)/g;

/**
 * Names places as `src/core/receivables/refresh-run.ts:41` instead of `Code.js:1:20871`, by the maps that the build left in
 * `mapFile`. Without one, or with one of other code, stacks stay as they are.
 */
export function createSourcePlaces(mapFile: string, scripts: readonly ScriptFile[]): ToSourcePlaces {
  let maps: ReadonlyMap<string, TraceMap> | null = null;
  return (stack) => {
    if (!scripts.some(({name}) => stack.includes(`${name}:`))) return stack;
    // Most starts have no fault to show, and reading the maps takes its time.
    maps ??= readMaps(mapFile, scripts);
    const known = maps;
    return stack.replace(scriptPlace, (place, name: string, line: string, column: string) => {
      const map = known.get(name);
      if (map === undefined) return place;
      // V8 counts columns from 1, a map from 0.
      const found = originalPositionFor(map, {line: Number(line), column: Number(column) - 1});
      return found.source === null ? place : `${found.source}:${found.line}`;
    });
  };
}

function readMaps(mapFile: string, scripts: readonly ScriptFile[]): ReadonlyMap<string, TraceMap> {
  if (!existsSync(mapFile)) return new Map();
  const maps: Readonly<Record<string, SourceMapInput & {readonly x_codeHash?: string}>> = JSON.parse(
    readFileSync(mapFile, 'utf8'),
  );
  return new Map(
    scripts.flatMap(({name, code}) => {
      const map = maps[name];
      const isOfCode = map?.x_codeHash === createHash('sha256').update(code).digest('hex');
      return map !== undefined && isOfCode ? [[name, new TraceMap(map)] as const] : [];
    }),
  );
}
