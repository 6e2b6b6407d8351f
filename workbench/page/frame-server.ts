import {createServer} from 'node:http';
import {createAssets} from './assets.ts';
import {endPage, endSentence, listenHere, refusalOf} from './loopback.ts';

export interface FrameServerOptions {
  /** Where `google-script.js` was built. */
  readonly assetsDir: string;
  /** The HTML that a script has opened under this key; null where there is none. */
  readonly documentOf: (key: string) => string | null;
  /** What google.script.run offers. */
  readonly functionNames: readonly string[];
}

/**
 * Serves the sidebars and dialogs of scripts from an origin of their own, as Google does: what runs in them reaches neither
 * the spreadsheet's page nor its server, except through google.script.
 */
export interface FrameServer {
  readonly port: number;
  /** Frames are shown by the page of this port, and by no other. */
  allow(hostPort: number): void;
  close(): Promise<void>;
}

/** A script's own HTML may run what stands in it, as at Google, but nothing is loaded from any other place. */
const framePolicy = (hostPort: number): string =>
  [
    "default-src 'none'",
    "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
    "style-src 'unsafe-inline'",
    'img-src data: blob:',
    'font-src data:',
    `frame-ancestors http://127.0.0.1:${hostPort} http://localhost:${hostPort}`,
    "form-action 'none'",
  ].join('; ');

export async function startFrameServer(options: FrameServerOptions): Promise<FrameServer> {
  const endAsset = createAssets(options.assetsDir);
  let hostPort = 0;
  const server = createServer((request, response) => {
    const problem = refusalOf(request);
    if (problem !== null) return endSentence(response, problem.status, problem.sentence);
    const {pathname} = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (pathname === '/google-script.js') {
      return endAsset(request, response, 'google-script.js', 'text/javascript');
    }
    const key = /^\/frame\/([\w-]+)$/.exec(pathname)?.[1];
    const html = key === undefined ? null : options.documentOf(key);
    if (html === null) return endSentence(response, 404, 'There is no such page.');
    endPage(response, withGoogleScript(html, options.functionNames, hostPort), framePolicy(hostPort));
  });
  const port = await listenHere(server, 0);
  return {
    port,
    allow: (allowed) => {
      hostPort = allowed;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/**
 * Puts `google.script` before everything else of the document, also before a policy of its own that lets no other script
 * run, but after its doctype, without which a browser would draw it by the rules of the nineties.
 */
export function withGoogleScript(html: string, functionNames: readonly string[], hostPort: number): string {
  const script = `<script src="/google-script.js" data-functions="${functionNames.join(' ')}" data-host-port="${hostPort}"></script>`;
  const start = /^\s*(?:<!--[\s\S]*?-->\s*)*<!doctype[^>]*>\s*(?:<html[^>]*>\s*)?(?:<head[^>]*>)?/i.exec(
    html,
  );
  if (start === null) return `<!doctype html>\n${script}${html}`;
  return start[0] + script + html.slice(start[0].length);
}
