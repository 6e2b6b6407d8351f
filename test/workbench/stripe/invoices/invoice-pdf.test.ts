import {createStripeSandbox} from '../../../../workbench/stripe/sandbox.ts';
import {parseWorld} from '../../../../workbench/worlds/parse-world.ts';
import {worldKey} from '../../../../workbench/worlds/world.ts';

const now = Date.parse('2026-11-20T15:00:00Z');
const ids = {open: 'in_Open', draft: 'in_Draft', own: 'in_Own'};
const ownAddress = 'https://pay.stripe.com/invoice/acct_9/live_own/pdf?s=ap';

const invoice = (id: string, more: object) => ({
  id,
  object: 'invoice',
  customer: 'cus_1',
  currency: 'eur',
  total: 120_000,
  amount_due: 120_000,
  collection_method: 'send_invoice',
  ...more,
});

function sandboxOf() {
  const objects = [
    {id: 'cus_1', object: 'customer', name: 'Müller (Köln) \\ Söhne 株式会社', email: 'a@example.com'},
    invoice(ids.open, {status: 'open', number: 'INV-1', customer_name: 'Müller (Köln) \\ Söhne 株式会社'}),
    invoice(ids.own, {status: 'paid', number: 'INV-2', amount_paid: 120_000, invoice_pdf: ownAddress}),
    invoice(ids.draft, {status: 'draft'}),
  ];
  const world = parseWorld(JSON.stringify({now: '2026-11-20T15:00:00Z', timeZone: 'UTC', objects}));
  return createStripeSandbox({objects: world.objects, keys: [worldKey], timeZone: 'UTC'});
}

const get = (sandbox: ReturnType<typeof sandboxOf>, url: string, headers = {}) =>
  sandbox.handle({method: 'GET', url, headers, body: null}, now);

function addressOf(sandbox: ReturnType<typeof sandboxOf>, id: string): string | null {
  const {body} = get(sandbox, `https://api.stripe.com/v1/invoices/${id}`, {
    Authorization: `Bearer ${worldKey}`,
  });
  return JSON.parse(body).invoice_pdf;
}

describe("the address of an invoice's PDF", () => {
  test('answers a document with its number, customer and total, to whoever has the address', () => {
    const sandbox = sandboxOf();
    const {status, headers, body} = get(sandbox, addressOf(sandbox, ids.open) ?? '');
    expect([status, headers['Content-Type']]).toEqual([200, 'application/pdf']);
    expect(body).toContain('(Invoice INV-1) Tj');
    // Letters of Latin-1 in octal, brackets and backslashes escaped, what the font has not as question marks.
    expect(body).toContain('(Bill to: M\\374ller \\(K\\366ln\\) \\\\ S\\366hne ????) Tj');
    expect(body).toContain('(Total: EUR 120000 in the smallest unit) Tj');
  });

  test('is a PDF whose table finds every object', () => {
    const sandbox = sandboxOf();
    const {body} = get(sandbox, addressOf(sandbox, ids.open) ?? '');
    expect(body.startsWith('%PDF-1.4\n')).toBe(true);
    expect(body.endsWith('%%EOF\n')).toBe(true);
    expect(Buffer.byteLength(body)).toBe(body.length);
    const start = Number(/startxref\n(\d+)\n/.exec(body)?.[1]);
    expect(body.slice(start, start + 5)).toBe('xref\n');
    const offsets = [...body.slice(start).matchAll(/^(\d{10}) 00000 n $/gm)].map(([, offset]) =>
      Number(offset),
    );
    expect(offsets.map((offset) => body.slice(offset, offset + 7))).toEqual(
      [1, 2, 3, 4, 5].map((object) => `${object} 0 obj`),
    );
    const stream = /\/Length (\d+) >>\nstream\n([\s\S]*?)\nendstream/.exec(body);
    expect(stream?.[2]).toHaveLength(Number(stream?.[1]));
  });

  test('may be the one that the world names, and a draft has none', () => {
    const sandbox = sandboxOf();
    expect(get(sandbox, ownAddress).body).toContain('(Invoice INV-2) Tj');
    expect(addressOf(sandbox, ids.draft)).toBeNull();
  });

  test('is answered 404 for no invoice, and asks for a key anywhere else', () => {
    const sandbox = sandboxOf();
    expect(get(sandbox, 'https://pay.stripe.com/invoice/acct_1/test_none/pdf').status).toBe(404);
    expect(get(sandbox, 'https://pay.stripe.com/invoice/acct_1/test_none').status).toBe(401);
  });
});
