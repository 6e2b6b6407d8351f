import type {InvoiceIntent} from '../../../../src/core/invoicing/invoice-intent.ts';
import {type CreationDesk, creationDesk} from '../support/creation-desk.ts';
import {nordwind, nordwindRow} from '../support/sandbox-drafts.ts';

const dear = {...nordwindRow, Quantity: 1, 'Unit amount': 90_000, 'Order total (check)': 90_000};
const live = {objects: [{...nordwind, livemode: true}]};
const notWritten =
  'the add-on has not written what the hidden tab "Billing Ops (invoices begun)" says of it. Put the tab back as it was with File, Version history';

/** An editor of the spreadsheet types into the hidden tab what a batch that was let pass would have left there. */
function typeIntent(desk: CreationDesk, more: Partial<InvoiceIntent>): void {
  const intent: InvoiceIntent = {
    key: String(desk.cell(2, 'Key')),
    batchId: 'a'.repeat(16),
    accountId: null,
    mode: 'live',
    state: 'intended',
    contentDigest: contentOf(dear),
    customerId: 'cus_Nordwind',
    currency: 'eur',
    totals: {subtotal: 9e6, discount: 0, tax: 0, total: 9e6, amountDue: 9e6},
    finalize: true,
    deliver: false,
    intendedAtUnixS: Math.floor(desk.ports.clock.nowUnixMs() / 1000),
    invoiceId: null,
    number: null,
    preparedBy: 'nora@example.com',
    approvedBy: 'ben@example.com',
    planDigest: 'a'.repeat(64),
    problem: null,
    ...more,
  };
  desk.ports.tables.writeRecords('invoice-intents', 1, [[JSON.stringify(intent)]]);
}

/** Whoever has the code of the add-on reckons the fingerprint of any rows. */
function contentOf(row: typeof dear): string {
  const desk = creationDesk([row]);
  desk.createNow();
  return desk.intents()[0]?.contentDigest ?? '';
}

describe('createInvoices() where somebody has typed into the register', () => {
  test('makes nothing of a batch that nobody let pass', () => {
    const desk = creationDesk([dear], live);
    expect(desk.previewNow().approval.kind).toBe('needed');
    typeIntent(desk, {});
    for (const digest of ['a'.repeat(16), 'a'.repeat(64)]) {
      expect(() => desk.create({digest, finalize: true})).toThrow(notWritten);
    }
    expect(desk.invoices()).toEqual([]);
  });

  test('finalizes no draft that it has not made itself', () => {
    const desk = creationDesk([dear], live);
    desk.previewNow();
    typeIntent(desk, {state: 'lined', finalize: false, invoiceId: 'in_Other'});
    const {drafts} = desk.previewNow();
    expect(() =>
      desk.create({
        digest: drafts?.digest ?? null,
        finalize: true,
        expected: [{currency: 'EUR', invoices: 1, total: 90_000}],
      }),
    ).toThrow(notWritten);
    expect(desk.requests.filter(({url}) => url.includes('/finalize'))).toEqual([]);
  });

  test('believes no order that was edited between two parts of a batch', () => {
    const desk = creationDesk([nordwindRow]);
    const {digest} = desk.previewNow();
    expect(desk.create({digest, forMs: 1})).toMatchObject({status: 'continues'});
    const [row = []] = desk.ports.tables.readRecords('invoice-intents');
    const edited = row[0]?.replace('"finalize":false', '"finalize":true') ?? '';
    desk.ports.tables.writeRecords('invoice-intents', 1, [[edited, row[1] ?? '']]);
    expect(() => desk.create({digest})).toThrow(notWritten);
    desk.ports.tables.writeRecords('invoice-intents', 1, [row]);
    expect(desk.create({digest})).toMatchObject({status: 'complete', created: 1, finalized: 0});
  });
});
