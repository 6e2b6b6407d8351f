/** An invoice as Stripe sends it, cut to what is read and a little more; a test overrides what it is about. */
export function invoiceWire(
  overrides: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  return {
    id: 'in_1',
    object: 'invoice',
    amount_due: 120_000,
    amount_overpaid: 0,
    amount_paid: 20_000,
    amount_remaining: 100_000,
    attempt_count: 0,
    auto_advance: false,
    collection_method: 'send_invoice',
    created: 1_790_000_000,
    currency: 'usd',
    custom_fields: [{name: 'PO', value: '4711'}],
    customer: 'cus_1',
    customer_account: null,
    customer_email: 'then@example.com',
    customer_name: 'Then Ltd',
    due_date: 1_792_592_000,
    effective_at: 1_790_000_100,
    hosted_invoice_url: 'https://invoice.stripe.com/i/acct_1/test_1?s=ap',
    lines: {object: 'list', data: [], has_more: false},
    livemode: false,
    metadata: {erp: '42'},
    number: 'ABCD1234-0001',
    status: 'open',
    status_transitions: {
      finalized_at: 1_790_000_050,
      marked_uncollectible_at: null,
      paid_at: null,
      voided_at: null,
    },
    total: 120_000,
    ...overrides,
  };
}
