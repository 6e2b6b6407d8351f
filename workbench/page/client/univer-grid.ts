/**
 * The grid that a person sees: a second Univer, which draws and edits but never computes. This is the only file of the page
 * that imports Univer's code.
 */
import {
  CommandType,
  DEFAULT_STYLES,
  ICommandService,
  type Injector,
  IUndoRedoService,
  IUniverInstanceService,
  type IWorkbookData,
  LocaleType,
  LogLevel,
  mergeLocales,
  type Plugin,
  type PluginCtor,
  RANGE_TYPE,
  Univer,
  UniverInstanceType,
  type Workbook,
} from '@univerjs/core';
import {UniverSheetsConditionalFormattingPreset} from '@univerjs/preset-sheets-conditional-formatting';
import conditionalFormattingWords from '@univerjs/preset-sheets-conditional-formatting/locales/en-US';
import {
  CopySheetCommand,
  FormulaDataModel,
  ILayoutService,
  InsertSheetCommand,
  ISheetClipboardService,
  SetSelectionsOperation,
  SetWorksheetActivateCommand,
  SetWorksheetActiveOperation,
  SheetsSelectionsService,
  UniverDocsPlugin,
  UniverDocsUIPlugin,
  UniverFormulaEnginePlugin,
  UniverRenderEnginePlugin,
  UniverSheetsFormulaPlugin,
  UniverSheetsFormulaUIPlugin,
  UniverSheetsNumfmtPlugin,
  UniverSheetsNumfmtUIPlugin,
  UniverSheetsPlugin,
  UniverSheetsUIPlugin,
  UniverUIPlugin,
} from '@univerjs/preset-sheets-core';
import coreWords from '@univerjs/preset-sheets-core/locales/en-US';
import {UniverSheetsFilterPreset} from '@univerjs/preset-sheets-filter';
import filterWords from '@univerjs/preset-sheets-filter/locales/en-US';
import {UniverSheetsNotePreset} from '@univerjs/preset-sheets-note';
import noteWords from '@univerjs/preset-sheets-note/locales/en-US';
import {UniverSheetsSortPreset} from '@univerjs/preset-sheets-sort';
import sortWords from '@univerjs/preset-sheets-sort/locales/en-US';
import type {SelectedBlock} from './messages.ts';
import {withPlainStyles} from './plain-styles.ts';
import {movesCells, type SharedChange, sharedChangeIds} from './shared-changes.ts';

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
  /** Takes the keyboard. */
  focus(): void;
}

/** As in Sheets; the engine's own default is larger. */
const fontSizePt = 10;
const selectionRestMs = 60;

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
          watchSelection(injector, () => workbook, events);
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
    focus: () => injector.get(ILayoutService).focus(),
  };
}

async function showTab(commands: ICommandService, workbook: Workbook, tabId: string): Promise<void> {
  const params = {unitId: workbook.getUnitId(), subUnitId: tabId};
  await commands.executeCommand(SetWorksheetActivateCommand.id, params);
}

async function showSelection(
  commands: ICommandService,
  workbook: Workbook,
  tabId: string,
  selection: readonly SelectedBlock[],
): Promise<void> {
  await showTab(commands, workbook, tabId);
  const selections = selection.map(({row, column, rows, columns}) => ({
    range: {
      startRow: row,
      startColumn: column,
      endRow: row + rows - 1,
      endColumn: column + columns - 1,
      rangeType: RANGE_TYPE.NORMAL,
    },
    primary: null,
  }));
  if (selections.length === 0) return;
  const params = {unitId: workbook.getUnitId(), subUnitId: tabId, selections};
  await commands.executeCommand(SetSelectionsOperation.id, params);
}

/** Tells what is selected, once the person has stopped moving. */
function watchSelection(injector: Injector, workbook: () => Workbook | null, events: GridEvents): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  injector.get(SheetsSelectionsService).selectionChanged$.subscribe((selections) => {
    const tabId = workbook()?.getActiveSheet()?.getSheetId();
    if (tabId === undefined || !selections) return;
    const selection = selections.map(({range}) => ({
      row: range.startRow,
      column: range.startColumn,
      rows: range.endRow - range.startRow + 1,
      columns: range.endColumn - range.startColumn + 1,
    }));
    // A selection in the making has no end yet.
    if (!selection.every((block) => Object.values(block).every(Number.isSafeInteger))) return;
    clearTimeout(timer);
    timer = setTimeout(() => events.selected(tabId, selection), selectionRestMs);
  });
}

/** A Univer whose formulas are computed elsewhere. */
function startUniver(container: HTMLElement): Univer {
  DEFAULT_STYLES.fs = fontSizePt;
  const univer = new Univer({
    locale: LocaleType.EN_US,
    locales: {
      [LocaleType.EN_US]: mergeLocales(
        coreWords,
        conditionalFormattingWords,
        filterWords,
        noteWords,
        sortWords,
      ),
    },
    logLevel: LogLevel.ERROR,
  });
  univer.registerPlugin(UniverDocsPlugin);
  univer.registerPlugin(UniverRenderEnginePlugin);
  univer.registerPlugin(UniverUIPlugin, {container, header: true, ribbonType: 'simple'});
  univer.registerPlugin(UniverDocsUIPlugin);
  univer.registerPlugin(UniverFormulaEnginePlugin, {notExecuteFormula: true});
  univer.registerPlugin(UniverSheetsPlugin, {notExecuteFormula: true});
  univer.registerPlugin(UniverSheetsUIPlugin, {protectedRangeShadow: false, disableForceStringAlert: true});
  univer.registerPlugin(UniverSheetsNumfmtPlugin);
  univer.registerPlugin(UniverSheetsNumfmtUIPlugin);
  univer.registerPlugin(UniverSheetsFormulaPlugin);
  univer.registerPlugin(UniverSheetsFormulaUIPlugin);
  for (const preset of [
    UniverSheetsConditionalFormattingPreset(),
    UniverSheetsFilterPreset(),
    UniverSheetsNotePreset(),
    UniverSheetsSortPreset(),
  ]) {
    for (const plugin of preset.plugins) registerPresetPlugin(univer, plugin);
  }
  return univer;
}

type PresetPlugin = PluginCtor<Plugin> | readonly [PluginCtor<Plugin>, unknown];

function registerPresetPlugin(univer: Univer, plugin: unknown): void {
  // A preset lists a plugin alone or with its options; its type says less.
  const entry = plugin as PresetPlugin;
  if (isWithOptions(entry)) univer.registerPlugin(entry[0], entry[1] as never);
  else univer.registerPlugin(entry);
}

function isWithOptions(entry: PresetPlugin): entry is readonly [PluginCtor<Plugin>, unknown] {
  return Array.isArray(entry);
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
