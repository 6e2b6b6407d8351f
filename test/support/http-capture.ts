import {createServer} from 'node:http';
import Stripe from 'stripe';

/** One request as it came over the wire, before anything decoded it. */
export interface CapturedRequest {
  readonly method: string;
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface CapturedSdk {
  /** Runs one call of Stripe's own SDK and returns the single request it made. */
  capture(call: (stripe: Stripe) => Promise<unknown>): Promise<CapturedRequest>;
  close(): Promise<void>;
}

/** The official SDK, pointed at a server on loopback that keeps what it receives and answers an empty list. */
export async function startCapturedSdk(key: string): Promise<CapturedSdk> {
  const captured: CapturedRequest[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      );
      captured.push({
        method: request.method ?? '',
        url: request.url ?? '',
        headers,
        body: Buffer.concat(chunks).toString('utf8'),
      });
      response.setHeader('content-type', 'application/json');
      response.end('{"object":"list","data":[],"has_more":false}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The capturing server has no port.');
  const stripe = new Stripe(key, {
    host: '127.0.0.1',
    port: address.port,
    protocol: 'http',
    maxNetworkRetries: 0,
    telemetry: false,
  });

  return {
    async capture(call) {
      captured.length = 0;
      await call(stripe);
      const [only, ...others] = captured;
      if (only === undefined || others.length > 0) {
        throw new Error(`The SDK made ${captured.length} requests where one was expected.`);
      }
      return only;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
