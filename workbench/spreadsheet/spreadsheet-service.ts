import type {Block, SpreadsheetCalls} from '../apps-script/context/spreadsheet/wire.ts';
import type {ExecutionContext, HostService, Json} from '../apps-script/host-call.ts';
import {removeMetadata, removeProtection, setMetadata, setProtection} from './attachments.ts';
import {assertInside, type Book, selectionOf, tabOf} from './book.ts';
import {clearFormats, readFormats, writeFormats} from './cell-formats.ts';
import {readConditionalFormats, setConditionalFormats} from './conditional-formats.ts';
import {copyCells, sortCells} from './copy-cells.ts';
import {createDateSerials} from './date-serial.ts';
import {
  createFilter,
  hiddenFilterValues,
  readFilter,
  removeFilter,
  setHiddenFilterValues,
} from './filters.ts';
import {
  columnWidths,
  deleteLines,
  growTab,
  hiddenLines,
  hideLines,
  insertLines,
  setColumnWidths,
} from './lines.ts';
import {readListValidations, setListValidation} from './list-validations.ts';
import {readNames, removeName, setName} from './names.ts';
import {readNotes, writeNotes} from './notes.ts';
import {extentOf, readBlock, readDisplay, readValues} from './read-cells.ts';
import {writtenFormula} from './stored-formulas.ts';
import {changeTab, copyTab, deleteTab, insertTab, workbookProperties} from './tabs.ts';
import {commandIds} from './univer.ts';
import {clearContents, writeFormulas, writeValues} from './write-cells.ts';

type Method = keyof SpreadsheetCalls;
type Handlers = {
  readonly [M in Method]: (...args: Parameters<SpreadsheetCalls[M]>) => ReturnType<SpreadsheetCalls[M]>;
};

/** A message that a script showed in the corner of the spreadsheet. */
export interface Toast {
  readonly message: string;
  readonly title: string;
  readonly seconds: number;
}

/** A tab that a script made the active one, and what it selected there. */
export interface Activation {
  readonly tabId: number;
  /** Empty where the script chose a tab alone. */
  readonly selection: readonly Block[];
}

/** What scripts do to a person's screen: the one whose person started the script, null where nobody did. */
export interface ScreenEvents {
  /** A message in the corner of the spreadsheet. */
  readonly toast?: (toast: Toast, screen: string | null) => void;
  readonly activated?: (activation: Activation, screen: string | null) => void;
}

/** Calls whose answer depends on computed values, so that formulas are computed before them. */
const needsValues: ReadonlySet<string> = new Set<Method>([
  'copy',
  'extent',
  'appendRow',
  'flush',
  'hiddenFilterValues',
  'readTexts',
  'readValues',
  'setColumnWidths',
  'setHiddenFilterValues',
  'sort',
]);

/** Calls that change nothing: all that a custom function may do. */
const reads: ReadonlySet<string> = new Set<Method>([
  'columnWidths',
  'conditionalFormats',
  'extent',
  'filter',
  'flush',
  'hiddenFilterValues',
  'hiddenLines',
  'listValidations',
  'metadata',
  'names',
  'protections',
  'readFormats',
  'readTexts',
  'readValues',
  'workbook',
]);

/**
 * What scripts reach of the spreadsheet. Calls are answered one after another, in the order in which they came, also
 * those of several executions; a read sees every write before it, formulas computed.
 */
export function createSpreadsheetService(book: Book, events: ScreenEvents): HostService {
  let screen: string | null = null;
  const handlers: Handlers = {
    ...wholeCalls(book, {
      toast: (toast) => events.toast?.(toast, screen),
      activated: (activation) => events.activated?.(activation, screen),
    }),
    ...tabCalls(book),
    ...cellCalls(book),
    ...besideCalls(book),
  };
  let last: Promise<unknown> = Promise.resolve();
  return {
    name: 'spreadsheet',
    call: (method, args, context) => {
      const answer = last.then(async () => {
        assertAllowed(method, context);
        if (needsValues.has(method)) await book.calculation.compute();
        screen = context.screen ?? null;
        return dispatch(handlers, method, args);
      });
      last = answer.catch(() => null);
      return answer;
    },
  };
}

function assertAllowed(method: string, context: ExecutionContext): void {
  const forbidden =
    context.authMode === 'NONE' || (context.authMode === 'CUSTOM_FUNCTION' && !reads.has(method));
  if (forbidden) throw new Error(`You do not have permission to call SpreadsheetApp (${method})`);
}

/** The one place where JSON becomes the arguments that wire.ts declares: both ends are ours and typed by it. */
function dispatch(handlers: Handlers, method: string, args: readonly Json[]): Json {
  if (!Object.hasOwn(handlers, method)) {
    throw new Error(`The workbench's spreadsheet has no call ${method}. Check SpreadsheetCalls in wire.ts.`);
  }
  const handler = handlers[method as Method] as (...args: readonly Json[]) => Json | undefined;
  return handler(...args) ?? null;
}

type Part<M extends Method> = Pick<Handlers, M>;

function wholeCalls(
  book: Book,
  events: {
    readonly toast: (toast: Toast) => void;
    readonly activated: (activation: Activation) => void;
  },
): Part<
  'workbook' | 'changeWorkbook' | 'selection' | 'flush' | 'toast' | 'names' | 'setName' | 'removeName'
> {
  return {
    workbook: () => workbookProperties(book),
    changeWorkbook: ({title, timeZone, activeTabId, selection}) => {
      if (title !== undefined) {
        book.engine.apply({
          id: commandIds.setWorkbookName,
          params: {unitId: book.engine.unitId, name: title},
        });
      }
      if (timeZone !== undefined) {
        createDateSerials(timeZone);
        book.settings.timeZone = timeZone;
      }
      if (activeTabId !== undefined) {
        tabOf(book, activeTabId);
        for (const block of selection ?? []) assertInside(book, block);
        book.settings.activeTabId = activeTabId;
        if (selection !== undefined) book.selected.blocks = selection;
        events.activated({tabId: activeTabId, selection: selection ?? []});
      }
    },
    selection: () => selectionOf(book),
    flush: () => undefined,
    toast: (message, title, seconds) => events.toast({message, title, seconds}),
    names: () => readNames(book),
    setName: (name, block) => setName(book, name, block),
    removeName: (name) => removeName(book, name),
  };
}

function tabCalls(
  book: Book,
): Part<
  | 'insertTab'
  | 'copyTab'
  | 'deleteTab'
  | 'changeTab'
  | 'insertLines'
  | 'deleteLines'
  | 'hideLines'
  | 'hiddenLines'
  | 'columnWidths'
  | 'setColumnWidths'
  | 'extent'
  | 'appendRow'
> {
  return {
    insertTab: (title, index) => insertTab(book, title, index),
    copyTab: (tabId) => copyTab(book, tabId),
    deleteTab: (tabId) => deleteTab(book, tabId),
    changeTab: (tabId, change) => changeTab(book, tabId, change),
    insertLines: (tabId, axis, at, count) => insertLines(book, tabId, axis, at, count),
    deleteLines: (tabId, axis, at, count) => deleteLines(book, tabId, axis, at, count),
    hideLines: (tabId, axis, at, count, hidden) => hideLines(book, tabId, axis, at, count, hidden),
    hiddenLines: (tabId, axis, at, count) => hiddenLines(book, tabId, axis, at, count),
    columnWidths: (tabId, at, count) => columnWidths(book, tabId, at, count),
    setColumnWidths: (tabId, at, count, widthPx) => setColumnWidths(book, tabId, at, count, widthPx),
    extent: (tabId) => extentOf(book, tabId),
    appendRow: (tabId, values) => {
      const row = extentOf(book, tabId).rows;
      growTab(book, tabId, row + 1, values.length);
      if (values.length === 0) return;
      const block = {tabId, row, column: 0, rows: 1, columns: values.length};
      writeValues(book, block, {table: [values]});
    },
  };
}

function cellCalls(
  book: Book,
): Part<
  | 'readValues'
  | 'readTexts'
  | 'readFormats'
  | 'writeValues'
  | 'writeFormulas'
  | 'writeNotes'
  | 'writeFormats'
  | 'clear'
  | 'copy'
  | 'sort'
> {
  return {
    readValues: (block) => readValues(book, inside(book, block)),
    readTexts: (block, kind) => {
      if (kind === 'display') return readDisplay(book, inside(book, block));
      if (kind === 'note') return readNotes(book, inside(book, block));
      return readBlock(book, inside(book, block), (cell) => writtenFormula(book, block.tabId, cell));
    },
    readFormats: (block, kind) => readFormats(book, inside(book, block), kind),
    writeValues: (block, values) => writeValues(book, block, values),
    writeFormulas: (block, formulas) => writeFormulas(book, block, formulas),
    writeNotes: (block, notes) => writeNotes(book, block, notes),
    writeFormats: (block, kind, values) => writeFormats(book, block, kind, values),
    clear: (block, what) => {
      assertInside(book, block);
      if (what.contents) clearContents(book, block);
      if (what.formats) clearFormats(book, block);
      if (what.notes) writeNotes(book, block, {fill: null});
    },
    copy: (from, to, paste, transposed) => copyCells(book, from, to, paste, transposed),
    sort: (block, keys) => sortCells(book, block, keys),
  };
}

function besideCalls(
  book: Book,
): Part<
  | 'filter'
  | 'createFilter'
  | 'removeFilter'
  | 'hiddenFilterValues'
  | 'setHiddenFilterValues'
  | 'conditionalFormats'
  | 'setConditionalFormats'
  | 'listValidations'
  | 'setListValidation'
  | 'metadata'
  | 'setMetadata'
  | 'removeMetadata'
  | 'protections'
  | 'setProtection'
  | 'removeProtection'
> {
  return {
    filter: (tabId) => readFilter(book, tabId),
    createFilter: (block) => createFilter(book, block),
    removeFilter: (tabId) => removeFilter(book, tabId),
    hiddenFilterValues: (tabId, column) => hiddenFilterValues(book, tabId, column),
    setHiddenFilterValues: (tabId, column, values) => setHiddenFilterValues(book, tabId, column, values),
    conditionalFormats: (tabId) => readConditionalFormats(book, tabId),
    setConditionalFormats: (tabId, formats) => setConditionalFormats(book, tabId, formats),
    listValidations: (tabId) => readListValidations(book, tabId),
    setListValidation: (block, list) => setListValidation(book, block, list),
    metadata: () => book.settings.metadata,
    setMetadata: (metadata) => setMetadata(book, metadata),
    removeMetadata: (id) => removeMetadata(book, id),
    protections: () => book.settings.protections,
    setProtection: (protection) => setProtection(book, protection),
    removeProtection: (id) => removeProtection(book, id),
  };
}

function inside<B extends Parameters<typeof assertInside>[1]>(book: Book, block: B): B {
  assertInside(book, block);
  return block;
}
