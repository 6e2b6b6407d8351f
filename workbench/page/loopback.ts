import type {IncomingMessage, Server, ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';

/** For every answer to a browser. */
export const commonHeaders = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/**
 * Null for a request that may be answered. One that names another host is refused: else a page on the web could reach the
 * workbench through a name of its own that points here.
 */
export function refusalOf({
  headers,
  method,
}: IncomingMessage): {readonly status: number; readonly sentence: string} | null {
  const host = headers.host ?? '';
  const isHere = /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host);
  const isOwnOrigin = headers.origin === undefined || headers.origin === `http://${host}`;
  if (!isHere || !isOwnOrigin) return {status: 403, sentence: 'This page is for this machine only.'};
  if (method !== 'GET' && method !== 'HEAD') return {status: 405, sentence: 'Only GET is answered.'};
  return null;
}

/**
 * Listens on this machine only.
 *
 * @returns the port, also where any free one was asked for.
 * @throws Error that says which port is taken.
 */
export async function listenHere(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? portTaken(port) : error),
    );
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address() as AddressInfo; // A TCP server that listens has one; the type also covers pipes.
  return address.port;
}

export function endPage(response: ServerResponse, page: string, policy: string, status = 200): void {
  const headers = {...commonHeaders, 'Content-Security-Policy': policy, 'Cache-Control': 'no-store'};
  response.writeHead(status, {...headers, 'Content-Type': 'text/html; charset=utf-8'}).end(page);
}

export function endSentence(response: ServerResponse, status: number, sentence: string): void {
  response.writeHead(status, {...commonHeaders, 'Content-Type': 'text/plain; charset=utf-8'}).end(sentence);
}

function portTaken(port: number): Error {
  return new Error(
    `Cannot open the page on port ${port}: another program has it. Set PORT to another, or to 0 for any free one.`,
  );
}
