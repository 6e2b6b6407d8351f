/**
 * What core asks of its host. The Apps Script adapters and the fakes of the tests implement these, and one contract
 * suite holds both to the sentences below.
 */

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Form-encoded; null where the method sends none. */
  readonly body: string | null;
}

export interface HttpResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** `unreachable` says that no whole answer came: the request may or may not have had its effect. */
export type HttpOutcome =
  | {readonly kind: 'response'; readonly response: HttpResponse}
  | {readonly kind: 'unreachable'; readonly reason: string};

export interface Http {
  /** Sends all requests at once and answers in their order. A fault of the wave as a whole makes each `unreachable`. */
  sendAll(requests: readonly HttpRequest[]): readonly HttpOutcome[];
}

export interface Clock {
  nowUnixMs(): number;
  sleep(durationMs: number): void;
}

export interface Random {
  /** At least 0 and below 1. Spreads retries; never decides an amount or an id. */
  nextFraction(): number;
}

export interface Properties {
  read(key: string): string | null;
  /** At most 9 KB; null removes. */
  write(key: string, value: string | null): void;
}

export interface Lock {
  /** Runs `action` alone in this spreadsheet. Answers `busy`, without running it, when another run holds the lock after `waitMs`. */
  runAlone<T>(
    waitMs: number,
    action: () => T,
  ): {readonly kind: 'done'; readonly value: T} | {readonly kind: 'busy'};
}

export interface Log {
  /** One line for the executions page. Fields are counts, ids of requests, milliseconds and codes; never keys, names or e-mails. */
  record(event: string, fields: Readonly<Record<string, string | number | boolean | null>>): void;
}
