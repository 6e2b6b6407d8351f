import {downloadPdfs} from '../../../src/core/invoice-actions/download-pdfs.ts';
import {pdfNames} from '../../../src/core/invoice-actions/pdf-names.ts';
import {unzip} from '../../support/unzip.ts';
import {type StripeDesk, stripeDesk} from './support/stripe-desk.ts';

/** Lays what Stripe keeps at the address of each invoice's PDF where downloads find it. */
function withDocuments(desk: StripeDesk, ids: readonly string[]): StripeDesk {
  for (const id of ids) {
    const url = addressOf(desk, id);
    const {body} = desk.sandbox.handle(
      {method: 'GET', url, headers: {}, body: null},
      desk.ports.clock.nowUnixMs(),
    );
    desk.ports.downloads.files.set(url, Buffer.from(body));
  }
  return desk;
}

const addressOf = (desk: StripeDesk, id: string): string =>
  String(desk.get(`/v1/invoices/${id}`)['invoice_pdf']);
const numberOf = (desk: StripeDesk, id: string): string => String(desk.get(`/v1/invoices/${id}`)['number']);

const download = ({ports}: StripeDesk, invoiceIds: readonly string[], forMs = 60_000) =>
  downloadPdfs(ports, {invoiceIds}, {deadlineUnixMs: ports.clock.nowUnixMs() + forMs});

const namesIn = (zipBase64: string) => [...unzip(Buffer.from(zipBase64, 'base64')).keys()];

describe('downloadPdfs', () => {
  test('puts the PDFs into a zip by number, and names those left out with the reason', () => {
    const desk = stripeDesk();
    const [first, second] = [desk.invoice(), desk.invoice({amounts: [5_000]})];
    const draft = desk.invoice({stays: 'draft'});
    withDocuments(desk, [first, second]);
    const {fileName, zipBase64, leftOut} = download(desk, [first, draft, second, 'in_Nowhere']);
    expect(fileName).toBe('Invoices 2026-11-20.zip');
    expect(leftOut).toEqual([
      `${draft} is a draft: it has no PDF yet.`,
      'in_Nowhere is not in Stripe, or in its other mode: it may have been deleted.',
    ]);
    const files = unzip(Buffer.from(zipBase64, 'base64'));
    expect([...files.keys()]).toEqual([first, second].map((id) => `${numberOf(desk, id)}.pdf`));
    expect(files.get(`${numberOf(desk, second)}.pdf`)?.toString()).toContain('Total: EUR 5000');
  });

  test('fetches ten at a time, from Stripe alone and without a key', () => {
    const desk = stripeDesk();
    const ids = Array.from({length: 12}, () => desk.invoice());
    withDocuments(desk, ids);
    download(desk, ids);
    const {rounds} = desk.ports.downloads;
    expect(rounds.map((round) => round.length)).toEqual([10, 2]);
    expect(rounds.flat().every((url) => url.startsWith('https://pay.stripe.com/invoice/'))).toBe(true);
  });

  test('says of each why Stripe did not hand it over, and goes on with the others', () => {
    const desk = stripeDesk();
    const ids = [desk.invoice(), desk.invoice(), desk.invoice(), desk.invoice()] as const;
    withDocuments(desk, ids);
    const {files, unreachable} = desk.ports.downloads;
    files.delete(addressOf(desk, ids[0]));
    unreachable.add(addressOf(desk, ids[1]));
    files.set(addressOf(desk, ids[2]), Buffer.from('<html>Please wait</html>'));
    const {zipBase64, leftOut} = download(desk, ids);
    expect(namesIn(zipBase64)).toEqual([`${numberOf(desk, ids[3])}.pdf`]);
    const again = 'Try again, or open it in Stripe.';
    expect(leftOut).toEqual([
      `${numberOf(desk, ids[0])}: Stripe did not hand over its PDF (status 404). ${again}`,
      `${numberOf(desk, ids[1])}: Stripe did not hand over its PDF (DNS error). ${again}`,
      `${numberOf(desk, ids[2])}: Stripe answered with something that is no PDF. ${again}`,
    ]);
  });

  test('leaves out what makes the zip larger than a browser takes, and what there was no time for', () => {
    const desk = stripeDesk();
    const ids = Array.from({length: 12}, () => desk.invoice());
    withDocuments(desk, ids);
    const big = Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.alloc(7 * 1024 * 1024)]);
    for (const id of ids.slice(0, 2)) desk.ports.downloads.files.set(addressOf(desk, id), big);
    const {zipBase64, leftOut} = download(desk, ids);
    expect(namesIn(zipBase64)).toHaveLength(1);
    expect(leftOut).toHaveLength(11);
    expect(leftOut[0]).toBe(
      `${numberOf(desk, ids[1] ?? '')}: the zip would be larger than 12 MB. Download it in a second one.`,
    );
    expect(desk.ports.downloads.rounds).toHaveLength(2);

    const late = stripeDesk();
    const more = Array.from({length: 11}, () => late.invoice());
    withDocuments(late, more);
    const {fetchAll} = late.ports.downloads;
    Object.assign(late.ports.downloads, {
      fetchAll(urls: readonly string[]) {
        late.ports.clock.sleep(60_000);
        return fetchAll(urls);
      },
    });
    expect(download(late, more).leftOut).toEqual([
      `${numberOf(late, more[10] ?? '')}: there was no time left. Download it next.`,
    ]);
  });

  test('refuses more than 40, and a selection without any PDF', () => {
    const desk = stripeDesk();
    const many = Array.from({length: 41}, (_, index) => `in_${index}`);
    expect(() => download(desk, many)).toThrow(
      'Cannot act on invoices: 41 invoices are more than the 40 of one time. Choose fewer.',
    );
    const draft = desk.invoice({stays: 'draft'});
    expect(() => download(desk, [draft])).toThrow(
      `Cannot download PDFs: there is none to put into the zip. ${draft} is a draft: it has no PDF yet. Choose finalized invoices.`,
    );
  });

  test('fetches no address but that of a PDF of Stripe', () => {
    const desk = stripeDesk();
    const id = desk.invoice();
    const {sendAll} = desk.ports.http;
    Object.assign(desk.ports.http, {
      sendAll: (wave: Parameters<typeof sendAll>[0]) =>
        sendAll(wave).map((outcome) =>
          outcome.kind === 'unreachable'
            ? outcome
            : {
                ...outcome,
                response: {
                  ...outcome.response,
                  body: outcome.response.body.replace(
                    /"invoice_pdf":"[^"]*"/,
                    '"invoice_pdf":"https://pay.stripe.com.evil.example/invoice/a/b/pdf"',
                  ),
                },
              },
        ),
    });
    expect(() => download(desk, [id])).toThrow(
      "the address of its PDF is none of Stripe's, so it was not fetched.",
    );
    expect(desk.ports.downloads.rounds.flat()).toEqual([]);
  });
});

describe('pdfNames()', () => {
  test.each([
    [['INV-0042'], ['INV-0042.pdf']],
    [
      ['INV-1', 'inv-1', 'INV-1'],
      ['INV-1.pdf', 'inv-1 (2).pdf', 'INV-1 (3).pdf'],
    ],
    [
      ['A/2026/07', '..\\..\\etc', 'a:b*c?'],
      ['A-2026-07.pdf', '-..-etc.pdf', 'a-b-c-.pdf'],
    ],
    [
      ['', '...', '\u0000'],
      ['Invoice.pdf', 'Invoice (2).pdf', '-.pdf'],
    ],
    [['x'.repeat(300)], [`${'x'.repeat(120)}.pdf`]],
  ])('%j become %j', (numbers, names) => {
    expect(pdfNames(numbers)).toEqual(names);
  });
});
