import type {CellBlock} from './cell.ts';
import type {TableIdentity} from './table-layout.ts';

/** The tabs this add-on keeps. A tab is found by this key wherever and however it is named, so renaming it is harmless. */
export type TabKey = 'receivables' | 'ar-aging';

/** Colours the cells of one column by their text. */
export interface TextColour {
  readonly header: string;
  readonly equals: string;
  readonly background: string;
}

/** Something of people's on one cell, 1-based. */
export interface PlacedText {
  readonly row: number;
  readonly column: number;
  readonly value: string;
}

/** What a named range covers: the table with its header, exactly, or one cell. */
export type NamedCells =
  | {readonly name: string; readonly covers: 'table'}
  | {readonly name: string; readonly covers: 'cell'; readonly row: number; readonly column: number};

/** A whole tab as it will stand, from A1. */
export interface TabContent {
  readonly key: TabKey;
  readonly table: TableIdentity;
  readonly block: CellBlock;
  /** The table's headers in the order of its columns, people's included. */
  readonly headers: readonly string[];
  /** 1-based row of the table's header. */
  readonly headerRow: number;
  /** 1-based last row that filter, colours and the named table cover: totals below stay visible and never sort. */
  readonly dataLastRow: number;
  /** Rows and columns that stay in view. */
  readonly frozenRows: number;
  readonly frozenColumns: number;
  readonly textColours: readonly TextColour[];
  /** 1-based rows in bold: headers and totals. */
  readonly boldRows: readonly number[];
  /** Widths in pixels by 1-based column, for a new tab only: later ones are the people's. */
  readonly columnWidths: readonly number[];
  readonly namedRanges: readonly NamedCells[];
  /** Backgrounds and notes of people's, which move with their rows. */
  readonly backgrounds: readonly PlacedText[];
  readonly notes: readonly PlacedText[];
  /** How far the table reaches that this content replaces: rows of the tab and columns; null when there is none. */
  readonly replaces: {readonly rows: number; readonly columns: number} | null;
}
