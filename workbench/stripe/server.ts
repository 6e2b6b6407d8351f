/**
 * The sandbox behind HTTP, on this machine only.
 *
 * Where the sandbox was made with `faultHeader` (on the command line: `stripe --faults`), a request may ask for what is
 * to go wrong with it, in the header `Workbench-Fault`: `latency=MS`, `rate_limited=REASON`, `lock_timeout`,
 * `server_error`, `dropped_before_commit`, `dropped_after_commit` (or `=MS`, for so long its idempotency key is in use),
 * `truncated_body`, `bad_gateway`. A dropped answer closes the connection.
 */
import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {setTimeout as wait} from 'node:timers/promises';
import type {StripeRequest} from './engine/admission.ts';
import type {StripeSandbox} from './sandbox.ts';

export interface StripeServer {
  /** `http://127.0.0.1:<port>`, without a slash at the end. */
  readonly url: string;
  close(): Promise<void>;
}

export interface StripeServerOptions {
  readonly sandbox: StripeSandbox;
  /** 0: any free one. */
  readonly port: number;
  readonly clock: {nowUnixMs(): number};
}

/** The most a request may carry: beyond it the connection is closed. Stripe's largest forms are a few kilobytes. */
const bodyBytesMax = 1_000_000;

/** Answers over loopback; where the sandbox has latency, each answer really takes it. */
export async function startStripeServer(options: StripeServerOptions): Promise<StripeServer> {
  const server = createServer((incoming, outgoing) => {
    serve(incoming, outgoing, options).catch((error: unknown) => outgoing.destroy(asError(error)));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const address = server.address() as AddressInfo; // A TCP server that listens has one; the type also covers pipes.
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        server.closeAllConnections();
      }),
  };
}

async function serve(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  options: StripeServerOptions,
): Promise<void> {
  const request = await read(incoming);
  const response = options.sandbox.handle(request, options.clock.nowUnixMs());
  if (response.latencyMs > 0) await wait(response.latencyMs);
  if (response.isLost) {
    incoming.socket.destroy();
    return;
  }
  outgoing.sendDate = false;
  outgoing.writeHead(response.status, {
    ...response.headers,
    'Content-Length': Buffer.byteLength(response.body),
  });
  outgoing.end(response.body);
}

async function read(incoming: IncomingMessage): Promise<StripeRequest> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming) {
    const buffer = Buffer.from(chunk);
    bytes += buffer.length;
    if (bytes > bodyBytesMax) throw new Error(`The request is larger than ${bodyBytesMax} bytes.`);
    chunks.push(buffer);
  }
  const headers = Object.entries(incoming.headers).map(([name, value]) => [name, String(value ?? '')]);
  return {
    method: incoming.method ?? 'GET',
    url: incoming.url ?? '/',
    headers: Object.fromEntries(headers),
    body: chunks.length === 0 ? null : Buffer.concat(chunks).toString('utf8'),
  };
}

function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
