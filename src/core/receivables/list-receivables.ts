import {AddonError} from '../errors/addon-error.ts';
import type {Properties, Tables} from '../ports.ts';
import type {StripeClient} from '../stripe/client.ts';
import {decodeInvoice} from '../stripe/invoice.ts';
import {type FetchedPage, fetchListings, type Listing, startListing} from '../stripe/listing.ts';
import {type ReadInvoices, storeProgress} from './progress-store.ts';
import {addRawPage} from './raw-totals.ts';
import {assertCurrent, type RefreshRun, writeRun} from './refresh-run.ts';

/** So many pages at most are read again after a run was ended. */
const checkpointPages = 10;

/** What two tabs with their hidden copies hold, and what one run can turn into rows. */
const invoicesMax = 100_000;

/** The lists a receivables table is made of, side by side. Rule R1. */
export function receivablesListings(): readonly Listing[] {
  return ['open', 'uncollectible'].map((status) =>
    startListing({key: status, path: '/v1/invoices', params: {status, expand: ['data.customer']}}),
  );
}

/**
 * Reads on from where the run stands, into `read`. The run in the document properties never claims more than the
 * progress store holds: rows first, then the run that counts them.
 *
 * @throws AddonError REFRESH_BUSY, SHEET_TOO_LARGE, MODE_MISMATCH, and what Stripe's client throws; what was kept stays for the next run
 */
export function listReceivables(
  ports: {readonly documentProperties: Properties; readonly tables: Tables},
  {
    client,
    run: left,
    read,
    deadlineUnixMs,
    onPage,
  }: {
    readonly client: StripeClient;
    readonly run: RefreshRun;
    readonly read: ReadInvoices;
    readonly deadlineUnixMs: number;
    /** Called once for each page that was read. */
    readonly onPage: () => void;
  },
): {readonly isComplete: boolean; readonly run: RefreshRun} {
  let run = left;
  for (;;) {
    const fresh = new Set<string>();
    let pages = 0;
    const reached = fetchListings(client, run.listings, {
      deadlineUnixMs,
      requestsMax: checkpointPages,
      onPage: (page) => {
        pages += 1;
        onPage();
        takePage(page, read, fresh);
      },
    });
    const requests = run.requests + reached.requestsSent;
    const advanced = {...run, listings: reached.listings, pages: run.pages + pages, requests};
    if (reached.status === 'complete') return {isComplete: true, run: advanced};

    assertCurrent(ports.documentProperties, run);
    storeProgress(ports.tables, read, [...fresh], run.storedRows + 1);
    run = {...advanced, storedRows: run.storedRows + fresh.size};
    writeRun(ports.documentProperties, run);
    if (reached.status === 'deadline') return {isComplete: false, run};
  }
}

function takePage({wireObjects}: FetchedPage, read: ReadInvoices, fresh: Set<string>): void {
  addRawPage(read.raw, wireObjects);
  for (const wire of wireObjects) {
    const invoice = decodeInvoice(wire);
    read.invoices.set(invoice.id, invoice);
    fresh.add(invoice.id);
  }
  if (read.invoices.size <= invoicesMax) return;
  throw new AddonError({
    code: 'SHEET_TOO_LARGE',
    fact: `Cannot refresh the receivables: Stripe has more than ${invoicesMax} open and uncollectible invoices.`,
    nextStep: 'Void or write off in Stripe what nobody will pay; the tabs still show the last good refresh.',
  });
}
