import {createServer, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import type {ShownTab} from './tabs-page.ts';
import {tabsPage} from './tabs-page.ts';

export interface PageSource {
  /** Titles of the tabs that a person sees, in their order. */
  titles(): readonly string[];
  /** Null when there is no such tab. */
  tab(title: string): ShownTab | null;
  summary(): string;
}

export interface PageServer {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  close(): Promise<void>;
}

/** Scripts, frames and loads from anywhere are off: the page is text and its own style. */
const securityHeaders = {
  'Content-Security-Policy':
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
};

/**
 * Serves the spreadsheet on this machine only. A request that names another host is refused: else a page on the web
 * could read the tabs through a name of its own that points here.
 *
 * @throws Error that says which port is taken.
 */
export async function startPageServer(source: PageSource, port: number): Promise<PageServer> {
  const server = createServer((request, response) => {
    const host = request.headers.host ?? '';
    if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host))
      return end(response, 403, 'This page is for this machine only.');
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return end(response, 405, 'Only GET is answered.');
    const url = new URL(request.url ?? '/', `http://${host}`);
    if (url.pathname !== '/') return end(response, 404, 'There is no such page.');

    const titles = source.titles();
    const shown = source.tab(url.searchParams.get('tab') ?? titles[0] ?? '');
    return end(
      response,
      shown === null ? 404 : 200,
      tabsPage({titles, shown, summary: source.summary()}),
      'text/html',
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? portTaken(port) : error),
    );
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address() as AddressInfo; // A TCP server that listens has one; the type also covers pipes.
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function end(response: ServerResponse, status: number, body: string, type = 'text/plain'): void {
  response.writeHead(status, {...securityHeaders, 'Content-Type': `${type}; charset=utf-8`}).end(body);
}

function portTaken(port: number): Error {
  return new Error(
    `Cannot open the page on port ${port}: another program has it. Set PORT to another, or to 0 for any free one.`,
  );
}
