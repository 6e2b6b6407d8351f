import {createHash} from 'node:crypto';
import {existsSync, readFileSync} from 'node:fs';
import {originalPositionFor, type SourceMapInput, TraceMap} from '@jridgewell/trace-mapping';

/** A stack of the built code with the places of its sources. */
export type ToSourcePlaces = (stack: string) => string;

const codePlace = /\bCode\.js:(\d+):(\d+)/g;

/**
 * Names places as `src/core/receivables/refresh-run.ts:41` instead of `Code.js:1:20871`, by the map that the build left in
 * `mapFile`. Without one, or with one of other code, stacks stay as they are.
 */
export function createSourcePlaces(mapFile: string, code: string): ToSourcePlaces {
  let map: TraceMap | null | undefined;
  return (stack) => {
    if (!stack.includes('Code.js:')) return stack;
    // Most starts have no fault to show, and reading the map takes its time.
    map ??= readMap(mapFile, code);
    if (map === null) return stack;
    const known = map;
    return stack.replace(codePlace, (place, line: string, column: string) => {
      // V8 counts columns from 1, a map from 0.
      const found = originalPositionFor(known, {line: Number(line), column: Number(column) - 1});
      return found.source === null ? place : `${found.source}:${found.line}`;
    });
  };
}

function readMap(mapFile: string, code: string): TraceMap | null {
  if (!existsSync(mapFile)) return null;
  const map: SourceMapInput & {readonly x_codeHash?: string} = JSON.parse(readFileSync(mapFile, 'utf8'));
  const isOfCode = map.x_codeHash === createHash('sha256').update(code).digest('hex');
  return isOfCode ? new TraceMap(map) : null;
}
