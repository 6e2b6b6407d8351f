import type {Clock} from './clock.ts';

/** What Google counts per user and day, by the word its refusals use. */
export type QuotaKind = 'urlfetch' | 'properties' | 'email';

export type QuotaLimits = Readonly<Record<QuotaKind, number>>;

/** Counts uses against Google's daily limits. */
export interface QuotaLedger {
  /** Counts `count` uses. @throws Error in Google's words, counting none, when they no longer fit into the day. */
  spend(kind: QuotaKind, count: number): void;
  used(kind: QuotaKind): number;
  readonly limits: QuotaLimits;
}

/** A consumer account's day. https://developers.google.com/apps-script/guides/services/quotas */
export const consumerQuotaLimits: QuotaLimits = {urlfetch: 20_000, properties: 50_000, email: 100};

const windowMs = 24 * 60 * 60 * 1000;

/** A ledger whose days begin with the first use and end 24 hours later on the simulated clock, as Google's do. */
export function createQuotaLedger(options: {
  readonly clock: Clock;
  readonly limits?: QuotaLimits;
}): QuotaLedger {
  const limits = options.limits ?? consumerQuotaLimits;
  const windows = new Map<QuotaKind, {readonly endsUnixMs: number; used: number}>();

  const windowOf = (kind: QuotaKind): {used: number} | null => {
    const window = windows.get(kind);
    return window !== undefined && options.clock.now() < window.endsUnixMs ? window : null;
  };

  return {
    spend(kind, count) {
      const used = windowOf(kind)?.used ?? 0;
      if (used + count > limits[kind])
        throw new Error(`Service invoked too many times for one day: ${kind}.`);
      const window = windowOf(kind);
      if (window === null) windows.set(kind, {endsUnixMs: options.clock.now() + windowMs, used: count});
      else window.used += count;
    },
    used: (kind) => windowOf(kind)?.used ?? 0,
    limits,
  };
}
