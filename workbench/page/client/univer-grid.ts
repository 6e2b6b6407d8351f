/**
 * The grid that a person sees: a second Univer, which draws and edits but never computes.
 */
import {
  CommandType,
  ICommandService,
  type Injector,
  IUndoRedoService,
  IUniverInstanceService,
  type IWorkbookData,
  type Univer,
  UniverInstanceType,
  type Workbook,
} from '@univerjs/core';
import {
  CopySheetCommand,
  FormulaDataModel,
  ILayoutService,
  InsertSheetCommand,
  ISheetClipboardService,
  SetWorksheetActiveOperation,
} from '@univerjs/preset-sheets-core';
import {describeFunctions, openRangesInEditor} from './formula-editing.ts';
import {showSelection, showTab, watchSelection} from './grid-selection.ts';
import type {FunctionHelp, SelectedBlock} from './messages.ts';
import {withPlainStyles} from './plain-styles.ts';
import {movesCells, type SharedChange, sharedChangeIds} from './shared-changes.ts';
import {startUniver} from './univer-browser.ts';

/** What a person does in the grid. */
export interface GridEvents {
  /** These changes were made here; the workbench has to make them too. */
  changed(changes: readonly SharedChange[]): void;
  /** The workbench gives tabs their ids, so it makes them. */
  tabWanted(): void;
  tabCopyWanted(tabId: string): void;
  tabShown(tabId: string): void;
  selected(tabId: string, selection: readonly SelectedBlock[]): void;
}

export interface Grid {
  /** Takes this workbook in place of the one before, on the same tab where it has one. */
  show(workbook: object, options: {readonly activeTabId: string; readonly spills: SharedChange}): void;
  /** Makes changes that were made elsewhere. */
  apply(changes: readonly SharedChange[]): void;
  showTab(tabId: string): void;
  /** Shows a tab and selects these cells on it. */
  select(tabId: string, selection: readonly SelectedBlock[]): void;
  /** Offers these functions, with their help, to who types a formula. */
  describe(functions: readonly FunctionHelp[]): void;
  /** Takes the keyboard. */
  focus(): void;
}

export function createGrid(container: HTMLElement, events: GridEvents): Grid {
  const univer = startUniver(container);
  const injector = univer.__getInjector();
  const commands = injector.get(ICommandService);
  let workbook: Workbook | null = null;
  let isApplying = false;
  const made = collect(events.changed);
  commands.onMutationExecutedForCollab((change, options) => {
    const isOwn = !isApplying && options?.onlyLocal !== true && options?.['fromFormula'] !== true;
    if (!isOwn || workbook === null || !sharedChangeIds.has(change.id)) return;
    const params = change.params ?? {};
    if (Reflect.get(params, 'unitId') !== workbook.getUnitId()) return;
    // Copied at once: the engine goes on to use what it was given.
    made({id: change.id, params: structuredClone(withPlainStyles(workbook, params))});
  });
  commands.onCommandExecuted((command) => {
    if (command.id !== SetWorksheetActiveOperation.id || isApplying) return;
    events.tabShown(String(Reflect.get(command.params ?? {}, 'subUnitId')));
  });

  const applying = (act: () => void): void => {
    isApplying = true;
    try {
      act();
    } finally {
      isApplying = false;
    }
  };
  const applyOne = ({id, params, isComputed}: SharedChange): void => {
    // What was computed is shown and no more; after other changes the grid keeps its own lists of formulas up to date.
    const options = isComputed ? {onlyLocal: true, fromFormula: true} : {fromCollab: true};
    commands.syncExecuteCommand(id, params, options);
  };
  return {
    show: (data, {activeTabId, spills}) =>
      applying(() => {
        const before = workbook;
        if (before !== null) injector.get(IUniverInstanceService).disposeUnit(before.getUnitId());
        workbook = openWorkbook(univer, data, activeTabId);
        // The first workbook brings the commands of spreadsheets along.
        if (before === null) {
          takeTabsFromWorkbench(commands, events);
          copySpills(injector);
          openRangesInEditor(injector);
          watchSelection(injector, () => workbook, events.selected);
        }
        applyOne(spills);
      }),
    apply: (changes) =>
      applying(() => {
        for (const change of changes) applyOne(change);
        // An undo would now change other cells than those it was remembered for.
        if (workbook !== null && changes.some(movesCells)) clearUndo(injector, workbook);
      }),
    showTab: (tabId) => {
      if (workbook !== null) void showTab(commands, workbook, tabId);
    },
    select: (tabId, selection) => {
      if (workbook !== null) void showSelection(commands, workbook, tabId, selection);
    },
    describe: (functions) => describeFunctions(injector, functions),
    focus: () => injector.get(ILayoutService).focus(),
  };
}

function openWorkbook(univer: Univer, data: object, activeTabId: string): Workbook {
  const saved = data as Partial<IWorkbookData>; // The workbench's engine, of the same version, has saved it.
  const workbook: Workbook = univer.createUnit(UniverInstanceType.UNIVER_SHEET, saved);
  const wanted = workbook.getSheetBySheetId(activeTabId);
  if (wanted && wanted.isSheetHidden() !== 1) workbook.setActiveSheet(wanted);
  return workbook;
}

/** Adding and copying a tab go to the workbench; the new tab comes back as a change. */
function takeTabsFromWorkbench(commands: ICommandService, events: GridEvents): void {
  const {COMMAND} = CommandType;
  commands.unregisterCommand(InsertSheetCommand.id);
  commands.unregisterCommand(CopySheetCommand.id);
  commands.registerCommand({
    id: InsertSheetCommand.id,
    type: COMMAND,
    handler: () => {
      events.tabWanted();
      return true;
    },
  });
  commands.registerCommand({
    id: CopySheetCommand.id,
    type: COMMAND,
    handler: (accessor, params?: object) => {
      const active = accessor
        .get(IUniverInstanceService)
        .getCurrentUnitOfType<Workbook>(UniverInstanceType.UNIVER_SHEET);
      const tabId = Reflect.get(params ?? {}, 'subUnitId') ?? active?.getActiveSheet()?.getSheetId();
      if (typeof tabId !== 'string') return false;
      events.tabCopyWanted(tabId);
      return true;
    },
  });
}

/** Copying takes along what formulas spill, which is in no cell of its own. */
function copySpills(injector: Injector): void {
  const spills = injector.get(FormulaDataModel);
  injector.get(ISheetClipboardService).addClipboardHook({
    id: 'workbench-spills',
    getCellValueBySpecialMatrix: (row, column) => {
      const workbook = activeWorkbook(injector);
      const tab = workbook?.getActiveSheet();
      if (!workbook || !tab || tab.getCellRaw(row, column)?.f) return undefined;
      const spilled =
        spills.getArrayFormulaCellData()[workbook.getUnitId()]?.[tab.getSheetId()]?.[row]?.[column];
      return spilled ? (tab.getCell(row, column) ?? undefined) : undefined;
    },
  });
}

function activeWorkbook(injector: Injector): Workbook | null {
  const instances = injector.get(IUniverInstanceService);
  return instances.getCurrentUnitOfType<Workbook>(UniverInstanceType.UNIVER_SHEET) ?? null;
}

function clearUndo(injector: Injector, workbook: Workbook): void {
  injector.get(IUndoRedoService).clearUndoRedo(workbook.getUnitId());
}

/** Hands on in one list what was made in one turn: a command's changes belong together. */
function collect(send: (changes: readonly SharedChange[]) => void): (change: SharedChange) => void {
  let collected: SharedChange[] = [];
  return (change) => {
    collected.push(change);
    if (collected.length > 1) return;
    queueMicrotask(() => {
      const changes = collected;
      collected = [];
      send(changes);
    });
  };
}
