/**
 * Request and reply of every call that a menu, the sidebar or the command line makes. All of it is JSON: what crosses to
 * the browser loses dates and undefined.
 */

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

export interface RefreshReply {
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
}

export interface ConnectRequest {
  readonly key: string;
  /** A person was told to prefer a restricted key, and connects a live secret key all the same. */
  readonly acceptSecretKey?: boolean;
}

export interface ConnectReply {
  readonly account: string | null;
  readonly mode: 'test' | 'live';
  readonly lastFour: string;
}
