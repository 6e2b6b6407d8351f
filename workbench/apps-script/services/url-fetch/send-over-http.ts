import {Agent as HttpAgent, type IncomingMessage, request as requestHttp} from 'node:http';
import {Agent as HttpsAgent, request as requestHttps} from 'node:https';
import type {OutgoingRequest, SendResult} from './exchange.ts';

/** The most that one answer may have. https://developers.google.com/apps-script/guides/services/quotas */
const responseBytesMax = 50 * 1024 * 1024;
const socketsMax = 16;

const agents = {
  http: new HttpAgent({keepAlive: false, maxSockets: socketsMax}),
  https: new HttpsAgent({keepAlive: false, maxSockets: socketsMax}),
};

/**
 * Sends a request to `url`, which need not be the one the script named, and follows no redirect. Header names come back
 * in the server's own capitals. A failed connection is an answer too; nothing is retried.
 */
export function sendOverHttp(
  request: OutgoingRequest,
  options: {readonly url: string; readonly timeoutMs: number; readonly validateHttpsCertificates: boolean},
): Promise<SendResult> {
  return new Promise((resolve) => {
    const body = request.body === null ? null : Buffer.from(request.body);
    const headers = {...request.headers, ...(body === null ? {} : {'Content-Length': String(body.length)})};
    const common = {method: request.method, headers, timeout: options.timeoutMs};
    const sent = options.url.startsWith('https:')
      ? requestHttps(options.url, {
          ...common,
          agent: agents.https,
          rejectUnauthorized: options.validateHttpsCertificates,
        })
      : requestHttp(options.url, {...common, agent: agents.http});
    sent.on('response', (response) => void read(response).then(resolve));
    sent.on('timeout', () => {
      resolve({fault: 'timeout'});
      sent.destroy();
    });
    sent.on('error', (error) => resolve({fault: isDnsError(error) ? 'dns' : 'address'}));
    sent.end(body ?? undefined);
  });
}

async function read(response: IncomingMessage): Promise<SendResult> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of response) {
      bytes += chunk.length;
      if (bytes > responseBytesMax) {
        response.destroy();
        return {fault: 'bandwidth'};
      }
      chunks.push(chunk);
    }
  } catch {
    // The connection broke within the body: that no whole answer came is the answer.
    return {fault: 'address'};
  }
  return {
    status: response.statusCode ?? 0,
    headers: headerPairs(response.rawHeaders),
    body: Buffer.concat(chunks),
  };
}

function headerPairs(raw: readonly string[]): readonly (readonly [string, string])[] {
  const pairs: [string, string][] = [];
  for (let at = 0; at + 1 < raw.length; at += 2) pairs.push([raw[at] ?? '', raw[at + 1] ?? '']);
  return pairs;
}

function isDnsError(error: Error): boolean {
  return 'code' in error && (error.code === 'ENOTFOUND' || error.code === 'EAI_AGAIN');
}
