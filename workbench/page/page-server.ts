import {randomBytes, timingSafeEqual} from 'node:crypto';
import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {Duplex} from 'node:stream';
import {type WebSocket, WebSocketServer} from 'ws';
import {createAssets} from './assets.ts';
import {endPage, endSentence, listenHere, refusalOf} from './loopback.ts';
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
  /** Where sidebars and dialogs come from. */
  readonly framePort: number;
  /** For the plain page, which needs no script. */
  readonly source: PageSource;
  /** A page of ours has opened its socket. */
  readonly connected: (socket: WebSocket) => void;
}

export interface PageServer {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

/** More than a person pastes; a longer message closes the socket. */
const messageBytesMax = 16 * 1024 * 1024;

/** Scripts, frames and loads from anywhere are off: the plain page is text and its own style. */
const plainPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/** Nothing is loaded from elsewhere, and the page talks to its own server alone. The grid writes styles of its own. */
const gridPolicy = (host: string, framePort: number): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    `connect-src 'self' ws://${host}`,
    `frame-src http://${host.replace(/:\d+$/, '')}:${framePort}`,
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
  const endAsset = createAssets(options.assetsDir);
  const server = createServer((request, response) => {
    const host = request.headers.host ?? '';
    const problem = refusalOf(request);
    if (problem !== null) return endSentence(response, problem.status, problem.sentence);

    const url = new URL(request.url ?? '/', `http://${host}`);
    switch (url.pathname) {
      case '/':
        return endPage(
          response,
          shellPage({token, framePort: options.framePort}),
          gridPolicy(host, options.framePort),
        );
      case '/plain':
        return endPlain(response, options.source, url.searchParams.get('tab'));
      case '/page.js':
        return endAsset(request, response, 'page.js', 'text/javascript');
      case '/page.css':
        return endAsset(request, response, 'page.css', 'text/css');
      default:
        return endSentence(response, 404, 'There is no such page.');
    }
  });
  const sockets = openSockets(server, token, options.connected);
  const port = await listenHere(server, options.port);
  return {
    url: `http://127.0.0.1:${port}`,
    port,
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
  await listenHere(server, port);
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
}

type Server = ReturnType<typeof createServer>;

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
      refusalOf(request) === null &&
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

function isToken(word: string, token: string): boolean {
  const [given, wanted] = [Buffer.from(word), Buffer.from(token)];
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

function endPlain(response: ServerResponse, source: PageSource, wanted: string | null): void {
  const titles = source.titles();
  const shown = source.tab(wanted ?? titles[0] ?? '');
  const page = tabsPage({titles, shown, summary: source.summary()});
  endPage(response, page, plainPolicy, shown === null ? 404 : 200);
}
