import {createHash} from 'node:crypto';
import {readFileSync} from 'node:fs';
import type {IncomingMessage, ServerResponse} from 'node:http';
import {join} from 'node:path';
import {commonHeaders} from './loopback.ts';

interface Asset {
  readonly bytes: Buffer;
  readonly tag: string;
}

/** Answers with a built file. */
export type EndAsset = (
  request: IncomingMessage,
  response: ServerResponse,
  name: string,
  contentType: string,
) => void;

/**
 * Reads each file once: a page that is open must not get a script of another build. A browser keeps it, compiled, and asks
 * whether it is still the same.
 */
export function createAssets(dir: string): EndAsset {
  const assets = new Map<string, Asset>();
  const assetNamed = (name: string): Asset => {
    const known = assets.get(name);
    if (known !== undefined) return known;
    const bytes = readFileSync(join(dir, name));
    const asset = {bytes, tag: `"${createHash('sha256').update(bytes).digest('base64url')}"`};
    assets.set(name, asset);
    return asset;
  };
  return (request, response, name, contentType) => {
    const {bytes, tag} = assetNamed(name);
    const headers = {...commonHeaders, ETag: tag, 'Cache-Control': 'no-cache'};
    if (request.headers['if-none-match'] === tag) {
      response.writeHead(304, headers).end();
      return;
    }
    response.writeHead(200, {...headers, 'Content-Type': `${contentType}; charset=utf-8`}).end(bytes);
  };
}
