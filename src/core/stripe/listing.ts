import {AddonError} from '../errors/addon-error.ts';
import type {StripeClient} from './client.ts';
import {decodePage, type ListPage} from './list-page.ts';
import type {StripeRead} from './request.ts';
import {unreadable} from './wire.ts';

/** Parameters that survive being stored between two runs: plain JSON, no dates and no decimals. */
export type ListParam =
  | string
  | number
  | boolean
  | readonly ListParam[]
  | {readonly [name: string]: ListParam};

/** How far one list has been read. Plain JSON, so that a later run can go on from it. */
export interface Listing {
  /** Names the listing among those fetched together. */
  readonly key: string;
  readonly path: string;
  /** Filters and expansions; `limit` and `starting_after` are the listing's own. */
  readonly params: {readonly [name: string]: ListParam};
  /** The last id read; null before the first page. */
  readonly cursor: string | null;
  /** The cursor after 1, 2, 4, 8, … pages, whichever was last: a list that leads back to it goes in circles. */
  readonly markedCursor: string | null;
  readonly pages: number;
  readonly objects: number;
  readonly isComplete: boolean;
}

/** Stripe's largest page (docs.stripe.com/api/pagination). */
export const pageObjectsMax = 100;

/**
 * Pages asked for at once: what Stripe's 25 requests a second for one endpoint (docs.stripe.com/rate-limits) fill
 * while a page of 100 takes about 0.7 s.
 */
export const wavePagesMax = 18;

/** A tenth more than the 100,000 invoices that a refresh takes: a list that goes on after them has no end. */
export const listingPagesMax = 1_100;

export function startListing({
  key,
  path,
  params,
}: Pick<Listing, 'path' | 'params'> & {readonly key?: string}): Listing {
  const unread = {cursor: null, markedCursor: null, pages: 0, objects: 0, isComplete: false};
  return {key: key ?? path, path, params, ...unread};
}

/** One page to ask for, and the listing it belongs to. */
export interface PageRequest {
  readonly listing: Listing;
  readonly request: StripeRead;
}

/**
 * The pages to ask for next: one of each unfinished listing, the least read first, at most `requestBudget`. All that
 * decides the order of a fetch is here; cutting one listing into ranges of `created` means returning more of them.
 */
export function nextWave(
  listings: readonly Listing[],
  {requestBudget}: {readonly requestBudget: number},
): readonly PageRequest[] {
  return listings
    .filter((listing) => !listing.isComplete)
    .sort((a, b) => a.pages - b.pages)
    .slice(0, Math.max(0, requestBudget))
    .map((listing) => ({listing, request: pageRequest(listing)}));
}

function pageRequest({path, params, cursor}: Listing): StripeRead {
  const page = cursor === null ? {limit: pageObjectsMax} : {limit: pageObjectsMax, starting_after: cursor};
  return {method: 'GET', path, params: {...params, ...page}};
}

/**
 * The listing after one more page.
 *
 * @throws AddonError RESPONSE_UNREADABLE when the page does not lead on from the cursor, leads in circles, or is not the
 *   last of `listingPagesMax`: the list would be read for ever
 */
export function applyPage(listing: Listing, page: ListPage): Listing {
  const last = page.data[page.data.length - 1];
  const cursor = last === undefined ? listing.cursor : last.id;
  if (page.hasMore && last === undefined) {
    throw unreadable(`the list ${listing.path}`, 'a page is empty although Stripe says that more follow');
  }
  if (page.hasMore && cursor === listing.cursor) {
    throw unreadable(`the list ${listing.path}`, `the page after ${last?.id} ends with the same id`);
  }
  const pages = listing.pages + 1;
  // Brent's cycle detection: one id in the stored state finds a circle of any length, also across runs.
  if (page.hasMore && cursor === listing.markedCursor) {
    throw unreadable(
      `the list ${listing.path}`,
      `it goes in circles: page ${pages} ends with ${cursor} again`,
    );
  }
  if (page.hasMore && pages >= listingPagesMax) {
    throw unreadable(`the list ${listing.path}`, `it goes on after ${listingPagesMax} pages`);
  }
  return {
    ...listing,
    cursor,
    markedCursor: Number.isInteger(Math.log2(pages)) ? cursor : listing.markedCursor,
    pages,
    objects: listing.objects + page.data.length,
    isComplete: !page.hasMore,
  };
}

/** One page as it arrived. */
export interface FetchedPage {
  readonly listingKey: string;
  /** Stripe's objects in Stripe's order, newest first. Project them at once: a page of 100 invoices is about 0.6 MB. */
  readonly wireObjects: readonly unknown[];
  /** The body these were parsed from, for a check that does not trust the parser. */
  readonly rawText: string;
}

export interface FetchOptions {
  readonly deadlineUnixMs: number;
  /** No new wave starts after this many requests, retries included. */
  readonly requestsMax: number;
  /** Called once for each page, in the order of its listing, before the next wave is asked for. */
  readonly onPage: (page: FetchedPage) => void;
}

export interface FetchedListings {
  /** `deadline` and `budget`: not all pages are read; the listings go on from where they stand. */
  readonly status: 'complete' | 'deadline' | 'budget';
  /** In the order given. */
  readonly listings: readonly Listing[];
  readonly requestsSent: number;
}

/**
 * Reads all listings to their ends, side by side, in waves. When it throws, pages of the failed wave may have been
 * handed to `onPage`: a run that goes on from an earlier state gets them again, and must count an id once.
 *
 * @throws AddonError as StripeClient.send but for DEADLINE_REACHED; MODE_MISMATCH for an object of the other books
 */
export function fetchListings(
  client: StripeClient,
  listings: readonly Listing[],
  {deadlineUnixMs, requestsMax, onPage}: FetchOptions,
): FetchedListings {
  const current = new Map(listings.map((listing) => [listing.key, listing]));
  if (current.size !== listings.length)
    throw new Error('Every listing fetched together must have its own key.');
  const seen = new Map(listings.map((listing) => [listing.key, new Set<string>()]));
  let requestsSent = 0;
  const stand = (status: FetchedListings['status']): FetchedListings => ({
    status,
    listings: listings.map((listing) => current.get(listing.key) ?? listing),
    requestsSent,
  });

  while ([...current.values()].some((listing) => !listing.isComplete)) {
    const requestBudget = Math.min(wavePagesMax, requestsMax - requestsSent);
    const wave = nextWave([...current.values()], {requestBudget});
    if (wave.length === 0) return stand('budget');

    const answers = client.sendWave(
      wave.map(({request}) => request),
      {deadlineUnixMs},
    );
    let firstError: AddonError | null = null;
    let isLate = false;
    wave.forEach(({listing}, index) => {
      const answer = answers[index];
      if (answer === undefined) throw new Error('Every page asked for must have an answer.');
      requestsSent += answer.requestsSent;
      if (answer.kind === 'failed') {
        if (answer.error.code === 'DEADLINE_REACHED') isLate = true;
        else firstError ??= answer.error;
        return;
      }
      const page = decodePage(answer.body, listing.path);
      assertMode(page, client.mode);
      assertNew(page, listing, seen.get(listing.key));
      current.set(listing.key, applyPage(listing, page));
      onPage({listingKey: listing.key, wireObjects: page.data, rawText: answer.rawText});
    });
    if (firstError !== null) throw firstError;
    if (isLate) return stand('deadline');
  }
  return stand('complete');
}

/** Live and test objects never share a tab: an answer of the other mode means that the key is not what it was. */
function assertMode(page: ListPage, mode: StripeClient['mode']): void {
  const foreign = page.data.find((object) => object.livemode === (mode === 'test'));
  if (foreign === undefined) return;
  throw new AddonError({
    code: 'MODE_MISMATCH',
    fact: `Cannot use ${foreign.id} from Stripe: it is of the ${mode === 'test' ? 'live' : 'test'} mode and the key is of the ${mode} mode.`,
    nextStep: 'Connect the key again; if it stays, report it with the id.',
  });
}

/** An id that comes twice in one listing would be counted twice, or read in circles. */
function assertNew(page: ListPage, listing: Listing, seen: Set<string> | undefined): void {
  for (const {id} of page.data) {
    if (seen?.has(id)) throw unreadable(`the list ${listing.path}`, `it holds ${id} twice`);
    seen?.add(id);
  }
}
