import {createHash, randomBytes, timingSafeEqual} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {join} from 'node:path';
import type {Duplex} from 'node:stream';
import {type WebSocket, WebSocketServer} from 'ws';
import {shellPage} from './shell-page.ts';
import type {ShownTab} from './tabs-page.ts';
import {tabsPage} from './tabs-page.ts';

export interface PageSource {
  /** Titles of the tabs that a person sees, in their order. */
  titles(): readonly string[];
  /** Null when there is no such tab. */
  tab(title: string): ShownTab | null;
  summary(): string;
}

export interface PageServerOptions {
  readonly port: number;
  /** Where `page.js` and `page.css` were built. */
  readonly assetsDir: string;
  /** For the plain page, which needs no script. */
  readonly source: PageSource;
  /** A page of ours has opened its socket. */
  readonly connected: (socket: WebSocket) => void;
}

export interface PageServer {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  close(): Promise<void>;
}

/** More than a person pastes; a longer message closes the socket. */
const messageBytesMax = 16 * 1024 * 1024;

const commonHeaders = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/** Scripts, frames and loads from anywhere are off: the plain page is text and its own style. */
const plainPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/** Nothing is loaded from elsewhere, and the page talks to its own server alone. The grid writes styles of its own. */
const gridPolicy = (host: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    `connect-src 'self' ws://${host}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');

/**
 * Serves the spreadsheet on this machine only. A request that names another host is refused: else a page on the web
 * could reach the tabs through a name of its own that points here.
 *
 * @throws Error that says which port is taken.
 */
export async function startPageServer(options: PageServerOptions): Promise<PageServer> {
  const token = randomBytes(24).toString('base64url');
  const asset = assetReader(options.assetsDir);
  const server = createServer((request, response) => {
    const host = request.headers.host ?? '';
    const problem = problemOf(request);
    if (problem !== null) return end(response, problem.status, problem.sentence);

    const url = new URL(request.url ?? '/', `http://${host}`);
    switch (url.pathname) {
      case '/':
        return endPage(response, shellPage(token), gridPolicy(host));
      case '/plain':
        return endPlain(response, options.source, url.searchParams.get('tab'));
      case '/page.js':
        return endAsset(request, response, asset('page.js'), 'text/javascript');
      case '/page.css':
        return endAsset(request, response, asset('page.css'), 'text/css');
      default:
        return end(response, 404, 'There is no such page.');
    }
  });
  const sockets = openSockets(server, token, options.connected);
  await listening(server, options.port);
  const address = server.address() as AddressInfo; // A TCP server that listens has one; the type also covers pipes.
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets.clients) socket.terminate();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/**
 * Notices a taken port before anything else is done.
 *
 * @throws Error that says which port is taken.
 */
export async function assertPortFree(port: number): Promise<void> {
  const server = createServer();
  await listening(server, port);
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
}

type Server = ReturnType<typeof createServer>;

function listening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? portTaken(port) : error),
    );
    server.listen(port, '127.0.0.1', resolve);
  });
}

/** The socket of a page: from this origin, with the token of this start. A browser lets no other page forge its Origin. */
function openSockets(server: Server, token: string, connected: (socket: WebSocket) => void): WebSocketServer {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: messageBytesMax,
    handleProtocols: () => 'workbench',
  });
  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((word) => word.trim());
    const isOurs =
      problemOf(request) === null &&
      request.headers.origin !== undefined &&
      request.url === '/socket' &&
      offered.some((word) => isToken(word, token));
    if (!isOurs) {
      stream.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, stream, head, connected);
  });
  return sockets;
}

/** Null for a request that may be answered. */
function problemOf({headers, method}: IncomingMessage): {status: number; sentence: string} | null {
  const host = headers.host ?? '';
  const isHere = /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host);
  const isOwnOrigin = headers.origin === undefined || headers.origin === `http://${host}`;
  if (!isHere || !isOwnOrigin) return {status: 403, sentence: 'This page is for this machine only.'};
  if (method !== 'GET' && method !== 'HEAD') return {status: 405, sentence: 'Only GET is answered.'};
  return null;
}

function isToken(word: string, token: string): boolean {
  const [given, wanted] = [Buffer.from(word), Buffer.from(token)];
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

interface Asset {
  readonly bytes: Buffer;
  readonly tag: string;
}

/** Reads each once: a page that is open must not get a script of another build. */
function assetReader(assetsDir: string): (name: string) => Asset {
  const assets = new Map<string, Asset>();
  return (name) => {
    const known = assets.get(name);
    if (known !== undefined) return known;
    const bytes = readFileSync(join(assetsDir, name));
    const asset = {bytes, tag: `"${createHash('sha256').update(bytes).digest('base64url')}"`};
    assets.set(name, asset);
    return asset;
  };
}

/** A browser keeps the script, compiled, and asks whether it is still the same. */
function endAsset(request: IncomingMessage, response: ServerResponse, asset: Asset, type: string): void {
  const headers = {...commonHeaders, ETag: asset.tag, 'Cache-Control': 'no-cache'};
  if (request.headers['if-none-match'] === asset.tag) {
    response.writeHead(304, headers).end();
    return;
  }
  response.writeHead(200, {...headers, 'Content-Type': `${type}; charset=utf-8`}).end(asset.bytes);
}

function endPlain(response: ServerResponse, source: PageSource, wanted: string | null): void {
  const titles = source.titles();
  const shown = source.tab(wanted ?? titles[0] ?? '');
  const page = tabsPage({titles, shown, summary: source.summary()});
  endPage(response, page, plainPolicy, shown === null ? 404 : 200);
}

function endPage(response: ServerResponse, page: string, policy: string, status = 200): void {
  const headers = {...commonHeaders, 'Content-Security-Policy': policy, 'Cache-Control': 'no-store'};
  response.writeHead(status, {...headers, 'Content-Type': 'text/html; charset=utf-8'}).end(page);
}

function end(response: ServerResponse, status: number, sentence: string): void {
  response.writeHead(status, {...commonHeaders, 'Content-Type': 'text/plain; charset=utf-8'}).end(sentence);
}

function portTaken(port: number): Error {
  return new Error(
    `Cannot open the page on port ${port}: another program has it. Set PORT to another, or to 0 for any free one.`,
  );
}
