import {decodeBase64, encodeBase64} from './base64.ts';
import {createBlob, toSignedBytes} from './blob.ts';
import {googleException, signatureMismatch} from './google-exception.ts';
import type {HostCall, Json} from './host-call.ts';
import {onlyKnown} from './only-known.ts';
import {asFields, asList, asText, serviceCall} from './service-call.ts';
import {decodeUtf8, encodeUtf8} from './utf8.ts';

type HTTPResponse = GoogleAppsScript.URL_Fetch.HTTPResponse;
type Options = Omit<GoogleAppsScript.URL_Fetch.URLFetchRequestOptions, 'payload'> & {
  readonly payload?: unknown;
  readonly timeoutSeconds?: number;
};
type Request = Options & {readonly url: string};

/** What may stand in the options of a fetch; another word would be lost in silence. */
const knownOptions: ReadonlySet<string> = new Set([
  'url',
  'contentType',
  'headers',
  'method',
  'payload',
  'useIntranet',
  'validateHttpsCertificates',
  'followRedirects',
  'muteHttpExceptions',
  'escaping',
  'timeoutSeconds',
]);

/** https://developers.google.com/apps-script/reference/url-fetch/url-fetch-app */
export function createUrlFetchApp(hostCall: HostCall) {
  const call = serviceCall(hostCall, 'UrlFetchApp');
  const send = (method: 'fetch' | 'fetchAll', requests: readonly (Request | string)[]): HTTPResponse[] => {
    const wire = requests.map((request) => toWire(typeof request === 'string' ? {url: request} : request));
    return asList(call(method, wire)).map((answer) => toResponse(asFields(answer)));
  };

  return onlyKnown('UrlFetchApp', {
    fetch(url: string, params: Options = {}): HTTPResponse {
      if (typeof url !== 'string') throw signatureMismatch('UrlFetchApp.fetch', [url]);
      const [response] = send('fetch', [{...params, url}]);
      if (response === undefined) throw new Error('Broken invariant: the workbench answered no response.');
      return response;
    },
    fetchAll(requests: readonly (Request | string)[]): HTTPResponse[] {
      if (!Array.isArray(requests)) throw signatureMismatch('UrlFetchApp.fetchAll', [requests]);
      return send('fetchAll', requests);
    },
    getRequest(url: string, params: Options = {}) {
      const request = {...params, url};
      call('getRequest', [toWire(request)]);
      return {
        url,
        method: params.method ?? 'get',
        headers: params.headers ?? {},
        payload: params.payload ?? '',
        contentType: params.contentType ?? null,
        followRedirects: params.followRedirects ?? true,
        validateHttpsCertificates: params.validateHttpsCertificates ?? true,
      };
    },
  } satisfies Partial<Record<keyof GoogleAppsScript.URL_Fetch.UrlFetchApp, unknown>>);
}

function toWire(request: Request): Json {
  const unknown = Object.keys(request).find((key) => !knownOptions.has(key));
  if (unknown !== undefined) {
    throw googleException(
      `UrlFetchApp has no option "${unknown}". Options are: ${[...knownOptions].join(', ')}.`,
    );
  }
  const {payload, ...rest} = request;
  const body = payload === undefined || payload === null ? null : toPayload(payload);
  const wire: Record<string, Json> = {...(body === null ? {} : {payload: body.payload})};
  for (const [key, value] of Object.entries(rest)) {
    if (value !== undefined) wire[key] = toJson(value);
  }
  if (body !== null && body.contentType !== null && wire['contentType'] === undefined) {
    wire['contentType'] = body.contentType;
  }
  return wire;
}

/** Headers are the one option with parts. What is no text there is for the host to refuse. */
function toJson(value: string | number | boolean | Record<string, string>): Json {
  return typeof value === 'object' ? {...value} : value;
}

function toPayload(payload: unknown): {readonly payload: Json; readonly contentType: string | null} {
  if (typeof payload === 'string') return {payload: {text: payload}, contentType: null};
  if (Array.isArray(payload))
    return {payload: {base64: encodeBase64(Uint8Array.from(payload))}, contentType: null};
  if (isBlob(payload)) {
    const base64 = encodeBase64(Uint8Array.from(payload.getBytes()));
    return {payload: {base64}, contentType: payload.getContentType()};
  }
  if (typeof payload !== 'object' || payload === null)
    throw signatureMismatch('UrlFetchApp.fetch', [payload]);
  const fields = Object.entries(payload).map(
    ([key, value]) => `${formText(key)}=${formText(fieldText(key, value))}`,
  );
  return {payload: {text: fields.join('&')}, contentType: null};
}

function fieldText(key: string, value: unknown): string {
  if (typeof value === 'object' && value !== null) {
    throw googleException(
      `UrlFetchApp: the payload field "${key}" is an object; uploads of files are not in the workbench yet. Send text.`,
    );
  }
  return String(value);
}

/** As application/x-www-form-urlencoded has it: a blank is a plus sign. */
function formText(text: string): string {
  return encodeURIComponent(text).replace(/%20/g, '+');
}

function isBlob(value: unknown): value is GoogleAppsScript.Base.Blob {
  return typeof value === 'object' && value !== null && 'getBytes' in value;
}

function toResponse(answer: {readonly [key: string]: Json}): HTTPResponse {
  const headers = asList(answer['headers']).map((pair) => asList(pair).map(asText));
  const isText = typeof answer['text'] === 'string';
  const bytes = (): Uint8Array =>
    isText
      ? encodeUtf8(asText(answer['text'] ?? null))
      : (decodeBase64(asText(answer['base64'] ?? null)) ?? new Uint8Array());
  const contentType = (): string | null =>
    headers.find(([name]) => name?.toLowerCase() === 'content-type')?.[1] ?? null;
  const members = {
    getAllHeaders: () =>
      headersByName(headers, (known, next) => [...(Array.isArray(known) ? known : [known]), next]),
    getHeaders: () => headersByName(headers, (_known, next) => next),
    getBlob: () => createBlob(toSignedBytes(bytes()), contentType(), null),
    getContent: () => toSignedBytes(bytes()),
    getContentText(charset?: string) {
      if (charset !== undefined && !/^utf-?8$/i.test(charset)) {
        throw googleException(
          `HTTPResponse.getContentText("${charset}") is not in the workbench yet. Use UTF-8.`,
        );
      }
      return isText ? asText(answer['text'] ?? null) : decodeUtf8(bytes());
    },
    getResponseCode: () => Number(answer['status']),
  } satisfies Omit<HTTPResponse, 'getAs'>;
  return onlyKnown<Omit<HTTPResponse, 'getAs'>>('HTTPResponse', members) as HTTPResponse; // getAs throws by the guard.
}

type HeaderValue = string | readonly string[];

function headersByName(
  pairs: readonly (readonly string[])[],
  join: (known: HeaderValue, next: string) => HeaderValue,
): Record<string, HeaderValue> {
  const byName: Record<string, HeaderValue> = {};
  for (const [name = '', value = ''] of pairs) {
    const known = byName[name];
    byName[name] = known === undefined ? value : join(known, value);
  }
  return byName;
}
