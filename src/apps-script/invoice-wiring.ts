import type {Digest, DraftSheet} from '../core/ports.ts';
import {draftSheet} from './adapters/draft-sheet.ts';
import {googleDigest} from './adapters/google-digest.ts';
import {ports} from './wiring.ts';

/** Connects core to Google for invoices from rows, whose code is evaluated only when one of its functions is called. */
export function invoicePorts(): ReturnType<typeof ports> & {
  readonly drafts: DraftSheet;
  readonly digest: Digest;
} {
  return {...ports(), drafts: draftSheet(), digest: googleDigest()};
}
