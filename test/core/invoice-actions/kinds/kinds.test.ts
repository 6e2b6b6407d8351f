import type {InvoiceAction} from '../../../../src/core/action-contract.ts';
import {type ActionDesk, actionDesk} from '../support/action-desk.ts';

/** What a preview of one invoice says: what would be done, or the one sentence that refuses it; its name as INV-1. */
function told(desk: ActionDesk, action: InvoiceAction, id: string): readonly string[] | string {
  const {number} = desk.get(`/v1/invoices/${id}`);
  const name = typeof number === 'string' ? number : id;
  const [invoice] = desk.preview(action, [id], reasonFor(action)).invoices;
  const plain = (text: string) => text.replaceAll(name, 'INV-1');
  return invoice?.refusal == null ? (invoice?.willDo ?? []).map(plain) : plain(invoice.refusal);
}

/** The sentence of what became of it. */
function done(desk: ActionDesk, action: InvoiceAction, id: string): string {
  const reply = desk.act(action, [id], reasonFor(action));
  const {number} = desk.statuses([id])[0] === 'deleted' ? {} : desk.get(`/v1/invoices/${id}`);
  return reply.message.replaceAll(typeof number === 'string' ? number : id, 'INV-1');
}

const reasonFor = ({name}: InvoiceAction) =>
  ['finalize', 'send', 'retry-payment', 'change-details', 'resume-collection'].includes(name)
    ? {reasonCode: '', reason: ''}
    : {};

describe('finalize', () => {
  test('says total and due date, hands collection to Stripe, and tells the number', () => {
    const desk = actionDesk();
    const id = desk.invoice({stays: 'draft'});
    expect(told(desk, {name: 'finalize'}, id)).toEqual([
      'Finalizes the draft of EUR 1,200.00, due 20 Dec 2026: it gets its number and can no longer be edited.',
      'Stripe then reminds and reconciles by itself. Send it if the customer is to have it now.',
    ]);
    expect(done(desk, {name: 'finalize'}, id)).toBe('INV-1 is final: EUR 1,200.00, open.');
    expect(desk.get(`/v1/invoices/${id}`)).toMatchObject({status: 'open', auto_advance: true});
    expect(desk.log()).toMatchObject([
      {Action: 'Invoice finalized', Amount: 1200, Before: 'draft', After: 'open'},
    ]);
  });

  test('keeps Stripe from collecting what is held', () => {
    const desk = actionDesk();
    const id = desk.invoice({stays: 'draft', fields: {metadata: {billing_ops_hold: 'export review'}}});
    expect(told(desk, {name: 'finalize'}, id)).toContain(
      'It is held: Stripe neither charges nor reminds until collection is resumed.',
    );
    done(desk, {name: 'finalize'}, id);
    expect(desk.get(`/v1/invoices/${id}`)).toMatchObject({auto_advance: false});
  });

  test('says that a card will be charged, and what the balance of the customer pays', () => {
    const desk = actionDesk();
    desk.post('/v1/customers/cus_Acme/balance_transactions', {amount: -20_000, currency: 'eur'});
    const id = desk.invoice({
      stays: 'draft',
      isCharged: true,
    });
    expect(told(desk, {name: 'finalize'}, id)).toEqual([
      'Finalizes the draft of EUR 1,200.00: it gets its number and can no longer be edited.',
      "EUR 1,000.00 of it is to be paid, after the customer's balance.",
      'Stripe then charges the customer EUR 1,000.00 by itself, within about an hour.',
    ]);
  });

  test('stops where the books of its date are closed', () => {
    const desk = actionDesk();
    desk.ports.documentProperties.write('settings', '{"version":1,"booksClosedThrough":"2026-11-30"}');
    expect(told(desk, {name: 'finalize'}, desk.invoice({stays: 'draft'}))).toBe(
      'The books are closed through 30 Nov 2026: the invoice date is 20 Nov 2026. Use a later date, or have an approver change “Books closed through” in Settings.',
    );
  });
});

describe('send', () => {
  test('says to whom, and that an e-mail about a paid invoice does not say so', () => {
    const desk = actionDesk();
    const id = desk.invoice();
    expect(told(desk, {name: 'send'}, id)).toEqual(['Stripe e-mails INV-1 to ap@acme.example.']);
    expect(done(desk, {name: 'send'}, id)).toBe('INV-1 was e-mailed to ap@acme.example.');
    expect(desk.log()).toMatchObject([
      {Action: 'Invoice sent', Field: 'e-mailed to', After: 'ap@acme.example'},
    ]);
    desk.post(`/v1/invoices/${id}/pay`, {paid_out_of_band: true});
    expect(told(desk, {name: 'send'}, id)).toContain('It is paid: the e-mail will not say so.');
  });
});

describe('retry-payment', () => {
  const collect: InvoiceAction = {name: 'retry-payment'};

  function deskWith(card: string, howSaved: 'customer' | 'invoice') {
    const desk = actionDesk();
    const method = String(desk.post(`/v1/payment_methods/${card}/attach`, {customer: 'cus_Acme'})['id']);
    if (howSaved === 'customer') {
      desk.post('/v1/customers/cus_Acme', {invoice_settings: {default_payment_method: method}});
    }
    const id = desk.invoice(howSaved === 'invoice' ? {fields: {default_payment_method: method}} : {});
    return {desk, id};
  }

  test.each(['customer', 'invoice'] as const)(
    'charges what is saved on the %s, and names it first',
    (saved) => {
      const {desk, id} = deskWith('pm_card_visa', saved);
      expect(told(desk, collect, id)).toEqual(['Charges Visa •4242 EUR 1,200.00 now for INV-1.']);
      expect(done(desk, collect, id)).toBe('INV-1 is paid.');
      expect(desk.statuses([id])).toEqual(['paid']);
      expect(desk.log()).toMatchObject([
        {Action: 'Payment collected', Before: 'open', After: 'paid', Amount: 1200},
      ]);
    },
  );

  test('tells why a card was declined, and may be tried again', () => {
    const {desk, id} = deskWith('pm_card_chargeCustomerFail', 'customer');
    expect(done(desk, collect, id)).toMatch(/Your card was declined/);
    expect(desk.statuses([id])).toEqual(['open']);
    expect(desk.log()).toMatchObject([{After: 'open', Result: expect.stringMatching(/declined/)}]);
    const again = String(desk.post('/v1/payment_methods/pm_card_visa/attach', {customer: 'cus_Acme'})['id']);
    desk.post('/v1/customers/cus_Acme', {invoice_settings: {default_payment_method: again}});
    expect(done(desk, collect, id)).toBe('INV-1 is paid.');
  });

  test('is refused where nothing is saved, and while a debit is on its way', () => {
    const desk = actionDesk();
    expect(told(desk, collect, desk.invoice())).toBe(
      'INV-1 cannot be charged: its customer has no saved payment method. Send the invoice instead.',
    );
    const customer = String(desk.post('/v1/customers', {name: 'Dollar Inc', email: 'd@example.com'})['id']);
    const id = desk.invoice({currency: 'usd', customer});
    const debit = String(desk.post('/v1/payment_methods/pm_usBankAccount/attach', {customer})['id']);
    desk.post(`/v1/invoices/${id}/pay`, {payment_method: debit});
    expect(told(desk, collect, id)).toBe(
      'A payment of INV-1 is on its way already. Wait until it has arrived or failed.',
    );
  });
});

describe('pause-collection and resume-collection', () => {
  test('turn auto_advance off and on again, and hold the invoice meanwhile', () => {
    const desk = actionDesk();
    const id = desk.invoice();
    desk.post(`/v1/invoices/${id}`, {auto_advance: true});
    expect(told(desk, {name: 'pause-collection'}, id)).toEqual([
      'Pauses INV-1: Stripe neither retries, reminds nor reconciles it until collection is resumed. It stays owed and its aging goes on.',
    ]);
    expect(done(desk, {name: 'pause-collection'}, id)).toBe('Collection of INV-1 is paused.');
    expect(desk.get(`/v1/invoices/${id}`)).toMatchObject({
      auto_advance: false,
      metadata: {billing_ops_hold: 'paused'},
    });
    expect(told(desk, {name: 'resume-collection'}, id)).toEqual([
      'Resumes INV-1: Stripe reminds and reconciles it by itself again.',
    ]);
    expect(done(desk, {name: 'resume-collection'}, id)).toBe('Collection of INV-1 goes on.');
    expect(desk.get(`/v1/invoices/${id}`)).toMatchObject({auto_advance: true, metadata: {}});
    expect(desk.log()).toMatchObject([
      {Action: 'Collection paused', Field: 'automatic collection', Before: 'on', After: 'off'},
      {Action: 'Collection resumed', Before: 'off', After: 'on'},
    ]);
  });
});

describe('mark-uncollectible', () => {
  test('says what stops and what stays possible', () => {
    const desk = actionDesk();
    const id = desk.invoice({paidOutside: 20_000});
    expect(told(desk, {name: 'mark-uncollectible'}, id)).toEqual([
      'Marks INV-1 uncollectible: Stripe stops collecting EUR 1,000.00. It can still be paid or voided. The write-off in your ledger is an entry of its own.',
    ]);
    expect(done(desk, {name: 'mark-uncollectible'}, id)).toBe('INV-1 is uncollectible.');
    expect(desk.log()).toMatchObject([
      {Action: 'Invoice marked uncollectible', Amount: 1000, After: 'uncollectible'},
    ]);
  });
});

describe('void', () => {
  test('says of an invoice of a closed month that a credit note would leave it as it is', () => {
    const desk = actionDesk();
    const id = desk.invoice();
    desk.ports.documentProperties.write('settings', '{"version":1,"booksClosedThrough":"2026-11-30"}');
    expect(told(desk, {name: 'void'}, id)).toContain(
      'It was issued in a month whose books are closed: a credit note would leave that month as it is.',
    );
  });
});

describe('delete-draft', () => {
  test('deletes a draft for good', () => {
    const desk = actionDesk();
    const id = desk.invoice({stays: 'draft'});
    expect(told(desk, {name: 'delete-draft'}, id)).toEqual([
      'Deletes the draft of EUR 1,200.00 with its lines, for good. Nobody has received it.',
    ]);
    expect(done(desk, {name: 'delete-draft'}, id)).toBe('The draft INV-1 is deleted.');
    expect(desk.statuses([id])).toEqual(['deleted']);
    expect(desk.log()).toMatchObject([
      {Action: 'Draft deleted', Object: id, Before: 'draft', After: 'deleted'},
    ]);
  });

  test('is done as well when the answer is lost and nothing is there the second time', () => {
    const desk = actionDesk();
    const id = desk.invoice({stays: 'draft'});
    desk.sandbox.faults.set([{fault: {kind: 'dropped_after_commit'}, method: 'DELETE', times: 1}]);
    expect(done(desk, {name: 'delete-draft'}, id)).toBe('The draft INV-1 is deleted.');
  });

  test('leaves the draft of a subscription to its subscription', () => {
    const desk = actionDesk();
    const price = desk.post('/v1/prices', {
      currency: 'eur',
      unit_amount: 5_000,
      recurring: {interval: 'month'},
      product_data: {name: 'Seats'},
    });
    const subscription = desk.post('/v1/subscriptions', {
      customer: 'cus_Acme',
      items: [{price: price['id']}],
      collection_method: 'send_invoice',
      days_until_due: 30,
    });
    expect(told(desk, {name: 'delete-draft'}, String(subscription['latest_invoice']))).toBe(
      'INV-1 belongs to a subscription: Stripe deletes no such draft. Finalize and void it, or change the subscription.',
    );
  });
});

describe('agree-pay-by', () => {
  const by = (payBy: string | null): InvoiceAction => ({name: 'agree-pay-by', payBy});

  test('notes the day in metadata, and takes it back', () => {
    const desk = actionDesk();
    const id = desk.invoice();
    expect(told(desk, by('2027-01-15'), id)).toEqual([
      'Notes in Stripe that INV-1 is to be paid by 15 Jan 2027. Collections wait for that day; aging still counts from the due date, and the customer is told nothing.',
    ]);
    expect(done(desk, by('2027-01-15'), id)).toBe('INV-1 is to be paid by 15 Jan 2027, as agreed.');
    expect(desk.get(`/v1/invoices/${id}`)).toMatchObject({metadata: {billing_ops_pay_by: '2027-01-15'}});
    expect(told(desk, by('2027-01-15'), id)).toBe('INV-1 is to be paid by 15 Jan 2027 already.');
    expect(told(desk, by(null), id)).toEqual([
      'Takes the agreed pay-by date of INV-1 back: collections go by its due date again.',
    ]);
    expect(done(desk, by(null), id)).toBe('INV-1 has no agreed pay-by date any more.');
    expect(desk.get(`/v1/invoices/${id}`)).toMatchObject({metadata: {}});
    expect(desk.log()).toMatchObject([
      {Action: 'Pay-by date agreed', Before: '', After: '2027-01-15'},
      {Action: 'Agreed pay-by date taken back', Before: '2027-01-15', After: ''},
    ]);
  });

  test('refuses what is no day, is over, or is years ahead', () => {
    const desk = actionDesk();
    const id = desk.invoice();
    expect(told(desk, by('soon'), id)).toBe('“soon” is not a day. Enter one such as 2026-05-31.');
    expect(told(desk, by('2026-02-30'), id)).toBe('“2026-02-30” is not a day. Enter one such as 2026-05-31.');
    expect(told(desk, by('2026-11-19'), id)).toBe('19 Nov 2026 is in the past. Enter today or a later day.');
    expect(told(desk, by('2026-11-20'), id)).toHaveLength(1);
    expect(told(desk, by('2028-11-20'), id)).toHaveLength(1);
    expect(told(desk, by('2028-11-21'), id)).toBe(
      '21 Nov 2028 is more than two years ahead. Check the year.',
    );
    expect(told(desk, by(null), id)).toBe('INV-1 has no agreed pay-by date to take back.');
  });

  test('wants a second person beyond the longest terms of the policy', () => {
    const desk = actionDesk();
    desk.ports.documentProperties.write(
      'settings',
      '{"version":1,"approvals":{"in":"always","longestTermsDays":62}}',
    );
    const id = desk.invoice();
    expect(desk.preview(by('2027-01-21'), [id]).approval).toMatchObject({kind: 'not-needed'});
    expect(desk.preview(by('2027-01-22'), [id]).approval).toMatchObject({
      kind: 'needed',
      because: expect.stringMatching(
        / would be payable 63 days after it was issued; up to 62 need no approval\.$/,
      ),
    });
  });
});

describe('change-details', () => {
  const change = (
    details: Omit<Extract<InvoiceAction, {name: 'change-details'}>, 'name'>,
  ): InvoiceAction => ({
    name: 'change-details',
    ...details,
  });

  test('changes on a draft the PO number beside other custom fields, memo, footer and metadata', () => {
    const desk = actionDesk();
    const id = desk.invoice({
      stays: 'draft',
      fields: {
        description: 'Old memo',
        custom_fields: [
          {name: 'Cost centre', value: '77'},
          {name: 'PO number', value: 'P-1'},
        ],
      },
    });
    const asked = change({purchaseOrder: 'P-2', memo: 'New memo', footer: '', metadata: {deal: 'D-9'}});
    expect(told(desk, asked, id)).toEqual([
      'Changes the PO number of INV-1 from “P-1” to “P-2”.',
      'Changes the memo of INV-1 from “Old memo” to “New memo”.',
      'Changes the metadata deal of INV-1 to “D-9”.',
    ]);
    expect(done(desk, asked, id)).toBe('INV-1: PO number, memo, metadata deal changed.');
    expect(desk.get(`/v1/invoices/${id}`)).toMatchObject({
      description: 'New memo',
      custom_fields: [
        {name: 'Cost centre', value: '77'},
        {name: 'PO number', value: 'P-2'},
      ],
      metadata: {deal: 'D-9'},
    });
    expect(desk.log()).toMatchObject([
      {
        Action: 'Invoice details changed',
        Field: 'PO number, memo, metadata deal',
        Before: 'P-1 | Old memo | none',
        After: 'P-2 | New memo | D-9',
      },
    ]);
  });

  test('clears what is emptied, the only custom field too', () => {
    const desk = actionDesk();
    const fields = {description: 'Old memo', custom_fields: [{name: 'PO', value: 'P-1'}], metadata: {a: 'b'}};
    const id = desk.invoice({stays: 'draft', fields});
    const asked = change({purchaseOrder: '', metadata: {a: ''}});
    expect(told(desk, asked, id)).toEqual([
      'Clears the PO number of INV-1, which is “P-1”.',
      'Clears the metadata a of INV-1, which is “b”.',
    ]);
    done(desk, asked, id);
    expect(desk.get(`/v1/invoices/${id}`)).toMatchObject({custom_fields: null, metadata: {}});
    expect(told(desk, change({memo: ''}), id)).toBe(
      'Stripe does not take the memo of INV-1 away. Write another text instead.',
    );
  });

  test('keeps the PO number of a final invoice in metadata, and leaves alone what is printed', () => {
    const desk = actionDesk();
    const id = desk.invoice();
    expect(told(desk, change({purchaseOrder: 'P-2'}), id)).toEqual([
      "Changes the PO number of INV-1 to “P-2”. It is kept in Stripe's metadata (po) and not printed: the invoice is final.",
    ]);
    done(desk, change({purchaseOrder: 'P-2'}), id);
    expect(desk.get(`/v1/invoices/${id}`)).toMatchObject({metadata: {po: 'P-2'}});
    expect(told(desk, change({memo: 'x'}), id)).toBe(
      'INV-1 is final: its memo is printed and cannot change. Correct the invoice instead.',
    );
    expect(told(desk, change({memo: 'x', footer: 'y'}), id)).toBe(
      'INV-1 is final: its memo and footer are printed and cannot change. Correct the invoice instead.',
    );
    const printed = desk.invoice({fields: {custom_fields: [{name: 'PO', value: 'P-1'}]}});
    expect(told(desk, change({purchaseOrder: 'P-3'}), printed)).toBe(
      'INV-1 is final and prints the PO number P-1, which cannot change. Correct the invoice instead.',
    );
  });

  test('refuses what Stripe would not take', () => {
    const desk = actionDesk();
    const id = desk.invoice({stays: 'draft'});
    const long = (count: number) => 'x'.repeat(count);
    expect(told(desk, change({}), id)).toBe('Nothing is filled in. Fill in what is to change.');
    expect(told(desk, change({memo: ' '}), id)).toBe('INV-1 says so already.');
    expect(told(desk, change({metadata: {'a[b]': '1'}}), id)).toBe(
      '“a[b]” is no name for metadata. Use 1 to 40 characters without square brackets.',
    );
    expect(told(desk, change({metadata: {billing_ops_intent: '1'}}), id)).toBe(
      "The metadata billing_ops_intent is the add-on's own, so it is not changed by hand. Use another name.",
    );
    expect(told(desk, change({purchaseOrder: long(141)}), id)).toBe(
      'The PO number has 141 characters, and Stripe takes 140. Shorten it.',
    );
    expect(told(desk, change({memo: long(501)}), id)).toEqual([expect.stringMatching(/^Changes the memo/)]);
    expect(told(desk, change({memo: long(1_501)}), id)).toBe(
      'The memo has 1501 characters, and Stripe takes 1500. Shorten it.',
    );
    const full = Object.fromEntries(Array.from({length: 50}, (_, index) => [`k${index}`, 'v']));
    const crowded = desk.invoice({stays: 'draft', fields: {metadata: full}});
    expect(told(desk, change({metadata: {k0: 'w'}}), crowded)).toHaveLength(1);
    expect(told(desk, change({metadata: {one: 'more'}}), crowded)).toBe(
      'INV-1 would have 51 metadata entries, and Stripe takes 50. Clear some first.',
    );
    const four = ['A', 'B', 'C', 'D'].map((name) => ({name, value: '1'}));
    const printed = desk.invoice({stays: 'draft', fields: {custom_fields: four}});
    expect(told(desk, change({purchaseOrder: 'P-1'}), printed)).toBe(
      'INV-1 prints 4 custom fields already, and Stripe takes no more. Remove one in Stripe first.',
    );
  });
});
