import type Stripe from 'stripe';
import {openTarget, type Target} from './target.ts';

/** From the order to the cash, told with the official SDK: every amount is worked out by hand. */
let target: Target;

beforeAll(async () => {
  target = await openTarget();
});
afterAll(() => target.close());

const owedOf = ({amount_due, amount_overpaid, amount_paid, amount_remaining, status}: Stripe.Invoice) => ({
  due: amount_due,
  overpaid: amount_overpaid,
  paid: amount_paid,
  remaining: amount_remaining,
  status,
});

test('an order becomes an invoice, is credited, paid in three ways, refunded in part, and the rest is used up', async () => {
  const stripe = target.sdk();
  const rate = await stripe.taxRates.create({display_name: 'VAT', inclusive: false, percentage: 19});
  const product = await stripe.products.create({name: 'Licence'});
  const price = await stripe.prices.create({currency: 'eur', product: product.id, unit_amount: 12_500});
  const customer = await stripe.customers.create({email: 'ap@example.com', name: 'Example GmbH'});

  // 10 × 125.00 + 300.00 = 1,550.00; 19 % of it is 294.50.
  const draft = await stripe.invoices.create({
    collection_method: 'send_invoice',
    currency: 'eur',
    customer: customer.id,
    days_until_due: 30,
    default_tax_rates: [rate.id],
    metadata: {order: '4711'},
  });
  for (const item of [
    {pricing: {price: price.id}, quantity: 10},
    {amount: 30_000, description: 'Setup'},
  ]) {
    await stripe.invoiceItems.create({customer: customer.id, currency: 'eur', invoice: draft.id, ...item});
  }
  const open = await stripe.invoices.finalizeInvoice(draft.id);
  expect(open).toMatchObject({subtotal: 155_000, total: 184_450, total_excluding_tax: 155_000});
  expect(open.total_taxes).toMatchObject([
    {amount: 29_450, tax_behavior: 'exclusive', taxable_amount: 155_000},
  ]);
  await stripe.invoices.sendInvoice(draft.id);
  expect(owedOf(open)).toEqual({due: 184_450, overpaid: 0, paid: 0, remaining: 184_450, status: 'open'});

  // One licence too many: 125.00 and 23.75 tax come off before anything is paid.
  const licences = open.lines.data.find(({quantity}) => quantity === 10)?.id ?? '';
  const credit: Stripe.CreditNoteCreateParams = {
    invoice: draft.id,
    lines: [{invoice_line_item: licences, quantity: 1, type: 'invoice_line_item'}],
    reason: 'order_change',
  };
  const preview = await stripe.creditNotes.preview(credit);
  const note = await stripe.creditNotes.create(credit);
  expect(preview).toMatchObject({number: note.number, total: note.total});
  expect(note).toMatchObject({
    number: `${open.number}-CN-01`,
    pre_payment_amount: 14_875,
    subtotal: 12_500,
    total: 14_875,
    type: 'pre_payment',
  });
  expect(note.total_taxes).toMatchObject([{amount: 2375, tax_behavior: 'exclusive', taxable_amount: 12_500}]);
  expect(owedOf(await stripe.invoices.retrieve(draft.id))).toEqual({
    due: 169_575,
    overpaid: 0,
    paid: 0,
    remaining: 169_575,
    status: 'open',
  });

  // A bank transfer that Stripe had no hand in.
  const paidAt = open.created + 86_400;
  const record = await stripe.paymentRecords.reportPayment({
    amount_requested: {currency: 'eur', value: 69_575},
    guaranteed: {guaranteed_at: paidAt},
    initiated_at: paidAt,
    outcome: 'guaranteed',
    payment_method_details: {custom: {display_name: 'Bank transfer', type: 'transfer'}, type: 'custom'},
    processor_details: {custom: {payment_reference: 'SEPA-1'}, type: 'custom'},
  });
  const partly = await stripe.invoices.attachPayment(draft.id, {payment_record: record.id});
  expect(owedOf(partly)).toEqual({
    due: 169_575,
    overpaid: 0,
    paid: 69_575,
    remaining: 100_000,
    status: 'open',
  });

  // The rest by card.
  const method = await stripe.paymentMethods.attach('pm_card_visa', {customer: customer.id});
  const paid = await stripe.invoices.pay(draft.id, {payment_method: method.id});
  expect(owedOf(paid)).toEqual({due: 169_575, overpaid: 0, paid: 169_575, remaining: 0, status: 'paid'});
  const {data: payments} = await stripe.invoicePayments.list({invoice: draft.id, status: 'paid'});
  expect(payments.map(({amount_paid}) => amount_paid).sort()).toEqual([100_000, 69_575]);

  // 250.00 goes back: 200.00 to the card, 50.00 to the credit.
  const back = await stripe.creditNotes.create({
    amount: 25_000,
    credit_amount: 5000,
    invoice: draft.id,
    refund_amount: 20_000,
  });
  expect(back).toMatchObject({
    number: `${open.number}-CN-02`,
    post_payment_amount: 25_000,
    type: 'post_payment',
  });
  const after = await stripe.invoices.retrieve(draft.id, {expand: ['customer', 'payments']});
  expect(after).toMatchObject({
    customer: {balance: -5000},
    post_payment_credit_notes_amount: 25_000,
    pre_payment_credit_notes_amount: 14_875,
    status: 'paid',
  });

  // What the account holds is what came by card, less Stripe's fee, less what went back.
  const ledger = await stripe.balanceTransactions.list({limit: 100}).autoPagingToArray({limit: 1000});
  expect(ledger.map(({amount, type}) => ({amount, type}))).toEqual(
    expect.arrayContaining([
      {amount: 100_000, type: 'charge'},
      {amount: -20_000, type: 'refund'},
    ]),
  );
  for (const {amount, fee, net} of ledger) expect(net).toBe(amount - fee);
  const balance = await stripe.balance.retrieve();
  const held = [...balance.available, ...balance.pending].filter(({currency}) => currency === 'eur');
  expect(held.reduce((sum, {amount}) => sum + amount, 0)).toBe(ledger.reduce((sum, {net}) => sum + net, 0));

  // The next invoice takes the credit: 80.00 + 19 % is 95.20, less 50.00.
  const next = await stripe.invoices.create({
    collection_method: 'send_invoice',
    currency: 'eur',
    customer: customer.id,
    days_until_due: 14,
    default_tax_rates: [rate.id],
  });
  await stripe.invoiceItems.create({amount: 8000, currency: 'eur', customer: customer.id, invoice: next.id});
  const second = await stripe.invoices.finalizeInvoice(next.id);
  expect(second).toMatchObject({amount_due: 4520, ending_balance: 0, starting_balance: -5000, total: 9520});

  // It was a mistake: voiding gives the credit back.
  const mistaken = await stripe.invoices.voidInvoice(next.id);
  expect(owedOf(mistaken)).toEqual({due: 4520, overpaid: 0, paid: 0, remaining: 4520, status: 'void'});
  const {data: movements} = await stripe.customers.listBalanceTransactions(customer.id);
  expect(movements.map(({amount, ending_balance, type}) => [type, amount, ending_balance])).toEqual([
    ['unapplied_from_invoice', -5000, -5000],
    ['applied_to_invoice', 5000, 0],
    ['credit_note', -5000, -5000],
  ]);

  // A minute later the search finds both by the customer.
  target.passSeconds(60);
  const found = await stripe.invoices.search({query: `customer:"${customer.id}"`});
  expect(found.data.map(({id}) => id).sort()).toEqual([draft.id, next.id].sort());
});
