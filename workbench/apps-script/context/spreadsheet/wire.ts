/**
 * What the script's SpreadsheetApp and the workbook say to each other. Rows and columns count from 0 here and from 1 in
 * SpreadsheetApp. Everything is JSON; a Date crosses as the instant it stands for.
 */

/** Unix milliseconds of a cell that shows a date or a time. */
export interface DateValue {
  readonly $date: number;
}

/** A cell as getValue gives it: '' when blank, an error as its text (`#REF!`). */
export type CellValue = number | boolean | string | DateValue;

/** A cell as setValue takes it: text is read as if typed, null clears. */
export type CellInput = CellValue | null;

export interface Block {
  readonly tabId: number;
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}

/** One value for every cell of a block, or a table of its size. */
export type Fill<T> = {readonly fill: T} | {readonly table: readonly (readonly T[])[]};

export interface TabProperties {
  readonly id: number;
  readonly title: string;
  /** 0 is the leftmost, hidden tabs counted. */
  readonly index: number;
  readonly hidden: boolean;
  readonly rows: number;
  readonly columns: number;
  readonly frozenRows: number;
  readonly frozenColumns: number;
  /** `#rrggbb`, or null for none. */
  readonly color: string | null;
}

export interface WorkbookProperties {
  readonly id: string;
  readonly title: string;
  readonly timeZone: string;
  readonly locale: string;
  readonly activeTabId: number;
  readonly tabs: readonly TabProperties[];
}

export type FormatKind =
  | 'background'
  | 'fontColor'
  | 'fontFamily'
  | 'fontSize'
  | 'fontStyle'
  | 'fontWeight'
  | 'horizontalAlignment'
  | 'numberFormat'
  | 'verticalAlignment'
  | 'wrap';

/** null gives back the tab's own. */
export type FormatValue = string | number | boolean | null;

export type PasteKind = 'normal' | 'values' | 'format' | 'formula';

export interface SortKey {
  /** Column of the tab, from 0. */
  readonly column: number;
  readonly ascending: boolean;
}

export interface ConditionalFormat {
  readonly blocks: readonly Block[];
  readonly condition:
    | {readonly kind: 'textEqualTo'; readonly text: string}
    | {readonly kind: 'textContains'; readonly text: string}
    | {readonly kind: 'formula'; readonly formula: string}
    | {readonly kind: 'cellEmpty' | 'cellNotEmpty'}
    | {readonly kind: NumberCondition; readonly number: number}
    | {readonly kind: 'numberBetween'; readonly from: number; readonly to: number};
  readonly background: string | null;
  readonly fontColor: string | null;
  readonly bold: boolean | null;
}

export type NumberCondition =
  | 'numberEqualTo'
  | 'numberGreaterThan'
  | 'numberGreaterThanOrEqualTo'
  | 'numberLessThan'
  | 'numberLessThanOrEqualTo';

/** A list from which a cell is filled. */
export interface ListValidation {
  readonly block: Block;
  readonly values: readonly string[];
  /** Whether other values may be typed all the same. */
  readonly allowInvalid: boolean;
}

export interface NamedBlock {
  readonly name: string;
  readonly block: Block;
}

export interface Metadata {
  readonly id: number;
  readonly key: string;
  readonly value: string | null;
  readonly visibility: 'DOCUMENT' | 'PROJECT';
  /** The tab it is on, or null for the spreadsheet itself. */
  readonly tabId: number | null;
}

export interface Protection {
  readonly id: number;
  readonly tabId: number;
  /** null protects the whole tab. */
  readonly block: Block | null;
  readonly description: string;
  readonly warningOnly: boolean;
}

/** Every call a script's SpreadsheetApp makes. A refusal is a thrown sentence, in Google's words where Google has them. */
export interface SpreadsheetCalls {
  workbook(): WorkbookProperties;
  changeWorkbook(change: {
    readonly title?: string;
    readonly timeZone?: string;
    readonly activeTabId?: number;
    /** On the active tab; the last of them is the active range. */
    readonly selection?: readonly Block[];
  }): void;
  /** What the person has selected on the active tab; its first cell where nothing is. The last one is the active range. */
  selection(): readonly Block[];
  insertTab(title: string | null, index: number | null): TabProperties;
  copyTab(tabId: number): TabProperties;
  deleteTab(tabId: number): void;
  changeTab(
    tabId: number,
    change: {
      readonly title?: string;
      readonly index?: number;
      readonly hidden?: boolean;
      readonly frozenRows?: number;
      readonly frozenColumns?: number;
      readonly color?: string | null;
    },
  ): void;
  insertLines(tabId: number, axis: 'rows' | 'columns', at: number, count: number): void;
  deleteLines(tabId: number, axis: 'rows' | 'columns', at: number, count: number): void;
  hideLines(tabId: number, axis: 'rows' | 'columns', at: number, count: number, hidden: boolean): void;
  hiddenLines(tabId: number, axis: 'rows' | 'columns', at: number, count: number): readonly boolean[];
  columnWidths(tabId: number, at: number, count: number): readonly number[];
  /** `widthPx` null fits the column to its content. */
  setColumnWidths(tabId: number, at: number, count: number, widthPx: number | null): void;
  /** Rows and columns up to the last cell with content. */
  extent(tabId: number): {readonly rows: number; readonly columns: number};
  readValues(block: Block): readonly (readonly CellValue[])[];
  readTexts(block: Block, kind: 'display' | 'formula' | 'note'): readonly (readonly string[])[];
  readFormats(block: Block, kind: FormatKind): readonly (readonly FormatValue[])[];
  writeValues(block: Block, values: Fill<CellInput>): void;
  writeFormulas(block: Block, formulas: Fill<string>): void;
  writeNotes(block: Block, notes: Fill<string | null>): void;
  writeFormats(block: Block, kind: FormatKind, values: Fill<FormatValue>): void;
  clear(
    block: Block,
    what: {readonly contents: boolean; readonly formats: boolean; readonly notes: boolean},
  ): void;
  copy(from: Block, to: Block, paste: PasteKind, transposed: boolean): void;
  sort(block: Block, keys: readonly SortKey[]): void;
  appendRow(tabId: number, values: readonly CellInput[]): void;
  flush(): void;
  names(): readonly NamedBlock[];
  setName(name: string, block: Block): void;
  removeName(name: string): void;
  filter(tabId: number): Block | null;
  createFilter(block: Block): void;
  removeFilter(tabId: number): void;
  hiddenFilterValues(tabId: number, column: number): readonly string[] | null;
  setHiddenFilterValues(tabId: number, column: number, values: readonly string[] | null): void;
  conditionalFormats(tabId: number): readonly ConditionalFormat[];
  setConditionalFormats(tabId: number, formats: readonly ConditionalFormat[]): void;
  listValidations(tabId: number): readonly ListValidation[];
  /** null offers none. */
  setListValidation(
    block: Block,
    list: {readonly values: readonly string[]; readonly allowInvalid: boolean} | null,
  ): void;
  metadata(): readonly Metadata[];
  setMetadata(metadata: Omit<Metadata, 'id'> & {readonly id: number | null}): Metadata;
  removeMetadata(id: number): void;
  protections(): readonly Protection[];
  setProtection(protection: Omit<Protection, 'id'> & {readonly id: number | null}): Protection;
  removeProtection(id: number): void;
  toast(message: string, title: string, seconds: number): void;
}
