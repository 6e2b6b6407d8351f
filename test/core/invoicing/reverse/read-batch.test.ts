import type {InvoiceIntent} from '../../../../src/core/invoicing/invoice-intent.ts';
import {intentsOfBatch, listedBatches} from '../../../../src/core/invoicing/reverse/batches.ts';
import {previewReversal} from '../../../../src/core/invoicing/reverse/preview-reversal.ts';
import {readBatch} from '../../../../src/core/invoicing/reverse/read-batch.ts';
import {permissionMissing} from '../../../support/fake-stripe.ts';
import {
  debited,
  debitedInvoice,
  type StripeDesk,
  stripeDesk,
} from '../../invoice-actions/support/stripe-desk.ts';

const hourMs = 3_600_000;

function intentOf(fields: Partial<InvoiceIntent>): InvoiceIntent {
  return {
    key: 'k1',
    batchId: 'b1',
    accountId: null,
    mode: 'test',
    state: 'finalized',
    contentDigest: '',
    customerId: 'cus_Acme',
    currency: 'eur',
    totals: {subtotal: 100, discount: 0, tax: 0, total: 100, amountDue: 100},
    finalize: true,
    deliver: false,
    deliverAs: 'Stripe e-mail',
    intendedAtUnixS: Date.parse('2026-11-20T15:00:00Z') / 1000,
    invoiceId: null,
    number: null,
    preparedBy: 'nora@example.com',
    approvedBy: null,
    problem: null,
    ...fields,
  };
}

function read(desk: StripeDesk, fields: Partial<InvoiceIntent>) {
  const [one] = readBatch(desk.context(), [intentOf(fields)]);
  if (one === undefined) throw new Error('Nothing was read.');
  return one;
}

const deliveryOf = (desk: StripeDesk, fields: Partial<InvoiceIntent>) =>
  read(desk, fields).reversible?.delivery;

describe('readBatch() knows of an invoice', () => {
  test('what its way back depends on', () => {
    const desk = stripeDesk();
    expect(read(desk, {invoiceId: desk.invoice()})).toMatchObject({
      problem: null,
      reversible: {
        status: 'open',
        issuedOn: {year: 2026, month: 11, day: 20},
        delivery: {kind: 'never'},
        customerCountry: 'DE',
        accountCountry: 'US',
        isPaymentInFlight: false,
      },
    });
  });

  test('that a payment of it is under way', () => {
    const desk = stripeDesk([debited]);
    const invoiceId = debitedInvoice(desk);
    expect(read(desk, {invoiceId, customerId: 'cus_Bank'}).reversible).toMatchObject({
      status: 'open',
      isPaymentInFlight: true,
    });
  });

  test('whether it was sent: by us, from Stripe, or by people', () => {
    const desk = stripeDesk();
    const invoiceId = desk.invoice();
    expect(deliveryOf(desk, {invoiceId, deliverAs: 'Hold'})).toEqual({kind: 'never'});
    expect(deliveryOf(desk, {invoiceId, state: 'sent'})).toEqual({kind: 'sent', on: null});
    expect(deliveryOf(desk, {invoiceId, deliverAs: 'Customer portal'})).toEqual({
      kind: 'unclear',
      because: 'Its row says to deliver it by “Customer portal”: only you know whether the customer has it.',
    });
    const {deliverAs: _, ...older} = intentOf({invoiceId});
    expect(readBatch(desk.context(), [older])[0]?.reversible?.delivery).toEqual({
      kind: 'unclear',
      because: 'The batch does not say how it was to be delivered.',
    });
    desk.post(`/v1/invoices/${invoiceId}/send`);
    expect(deliveryOf(desk, {invoiceId, deliverAs: 'We send'})).toEqual({
      kind: 'sent',
      on: {year: 2026, month: 11, day: 20},
    });
  });

  test('that nobody knows whether it was sent: too long ago, too many e-mails, or a key that may not say', () => {
    const desk = stripeDesk();
    const invoiceId = desk.invoice();
    const {sendAll} = desk.ports.http;
    const gapOf = (answer: object) => {
      const answering = {
        sendAll: (wave: Parameters<typeof sendAll>[0]) =>
          wave.map((request) => (request.url.includes('/v1/events') ? answer : sendAll([request])[0])),
      };
      Object.assign(desk.ports.http, answering);
      const delivery = deliveryOf(desk, {invoiceId});
      Object.assign(desk.ports.http, {sendAll});
      return delivery?.kind === 'unclear' ? delivery.because : null;
    };
    const page = {
      object: 'list',
      has_more: true,
      data: [{id: 'evt_1', created: 1, data: {object: {id: 'in_9'}}}],
    };
    expect(gapOf({kind: 'response', response: {status: 200, headers: {}, body: JSON.stringify(page)}})).toBe(
      'Whether it was e-mailed is not known: 1000 e-mails were sent since.',
    );
    expect(gapOf(permissionMissing('rak_event_read'))).toMatch(
      /^Whether it was e-mailed is not known\. Cannot read events from Stripe: the key lacks the permission /,
    );
    desk.ports.clock.sleep(31 * 24 * hourMs);
    expect(deliveryOf(desk, {invoiceId})).toEqual({
      kind: 'unclear',
      because: 'Whether it was e-mailed is not known: Stripe remembers e-mails for 30 days.',
    });
  });

  test('that it is not in Stripe any more', () => {
    const desk = stripeDesk();
    expect(read(desk, {invoiceId: 'in_Gone'})).toMatchObject({
      reversible: null,
      problem: 'in_Gone is not in Stripe, or in its other mode: it may have been deleted.',
    });
    expect(
      read(desk, {state: 'reversed', invoiceId: 'in_Gone', problem: 'in_Gone is deleted.'}),
    ).toMatchObject({
      reversible: null,
      problem: 'in_Gone is deleted.',
    });
  });
});

describe('intentsOfBatch()', () => {
  const now = {mode: 'test', accountId: 'acct_1'} as const;

  test('takes a batch that another has gone on with under the name of the later one', () => {
    const intents = [
      intentOf({key: 'a', resumedBy: 'b2'}),
      intentOf({key: 'b'}),
      intentOf({key: 'c', state: 'refused'}),
    ];
    expect(intentsOfBatch(intents, 'b2', now).map(({key}) => key)).toEqual(['a']);
    expect(intentsOfBatch(intents, 'b1', now).map(({key}) => key)).toEqual(['b']);
  });

  test('refuses one of another mode or account', () => {
    expect(() => intentsOfBatch([intentOf({mode: 'live', accountId: 'acct_2'})], 'b1', now)).toThrow(
      'Cannot reverse the batch b1: it was made in live mode of the account acct_2, and you are connected to acct_1 in test mode. Connect with a key of that account and mode, then reverse it again.',
    );
    expect(() => intentsOfBatch([intentOf({accountId: 'acct_2'})], 'b1', now)).toThrow('acct_2');
  });
});

test('listedBatches() shows the year of an older batch, each currency, and what of it is reversed', () => {
  const now = {
    mode: 'test',
    accountId: null,
    nowUnixS: Date.parse('2027-01-20T15:00:00Z') / 1000,
    today: {year: 2027, month: 1, day: 20},
    timeZone: 'America/New_York',
  } as const;
  const batch = [
    intentOf({key: 'a', state: 'reversed'}),
    intentOf({key: 'b', currency: 'usd', preparedBy: null}),
    intentOf({key: 'c', batchId: 'b0', intendedAtUnixS: now.nowUnixS - 401 * 24 * 3600}),
    intentOf({key: 'd', batchId: 'b3', mode: 'live'}),
    intentOf({key: 'e', batchId: 'b4', intendedAtUnixS: now.nowUnixS}),
  ];
  expect(listedBatches(batch, now)).toEqual([
    {batchId: 'b4', title: '1 invoice, EUR 1.00, 20 Jan 10:00, by nora@example.com'},
    {
      batchId: 'b1',
      title: '2 invoices, EUR 1.00 and USD 1.00, 20 Nov 2026 10:00, by nora@example.com, 1 reversed',
    },
  ]);
});

test('previewReversal() takes 300 at a time and says how many come later', () => {
  const desk = stripeDesk();
  const intents = Array.from({length: 302}, (_, index) =>
    intentOf({key: `k${index}`, invoiceId: `in_${index}`, state: index === 0 ? 'reversed' : 'finalized'}),
  );
  desk.ports.tables.writeRecords(
    'invoice-intents',
    1,
    intents.map((intent) => [JSON.stringify(intent)]),
  );
  const preview = previewReversal(
    desk.ports,
    {batchId: 'b1', decisions: {}, reasonCode: 'Other', reason: 'x'},
    {deadlineUnixMs: Number.MAX_SAFE_INTEGER},
  );
  expect(preview.invoices).toHaveLength(300);
  expect(preview.invoices[0]?.invoiceId).toBe('in_1');
  expect(preview.message).toBe(
    'Nothing can be reversed now: each invoice says why. 1 more of this batch comes the next time: reverse it again.',
  );
});
