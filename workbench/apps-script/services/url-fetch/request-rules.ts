import type {Json} from '../../host-call.ts';
import {asObject} from '../arguments.ts';
import type {OutgoingRequest} from './exchange.ts';

/** One element of a fetch, read and checked. */
export interface CheckedRequest {
  readonly request: OutgoingRequest;
  readonly muteHttpExceptions: boolean;
  readonly followRedirects: boolean;
  readonly validateHttpsCertificates: boolean;
  readonly timeoutMs: number;
}

// https://developers.google.com/apps-script/guides/services/quotas and .../reference/url-fetch/url-fetch-app
const urlCharactersMax = 2_082;
const headersMax = 100;
const headerBytesMax = 8 * 1024;
const bodyBytesMax = 50 * 1024 * 1024;
const timeoutSecondsDefault = 360;

const userAgent = 'Mozilla/5.0 (compatible; Google-Apps-Script; beanserver; +https://script.google.com)';

/** Characters that Google's parser of addresses takes for a mistake unless they are percent-encoded. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are among the refused ones.
const refusedInUrl = /[\u0000-\u0020"<>[\]\\^`{|}\u007f]/;

/** Checks a request as Google does before anything is sent. @throws Error in Google's words where they are known. */
export function checkRequest(value: Json, urlFetchWhitelist: readonly string[]): CheckedRequest {
  const fields = asObject(value, 0);
  const url = String(fields['url']);
  assertUrl(url, urlFetchWhitelist);
  const method = toMethod(String(fields['method'] ?? 'get'));
  const body = toBody(fields['payload'] ?? null);
  if (body !== null && method === 'GET') {
    throw new Error(
      `Cannot fetch ${url}: a GET request carries no payload. Use another method, or put it in the address.`,
    );
  }
  if (body !== null && Buffer.byteLength(body) > bodyBytesMax) {
    throw new Error(
      `Cannot fetch ${url}: its payload is over ${bodyBytesMax} bytes, which Google does not send.`,
    );
  }
  const headers = toHeaders(fields['headers'] ?? {}, {
    contentType: body === null ? null : String(fields['contentType'] ?? 'application/x-www-form-urlencoded'),
  });
  return {
    request: {method, url, headers, body},
    muteHttpExceptions: fields['muteHttpExceptions'] === true,
    followRedirects: fields['followRedirects'] !== false,
    validateHttpsCertificates: fields['validateHttpsCertificates'] !== false,
    timeoutMs: Number(fields['timeoutSeconds'] ?? timeoutSecondsDefault) * 1000,
  };
}

function assertUrl(url: string, urlFetchWhitelist: readonly string[]): void {
  if (refusedInUrl.test(url) || !/^https?:\/\/[^/?#]+/.test(url)) throw new Error(`Invalid argument: ${url}`);
  if (url.length > urlCharactersMax) {
    throw new Error(
      `Limit Exceeded: URLFetch URL Length. ${url.length} characters; at most ${urlCharactersMax}.`,
    );
  }
  if (!url.startsWith('https://')) {
    throw new Error(`Cannot fetch ${url}: the manifest allows secure addresses only. Use https.`);
  }
  if (!urlFetchWhitelist.some((prefix) => url.startsWith(prefix))) {
    throw new Error(
      `Cannot fetch ${url}: urlFetchWhitelist of appsscript.json lists no prefix of it. Add one there.`,
    );
  }
}

function toMethod(text: string): OutgoingRequest['method'] {
  const method = text.toUpperCase();
  switch (method) {
    case 'GET':
    case 'POST':
    case 'PUT':
    case 'PATCH':
    case 'DELETE':
      return method;
    default:
      throw new Error('Attribute provided with invalid value: method');
  }
}

function toBody(payload: Json): string | Uint8Array | null {
  if (payload === null) return null;
  const fields = asObject(payload, 0);
  if (typeof fields['text'] === 'string') return fields['text'];
  return Buffer.from(String(fields['base64']), 'base64');
}

function toHeaders(value: Json, options: {readonly contentType: string | null}): Record<string, string> {
  const given = Object.entries(asObject(value, 0));
  if (given.length > headersMax) {
    throw new Error(`Limit Exceeded: URLFetch Header Count. ${given.length} headers; at most ${headersMax}.`);
  }
  const headers: Record<string, string> = {'User-Agent': userAgent};
  if (options.contentType !== null) headers['Content-Type'] = options.contentType;
  for (const [name, content] of given) {
    const isReserved = /^(host|content-length)$/i.test(name);
    const isText = typeof content === 'string' && !/[\r\n]/.test(content);
    if (isReserved || !isText || !/^[\w!#$%&'*+.^`|~-]+$/.test(name)) {
      throw new Error(`Attribute provided with invalid value: Header:${name}`);
    }
    if (Buffer.byteLength(name) + Buffer.byteLength(content) > headerBytesMax) {
      throw new Error(`Limit Exceeded: URLFetch Header Size. ${name} is over ${headerBytesMax} bytes.`);
    }
    headers[name] = content;
  }
  return headers;
}
