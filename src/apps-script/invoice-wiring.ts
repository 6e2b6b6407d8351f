import type {Archive, AuditSheet, Digest, Downloads, DraftSheet} from '../core/ports.ts';
import {auditSheet} from './adapters/audit-sheet.ts';
import {draftSheet} from './adapters/draft-sheet.ts';
import {googleArchive} from './adapters/google-archive.ts';
import {googleDigest} from './adapters/google-digest.ts';
import {publicDownloads} from './adapters/public-downloads.ts';
import {ports} from './wiring.ts';

/** Connects core to Google for invoices from rows, whose code is evaluated only when one of its functions is called. */
export function invoicePorts(): ReturnType<typeof ports> & {
  readonly drafts: DraftSheet;
  readonly digest: Digest;
  readonly audit: AuditSheet;
  readonly downloads: Downloads;
  readonly archive: Archive;
} {
  return {
    ...ports(),
    drafts: draftSheet(),
    digest: googleDigest(),
    audit: auditSheet(),
    downloads: publicDownloads(),
    archive: googleArchive(),
  };
}
