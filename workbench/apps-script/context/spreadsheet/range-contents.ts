import {googleException, signatureMismatch} from '../google-exception.ts';
import {fromCell, readTable, toCell} from './cell-input.ts';
import {CopyPasteType} from './enums.ts';
import type {Range, Session} from './session.ts';
import type {Block, PasteKind, SortKey} from './wire.ts';

type Part =
  | 'clear'
  | 'clearContent'
  | 'clearFormat'
  | 'clearNote'
  | 'copyTo'
  | 'getDisplayValue'
  | 'getDisplayValues'
  | 'getFormula'
  | 'getFormulas'
  | 'getNote'
  | 'getNotes'
  | 'getValue'
  | 'getValues'
  | 'isBlank'
  | 'setFormula'
  | 'setFormulas'
  | 'setNote'
  | 'setNotes'
  | 'setValue'
  | 'setValues'
  | 'sort';

const everything = {contents: true, formats: true, notes: true} as const;
const nothing = {contents: false, formats: false, notes: false} as const;

/** What a range holds. */
export function rangeContents(session: Session, block: Block, self: () => Range): Pick<Range, Part> {
  return {
    ...readers(session, block),
    ...writers(session, block, self),
    ...clearers(session, block, self),
    copyTo: (destination: Range, kind?: unknown, transposed: boolean = false) => {
      const to = session.blockOf(destination, 'SpreadsheetApp.Range.copyTo');
      session.write('copyTo', 'copy', block, to, pasteKind(kind), transposed);
    },
    sort: (sortSpec) => {
      session.write('sort', 'sort', block, readSortKeys(sortSpec));
      return self();
    },
  };
}

function readers(
  session: Session,
  block: Block,
): Pick<
  Range,
  | 'getDisplayValue'
  | 'getDisplayValues'
  | 'getFormula'
  | 'getFormulas'
  | 'getNote'
  | 'getNotes'
  | 'getValue'
  | 'getValues'
  | 'isBlank'
> {
  const corner = {...block, rows: 1, columns: 1};
  const texts = (of: Block, kind: 'display' | 'formula' | 'note'): string[][] =>
    session.read('readTexts', of, kind).map((row) => [...row]);
  return {
    getDisplayValue: () => texts(corner, 'display')[0]?.[0] ?? '',
    getDisplayValues: () => texts(block, 'display'),
    getFormula: () => texts(corner, 'formula')[0]?.[0] ?? '',
    getFormulas: () => texts(block, 'formula'),
    getNote: () => texts(corner, 'note')[0]?.[0] ?? '',
    getNotes: () => texts(block, 'note'),
    getValue: () => fromCell(session.read('readValues', corner)[0]?.[0] ?? ''),
    getValues: () => session.read('readValues', block).map((row) => row.map(fromCell)),
    isBlank: () => session.read('readValues', block).every((row) => row.every((value) => value === '')),
  };
}

function writers(
  session: Session,
  block: Block,
  self: () => Range,
): Pick<Range, 'setFormula' | 'setFormulas' | 'setNote' | 'setNotes' | 'setValue' | 'setValues'> {
  const text = (value: unknown): string => String(value ?? '');
  const note = (value: unknown): string | null =>
    value === null || value === undefined ? null : String(value);
  return {
    setFormula: (formula) => {
      session.write('setFormula', 'writeFormulas', block, {fill: text(formula)});
      return self();
    },
    setFormulas: (formulas) => {
      const table = readTable(formulas, block, 'setFormulas', text);
      session.write('setFormulas', 'writeFormulas', block, {table});
      return self();
    },
    setNote: (value) => {
      session.write('setNote', 'writeNotes', block, {fill: note(value)});
      return self();
    },
    setNotes: (notes) => {
      session.write('setNotes', 'writeNotes', block, {table: readTable(notes, block, 'setNotes', note)});
      return self();
    },
    setValue: (value) => {
      session.write('setValue', 'writeValues', block, {fill: toCell(value)});
      return self();
    },
    setValues: (values) => {
      session.write('setValues', 'writeValues', block, {
        table: readTable(values, block, 'setValues', toCell),
      });
      return self();
    },
  };
}

function clearers(
  session: Session,
  block: Block,
  self: () => Range,
): Pick<Range, 'clear' | 'clearContent' | 'clearFormat' | 'clearNote'> {
  const clear = (caller: string, what: Parameters<typeof clearing>[0]): Range => {
    session.write(caller, 'clear', block, clearing(what));
    return self();
  };
  return {
    clear: (options?: Parameters<typeof clearing>[0]) => clear('clear', options),
    clearContent: () => clear('clearContent', {contentsOnly: true}),
    clearFormat: () => clear('clearFormat', {formatOnly: true}),
    clearNote: () => clear('clearNote', {commentsOnly: true}),
  };
}

/** What Google's options of a clear mean; without one, everything goes. */
export function clearing(
  options:
    | {
        readonly commentsOnly?: boolean | undefined;
        readonly contentsOnly?: boolean | undefined;
        readonly formatOnly?: boolean | undefined;
        readonly validationsOnly?: boolean | undefined;
        readonly skipFilteredRows?: boolean | undefined;
      }
    | undefined,
): {readonly contents: boolean; readonly formats: boolean; readonly notes: boolean} {
  if (options?.validationsOnly === true || options?.skipFilteredRows === true) {
    throw googleException(
      'Range.clear with validationsOnly or skipFilteredRows is not in the workbench yet. Clear contents, formats or notes.',
    );
  }
  const {contentsOnly = false, formatOnly = false, commentsOnly = false} = options ?? {};
  if (!contentsOnly && !formatOnly && !commentsOnly) return everything;
  return {...nothing, contents: contentsOnly, formats: formatOnly, notes: commentsOnly};
}

function pasteKind(kind: unknown): PasteKind {
  if (kind === undefined || kind === null) return 'normal';
  switch (kind) {
    case CopyPasteType.PASTE_NORMAL:
    case CopyPasteType.PASTE_NO_BORDERS:
      return 'normal';
    case CopyPasteType.PASTE_VALUES:
      return 'values';
    case CopyPasteType.PASTE_FORMAT:
      return 'format';
    case CopyPasteType.PASTE_FORMULA:
      return 'formula';
  }
  if (typeof kind !== 'object') throw signatureMismatch('SpreadsheetApp.Range.copyTo', [kind]);
  if (Object.values<unknown>(CopyPasteType).includes(kind)) {
    throw googleException(
      `Range.copyTo with ${String(kind)} is not in the workbench yet. Copy values or formats.`,
    );
  }
  const {contentsOnly = false, formatOnly = false}: {contentsOnly?: unknown; formatOnly?: unknown} = kind;
  if (contentsOnly === true && formatOnly === true)
    throw signatureMismatch('SpreadsheetApp.Range.copyTo', [kind]);
  if (contentsOnly === true) return 'values';
  return formatOnly === true ? 'format' : 'normal';
}

/** Google takes a column, `{column, ascending}`, or a list of either. */
function readSortKeys(spec: unknown): SortKey[] {
  if (Array.isArray(spec)) return spec.flatMap(readSortKeys);
  if (typeof spec === 'number') return [{column: spec - 1, ascending: true}];
  if (typeof spec !== 'object' || spec === null || !('column' in spec)) {
    throw signatureMismatch('SpreadsheetApp.Range.sort', [spec]);
  }
  const ascending = 'ascending' in spec ? spec.ascending !== false : true;
  return [{column: Number(spec.column) - 1, ascending}];
}
