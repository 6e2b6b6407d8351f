/** An account with an invoice of 100.00 in each state. */
import {sandboxOf} from '../ask.ts';
import {type FormClient, formClient} from './send-form.ts';

const customer = {
  id: 'cus_1',
  object: 'customer',
  created: 1_790_000_000,
  currency: 'usd',
  name: 'Example Ltd',
};

function invoice(id: string, fields: object): object {
  return {
    id,
    object: 'invoice',
    created: 1_790_000_000,
    currency: 'usd',
    customer: 'cus_1',
    collection_method: 'charge_automatically',
    number: `AB12CD34-${id.slice(-4)}`,
    status: 'open',
    amount_due: 10_000,
    total: 10_000,
    ...fields,
  };
}

export function creditedAccount(): FormClient {
  const sandbox = sandboxOf([
    customer,
    invoice('in_0001', {}),
    invoice('in_0002', {status: 'paid', amount_paid: 10_000}),
    invoice('in_0003', {amount_paid: 4000}),
    invoice('in_0004', {status: 'draft', number: null}),
    invoice('in_0005', {status: 'void'}),
    invoice('in_0006', {status: 'uncollectible'}),
  ]);
  return formClient(sandbox);
}

/** What an invoice says of its money. */
export function amountsOf(stripe: FormClient, invoiceId: string): object {
  const {amount_due, amount_paid, amount_remaining, status, ...others} = stripe.get(
    `/v1/invoices/${invoiceId}`,
  );
  return {
    due: amount_due,
    paid: amount_paid,
    remaining: amount_remaining,
    status,
    pre: others['pre_payment_credit_notes_amount'],
    post: others['post_payment_credit_notes_amount'],
  };
}
