import {AddonError} from '../errors/addon-error.ts';
import type {StripeClient} from '../stripe/client.ts';
import {decodeInvoice, type Invoice} from '../stripe/invoice.ts';
import {fetchListings, startListing} from '../stripe/listing.ts';
import {addRawPage, type RawInvoices} from './raw-totals.ts';

/** Everything Stripe holds that belongs in a receivables table, and beside it what the same pages add up to. */
export interface ListedReceivables {
  /** By invoice id: one that changes status while pages are read counts once, as it was read last. */
  readonly invoices: readonly Invoice[];
  readonly raw: RawInvoices;
  readonly pages: number;
}

/** 100,000 invoices; a table of more does not fit one run. */
const requestsMax = 1_000;

/**
 * Lists the open and the uncollectible invoices side by side. Rule R1.
 *
 * @throws AddonError DEADLINE_REACHED when the pages do not all arrive in time, MODE_MISMATCH when one is of the other books
 */
export function listReceivables(client: StripeClient, deadlineUnixMs: number): ListedReceivables {
  const invoices = new Map<string, Invoice>();
  const raw: RawInvoices = {byId: new Map()};
  let pages = 0;

  const listings = ['open', 'uncollectible'].map((status) =>
    startListing({key: status, path: '/v1/invoices', params: {status, expand: ['data.customer']}}),
  );
  const reached = fetchListings(client, listings, {
    deadlineUnixMs,
    requestsMax,
    onPage: ({wireObjects}) => {
      pages += 1;
      addRawPage(raw, wireObjects);
      for (const wire of wireObjects) {
        const invoice = decodeInvoice(wire);
        invoices.set(invoice.id, invoice);
      }
    },
  });
  if (reached.status !== 'complete') throw notAllListed(pages, invoices.size);

  return {invoices: [...invoices.values()], raw, pages};
}

function notAllListed(pages: number, invoices: number): AddonError {
  return new AddonError({
    code: 'DEADLINE_REACHED',
    fact: `Cannot finish the refresh in one run: ${pages} pages with ${invoices} invoices were read and more remain.`,
    nextStep:
      'The tabs still show the last good refresh. Refresh again; if it stays, this account has more than one run can read.',
  });
}
