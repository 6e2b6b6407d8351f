export interface RefreshRequest {
  /** A person has seen that the table more than doubles or halves, and wants it. */
  readonly acceptCountChange?: boolean;
}

export interface RefreshTotal {
  readonly currency: string;
  /** Open invoices. */
  readonly invoices: number;
  /** Major units, as in the tabs. */
  readonly open: number;
  /** Major units, beside `open`. */
  readonly uncollectible: number;
  readonly ties: boolean;
}

export interface RefreshComplete {
  readonly status: 'complete';
  /** YYYY-MM-DD */
  readonly asOf: string;
  readonly timeZone: string;
  /** ISO with offset. */
  readonly refreshedAt: string;
  readonly account: string | null;
  readonly mode: 'test' | 'live';
  /** Rows of the Receivables tab: open, uncollectible, and those with a status this version does not know. */
  readonly invoices: number;
  readonly pages: number;
  readonly totals: readonly RefreshTotal[];
  readonly warnings: readonly string[];
  /** One sentence for whoever asked. */
  readonly message: string;
}

/** Google's six minutes were not enough, or the run was told to stop: what was read is kept, and calling again goes on. */
export interface RefreshContinues {
  readonly status: 'continues';
  readonly pages: number;
  readonly invoices: number;
  readonly message: string;
}

export type RefreshReply = RefreshComplete | RefreshContinues;
