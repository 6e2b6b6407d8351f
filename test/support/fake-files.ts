import type {Archive, Downloads} from '../../src/core/ports.ts';
import {zipOf} from '../../workbench/apps-script/services/zip.ts';

export interface FakeDownloads extends Downloads {
  /** What lies at an address; any other is answered 404. */
  readonly files: Map<string, Buffer>;
  readonly unreachable: Set<string>;
  /** Addresses of each call, in order. */
  readonly rounds: readonly (readonly string[])[];
}

export function fakeDownloads(): FakeDownloads {
  const files = new Map<string, Buffer>();
  const unreachable = new Set<string>();
  const rounds: (readonly string[])[] = [];
  return {
    files,
    unreachable,
    rounds,
    fetchAll(urls) {
      rounds.push(urls);
      return urls.map((url) => {
        if (unreachable.has(url)) return {kind: 'failed', reason: 'DNS error'};
        const file = files.get(url);
        if (file === undefined) return {kind: 'failed', reason: 'status 404'};
        return {kind: 'file', base64: file.toString('base64'), bytes: file.length};
      });
    },
  };
}

export function fakeArchive(): Archive {
  return {
    zip: (files) =>
      zipOf(files.map(({name, base64}) => ({name, bytes: Buffer.from(base64, 'base64')}))).toString('base64'),
  };
}
