/** A Stripe object in wire form. */
export type Wire = Readonly<Record<string, unknown>>;

/**
 * An open invoice of USD 100.00 as Stripe's list sends it with its customer expanded, but for the fields given. Times
 * may be given as ISO text with an offset; what is omitted and follows from the others is derived as Stripe would.
 */
export function wireInvoice(fields: Wire = {}): Wire {
  const created = fields['created'] ?? '2026-01-05T12:00:00Z';
  const amountDue = Number(fields['amount_due'] ?? 10_000);
  const amountPaid = Number(fields['amount_paid'] ?? 0);
  const finalizedAt = fields['finalized_at'] === undefined ? created : fields['finalized_at'];
  const {finalized_at: _, ...others} = fields;
  const all: Wire = {
    id: 'in_1',
    object: 'invoice',
    number: 'INV-0001',
    livemode: false,
    status: 'open',
    collection_method: 'send_invoice',
    currency: 'usd',
    customer: {id: 'cus_1', object: 'customer', name: 'Acme', email: 'ap@acme.example'},
    customer_account: null,
    customer_name: 'Acme',
    customer_email: 'ap@acme.example',
    created,
    due_date: '2026-02-04T12:00:00Z',
    effective_at: finalizedAt,
    status_transitions: {
      finalized_at: finalizedAt,
      marked_uncollectible_at: null,
      paid_at: null,
      voided_at: null,
    },
    total: amountDue,
    amount_due: amountDue,
    amount_paid: amountPaid,
    amount_remaining: Math.max(0, amountDue - amountPaid),
    amount_overpaid: 0,
    custom_fields: null,
    metadata: {},
    hosted_invoice_url: 'https://invoice.stripe.com/i/acct_1/test_1',
    ...others,
  };
  return inUnixSeconds(all);
}

const timeFields = [
  'created',
  'due_date',
  'effective_at',
  'finalized_at',
  'marked_uncollectible_at',
  'paid_at',
  'voided_at',
];

/** Times as Stripe sends them; written by hand they are easier to check as text. */
function inUnixSeconds(wire: Wire): Wire {
  return Object.fromEntries(
    Object.entries(wire).map(([name, value]) => {
      if (name === 'status_transitions') return [name, inUnixSeconds(Object(value))];
      return [name, timeFields.includes(name) && typeof value === 'string' ? unixSeconds(value) : value];
    }),
  );
}

function unixSeconds(iso: string): number {
  const unixMs = Date.parse(iso);
  if (!/(Z|[+-]\d\d:\d\d)$/.test(iso) || Number.isNaN(unixMs))
    throw new Error(`${iso} is no ISO time with an offset.`);
  return unixMs / 1000;
}
