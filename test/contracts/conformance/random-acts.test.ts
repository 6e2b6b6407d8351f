import fc from 'fast-check';
import {worldKey} from '../../../workbench/worlds/world.ts';
import {at, nowUnixMs, sandboxOf} from '../../workbench/stripe/ask.ts';
import {encodeForm} from './form.ts';

/**
 * Whatever is asked in whatever order, the account answers or refuses, its answers are Stripe's in shape, and its money
 * balances: both are checked after every request of every test.
 */
type Params = Readonly<Record<string, unknown>>;

/** One act on the invoice of the number; which act and how much are drawn. */
interface Act {
  readonly name: string;
  readonly invoice: number;
  /** A share of what there is to pay or to give back, in per mille. */
  readonly share: number;
  readonly kind: number;
}

const actNames = [
  'create',
  'create',
  'finalize',
  'finalize',
  'pay',
  'pay elsewhere',
  'credit',
  'credit',
  'credit line',
  'void credit',
  'refund',
  'void',
  'write off',
  'adjust',
  'pass time',
] as const;

const acts = fc.array(
  fc.record({
    name: fc.constantFrom(...actNames),
    invoice: fc.nat(3),
    share: fc.integer({min: 1, max: 1000}),
    kind: fc.nat(3),
  }),
  {minLength: 12, maxLength: 40},
);

test('any order of acts on invoices leaves amounts that can be', () => {
  let done = 0;
  let refused = 0;
  fc.assert(
    fc.property(acts, (story) => {
      const account = openAccount();
      for (const act of story) {
        if (account.carryOut(act)) done += 1;
        else refused += 1;
      }
      account.checkInvoices();
    }),
    {seed: 20_261_031, numRuns: 40},
  );
  // The stories are about something: most of what they ask is possible.
  expect(done).toBeGreaterThan(refused);
});

function openAccount() {
  const sandbox = sandboxOf([]);
  let now = nowUnixMs;
  const invoices: string[] = [];

  function ask(method: 'GET' | 'POST', path: string, params: Params = {}): Params | null {
    const form = encodeForm(params);
    const {status, body} = sandbox.handle(
      {
        method,
        url: method === 'GET' && form !== '' ? `${path}?${form}` : path,
        headers: {Authorization: `Bearer ${worldKey}`},
        body: method === 'GET' ? null : form,
      },
      now,
    );
    if (status >= 500) throw new Error(`${method} ${path} ${form} was answered ${status} ${body}.`);
    return status === 200 ? JSON.parse(body) : null;
  }

  function made(path: string, params: Params): Params {
    const answer = ask('POST', path, params);
    if (answer === null) throw new Error(`POST ${path} was refused with ${JSON.stringify(params)}.`);
    return answer;
  }

  const customer = made('/v1/customers', {email: 'ap@example.com'})['id'];
  const card = made('/v1/payment_methods/pm_card_visa/attach', {customer})['id'];
  const rate = made('/v1/tax_rates', {display_name: 'VAT', inclusive: false, percentage: 7.7})['id'];
  const inclusive = made('/v1/tax_rates', {display_name: 'GST', inclusive: true, percentage: 15})['id'];
  const coupon = made('/v1/coupons', {percent_off: 12.5, duration: 'forever'})['id'];

  function create({share, kind}: Act): boolean {
    const draft = made('/v1/invoices', {
      customer,
      auto_advance: false,
      currency: 'usd',
      ...(kind % 2 === 0
        ? {collection_method: 'charge_automatically', default_payment_method: card}
        : {collection_method: 'send_invoice', days_until_due: 14}),
      ...(kind === 1 ? {default_tax_rates: [rate]} : kind === 2 ? {default_tax_rates: [inclusive]} : {}),
      ...(kind === 3 ? {discounts: [{coupon}], default_tax_rates: [rate]} : {}),
    });
    for (const amount of [share * 97 + 1, share * 31 + 500]) {
      made('/v1/invoiceitems', {amount, currency: 'usd', customer, invoice: draft['id']});
    }
    invoices.push(String(draft['id']));
    return true;
  }

  function credit(invoice: Params, {share, kind}: Act): boolean {
    const amount = Math.max(1, Math.floor((Number(invoice['total']) * share) / 1000));
    const back =
      amount - (invoice['status'] === 'paid' ? 0 : Math.min(amount, Number(invoice['amount_remaining'])));
    const way =
      ['credit_amount', 'refund_amount', 'out_of_band_amount', 'credit_amount'][kind] ?? 'credit_amount';
    return (
      ask('POST', '/v1/credit_notes', {
        amount,
        invoice: invoice['id'],
        ...(back > 0 ? {[way]: back} : {}),
      }) !== null
    );
  }

  /** Asks first what the note would be, and then says where it goes. */
  function creditLine(invoice: Params, {share}: Act): boolean {
    const line = at(invoice, 'lines', 'data', share % 2);
    const amount = Math.max(1, Math.floor((Number(at(line, 'amount') ?? 0) * share) / 1000));
    const params = {
      invoice: invoice['id'],
      lines: [{amount, invoice_line_item: at(line, 'id'), type: 'invoice_line_item'}],
    };
    const open = ask('GET', '/v1/credit_notes/preview', params);
    if (open !== null) return ask('POST', '/v1/credit_notes', params) !== null;
    return ask('POST', '/v1/credit_notes', {...params, out_of_band_amount: amount}) !== null;
  }

  function carryOut(act: Act): boolean {
    if (act.name === 'create' || invoices.length === 0) return create(act);
    if (act.name === 'pass time') {
      now += act.share * 60_000;
      return true;
    }
    if (act.name === 'adjust') {
      const amount = (act.share - 500) * 10 || 1;
      return (
        ask('POST', `/v1/customers/${customer}/balance_transactions`, {amount, currency: 'usd'}) !== null
      );
    }
    const id = invoices[act.invoice % invoices.length] ?? '';
    const path = `/v1/invoices/${id}`;
    const invoice = ask('GET', path) ?? {};
    switch (act.name) {
      case 'finalize':
        return ask('POST', `${path}/finalize`) !== null;
      case 'pay':
        return ask('POST', `${path}/pay`, {payment_method: card}) !== null;
      case 'pay elsewhere':
        return ask('POST', `${path}/pay`, {paid_out_of_band: true}) !== null;
      case 'credit':
        return credit(invoice, act);
      case 'credit line':
        return creditLine(invoice, act);
      case 'void credit': {
        const notes = ask('GET', '/v1/credit_notes', {invoice: id});
        const note = at(notes, 'data', act.kind, 'id') ?? at(notes, 'data', 0, 'id');
        return note !== undefined && ask('POST', `/v1/credit_notes/${note}/void`) !== null;
      }
      case 'refund': {
        const paid = ask('GET', '/v1/invoice_payments', {invoice: id, status: 'paid'});
        const intent = at(paid, 'data', 0, 'payment', 'payment_intent');
        const amount = Math.max(1, Math.floor((Number(invoice['amount_paid'] ?? 0) * act.share) / 1000));
        return intent !== undefined && ask('POST', '/v1/refunds', {payment_intent: intent, amount}) !== null;
      }
      case 'void':
        return ask('POST', `${path}/void`) !== null;
      case 'write off':
        return ask('POST', `${path}/mark_uncollectible`) !== null;
      default:
        throw new Error(`There is no act ${act.name}.`);
    }
  }

  function checkInvoices(): void {
    for (const id of invoices) {
      const invoice = ask('GET', `/v1/invoices/${id}`) ?? {};
      const {data} = Object(ask('GET', '/v1/credit_notes', {invoice: id, limit: 100}));
      const standing: readonly Params[] = data.filter(({status}: Params) => status === 'issued');
      const credited = (field: string) => standing.reduce((sum, note) => sum + Number(note[field]), 0);
      expect(invoice).toMatchObject({
        pre_payment_credit_notes_amount: credited('pre_payment_amount'),
        post_payment_credit_notes_amount: credited('post_payment_amount'),
      });
      expect(credited('total') <= Number(invoice['total'])).toBe(true);
      expect(Number(invoice['amount_remaining']) >= 0).toBe(true);
      if (invoice['status'] === 'paid') expect(invoice['amount_remaining']).toBe(0);
      if (invoice['status'] === 'open') expect(Number(invoice['amount_remaining']) > 0).toBe(true);
    }
  }

  return {carryOut, checkInvoices};
}
