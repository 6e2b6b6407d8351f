import type {ActiveDirtyManagerService} from '@univerjs/engine-formula';
import type {Block} from '../apps-script/context/spreadsheet/wire.ts';
import {eachOf} from './book.ts';
import {commandIds, type Engine} from './univer.ts';

interface DirtyRange {
  readonly unitId: string;
  readonly sheetId: string;
  readonly range: {
    readonly startRow: number;
    readonly endRow: number;
    readonly startColumn: number;
    readonly endColumn: number;
  };
}

type Marks = Record<string, Record<string, string>>;

type EngineDirty = ReturnType<NonNullable<ReturnType<ActiveDirtyManagerService['get']>>['getDirtyData']>;

/** What changed since the last computation, in the engine's words. */
interface Dirty {
  readonly ranges: DirtyRange[];
  readonly names: Marks;
  /** Titles by the id that a tab of this title had. */
  readonly tabs: Map<string, string>;
  readonly clearDependencies: Marks;
  readonly everything: boolean;
}

/** Computes formulas when asked, and only what depends on changed cells. */
export interface Calculation {
  /** Cells that changed; formulas inside and those that read them compute next time. */
  markDirty(block: Block): void;
  /** Formulas were written or removed. Without any, nothing is ever computed. */
  noteFormulas(): void;
  /** These names or functions mean something new; formulas with them compute next time. */
  meaningChanged(words: readonly string[]): void;
  /** Formulas that ask for the time compute next time. */
  timePassed(): void;
  /** Every formula shows its value (a custom function that waits for its answer shows `Loading...`). */
  compute(): Promise<void>;
}

/**
 * Follows the engine's changes. Writes of the workbench mark their block themselves (`ownWrite` in the options below),
 * because finding the changed ranges of a large write again costs more than the write.
 */
export function createCalculation(engine: Engine): Calculation {
  let formulas = hasFormulas(engine);
  // A saved workbook has the values of its formulas, but not what they spill.
  let dirty: Dirty = {...clean(), everything: formulas};
  let pending = formulas;
  let recheck = false;
  let running: Promise<void> = Promise.resolve();
  let finished: (() => void) | null = null;

  const markRanges = (ranges: readonly DirtyRange[]): void => {
    dirty.ranges.push(...ranges);
    pending = true;
  };
  const meaningChanged = (words: readonly string[]): void => {
    engine.forgetFormulas();
    markRanges(formulasWith(engine, words));
  };
  const markTitle = (tabId: string, title: string): void => {
    dirty.tabs.set(tabId, title);
    pending = true;
  };

  engine.onApplied((change, options) => {
    if (change.id === commandIds.calculationProgress) {
      if (isFinal(change.params)) finished?.();
      return;
    }
    if (options?.['fromFormula'] === true || options?.['ownWrite'] === true) return;
    if (change.id === commandIds.setName || change.id === commandIds.removeName) {
      meaningChanged([textOf(change.params, 'name')]);
    }
    if (change.id === commandIds.renameSheet) {
      markTitle(textOf(change.params, 'subUnitId'), textOf(change.params, 'name'));
    }
    const conversion = engine.dirty.get(change.id);
    if (conversion === undefined || conversion === null) return;
    addEngineDirty(dirty, conversion.getDirtyData({...change, params: change.params ?? {}}));
    pending = true;
  });

  const computeOnce = async (): Promise<void> => {
    const taken = dirty;
    pending = false;
    dirty = formulas ? clean() : {...taken, ranges: [], everything: false};
    if (!formulas) return;
    await new Promise<void>((resolve) => {
      finished = resolve;
      engine.apply({id: commandIds.calculate, params: calculationOf(engine, taken)}, {onlyLocal: true});
    });
    finished = null;
    if (recheck) formulas = hasFormulas(engine);
    recheck = false;
  };
  return {
    markDirty: (block) => markRanges([dirtyRange(engine, block), ...spillsTouching(engine, block)]),
    noteFormulas: () => {
      formulas = true;
      recheck = true;
    },
    meaningChanged,
    timePassed: () => {
      const asking = formulas ? formulasWith(engine, ['now(', 'today(']) : [];
      if (asking.length > 0) markRanges(asking);
    },
    compute: () => {
      running = running.then(async () => {
        while (pending) await computeOnce();
      });
      return running;
    },
  };
}

function clean(): Dirty {
  return {ranges: [], names: {}, tabs: new Map(), clearDependencies: {}, everything: false};
}

function isFinal(params: object | undefined): boolean {
  return (
    params !== undefined && 'functionsExecutedState' in params && params.functionsExecutedState !== undefined
  );
}

function dirtyRange(engine: Engine, block: Block): DirtyRange {
  return {
    unitId: engine.unitId,
    sheetId: String(block.tabId),
    range: {
      startRow: block.row,
      endRow: block.row + block.rows - 1,
      startColumn: block.column,
      endColumn: block.column + block.columns - 1,
    },
  };
}

/** The formulas whose spilled area meets the block: what was written there may block or free them. */
function spillsTouching(engine: Engine, block: Block): DirtyRange[] {
  const spills = engine.formulaData.getArrayFormulaRange()[engine.unitId]?.[String(block.tabId)];
  if (spills === undefined || spills === null) return [];
  const found: DirtyRange[] = [];
  eachOf(spills, (row, column, spill) => {
    const meets =
      spill.startRow < block.row + block.rows &&
      spill.endRow >= block.row &&
      spill.startColumn < block.column + block.columns &&
      spill.endColumn >= block.column;
    if (meets) found.push(dirtyRange(engine, {tabId: block.tabId, row, column, rows: 1, columns: 1}));
  });
  return found;
}

function formulasWith(engine: Engine, words: readonly string[]): DirtyRange[] {
  const lower = words.map((word) => word.toLowerCase());
  const found: DirtyRange[] = [];
  for (const tab of engine.workbook.getSheets()) {
    const tabId = Number(tab.getSheetId());
    eachOf(tab.getCellMatrix().getMatrix(), (row, column, cell) => {
      const formula = typeof cell.f === 'string' ? cell.f.toLowerCase() : '';
      if (lower.some((word) => formula.includes(word))) {
        found.push(dirtyRange(engine, {tabId, row, column, rows: 1, columns: 1}));
      }
    });
  }
  return found;
}

function textOf(params: object | undefined, key: string): string {
  return params === undefined ? '' : String(Reflect.get(params, key));
}

function addEngineDirty(dirty: Dirty, found: EngineDirty): void {
  for (const {unitId, sheetId, range} of found.dirtyRanges ?? []) {
    const {startRow, endRow, startColumn, endColumn} = range;
    dirty.ranges.push({unitId, sheetId, range: {startRow, endRow, startColumn, endColumn}});
  }
  merge(dirty.names, found.dirtyDefinedNameMap);
  for (const tabs of Object.values(found.dirtyNameMap ?? {})) {
    for (const [tabId, title] of Object.entries(tabs ?? {})) dirty.tabs.set(tabId, title);
  }
  merge(dirty.clearDependencies, found.clearDependencyTreeCache);
}

function merge(into: Marks, found: Record<string, unknown> | undefined): void {
  for (const [unitId, marks] of Object.entries(found ?? {})) {
    if (typeof marks !== 'object' || marks === null) continue;
    const target = into[unitId] ?? {};
    for (const [key, mark] of Object.entries(marks)) target[key] = String(mark);
    into[unitId] = target;
  }
}

function calculationOf(engine: Engine, dirty: Dirty): object {
  return {
    forceCalculation: dirty.everything,
    dirtyRanges: dirty.ranges,
    dirtyNameMap: {[engine.unitId]: dirtyTitles(engine, dirty.tabs)},
    dirtyDefinedNameMap: dirty.names,
    dirtySuperTableMap: {},
    dirtyUnitFeatureMap: {},
    dirtyUnitOtherFormulaMap: {},
    clearDependencyTreeCache: dirty.clearDependencies,
    maxIteration: 1,
    rowData: engine.formulaData.getHiddenRowsFiltered(),
  };
}

/**
 * The engine takes these titles for the present ones, so a title that a deleted tab left to another must say the other.
 */
function dirtyTitles(engine: Engine, tabs: ReadonlyMap<string, string>): Record<string, string> {
  const titles: Record<string, string> = {};
  for (const [tabId, title] of tabs) {
    titles[engine.workbook.getSheetBySheetName(title)?.getSheetId() ?? tabId] = title;
  }
  return titles;
}

function hasFormulas(engine: Engine): boolean {
  for (const tab of engine.workbook.getSheets()) {
    let found = false;
    tab.getCellMatrix().forValue((_row, _column, cell) => {
      found = typeof cell?.f === 'string';
      return !found;
    });
    if (found) return true;
  }
  return false;
}
