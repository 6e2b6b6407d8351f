/** A request as it leaves UrlFetchApp: checked, with the headers Google adds. */
export interface OutgoingRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Null where none is sent. */
  readonly body: string | Uint8Array | null;
}

/** A whole answer. A name may repeat in `headers` when they are pairs. */
export interface IncomingResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>> | readonly (readonly [string, string])[];
  readonly body: string | Uint8Array;
  /** How long it took on the simulated clock; 0 when absent. */
  readonly latencyMs?: number;
}

/** No whole answer came. `kind` decides Google's words. */
export interface ConnectionFault {
  readonly fault: 'address' | 'dns' | 'timeout' | 'bandwidth';
  /** How long that took on the simulated clock; 0 when absent. */
  readonly latencyMs?: number;
}

export type SendResult = IncomingResponse | ConnectionFault;

/** A request with what came of it. */
export interface Exchange {
  readonly request: OutgoingRequest;
  readonly result: SendResult;
  /** Real time. */
  readonly durationMs: number;
}

/** Answers requests to Stripe's hosts in process. */
export type SendInProcess = (request: OutgoingRequest) => SendResult | Promise<SendResult>;

/** Where requests to Stripe's address go: into the sandbox of this process, or to another base address. */
export type StripeRoute =
  | {readonly kind: 'in-process'; readonly send: SendInProcess}
  | {readonly kind: 'base-url'; readonly baseUrl: string};

/** The one host that the add-on talks to with a key. */
export const stripeOrigin = 'https://api.stripe.com';

/** Where Stripe keeps the PDFs of invoices, for whoever has their address. */
export const stripeDocumentOrigin = 'https://pay.stripe.com';

/** Google's words for a call that got no whole answer. */
export function faultMessage(fault: ConnectionFault['fault'], url: string): string {
  switch (fault) {
    case 'address':
      return `Address unavailable: ${url}`;
    case 'dns':
      return `DNS error: ${url}`;
    case 'timeout':
      return `Timeout: ${url}`;
    case 'bandwidth':
      return `Bandwidth quota exceeded: ${url}. Try reducing the rate of data transfer.`;
  }
}
