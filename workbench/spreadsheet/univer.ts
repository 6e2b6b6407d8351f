/**
 * The spreadsheet engine: Univer open source without a screen. This file and those named `univer-…` that it imports are
 * the only ones that import its code; everything else sees the `Engine` below. It is bundled once into
 * `.build/univer.cjs`, because Univer's modules load on Node neither as they are published (ESM) nor inside Jest.
 */
import {
  type ICellData,
  type ICommandInfo,
  ICommandService,
  type IExecutionOptions,
  IResourceLoaderService,
  type IWorkbookData,
  numfmt,
  type Workbook,
} from '@univerjs/core';
import {
  AddDataValidationMutation,
  DataValidationModel,
  RemoveDataValidationMutation,
} from '@univerjs/data-validation';
import {
  FormulaDataModel,
  IActiveDirtyManagerService,
  IDefinedNamesService,
  IFunctionService,
  LexerTreeBuilder,
  RemoveDefinedNameMutation,
  SetDefinedNameMutation,
  SetFormulaCalculationNotificationMutation,
  SetFormulaCalculationStartMutation,
} from '@univerjs/engine-formula';
import {
  InsertColCommand,
  InsertColMutation,
  InsertRowCommand,
  InsertRowMutation,
  InsertSheetMutation,
  RemoveColCommand,
  RemoveColMutation,
  RemoveRowCommand,
  RemoveRowMutation,
  RemoveSheetCommand,
  RemoveSheetMutation,
  SetColHiddenMutation,
  SetColVisibleMutation,
  SetFrozenMutation,
  SetRangeValuesMutation,
  SetRowHiddenMutation,
  SetRowVisibleMutation,
  SetStyleCommand,
  SetTabColorMutation,
  SetWorkbookNameMutation,
  SetWorksheetColumnCountMutation,
  SetWorksheetColWidthMutation,
  SetWorksheetHideMutation,
  SetWorksheetNameCommand,
  SetWorksheetNameMutation,
  SetWorksheetOrderMutation,
  SetWorksheetRowCountMutation,
  SheetInterceptorService,
} from '@univerjs/sheets';
import {
  AddConditionalRuleMutation,
  ConditionalFormattingRuleModel,
  DeleteConditionalRuleMutation,
} from '@univerjs/sheets-conditional-formatting';
import {
  RemoveSheetsFilterMutation,
  SetSheetsFilterCriteriaMutation,
  SetSheetsFilterRangeMutation,
  SheetsFilterService,
} from '@univerjs/sheets-filter';
import {RemoveNoteMutation, SheetsNoteModel, UpdateNoteMutation} from '@univerjs/sheets-note';
import {adaptBuiltIns} from './univer-built-ins.ts';
import {createExecutor, type EvaluateFunction} from './univer-function.ts';
import {guardFormulas} from './univer-guards.ts';
import {startUniver} from './univer-start.ts';

/** Univer's names of the changes and commands that the workbench issues or listens to. */
export const commandIds = {
  addConditionalFormat: AddConditionalRuleMutation.id,
  addValidation: AddDataValidationMutation.id,
  calculate: SetFormulaCalculationStartMutation.id,
  calculationProgress: SetFormulaCalculationNotificationMutation.id,
  deleteConditionalFormat: DeleteConditionalRuleMutation.id,
  deleteSheet: RemoveSheetMutation.id,
  deleteSheetCommand: RemoveSheetCommand.id,
  deleteValidation: RemoveDataValidationMutation.id,
  hideColumns: SetColHiddenMutation.id,
  hideRows: SetRowHiddenMutation.id,
  insertColumns: InsertColMutation.id,
  insertColumnsCommand: InsertColCommand.id,
  insertRows: InsertRowMutation.id,
  insertRowsCommand: InsertRowCommand.id,
  insertSheet: InsertSheetMutation.id,
  removeColumns: RemoveColMutation.id,
  removeColumnsCommand: RemoveColCommand.id,
  removeFilter: RemoveSheetsFilterMutation.id,
  removeName: RemoveDefinedNameMutation.id,
  removeNote: RemoveNoteMutation.id,
  removeRows: RemoveRowMutation.id,
  removeRowsCommand: RemoveRowCommand.id,
  renameSheet: SetWorksheetNameMutation.id,
  renameSheetCommand: SetWorksheetNameCommand.id,
  setColumnCount: SetWorksheetColumnCountMutation.id,
  setColumnWidth: SetWorksheetColWidthMutation.id,
  setFilterCriteria: SetSheetsFilterCriteriaMutation.id,
  setFilterRange: SetSheetsFilterRangeMutation.id,
  setFrozen: SetFrozenMutation.id,
  setName: SetDefinedNameMutation.id,
  setNote: UpdateNoteMutation.id,
  setRangeValues: SetRangeValuesMutation.id,
  setRowCount: SetWorksheetRowCountMutation.id,
  setSheetHidden: SetWorksheetHideMutation.id,
  setSheetOrder: SetWorksheetOrderMutation.id,
  setStyleCommand: SetStyleCommand.id,
  setTabColor: SetTabColorMutation.id,
  setWorkbookName: SetWorkbookNameMutation.id,
  showColumns: SetColVisibleMutation.id,
  showRows: SetRowVisibleMutation.id,
} as const;

/** Changes by row and column in the engine's form; null removes a cell with its format. */
export type CellChanges = Record<number, Record<number, ICellData | null>>;

export interface CellWrite {
  readonly unitId: string;
  readonly subUnitId: string;
  readonly cellValue: CellChanges;
}

export interface Change {
  readonly id: string;
  readonly params: object;
}

type ChangeListener = (change: Readonly<ICommandInfo>, options: IExecutionOptions | undefined) => void;

/** One workbook in one engine. Rows and columns count from 0 here. */
export interface Engine {
  readonly workbook: Workbook;
  readonly unitId: string;
  readonly formulaData: FormulaDataModel;
  readonly functions: IFunctionService;
  readonly names: IDefinedNamesService;
  readonly dirty: IActiveDirtyManagerService;
  readonly lexer: LexerTreeBuilder;
  readonly conditionalFormats: ConditionalFormattingRuleModel;
  readonly filters: SheetsFilterService;
  readonly validations: DataValidationModel;
  readonly notes: SheetsNoteModel;
  /**
   * Forgets every formula it has read. It keeps them by their text, across engines of one process, and does not look
   * again at what a word in them means: needed when a name or a function means something new.
   */
  forgetFormulas(): void;
  /** Applies one change at once; throws when the engine refuses it. */
  apply(change: Change, options?: IExecutionOptions): void;
  /**
   * Applies a change of cells without telling the engine's own listeners, which look again at every cell of it: only for
   * cells without formulas before and after.
   */
  applyQuietly(cells: {
    readonly unitId: string;
    readonly subUnitId: string;
    readonly cellValue: CellChanges;
  }): void;
  /** Applies a structural change with what follows from it: moved references, names, filters, formats, notes. */
  applyWithConsequences(command: Change, changes: readonly Change[]): void;
  onApplied(listener: ChangeListener): void;
  /** False for a change that no part of the engine makes. */
  knowsChange(id: string): boolean;
  /** False for a text that cannot be read as a formula. */
  isReadable(formula: string): boolean;
  /** Registers a function for formulas; `evaluate` must not throw, and a throw is shown as `#ERROR!`. */
  registerFunction(name: string, evaluate: EvaluateFunction): void;
  /** The workbook with what plugins keep beside it: names, filters, formats, notes. */
  save(): IWorkbookData;
  dispose(): void;
}

/** Starts an engine with this workbook in it. Nothing computes until `calculation.ts` asks for it. */
export function createEngine(data: Partial<IWorkbookData>): Engine {
  const {univer, injector, workbook} = startUniver(data);
  const commands = injector.get(ICommandService);
  const interceptors = injector.get(SheetInterceptorService);
  const functions = injector.get(IFunctionService);
  adaptBuiltIns(functions);
  const {isReadable} = guardFormulas(injector);

  const listeners: ChangeListener[] = [];
  const lexer = injector.get(LexerTreeBuilder);
  const forgetFormulas = (): void => {
    // Every key includes the empty text; disposing the reader does nothing but to clear what it keeps.
    functions.deleteFormulaAstCacheKey('');
    lexer.dispose();
  };
  forgetFormulas();

  const apply = (change: Change, options?: IExecutionOptions): void => {
    if (!commands.syncExecuteCommand(change.id, change.params, options)) {
      throw new Error(`The spreadsheet engine refused ${change.id}. Check that the tab still exists.`);
    }
  };
  return {
    workbook,
    unitId: workbook.getUnitId(),
    formulaData: injector.get(FormulaDataModel),
    functions,
    names: injector.get(IDefinedNamesService),
    dirty: injector.get(IActiveDirtyManagerService),
    lexer,
    conditionalFormats: injector.get(ConditionalFormattingRuleModel),
    validations: injector.get(DataValidationModel),
    filters: injector.get(SheetsFilterService),
    notes: injector.get(SheetsNoteModel),
    apply,
    applyQuietly: (cells) => {
      const rest = {...cells, cellValue: placeNewCells(workbook, cells)};
      injector.invoke((accessor) => SetRangeValuesMutation.handler(accessor, rest));
      for (const listener of listeners)
        listener({id: SetRangeValuesMutation.id, params: cells}, {ownWrite: true});
    },
    applyWithConsequences: (command, changes) => {
      const consequences = interceptors.onCommandExecute(command);
      for (const change of [...(consequences.preRedos ?? []), ...changes, ...consequences.redos]) {
        apply({id: change.id, params: change.params ?? {}});
      }
      for (const change of interceptors.afterCommandExecute(command).redos) {
        apply({id: change.id, params: change.params ?? {}});
      }
    },
    onApplied: (listener) => {
      listeners.push(listener);
      commands.onCommandExecuted((change, options) => listener(change, options));
    },
    forgetFormulas,
    knowsChange: (id) => commands.hasCommand(id),
    isReadable,
    registerFunction: (name, evaluate) => functions.registerExecutors(createExecutor(name, evaluate)),
    save: () => {
      const saved = injector.get(IResourceLoaderService).saveUnit<IWorkbookData>(workbook.getUnitId());
      if (saved === null) throw new Error('The spreadsheet engine has no workbook to save: it was closed.');
      return saved;
    },
    dispose: () => univer.dispose(),
  };
}

/** Puts plain content where no cell is, which needs none of the engine's merging, and answers the other changes. */
function placeNewCells(workbook: Workbook, {subUnitId, cellValue}: CellWrite): CellChanges {
  const cells = workbook.getSheetBySheetId(subUnitId)?.getCellMatrix();
  if (cells === undefined) return cellValue;
  const rest: CellChanges = {};
  for (const rowKey of Object.keys(cellValue)) {
    const row = Number(rowKey);
    const line = cellValue[row] ?? {};
    for (const columnKey of Object.keys(line)) {
      const column = Number(columnKey);
      const change = line[column] ?? null;
      if (change?.t && change.s === undefined && !cells.getValue(row, column)) {
        cells.setValue(row, column, change);
        continue;
      }
      const others = rest[row] ?? {};
      others[column] = change;
      rest[row] = others;
    }
  }
  return rest;
}

/** What a person's typing means (`"$1,234.50"` → 1234.5 as `$#,##0.00`), or null for text. */
export function parseTyped(
  text: string,
): {readonly value: number | boolean; readonly pattern: string | null} | null {
  const parsed = numfmt.parseValue(text);
  if (parsed === null || typeof parsed.v === 'string') return null;
  return {value: parsed.v, pattern: parsed.z ?? null};
}

/** A number as its cell shows it. An unusable pattern shows the plain number. */
export function formatNumber(pattern: string, value: number): string {
  return numfmt.format(pattern, value, {throws: false});
}

/** True for patterns that show a date, a time or both. */
export function isDatePattern(pattern: string): boolean {
  return numfmt.isDateFormat(pattern);
}
