/**
 * The situations in which a job stops, named as its user would name them.
 * The README lists each with what to do; a test keeps the two equal.
 */
export type ErrorCode =
  | 'APPROVAL_NEEDED'
  | 'ARGUMENT_INVALID'
  | 'CONTROL_TOTAL_MISMATCH'
  | 'COUNT_CHANGED'
  | 'CREDENTIALS_INVALID'
  | 'CREDENTIALS_MISSING'
  | 'CURRENCY_MIXED'
  | 'CURRENCY_UNKNOWN'
  | 'DEADLINE_REACHED'
  | 'MODE_MISMATCH'
  | 'PERMISSION_MISSING'
  | 'PREVIEW_STALE'
  | 'REFRESH_BUSY'
  | 'RESPONSE_UNREADABLE'
  | 'SETTINGS_INVALID'
  | 'SHEET_TOO_LARGE'
  | 'STRIPE_RATE_LIMITED'
  | 'STRIPE_REJECTED'
  | 'STRIPE_UNREACHABLE'
  | 'TABLE_HEADER_MISSING'
  | 'TABLE_ROW_UNCLEAR'
  | 'TAB_PROTECTED';

/**
 * A fault that stops a job. `message` is one sentence of fact ("Cannot … : …") followed by `nextStep`, the one
 * thing its reader can do about it; both are shown to people as they are.
 */
export class AddonError extends Error {
  readonly code: ErrorCode;
  readonly fact: string;
  readonly nextStep: string;
  /** Stripe's request id (`req_…`) where an answer of Stripe caused this, for a question to their support. */
  readonly requestId: string | null;
  readonly cause: unknown;

  constructor(options: {
    readonly code: ErrorCode;
    readonly fact: string;
    readonly nextStep: string;
    readonly requestId?: string | null;
    readonly cause?: unknown;
  }) {
    super(`${options.fact} ${options.nextStep}`);
    this.name = 'AddonError';
    this.code = options.code;
    this.fact = options.fact;
    this.nextStep = options.nextStep;
    this.requestId = options.requestId ?? null;
    this.cause = options.cause ?? null;
  }
}
