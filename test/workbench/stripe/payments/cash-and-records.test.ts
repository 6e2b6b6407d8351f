import {at, dataOf} from '../ask.ts';
import {type Account, openAccount} from './account.ts';

const created = 1_790_000_000;

function sentInvoice(index: number, total: number, fields: object = {}): object {
  return {
    id: `in_1Sent000000000000000000${index}`,
    object: 'invoice',
    amount_due: total,
    amount_paid: 0,
    auto_advance: true,
    collection_method: 'send_invoice',
    created: created + index,
    currency: 'usd',
    customer: 'cus_Buyer000000001',
    due_date: created + 2_592_000,
    number: `ABCD1234-000${index}`,
    status: 'open',
    status_transitions: {finalized_at: created + index},
    subtotal: total,
    total,
    ...fields,
  };
}

function fund(account: Account, amount: number, reference?: string): unknown {
  return account.made(`/v1/test_helpers/customers/${account.customer}/fund_cash_balance`, {
    amount,
    currency: 'usd',
    ...(reference === undefined ? {} : {reference}),
  });
}

function statusOf(account: Account, invoice: string): unknown {
  return at(account.read(`/v1/invoices/${invoice}`), 'status');
}

function cashOf(account: Account): unknown {
  return at(account.read(`/v1/customers/${account.customer}/cash_balance`), 'available');
}

describe('reconcileCash()', () => {
  const invoices = [sentInvoice(1, 3000), sentInvoice(2, 5000)];
  const [one, two] = invoices.map((invoice) => String(at(invoice, 'id'))) as [string, string];

  test('pays the invoice that the funds cover exactly, before an older one', () => {
    const account = openAccount(invoices);
    const transaction = fund(account, 5000);
    expect(transaction).toMatchObject({
      ending_balance: 5000,
      funded: {bank_transfer: {reference: null, type: 'us_bank_transfer'}},
      net_amount: 5000,
      type: 'funded',
    });
    expect([statusOf(account, one), statusOf(account, two)]).toEqual(['open', 'paid']);
    expect(account.read(`/v1/invoices/${two}`)).toMatchObject({attempt_count: 0, attempted: false});
    expect(cashOf(account)).toEqual({usd: 0});
    const path = `/v1/customers/${account.customer}/cash_balance_transactions`;
    expect(dataOf(account.read(path)).map((row) => at(row, 'net_amount'))).toEqual([-5000, 5000]);
    expect(dataOf(account.read('/v1/balance_transactions'))).toMatchObject([
      {amount: 5000, fee: 25, type: 'payment'},
    ]);
  });

  test('holds what covers nothing whole, until it does', () => {
    const account = openAccount(invoices);
    fund(account, 2999);
    expect([statusOf(account, one), statusOf(account, two)]).toEqual(['open', 'open']);
    expect(cashOf(account)).toEqual({usd: 2999});
    fund(account, 1);
    expect(statusOf(account, one)).toBe('paid');
    expect(cashOf(account)).toEqual({usd: 0});
  });

  test('pays what the reference names', () => {
    const account = openAccount([...invoices, sentInvoice(3, 5000)]);
    fund(account, 5000, 'Invoice abcd1234-0003 thanks');
    expect(statusOf(account, two)).toBe('open');
    expect(statusOf(account, String(at(sentInvoice(3, 0), 'id')))).toBe('paid');
  });

  test('keeps what is left over, and spends nothing where it may not', () => {
    const account = openAccount([sentInvoice(1, 3000), sentInvoice(2, 100, {auto_advance: false})]);
    fund(account, 4000);
    expect([statusOf(account, one), statusOf(account, two)]).toEqual(['paid', 'open']);
    expect(cashOf(account)).toEqual({usd: 1000});
  });

  test('leaves everything to the vendor in manual mode', () => {
    const account = openAccount(invoices);
    const path = `/v1/customers/${account.customer}/cash_balance`;
    expect(account.made(path, {settings: {reconciliation_mode: 'manual'}})).toMatchObject({
      settings: {reconciliation_mode: 'manual', using_merchant_default: false},
    });
    fund(account, 3000);
    expect(statusOf(account, one)).toBe('open');
    account.made(path, {settings: {reconciliation_mode: 'automatic'}});
    expect(statusOf(account, one)).toBe('paid');
  });

  test('forgive pays with what there is', () => {
    const account = openAccount([sentInvoice(1, 3000)]);
    fund(account, 2990);
    const [method] = dataOf(account.read('/v1/payment_methods', {customer: account.customer}));
    const id =
      at(method, 'id') ??
      at(
        account.made(
          `/v1/payment_methods/${at(account.made('/v1/payment_methods', {type: 'customer_balance'}), 'id')}/attach`,
          {customer: account.customer},
        ),
        'id',
      );
    const invoice = account.made(`/v1/invoices/${one}/pay`, {forgive: true, payment_method: id});
    expect(invoice).toMatchObject({amount_paid: 2990, amount_remaining: 10, status: 'paid'});
    expect(cashOf(account)).toEqual({usd: 0});
  });
});

describe('payment intents by bank transfer', () => {
  test('say where to send the money, and are paid when it comes', () => {
    const account = openAccount();
    const method = account.made('/v1/payment_methods', {type: 'customer_balance'});
    const intent = account.made('/v1/payment_intents', {
      amount: 7000,
      confirm: true,
      currency: 'usd',
      customer: account.customer,
      payment_method: at(method, 'id'),
      payment_method_types: ['customer_balance'],
    });
    expect(intent).toMatchObject({
      next_action: {
        display_bank_transfer_instructions: {amount_remaining: 7000, type: 'us_bank_transfer'},
        type: 'display_bank_transfer_instructions',
      },
      status: 'requires_action',
    });
    fund(account, 7000);
    expect(account.read(`/v1/payment_intents/${at(intent, 'id')}`)).toMatchObject({
      amount_received: 7000,
      status: 'succeeded',
    });
  });
});

describe('applyCash()', () => {
  test('pays from what is held when the vendor says so, and only whole', () => {
    const account = openAccount();
    account.made(`/v1/customers/${account.customer}/cash_balance`, {
      settings: {reconciliation_mode: 'manual'},
    });
    const intent = account.made('/v1/payment_intents', {
      amount: 7000,
      confirm: true,
      currency: 'usd',
      customer: account.customer,
      payment_method: at(account.made('/v1/payment_methods', {type: 'customer_balance'}), 'id'),
      payment_method_types: ['customer_balance'],
    });
    const path = `/v1/payment_intents/${at(intent, 'id')}/apply_customer_balance`;
    fund(account, 6999);
    expect(at(account.post(path).body, 'error', 'code')).toBe('balance_insufficient');
    fund(account, 10);
    expect(account.read(`/v1/payment_intents/${at(intent, 'id')}`)).toMatchObject({
      status: 'requires_action',
    });
    expect(account.made(path)).toMatchObject({amount_received: 7000, status: 'succeeded'});
    expect(cashOf(account)).toEqual({usd: 9});
    expect(account.post(path).status).toBe(400);
  });
});

describe('payment records', () => {
  const report = {
    amount_requested: {currency: 'usd', value: 1000},
    initiated_at: created,
    payment_method_details: {custom: {display_name: 'Cheque'}, type: 'custom'},
    processor_details: {custom: {payment_reference: 'CHQ-7'}, type: 'custom'},
  };

  test('a guaranteed payment is put towards an invoice, as part of it', () => {
    const account = openAccount([sentInvoice(1, 3000)]);
    const record = account.made('/v1/payment_records/report_payment', {
      ...report,
      guaranteed: {guaranteed_at: created},
      outcome: 'guaranteed',
    });
    expect(record).toMatchObject({
      amount_guaranteed: {currency: 'usd', value: 1000},
      payment_method_details: {custom: {display_name: 'Cheque'}},
      reported_by: 'self',
    });
    const path = '/v1/invoices/in_1Sent0000000000000000001/attach_payment';
    const invoice = account.made(path, {payment_record: at(record, 'id')});
    expect(invoice).toMatchObject({
      amount_paid: 1000,
      amount_remaining: 2000,
      attempt_count: 0,
      status: 'open',
    });
    expect(account.post(path, {payment_record: at(record, 'id')}).status).toBe(400);
    const read = account.read('/v1/invoices/in_1Sent0000000000000000001', {
      expand: ['amount_paid_off_stripe', 'payments'],
    });
    expect(read).toMatchObject({
      amount_paid_off_stripe: 1000,
      payments: {
        data: [
          {amount_requested: 2000, is_default: true, status: 'open'},
          {
            amount_paid: 1000,
            payment: {payment_record: at(record, 'id'), type: 'payment_record'},
            status: 'paid',
          },
        ],
      },
    });
    expect(dataOf(account.read('/v1/invoice_payments', {status: 'paid'}))).toHaveLength(1);
  });

  test('a payment that is not guaranteed pays nothing', () => {
    const account = openAccount([sentInvoice(1, 3000)]);
    const record = account.made('/v1/payment_records/report_payment', report);
    const refusal = account.post('/v1/invoices/in_1Sent0000000000000000001/attach_payment', {
      payment_record: at(record, 'id'),
    });
    expect(refusal).toMatchObject({status: 400, body: {error: {param: 'payment_record'}}});
  });

  test('an attempt ends once, a guaranteed one can be refunded', () => {
    const account = openAccount();
    const record = account.made('/v1/payment_records/report_payment', report);
    const path = `/v1/payment_records/${at(record, 'id')}`;
    expect(
      at(
        account.made(`${path}/report_payment_attempt_failed`, {failed_at: created}),
        'amount_failed',
        'value',
      ),
    ).toBe(1000);
    expect(account.post(`${path}/report_payment_attempt_guaranteed`, {guaranteed_at: created}).status).toBe(
      400,
    );
    account.made(`${path}/report_payment_attempt`, {initiated_at: created});
    account.made(`${path}/report_payment_attempt_guaranteed`, {guaranteed_at: created});
    const refund = {
      outcome: 'refunded',
      processor_details: {custom: {refund_reference: 'R1'}, type: 'custom'},
    };
    expect(
      at(
        account.made(`${path}/report_refund`, {...refund, amount: {currency: 'usd', value: 400}}),
        'amount_refunded',
        'value',
      ),
    ).toBe(400);
    expect(
      account.post(`${path}/report_refund`, {...refund, amount: {currency: 'usd', value: 601}}).status,
    ).toBe(400);
  });

  test('one payment intent pays several invoices when it goes through, the first ones first', () => {
    const account = openAccount([sentInvoice(1, 3000), sentInvoice(2, 2500)]);
    const intent = account.made('/v1/payment_intents', {
      amount: 5000,
      capture_method: 'manual',
      currency: 'usd',
      payment_method_types: ['card'],
    });
    const attach = (index: number) =>
      account.post(`/v1/invoices/in_1Sent000000000000000000${index}/attach_payment`, {
        payment_intent: at(intent, 'id'),
      });
    expect([attach(1).status, attach(1).status, attach(2).status]).toEqual([200, 400, 200]);
    account.made(`/v1/payment_intents/${at(intent, 'id')}/confirm`, {payment_method: 'pm_card_visa'});
    expect(statusOf(account, 'in_1Sent0000000000000000001')).toBe('open');
    account.made(`/v1/payment_intents/${at(intent, 'id')}/capture`, {amount_to_capture: 4000});
    expect(account.read('/v1/invoices/in_1Sent0000000000000000001')).toMatchObject({
      amount_paid: 3000,
      status: 'paid',
    });
    expect(account.read('/v1/invoices/in_1Sent0000000000000000002')).toMatchObject({
      amount_paid: 1000,
      amount_remaining: 1500,
      status: 'open',
    });
  });

  test('a payment intent that was paid for itself pays an invoice, and what is too much becomes credit', () => {
    const account = openAccount([sentInvoice(1, 3000)]);
    const intent = account.made('/v1/payment_intents', {
      amount: 3500,
      confirm: true,
      currency: 'usd',
      payment_method: 'pm_card_visa',
      payment_method_types: ['card'],
    });
    const invoice = account.made('/v1/invoices/in_1Sent0000000000000000001/attach_payment', {
      payment_intent: at(intent, 'id'),
    });
    expect(invoice).toMatchObject({amount_overpaid: 500, amount_remaining: 0, status: 'paid'});
    expect(at(account.read(`/v1/customers/${account.customer}`), 'balance')).toBe(-500);
  });
});
