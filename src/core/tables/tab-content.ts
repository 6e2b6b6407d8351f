import type {CellBlock} from './cell.ts';

/** The tabs this add-on keeps. A tab is found by this key wherever and however it is named, so renaming it is harmless. */
export type TabKey = 'receivables' | 'ar-aging';

/** Colours the cells of one column by their text. */
export interface TextColour {
  /** 1-based column of the tab. */
  readonly column: number;
  readonly equals: string;
  readonly background: string;
}

/** A whole tab as it will stand, from A1. */
export interface TabContent {
  readonly key: TabKey;
  /** The name a new tab gets; an existing one keeps the name people gave it. */
  readonly title: string;
  readonly block: CellBlock;
  /** 1-based row of the table's header. */
  readonly headerRow: number;
  /** 1-based last row that the filter covers: totals below stay visible and never sort. */
  readonly filterLastRow: number;
  /** Rows and columns that stay in view. */
  readonly frozenRows: number;
  readonly frozenColumns: number;
  readonly textColours: readonly TextColour[];
  /** 1-based rows in bold: headers and totals. */
  readonly boldRows: readonly number[];
  /** Widths in pixels by 1-based column, for a new tab only: later ones are the people's. */
  readonly columnWidths: readonly number[];
  /** Named ranges that formulas rely on, kept exactly on their cells. */
  readonly namedRanges: readonly {
    readonly name: string;
    readonly firstRow: number;
    readonly firstColumn: number;
    readonly lastRow: number;
    readonly lastColumn: number;
  }[];
}
