/** The page behind an invoice's `invoice_pdf`: whoever has its address may read it, without a key. */
import type {StripeRequest} from '../engine/admission.ts';
import type {StripeResponse} from '../engine/handle-request.ts';
import type {Store} from '../engine/store.ts';
import type {StoredInvoice} from './objects.ts';
import {hostedKey, renderInvoice} from './render-invoice.ts';

/** The PDF, or 404 for an address of no invoice; null for any other request. */
export function answerInvoicePdf(request: StripeRequest, store: Store): StripeResponse | null {
  const key = request.method === 'GET' ? documentKeyIn(request.url) : null;
  if (key === null) return null;
  const [invoice] = store.invoices.by(documentKey, key);
  if (invoice === undefined) {
    return {...whole, status: 404, headers: {'Content-Type': 'text/html'}, body: '<h1>Not found</h1>'};
  }
  const {number, customer_name: customer, currency, total, status} = renderInvoice(invoice, store);
  const body = pdfOf([
    `Invoice ${number ?? invoice.id}`,
    `Bill to: ${customer ?? 'nobody'}`,
    `Total: ${currency.toUpperCase()} ${total} in the smallest unit`,
    `Status: ${status ?? 'unknown'}`,
    'Made by the Stripe sandbox of the workbench. Nobody owes anything.',
  ]);
  return {...whole, status: 200, headers: {'Content-Type': 'application/pdf'}, body};
}

const whole = {latencyMs: 0, isLost: false};

/** The part of its address that is an invoice's own; null for one without a document. */
function documentKey(invoice: StoredInvoice): string | null {
  if (invoice.status === 'draft') return null;
  return invoice.invoice_pdf ? documentKeyIn(invoice.invoice_pdf) : hostedKey(invoice.id);
}

function documentKeyIn(address: string): string | null {
  return /^(?:https?:\/\/[^/]+)?\/invoice\/[^/?#]+\/([^/?#]+)\/pdf(?:[?#]|$)/.exec(address)?.[1] ?? null;
}

/** A document of one page in plain ASCII, so that characters are bytes. ISO 32000-1, 7.5. */
function pdfOf(lines: readonly string[]): string {
  const text = lines.map((line) => `(${literal(line)}) Tj T*`).join('\n');
  const content = `BT /F1 12 Tf 16 TL 72 770 Td\n${text}\nET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 4 0 R >> >> /Contents 5 0 R >>',
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
  ];
  let body = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  return `${body}xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`;
}

/** Latin-1 beyond ASCII is written in octal; of other scripts the standard fonts have no letters. */
function literal(text: string): string {
  return [...text.replace(/[\\()]/g, (character) => `\\${character}`)]
    .map((character) => {
      const code = character.codePointAt(0) ?? 0;
      if (code >= 0x20 && code < 0x7f) return character;
      return code >= 0xa0 && code <= 0xff ? `\\${code.toString(8)}` : '?';
    })
    .join('');
}
