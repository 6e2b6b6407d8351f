/**
 * What must hold of the money in a sandbox after every request, whatever was asked: looked up in what the sandbox would
 * keep, so that nothing is rendered and no request is counted.
 */
import type {StripeSandbox} from '../../../../workbench/stripe/sandbox.ts';

type Row = Readonly<Record<string, unknown>>;

/** Sentences, each about one object whose money does not add up; none where all does. Only changed objects are looked at. */
export function moneyFaults(sandbox: Pick<StripeSandbox, 'save'>): readonly string[] {
  const {changes} = sandbox.save();
  const rows = (kind: string): readonly Row[] => (changes[kind]?.rows ?? []).map((row) => ({...row}));
  const books: Books = {
    lines: groupBy(rows('line_item'), 'invoice'),
    payments: groupBy(rows('invoice_payment'), 'invoice'),
    notes: groupBy(
      rows('credit_note').filter(({status}) => status !== 'void'),
      'invoice',
    ),
    refunds: groupBy(
      rows('refund').filter(({status}) => status !== 'failed' && status !== 'canceled'),
      'charge',
    ),
  };
  return [
    ...rows('invoice').flatMap((invoice) => invoiceFaults(invoice, books)),
    ...rows('credit_note').flatMap(creditNoteFaults),
    ...rows('charge').flatMap((charge) => chargeFaults(charge, books)),
    ...rows('balance_transaction').flatMap(transactionFaults),
    ...balanceFaults(rows('customer'), groupBy(rows('customer_balance_transaction'), 'customer')),
  ];
}

interface Books {
  readonly lines: ReadonlyMap<string, readonly Row[]>;
  readonly payments: ReadonlyMap<string, readonly Row[]>;
  readonly notes: ReadonlyMap<string, readonly Row[]>;
  readonly refunds: ReadonlyMap<string, readonly Row[]>;
}

function invoiceFaults(invoice: Row, books: Books): readonly string[] {
  const id = String(invoice['id']);
  const lines = books.lines.get(id) ?? [];
  return [
    ...(lines.every((line) => 'terms' in line) && lines.length > 0 ? lineFaults(invoice, lines) : []),
    ...dueFaults(invoice, books.notes.get(id) ?? []),
    ...paymentFaults(invoice, books.payments.get(id) ?? []),
  ];
}

/** Total = lines − discounts + tax on top, and the totals are the sums of the lines. */
function lineFaults(invoice: Row, lines: readonly Row[]): readonly string[] {
  const id = String(invoice['id']);
  const discounts = lines.flatMap((line) => rowsIn(line['discount_amounts']));
  const taxes = lines.flatMap((line) => rowsIn(line['taxes']));
  const own = new Set(lines.flatMap((line) => rowsIn(line['discounts'], true).map(({id: of}) => String(of))));
  const exclusive = taxes.filter(({tax_behavior}) => tax_behavior === 'exclusive');
  const amounts = sum(lines, 'amount');
  const ownDiscounts = discounts.filter(({discount}) => own.has(String(discount)));
  return [
    ...differs(
      `${id}.total`,
      invoice['total'],
      amounts - sum(discounts, 'amount') + sum(exclusive, 'amount'),
    ),
    ...differs(`${id}.subtotal`, invoice['subtotal'], amounts - sum(ownDiscounts, 'amount')),
    ...differs(
      `${id}.total_excluding_tax`,
      invoice['total_excluding_tax'],
      number(invoice['total']) - sum(taxes, 'amount'),
    ),
    ...differs(`${id}.total_taxes`, sum(rowsIn(invoice['total_taxes']), 'amount'), sum(taxes, 'amount')),
    ...differs(
      `${id}.total_discount_amounts`,
      sum(rowsIn(invoice['total_discount_amounts']), 'amount'),
      sum(discounts, 'amount'),
    ),
  ];
}

/** Due = total and what was applied of the customer's balance, less what credit notes took off before it was paid. */
function dueFaults(invoice: Row, notes: readonly Row[]): readonly string[] {
  const id = String(invoice['id']);
  const {status} = invoice;
  const [due, paid, remaining] = [
    invoice['amount_due'],
    invoice['amount_paid'],
    invoice['amount_remaining'],
  ].map(number);
  const starting = number(invoice['starting_balance'] ?? 0);
  if (status === 'draft') {
    return [
      ...differs(`${id}.amount_due`, due, Math.max(0, number(invoice['total']) + starting)),
      ...differs(`${id}.amount_remaining`, remaining, number(due)),
      ...differs(`${id}.amount_paid`, paid, 0),
    ];
  }
  const before = sum(notes, 'pre_payment_amount');
  const ending = number(invoice['ending_balance'] ?? 0);
  // An invoice of the world may say no balances, and credit notes that are not written down.
  const isWhole = 'ending_balance' in invoice;
  return [
    ...(isWhole
      ? differs(`${id}.amount_due`, due, number(invoice['total']) + starting - ending - before)
      : []),
    ...differs(`${id}.amount_remaining`, remaining, Math.max(0, number(due) - number(paid))),
    ...differs(`${id}.amount_overpaid`, invoice['amount_overpaid'], Math.max(0, number(paid) - number(due))),
    ...(status === 'paid'
      ? differs(`${id}.amount_remaining of a paid invoice`, remaining, number(invoice['forgivenAmount'] ?? 0))
      : []),
    ...(isWhole
      ? differs(
          `${id}.pre_payment_credit_notes_amount`,
          invoice['pre_payment_credit_notes_amount'] ?? 0,
          before,
        )
      : []),
    ...(isWhole
      ? differs(
          `${id}.post_payment_credit_notes_amount`,
          invoice['post_payment_credit_notes_amount'] ?? 0,
          sum(notes, 'post_payment_amount'),
        )
      : []),
    ...(notes.length > 0 && sum(notes, 'total') > number(invoice['total'])
      ? [`${id} is credited more than its total.`]
      : []),
  ];
}

/** What was paid is the sum of its payments and of what was paid elsewhere; the open one asks for what remains. */
function paymentFaults(invoice: Row, payments: readonly Row[]): readonly string[] {
  const id = String(invoice['id']);
  if (payments.length === 0) return [];
  const paid = payments.filter(({status}) => status === 'paid');
  const open = payments.filter((payment) => payment['status'] === 'open' && payment['is_default'] !== false);
  const outside = number(invoice['paidOutOfBand'] ?? 0);
  return [
    // Of an invoice of the world only the payments that changed are here.
    ...('payments' in invoice
      ? differs(`${id}.amount_paid`, invoice['amount_paid'], sum(paid, 'amount_paid') + outside)
      : []),
    ...(open.length > 1 ? [`${id} has ${open.length} open default payments.`] : []),
    ...open.flatMap((payment) =>
      differs(
        `${String(payment['id'])}.amount_requested`,
        payment['amount_requested'],
        number(invoice['amount_remaining']),
      ),
    ),
    ...(open.length > 0 && (invoice['status'] === 'void' || invoice['status'] === 'paid')
      ? [`${id} is ${String(invoice['status'])}, but asks for a payment.`]
      : []),
  ];
}

function creditNoteFaults(note: Row): readonly string[] {
  const id = String(note['id']);
  const refunded = sum(rowsIn(note['refunds']), 'amount_refunded');
  const credited = note['customer_balance_transaction'] === null;
  const lines = rowsIn(note['lines']);
  return [
    ...differs(
      `${id}.total`,
      note['total'],
      number(note['pre_payment_amount']) + number(note['post_payment_amount']),
    ),
    ...differs(`${id}.amount`, note['amount'], number(note['total'])),
    ...differs(
      `${id}.total_excluding_tax`,
      note['total_excluding_tax'],
      number(note['total']) - sum(rowsIn(note['total_taxes']), 'amount'),
    ),
    ...(lines.length > 0 ? differs(`${id}.subtotal`, note['subtotal'], sum(lines, 'amount')) : []),
    ...(credited
      ? differs(
          `${id}.post_payment_amount`,
          note['post_payment_amount'],
          refunded + number(note['out_of_band_amount'] ?? 0),
        )
      : []),
  ];
}

function chargeFaults(charge: Row, {refunds}: Books): readonly string[] {
  const id = String(charge['id']);
  const refunded = sum(refunds.get(id) ?? [], 'amount');
  return [
    ...(refunds.has(id) ? differs(`${id}.amount_refunded`, charge['amount_refunded'], refunded) : []),
    ...(refunded > number(charge['amount']) ? [`${id} is refunded more than was charged.`] : []),
  ];
}

function transactionFaults(transaction: Row): readonly string[] {
  const id = String(transaction['id']);
  const fee = number(transaction['fee']);
  return [
    ...differs(`${id}.net`, transaction['net'], number(transaction['amount']) - fee),
    ...('fee_details' in transaction
      ? differs(`${id}.fee`, fee, sum(rowsIn(transaction['fee_details']), 'amount'))
      : []),
  ];
}

/** Each transaction goes on where the one before ended, and the customer has what the last one left. */
function balanceFaults(
  customers: readonly Row[],
  transactionsOf: ReadonlyMap<string, readonly Row[]>,
): readonly string[] {
  const customerById = new Map(customers.map((customer) => [String(customer['id']), customer]));
  return [...transactionsOf].flatMap(([id, transactions]) => {
    const faults = transactions.slice(1).flatMap((transaction, index) => {
      const before = number(transactions[index]?.['ending_balance']);
      return differs(
        `${String(transaction['id'])}.ending_balance`,
        transaction['ending_balance'],
        before + number(transaction['amount']),
      );
    });
    const customer = customerById.get(id);
    if (customer === undefined || 'deleted' in customer) return faults;
    const last = number(transactions.at(-1)?.['ending_balance']);
    return [...faults, ...differs(`${id}.balance`, customer['balance'] ?? 0, last)];
  });
}

function differs(what: string, is: unknown, expected: number): readonly string[] {
  return is === expected ? [] : [`${what} is ${String(is)}, not ${expected}.`];
}

function groupBy(rows: readonly Row[], field: string): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = String(row[field]);
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return groups;
}

/** The objects in a list; of ids, where asked for, objects that have nothing else. */
function rowsIn(value: unknown, withIds = false): readonly Row[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((entry: unknown): Row[] => {
    if (typeof entry === 'object' && entry !== null) return [{...entry}];
    return withIds ? [{id: entry}] : [];
  });
}

function sum(rows: readonly Row[], field: string): number {
  return rows.reduce((all, row) => all + number(row[field] ?? 0), 0);
}

function number(value: unknown): number {
  return typeof value === 'number' ? value : Number.NaN;
}
