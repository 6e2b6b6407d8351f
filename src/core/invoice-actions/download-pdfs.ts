import {AddonError} from '../errors/addon-error.ts';
import type {Archive, Downloads} from '../ports.ts';
import {isInvoicePdf} from '../stripe/links.ts';
import {formatIsoDate} from '../time/civil-date.ts';
import {type ActionContext, type ActionContextPorts, actionContext} from './action-context.ts';
import {type ActionInvoice, shortName} from './action-invoice.ts';
import {checkedInvoiceIds} from './checked-action.ts';
import {pdfNames} from './pdf-names.ts';
import {type FactsReading, readFacts} from './read-facts.ts';

export interface DownloadPorts extends ActionContextPorts {
  readonly downloads: Downloads;
  readonly archive: Archive;
}

export interface PdfArchive {
  /** `Invoices 2026-11-20.zip` */
  readonly fileName: string;
  readonly zipBase64: string;
  /** Invoices left out, each with the reason. */
  readonly leftOut: readonly string[];
}

const invoicesMax = 40;
/** Side by side: Google's memory holds each twice. */
const filesAtOnceMax = 10;
/** What a browser takes from a sidebar in one piece, and Google from a script. */
const bytesMax = 12 * 1024 * 1024;

/**
 * The PDFs of finalized invoices in a zip, named by number. Those without one are left out, and named.
 *
 * @throws AddonError ARGUMENT_INVALID for more than 40 invoices, or where none of them has a PDF that could be fetched; as
 *   readFacts
 */
export function downloadPdfs(
  ports: DownloadPorts,
  request: {readonly invoiceIds: readonly string[]},
  {deadlineUnixMs}: {readonly deadlineUnixMs: number},
): PdfArchive {
  const invoiceIds = checkedInvoiceIds(request, invoicesMax);
  const context = actionContext(ports, {deadlineUnixMs});
  const readings = readFacts(context, invoiceIds, {withLines: false});
  const asked = [...readings.values()].map(documentOf);
  const fetched = fetchDocuments(ports, context, asked);

  const leftOut = fetched.flatMap((one) => ('leftOut' in one ? [one.leftOut] : []));
  const files = fetched.flatMap((one) => ('base64' in one ? [one] : []));
  if (files.length === 0) {
    throw new AddonError({
      code: 'ARGUMENT_INVALID',
      fact: `Cannot download PDFs: there is none to put into the zip. ${leftOut.slice(0, 2).join(' ')}`.trim(),
      nextStep: 'Choose finalized invoices.',
    });
  }
  const names = pdfNames(files.map(({number}) => number));
  return {
    fileName: `Invoices ${formatIsoDate(context.today)}.zip`,
    zipBase64: ports.archive.zip(
      files.map(({base64}, index) => ({name: names[index] ?? `Invoice ${index + 1}.pdf`, base64})),
    ),
    leftOut,
  };
}

interface LeftOut {
  /** As a sentence. */
  readonly leftOut: string;
}

interface PdfDocument {
  readonly number: string;
  readonly url: string;
}

function documentOf(reading: FactsReading): PdfDocument | LeftOut {
  if (reading.kind === 'failed') return {leftOut: reading.sentence};
  const {invoice} = reading.facts;
  const {pdfUrl} = invoice;
  if (pdfUrl === null) return {leftOut: withoutPdf(invoice)};
  const number = shortName(invoice);
  return isInvoicePdf(pdfUrl)
    ? {number, url: pdfUrl}
    : {leftOut: `${number}: the address of its PDF is none of Stripe's, so it was not fetched.`};
}

function withoutPdf(invoice: ActionInvoice): string {
  const name = shortName(invoice);
  return invoice.status === 'draft'
    ? `${name} is a draft: it has no PDF yet.`
    : `${name} has no PDF in Stripe.`;
}

type Fetched = {readonly number: string; readonly base64: string} | LeftOut;

/** A few at a time, as long as they fit into the zip and into the run. */
function fetchDocuments(
  {downloads, clock}: DownloadPorts,
  {deadlineUnixMs}: ActionContext,
  asked: readonly (PdfDocument | LeftOut)[],
): readonly Fetched[] {
  const fetched: Fetched[] = [];
  let bytes = 0;
  for (let first = 0; first < asked.length; first += filesAtOnceMax) {
    const some = asked.slice(first, first + filesAtOnceMax);
    const isLate = clock.nowUnixMs() >= deadlineUnixMs;
    const wanted = some.flatMap((one) => ('url' in one && bytes < bytesMax && !isLate ? [one.url] : []));
    const outcomes = [...downloads.fetchAll(wanted)];
    for (const one of some) {
      if ('leftOut' in one) {
        fetched.push(one);
        continue;
      }
      const outcome = wanted.length === 0 ? null : (outcomes.shift() ?? null);
      if (outcome === null) {
        fetched.push({
          leftOut: isLate ? `${one.number}: there was no time left. Download it next.` : tooLarge(one),
        });
      } else if (outcome.kind === 'failed') {
        fetched.push({
          leftOut: `${one.number}: Stripe did not hand over its PDF (${outcome.reason}). Try again, or open it in Stripe.`,
        });
      } else if (!isPdf(outcome.base64)) {
        fetched.push({
          leftOut: `${one.number}: Stripe answered with something that is no PDF. Try again, or open it in Stripe.`,
        });
      } else if (bytes + outcome.bytes > bytesMax) {
        bytes = bytesMax;
        fetched.push({leftOut: tooLarge(one)});
      } else {
        bytes += outcome.bytes;
        fetched.push({number: one.number, base64: outcome.base64});
      }
    }
  }
  return fetched;
}

function tooLarge({number}: PdfDocument): string {
  return `${number}: the zip would be larger than ${bytesMax / 1024 / 1024} MB. Download it in a second one.`;
}

/** Begins with `%PDF`. */
function isPdf(base64: string): boolean {
  return base64.startsWith('JVBER');
}
