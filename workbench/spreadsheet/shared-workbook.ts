import type {Block} from '../apps-script/context/spreadsheet/wire.ts';
import {withPlainStyles} from '../page/client/plain-styles.ts';
import {
  insertTabChangeId,
  removeTabChangeId,
  type SharedChange,
  sharedChangeIds,
  spillChangeId,
} from '../page/client/shared-changes.ts';
import {shiftProtections} from './attachments.ts';
import {type Book, tabOf} from './book.ts';
import type {LineChange} from './line-shift.ts';
import {assertShared, field} from './shared-change-rules.ts';
import {holdsFormula, withStoredFormulas} from './shared-formulas.ts';
import {copyTab, insertTab} from './tabs.ts';

/** Told of each change in the order in which they were made; `author` is what `edit` was given, else null. */
export type SharedListener<Author> = (change: SharedChange, author: Author | null) => void;

/** The workbook as pages share it: all of it once, then every change, and what people change on a page. */
export interface SharedWorkbook<Author> {
  whole(): {readonly workbook: object; readonly spills: SharedChange; readonly activeTabId: string};
  onChange(listener: SharedListener<Author>): void;
  /**
   * Makes what a person did on a page, one edit after another, and computes what depends on it. `beforehand` is called at
   * the moment at which the edit is made, and may throw to stop it.
   *
   * @throws Error with the reason where a change is none that a page may make; changes before it in the edit stay made.
   */
  edit(changes: readonly SharedChange[], author: Author, beforehand: () => void): Promise<void>;
  /** The id of the new tab. */
  addTab(): string;
  copyTab(tabId: string): string;
  showTab(tabId: string): void;
  /** A person has selected this, on the tab that they see. */
  select(tabId: string, selection: readonly Omit<Block, 'tabId'>[]): void;
  /** The same by title; a tab that is not there is not shown. */
  showTabNamed(title: string): void;
}

export function createSharedWorkbook<Author>(book: Book): SharedWorkbook<Author> {
  const {engine, settings} = book;
  const listeners: SharedListener<Author>[] = [];
  const removedTabs = createRemovedTabs(book);
  let author: Author | null = null;
  let rewrites = false;
  let last: Promise<unknown> = Promise.resolve();

  const tell = (change: SharedChange, by: Author | null): void => {
    for (const listener of listeners) listener(change, by);
  };
  const spills = createSpills(book);
  engine.onApplied((change, options) => {
    if (listeners.length === 0) return;
    if (change.id === spillChangeId) {
      const changed = spills.changed();
      if (changed !== null) tell(changed, null);
      return;
    }
    if (!sharedChangeIds.has(change.id)) return;
    const isComputed = options?.['applyFormulaCalculationResult'] === true;
    // The engine notes late, and as a change of its own, what it does along with a change; pages do the same.
    if (options?.['fromFormula'] === true && !isComputed) return;
    const params = withPlainStyles(engine.workbook, change.params ?? {});
    tell(
      {id: change.id, params, ...(isComputed ? {isComputed} : {}), ...(rewrites ? {isRewritten: true} : {})},
      author,
    );
  });

  const make = (change: SharedChange): void => {
    assertShared(book, change);
    removedTabs.before(change);
    if (holdsFormula(change)) book.calculation.noteFormulas();
    const stored = withStoredFormulas(book, change);
    rewrites = stored !== change;
    engine.apply({id: stored.id, params: stored.params});
    rewrites = false;
    moveAlong(book, change);
    removedTabs.after(change);
  };
  return {
    whole: () => ({
      workbook: engine.save(),
      spills: spills.all(),
      activeTabId: String(settings.activeTabId),
    }),
    onChange: (listener) => {
      listeners.push(listener);
    },
    edit: (changes, by, beforehand) => {
      const made = last.then(async () => {
        // A computation that runs would write its results over what the person changes meanwhile.
        await book.calculation.compute();
        beforehand();
        author = by;
        try {
          for (const change of changes) make(change);
        } finally {
          author = null;
          rewrites = false;
        }
        await book.calculation.compute();
      });
      last = made.catch(() => null);
      return made;
    },
    addTab: () => String(insertTab(book, null, null).id),
    copyTab: (tabId) => String(copyTab(book, Number(tabId)).id),
    ...showing(book),
  };
}

/** What a person looks at. */
function showing(book: Book): Pick<SharedWorkbook<unknown>, 'showTab' | 'select' | 'showTabNamed'> {
  const {engine, settings} = book;
  const showTab = (tabId: string): void => {
    tabOf(book, Number(tabId));
    settings.activeTabId = Number(tabId);
  };
  return {
    showTab,
    select: (tabId, selection) => {
      showTab(tabId);
      book.selected.blocks = selection.map((block) => ({...block, tabId: Number(tabId)}));
    },
    showTabNamed: (title) => {
      const tab = engine.workbook.getSheetBySheetName(title);
      if (tab) settings.activeTabId = Number(tab.getSheetId());
    },
  };
}

/** What the formulas of all tabs spill, which the engine keeps as one. */
function createSpills({engine}: Book) {
  let told = '';
  const all = (): SharedChange => ({
    id: spillChangeId,
    isComputed: true,
    params: {
      arrayFormulaRange: engine.formulaData.getArrayFormulaRange(),
      arrayFormulaCellData: engine.formulaData.getArrayFormulaCellData(),
      arrayFormulaEmbedded: {},
    },
  });
  return {
    all,
    /** Null when they are still as they were. */
    changed: (): SharedChange | null => {
      const change = all();
      const text = JSON.stringify(change);
      if (text === told) return null;
      told = text;
      return change;
    },
  };
}

/** What stands beside the engine moves with rows and columns that a person put in or took out. */
function moveAlong(book: Book, {id, params}: SharedChange): void {
  const known = /\.(insert|remove)-(row|rows|col)$/.exec(id);
  if (known === null) return;
  const range = field(params, 'range');
  const isRows = known[2] !== 'col';
  const [start, end] = isRows ? ['startRow', 'endRow'] : ['startColumn', 'endColumn'];
  const at = Number(field(range, start ?? ''));
  const change: LineChange = {
    axis: isRows ? 'rows' : 'columns',
    at,
    count: Number(field(range, end ?? '')) - at + 1,
    kind: known[1] === 'insert' ? 'insert' : 'delete',
  };
  shiftProtections(book, Number(field(params, 'subUnitId')), change);
}

/** Keeps what stands beside a tab that a person removed, for when their undo brings it back. */
function createRemovedTabs({engine, settings}: Book) {
  const kept = new Map<number, Pick<Book['settings'], 'metadata' | 'protections'>>();
  return {
    before: ({id, params}: SharedChange): void => {
      if (id !== removeTabChangeId) return;
      const visible = engine.workbook.getSheets().filter((tab) => tab.isSheetHidden() !== 1);
      const tabId = field(params, 'subUnitId');
      if (visible.length === 1 && visible[0]?.getSheetId() === tabId) {
        throw new Error("You can't remove all the visible sheets in a document.");
      }
    },
    after: ({id, params}: SharedChange): void => {
      if (id === removeTabChangeId) {
        const tabId = Number(field(params, 'subUnitId'));
        const isOf = (item: {readonly tabId: number | null}) => item.tabId === tabId;
        kept.set(tabId, {
          metadata: settings.metadata.filter(isOf),
          protections: settings.protections.filter(isOf),
        });
        settings.metadata = settings.metadata.filter((item) => !isOf(item));
        settings.protections = settings.protections.filter((item) => !isOf(item));
        if (settings.activeTabId === tabId) {
          settings.activeTabId = Number(engine.workbook.getSheets()[0]?.getSheetId() ?? 0);
        }
      }
      if (id === insertTabChangeId) {
        const back = kept.get(Number(field(field(params, 'sheet'), 'id')));
        settings.metadata = [...settings.metadata, ...(back?.metadata ?? [])];
        settings.protections = [...settings.protections, ...(back?.protections ?? [])];
      }
    },
  };
}
