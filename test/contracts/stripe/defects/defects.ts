import type {Patch} from './patched-build.ts';
import type {Layer} from './probe.ts';

/** Something that could go wrong in the sandbox or in our client, and the layer that has to notice it. */
export interface Defect {
  readonly name: string;
  readonly caughtBy: Layer;
  readonly patch: Patch;
}

const invoices = 'workbench/stripe/invoices';
const engine = 'workbench/stripe/engine';
const payments = 'workbench/stripe/payments';
const client = 'src/core/stripe';

/** Written as the change of one place each; a place that has moved on fails, and is to be looked up again. */
export const defects: readonly Defect[] = [
  {
    name: 'an invoice lacks a field',
    caughtBy: 'response contract',
    patch: {file: `${invoices}/render-invoice.ts`, from: '  amount_shipping: 0,\n', to: ''},
  },
  {
    name: 'an invoice has a field that Stripe has retired',
    caughtBy: 'response contract',
    patch: {
      file: `${invoices}/render-invoice.ts`,
      from: '  amount_shipping: 0,\n',
      to: '  amount_shipping: 0,\n  paid: false,\n',
    },
  },
  {
    name: 'an amount is sent as a fraction',
    caughtBy: 'response contract',
    patch: {
      file: `${invoices}/invoice-amounts.ts`,
      from: 'return halfUp(new Exact(amount).times(percentOff ?? 0).dividedBy(100));',
      to: 'return (amount * (percentOff ?? 0)) / 100;',
    },
  },
  {
    name: 'a moment is sent as text',
    caughtBy: 'response contract',
    patch: {
      file: `${invoices}/render-invoice.ts`,
      from: 'webhooks_delivered_at: row.created,',
      to: 'webhooks_delivered_at: String(row.created) as unknown as number,',
    },
  },
  {
    name: 'a status is not one of Stripe’s',
    caughtBy: 'response contract',
    patch: {file: `${invoices}/void-invoice.ts`, from: "status: 'void',", to: "status: 'voided' as 'void',"},
  },
  {
    name: 'answers carry no request id',
    caughtBy: 'response contract',
    patch: {file: `${engine}/handle-request.ts`, from: "    'Request-Id': requestId,\n", to: ''},
  },
  {
    name: 'a list lacks its address',
    caughtBy: 'response contract',
    patch: {
      file: `${engine}/lists.ts`,
      from: 'has_more: page.hasMore, url: list.url}',
      to: 'has_more: page.hasMore}',
    },
  },
  {
    name: 'lists are oldest first',
    caughtBy: 'the SDK as a client',
    patch: {
      file: `${engine}/lists.ts`,
      from: 'const row = collection.atPlace(last - rank);',
      to: 'const row = collection.atPlace(rank);',
    },
  },
  {
    name: 'a page begins with its cursor',
    caughtBy: 'the SDK as a client',
    patch: {file: `${engine}/lists.ts`, from: '(after ?? -1) + 1', to: '(after ?? 0)'},
  },
  {
    name: 'a list says that more follow when none do',
    caughtBy: 'the SDK as a client',
    patch: {
      file: `${engine}/lists.ts`,
      from: 'if (found.length === options.limit) return',
      to: 'if (found.length === options.limit - 1) return',
    },
  },
  {
    name: 'gt counts as gte',
    caughtBy: 'the SDK as a client',
    patch: {file: `${engine}/lists.ts`, from: 'atUnixS > gt)', to: 'atUnixS >= gt)'},
  },
  {
    name: 'lte counts as lt',
    caughtBy: 'the SDK as a client',
    patch: {file: `${engine}/lists.ts`, from: 'atUnixS <= lte)', to: 'atUnixS < lte)'},
  },
  {
    name: 'an idempotency key is not looked at',
    caughtBy: 'the SDK as a client',
    patch: {
      file: `${engine}/idempotency.ts`,
      from: 'if (first === undefined) return null;',
      to: 'return null;',
    },
  },
  {
    name: 'an idempotency key may be used again for something else',
    caughtBy: 'the SDK as a client',
    patch: {
      file: `${engine}/idempotency.ts`,
      from: 'if (first.parameters !== parameters) throw otherParameters(key);',
      to: '',
    },
  },
  {
    name: 'an answer that was lost is not kept',
    caughtBy: 'the SDK as a client',
    patch: {
      file: `${engine}/handle-request.ts`,
      from: 'if (attempt !== null && isKept(answer.status)) {',
      to: "if (attempt !== null && isKept(answer.status) && fault?.kind !== 'dropped_after_commit') {",
    },
  },
  {
    name: 'unknown parameters are taken',
    caughtBy: 'request contract',
    patch: {
      file: `${engine}/parameters.ts`,
      from: 'return schema === undefined ? [place] : ',
      to: 'return schema === undefined ? [] : ',
    },
  },
  {
    name: 'restricted keys may do everything',
    caughtBy: 'the SDK as a client',
    patch: {
      file: `${engine}/authentication.ts`,
      from: "if (caller.permissions === 'everything' ||",
      to: "if (caller.permissions !== 'nothing' as string ||",
    },
  },
  {
    name: 'expansion stops at the first level',
    caughtBy: 'the SDK as a client',
    patch: {
      file: `${engine}/expand.ts`,
      from: '? value.map((item) => (isWireObject(item) ? expandPath(item, rest, behind, store) : item))',
      to: '? value',
    },
  },
  {
    name: 'metadata is replaced instead of merged',
    caughtBy: 'the SDK as a client',
    patch: {
      file: `${engine}/metadata.ts`,
      from: 'Object.entries({...before, ...given})',
      to: 'Object.entries({...given})',
    },
  },
  {
    name: 'a new id repeats an earlier one',
    caughtBy: 'recorded behaviour',
    patch: {
      file: `${engine}/changes.ts`,
      from: 'ids.next()',
      to: "prefix === 'evt' ? 1 : ids.next()",
    },
  },
  {
    name: 'a customer’s id has 24 characters',
    caughtBy: 'recorded behaviour',
    patch: {file: `${engine}/ids.ts`, from: '  cus: 14,', to: '  cus: 24,'},
  },
  {
    name: 'events say nothing of what was before',
    caughtBy: 'recorded behaviour',
    patch: {
      file: `${engine}/changes.ts`,
      from: '...(previous === null ? {} : {previous_attributes: previous})',
      to: '',
    },
  },
  {
    name: 'voiding leaves nothing to pay',
    caughtBy: 'recorded behaviour',
    patch: {
      file: `${invoices}/void-invoice.ts`,
      from: '    auto_advance: false,\n',
      to: '    auto_advance: false,\n    amount_remaining: 0,\n',
    },
  },
  {
    name: 'finalizing forgets its event',
    caughtBy: 'recorded behaviour',
    patch: {
      file: `${invoices}/finalize-invoice.ts`,
      from: "change.event('invoice.finalized', 'invoice', invoiceId);",
      to: '',
    },
  },
  {
    name: 'invoice.paid comes before invoice.updated',
    caughtBy: 'recorded behaviour',
    patch: {
      file: `${invoices}/settle-invoice.ts`,
      from: "  change.event('invoice.updated', 'invoice', invoiceId, before);\n  if (isPaid) {",
      to: "  if (isPaid) change.event('invoice.paid', 'invoice', invoiceId);\n  change.event('invoice.updated', 'invoice', invoiceId, before);\n  if (isPaid) {",
    },
  },
  {
    name: 'every invoice of a customer has the same number',
    caughtBy: 'recorded behaviour',
    patch: {
      file: `${invoices}/invoice-number.ts`,
      from: 'return numbered(prefix, sequence);\n}\n\nfunction',
      to: 'return numbered(prefix, 1);\n}\n\nfunction',
    },
  },
  {
    name: 'a payment out of band counts as an attempt',
    caughtBy: 'recorded behaviour',
    patch: {
      file: `${payments}/pay-invoice.ts`,
      from: "payment: {type: 'out_of_band'},\n      attempt: false,",
      to: "payment: {type: 'out_of_band'},\n      attempt: true,",
    },
  },
  {
    name: 'a decline takes its attempt back',
    caughtBy: 'recorded behaviour',
    patch: {
      file: `${engine}/handle-request.ts`,
      from: 'if (!(error instanceof StripeRefusal && error.refusal.keepsEffects === true)) journal',
      to: 'journal',
    },
  },
  {
    name: 'the customer’s balance moves the wrong way',
    caughtBy: 'recorded behaviour',
    patch: {
      file: 'workbench/stripe/customer-balance/adjust-balance.ts',
      from: '(customer.balance ?? 0) + adjustment.amount',
      to: '(customer.balance ?? 0) - adjustment.amount',
    },
  },
  {
    name: 'more than was charged is refunded',
    caughtBy: 'recorded behaviour',
    patch: {file: `${payments}/refund.ts`, from: 'if (amount > left) {', to: 'if (amount > left + 1) {'},
  },
  {
    name: 'messages tell yen in cents',
    caughtBy: 'recorded behaviour',
    patch: {file: `${payments}/amounts.ts`, from: ' gnf jpy kmf', to: ' gnf kmf'},
  },
  {
    name: 'a bad reference in a body is 404',
    caughtBy: 'recorded behaviour',
    patch: {file: `${engine}/errors.ts`, from: 'options.inPath ? 404 : 400', to: '404'},
  },
  {
    name: 'tax is on the amount before discounts',
    caughtBy: 'money',
    patch: {
      file: `${invoices}/invoice-amounts.ts`,
      from: 'taxesOn(line.amount - sumOf(discounts), line.taxes',
      to: 'taxesOn(line.amount, line.taxes',
    },
  },
  {
    name: 'the fee is not taken off what is received',
    caughtBy: 'money',
    patch: {file: `${payments}/ledger.ts`, from: 'net: amount - fee,', to: 'net: amount,'},
  },
  {
    name: 'our client sends empty brackets for lists',
    caughtBy: 'request bytes',
    patch: {
      file: `${client}/encoding.ts`,
      from: 'value.forEach((item, index) => {',
      to: "value.forEach((item) => {\n        const index = '';",
    },
  },
  {
    name: 'our client leaves bare brackets in addresses',
    caughtBy: 'request bytes',
    patch: {
      file: `${client}/encoding.ts`,
      from: 'return encodePairs(params, encodeStrictly);',
      to: 'return encodePairs(params, encodeText);',
    },
  },
  {
    name: 'our client sends milliseconds',
    caughtBy: 'request bytes',
    patch: {
      file: `${client}/encoding.ts`,
      from: 'Math.floor(value.getTime() / 1000)',
      to: 'Math.floor(value.getTime())',
    },
  },
  {
    name: 'our client misspells a cursor',
    caughtBy: 'request contract',
    patch: {file: `${client}/listing.ts`, from: 'starting_after: cursor}', to: 'startingAfter: cursor}'},
  },
  {
    name: 'our client asks for a status that invoices do not have',
    caughtBy: 'request contract',
    patch: {
      file: 'src/core/receivables/list-receivables.ts',
      from: "['open', 'uncollectible']",
      to: "['open', 'overdue']",
    },
  },
  {
    name: 'our client reads yen in cents',
    caughtBy: 'our decoders',
    patch: {file: 'src/core/money/currency.ts', from: ' GNF JPY KMF', to: ' GNF KMF'},
  },
  {
    name: 'our client takes what was due for what remains',
    caughtBy: 'our decoders',
    patch: {
      file: `${client}/invoice.ts`,
      from: 'amountPaid: money(read.amount_paid, currency)',
      to: 'amountPaid: money(read.amount_due, currency)',
    },
  },
  {
    name: 'our client takes the date of creation for the due date',
    caughtBy: 'our decoders',
    patch: {file: `${client}/invoice.ts`, from: 'dueAtUnixS: read.due_date', to: 'dueAtUnixS: read.created'},
  },
];
