import * as v from 'valibot';
import {AddonError} from '../errors/addon-error.ts';
import type {Properties} from '../ports.ts';

/** What the tabs hold since the last complete refresh: the next one is compared with it before it may replace it. */
export interface PublishedSnapshot {
  /** Null when the key could not read the account. */
  readonly accountId: string | null;
  readonly mode: 'test' | 'live';
  readonly invoices: number;
  readonly refreshedAtUnixMs: number;
}

const publishedProperty = 'receivables.published';

const storedSnapshot = v.object({
  accountId: v.nullable(v.string()),
  mode: v.picklist(['test', 'live']),
  invoices: v.number(),
  refreshedAtUnixMs: v.number(),
});

/** Null before the first refresh, and when the stored text is not ours: then there is nothing to compare with. */
export function readPublishedSnapshot(documentProperties: Properties): PublishedSnapshot | null {
  const text = documentProperties.read(publishedProperty);
  if (text === null) return null;
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), storedSnapshot), text);
  return parsed.success ? parsed.output : null;
}

export function writePublishedSnapshot(documentProperties: Properties, snapshot: PublishedSnapshot): void {
  documentProperties.write(publishedProperty, JSON.stringify(snapshot));
}

/** Test and live invoices, or those of two accounts, never share a tab. */
export function checkSameBooks(
  previous: PublishedSnapshot | null,
  next: Pick<PublishedSnapshot, 'accountId' | 'mode'>,
): void {
  if (previous === null) return;
  const otherMode = previous.mode !== next.mode;
  const otherAccount =
    previous.accountId !== null && next.accountId !== null && previous.accountId !== next.accountId;
  if (!otherMode && !otherAccount) return;
  const books = (of: typeof next) => `${of.mode} mode of ${of.accountId ?? 'an account that is not named'}`;
  throw new AddonError({
    code: 'MODE_MISMATCH',
    fact: `Cannot refresh these tabs: they hold the ${books(previous)}, and the key reads the ${books(next)}.`,
    nextStep: 'Use a spreadsheet for each, or connect the key that these tabs were made with.',
  });
}

/** Below this many invoices a doubling or halving says nothing. */
const comparableInvoicesMin = 50;

/** Stops a refresh that would more than double or halve the table, until a person says that it is right. */
export function checkPlausibleCount(previous: PublishedSnapshot | null, invoices: number): void {
  if (previous === null || Math.max(previous.invoices, invoices) < comparableInvoicesMin) return;
  if (invoices >= previous.invoices / 2 && invoices <= previous.invoices * 2) return;
  throw new AddonError({
    code: 'COUNT_CHANGED',
    fact: `Cannot publish the receivables: the last refresh had ${previous.invoices} invoices, this one has ${invoices}.`,
    nextStep:
      'If that is right, refresh from the menu Billing Ops or its sidebar and accept the change there.',
  });
}
