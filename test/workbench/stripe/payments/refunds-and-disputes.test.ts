import {at, dataOf} from '../ask.ts';
import {type Account, openAccount} from './account.ts';

function pay(account: Account, method = 'pm_card_visa', amount = 2000): unknown {
  return account.made('/v1/payment_intents', {
    amount,
    confirm: true,
    currency: 'usd',
    payment_method: method,
    payment_method_types: ['card'],
  });
}

/** The sum of the nets of all balance transactions, and the balance as the account sees it. */
function ledger(account: Account): {readonly nets: number; readonly balance: number} {
  const nets = dataOf(account.read('/v1/balance_transactions', {limit: 100})).map((row) => {
    expect(at(row, 'amount')).toBe(Number(at(row, 'fee')) + Number(at(row, 'net')));
    return Number(at(row, 'net'));
  });
  const balance = account.read('/v1/balance');
  return {
    nets: nets.reduce((sum, net) => sum + net, 0),
    balance: Number(at(balance, 'available', 0, 'amount')) + Number(at(balance, 'pending', 0, 'amount')),
  };
}

describe('refundCharge()', () => {
  test('refunds a part, then the rest, then nothing', () => {
    const account = openAccount();
    const intent = pay(account);
    const charge = at(intent, 'latest_charge');
    account.newEventTypes();
    const part = account.made('/v1/refunds', {amount: 700, charge, reason: 'duplicate'});
    expect(part).toMatchObject({
      amount: 700,
      charge,
      destination_details: {card: {type: 'refund'}, type: 'card'},
      reason: 'duplicate',
      status: 'succeeded',
    });
    expect(account.newEventTypes()).toEqual(['refund.created', 'charge.refunded']);
    expect(account.read(`/v1/charges/${charge}`)).toMatchObject({amount_refunded: 700, refunded: false});

    const large = account.post('/v1/refunds', {amount: 1301, charge});
    expect(large).toMatchObject({
      status: 400,
      body: {
        error: {
          message: 'Refund amount ($13.01) is greater than unrefunded amount on charge ($13.00)',
          param: 'amount',
        },
      },
    });
    expect(at(large.body, 'error', 'code')).toBeUndefined();

    account.made('/v1/refunds', {payment_intent: at(intent, 'id')});
    expect(account.read(`/v1/charges/${charge}`)).toMatchObject({amount_refunded: 2000, refunded: true});
    expect(at(account.post('/v1/refunds', {charge}).body, 'error')).toMatchObject({
      code: 'charge_already_refunded',
      message: `Charge ${charge} has already been refunded.`,
    });
    expect(dataOf(account.read('/v1/refunds', {charge}))).toHaveLength(2);
    expect(ledger(account)).toEqual({nets: -88, balance: -88});
  });

  test('says the amounts when more than the charge is asked for at once', () => {
    const account = openAccount();
    const charge = at(pay(account), 'latest_charge');
    expect(at(account.post('/v1/refunds', {amount: 9390, charge}).body, 'error', 'message')).toBe(
      'Refund amount ($93.90) is greater than charge amount ($20.00)',
    );
  });

  test('needs a charge that succeeded', () => {
    const account = openAccount();
    const refused = account.post('/v1/payment_intents', {
      amount: 2000,
      confirm: true,
      currency: 'usd',
      payment_method: 'pm_card_chargeDeclined',
      payment_method_types: ['card'],
    });
    const intent = at(refused.body, 'error', 'payment_intent', 'id');
    expect(account.post('/v1/refunds', {payment_intent: intent}).status).toBe(400);
    expect(account.post('/v1/refunds').status).toBe(400);
    expect(account.post('/v1/refunds', {charge: 'ch_none'})).toMatchObject({
      status: 400,
      body: {error: {code: 'resource_missing', param: 'charge'}},
    });
  });

  test('an update keeps metadata and tells both events', () => {
    const account = openAccount();
    const refund = account.made('/v1/refunds', {
      charge: at(pay(account), 'latest_charge'),
      metadata: {a: '1'},
    });
    account.newEventTypes();
    const path = `/v1/refunds/${at(refund, 'id')}`;
    expect(at(account.made(path, {metadata: {b: '2'}}), 'metadata')).toEqual({a: '1', b: '2'});
    expect(account.newEventTypes()).toEqual(['refund.updated', 'charge.refund.updated']);
  });
});

describe('disputes', () => {
  function disputed(method: string): {
    readonly account: Account;
    readonly path: string;
    readonly intent: unknown;
  } {
    const account = openAccount();
    const intent = pay(account, method);
    const [dispute] = dataOf(account.read('/v1/disputes', {payment_intent: at(intent, 'id')}));
    return {account, path: `/v1/disputes/${at(dispute, 'id')}`, intent};
  }

  test('a charge is disputed after it is paid, and its money withdrawn with a fee', () => {
    const {account, path, intent} = disputed('pm_card_createDispute');
    expect(account.eventTypes()).toEqual([
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.succeeded',
      'charge.dispute.created',
      'charge.dispute.funds_withdrawn',
    ]);
    expect(account.read(path)).toMatchObject({
      amount: 2000,
      balance_transactions: [{amount: -2000, fee: 1500, net: -3500, type: 'adjustment'}],
      is_charge_refundable: false,
      payment_method_details: {card: {case_type: 'chargeback'}},
      reason: 'fraudulent',
      status: 'needs_response',
    });
    const charge = at(intent, 'latest_charge');
    expect(account.read(`/v1/charges/${charge}`)).toMatchObject({disputed: true, paid: true});
    expect(at(account.post('/v1/refunds', {charge}).body, 'error', 'code')).toBe('charge_disputed');
    expect(ledger(account)).toEqual({nets: 1912 - 3500, balance: 1912 - 3500});
  });

  test('winning evidence brings amount and fee back', () => {
    const {account, path} = disputed('pm_card_createDispute');
    account.newEventTypes();
    const won = account.made(path, {evidence: {uncategorized_text: 'winning_evidence'}});
    expect(won).toMatchObject({evidence_details: {has_evidence: true, submission_count: 1}, status: 'won'});
    expect(account.newEventTypes()).toEqual([
      'charge.dispute.updated',
      'charge.dispute.updated',
      'charge.dispute.funds_reinstated',
      'charge.dispute.closed',
    ]);
    expect(ledger(account)).toEqual({nets: 1912, balance: 1912});
    expect(account.post(`${path}/close`).status).toBe(400);
  });

  test('losing evidence, and closing, lose it', () => {
    const first = disputed('pm_card_createDispute');
    expect(
      at(first.account.made(first.path, {evidence: {uncategorized_text: 'losing_evidence'}}), 'status'),
    ).toBe('lost');
    const second = disputed('pm_card_createDisputeProductNotReceived');
    expect(at(second.account.made(`${second.path}/close`), 'status')).toBe('lost');
    expect(ledger(second.account)).toEqual({nets: -1588, balance: -1588});
  });

  test('evidence that is only staged, or says nothing, decides nothing', () => {
    const {account, path} = disputed('pm_card_createDispute');
    const staged = account.made(path, {evidence: {uncategorized_text: 'winning_evidence'}, submit: false});
    expect(staged).toMatchObject({
      evidence_details: {has_evidence: true, submission_count: 0},
      status: 'needs_response',
    });
    const sent = account.made(path, {evidence: {uncategorized_text: 'see the receipt'}});
    expect(at(sent, 'status')).toBe('under_review');
  });

  test('who does not answer in time loses; an inquiry is only closed', () => {
    const chargeback = disputed('pm_card_createDispute');
    chargeback.account.passDays(9);
    expect(at(chargeback.account.read(chargeback.path), 'status')).toBe('needs_response');
    chargeback.account.passDays(2);
    expect(chargeback.account.read(chargeback.path)).toMatchObject({
      evidence_details: {past_due: true},
      status: 'lost',
    });
    expect(chargeback.account.eventTypes()).toContain('charge.dispute.closed');
    const inquiry = disputed('pm_card_createDisputeInquiry');
    inquiry.account.passDays(121);
    expect(at(inquiry.account.read(inquiry.path), 'status')).toBe('warning_closed');
    expect(ledger(inquiry.account)).toEqual({nets: 1912, balance: 1912});
  });

  test('an inquiry takes no money until it is escalated', () => {
    const {account, path} = disputed('pm_card_createDisputeInquiry');
    expect(account.read(path)).toMatchObject({balance_transactions: [], status: 'warning_needs_response'});
    expect(ledger(account).nets).toBe(1912);
    const escalated = account.made(path, {evidence: {uncategorized_text: 'escalate_inquiry_evidence'}});
    expect(escalated).toMatchObject({balance_transactions: [{net: -3500}], status: 'needs_response'});
    expect(ledger(account)).toEqual({nets: 1912 - 3500, balance: 1912 - 3500});
  });
});

describe('payouts', () => {
  test('pay out what is available, and no more', () => {
    const account = openAccount();
    pay(account);
    expect(at(account.post('/v1/payouts', {amount: 1100, currency: 'usd'}).body, 'error', 'code')).toBe(
      'balance_insufficient',
    );
    account.passDays(3);
    expect(account.read('/v1/balance')).toMatchObject({available: [{amount: 1912}], pending: [{amount: 0}]});
    const payout = account.made('/v1/payouts', {amount: 1100, currency: 'usd'});
    expect(payout).toMatchObject({amount: 1100, status: 'pending'});
    expect(ledger(account)).toEqual({nets: 812, balance: 812});
    account.passDays(4);
    expect(account.read(`/v1/payouts/${at(payout, 'id')}`)).toMatchObject({status: 'paid'});
    expect(account.eventTypes()).toContain('payout.paid');
  });

  test('money of the bypass card is available at once', () => {
    const account = openAccount();
    pay(account, 'pm_card_bypassPending');
    account.made('/v1/payouts', {amount: 1100, currency: 'usd'});
    expect(account.eventTypes()).toEqual([
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.succeeded',
      'balance.available',
      'payout.created',
    ]);
  });

  test('a payout is canceled while pending, and reversed once paid', () => {
    const account = openAccount();
    pay(account, 'pm_card_bypassPending');
    const first = account.made('/v1/payouts', {amount: 500, currency: 'usd'});
    expect(at(account.made(`/v1/payouts/${at(first, 'id')}/cancel`), 'status')).toBe('canceled');
    expect(ledger(account)).toEqual({nets: 1912, balance: 1912});
    const second = account.made('/v1/payouts', {amount: 500, currency: 'usd'});
    expect(account.post(`/v1/payouts/${at(second, 'id')}/reverse`).status).toBe(400);
    account.passDays(4);
    const reversal = account.made(`/v1/payouts/${at(second, 'id')}/reverse`);
    expect(reversal).toMatchObject({amount: -500, original_payout: at(second, 'id')});
    expect(account.post(`/v1/payouts/${at(second, 'id')}/cancel`).status).toBe(400);
    expect(ledger(account)).toEqual({nets: 1912, balance: 1912});
  });
});

describe('bank debits', () => {
  function debit(account: Account, method: string): unknown {
    return account.made('/v1/payment_intents', {
      amount: 100_000,
      confirm: true,
      currency: 'usd',
      payment_method: method,
      payment_method_types: ['us_bank_account'],
    });
  }

  test('are processing for days, and then paid', () => {
    const account = openAccount();
    const intent = debit(account, 'pm_usBankAccount_success');
    expect(at(intent, 'status')).toBe('processing');
    expect(account.read(`/v1/charges/${at(intent, 'latest_charge')}`)).toMatchObject({
      balance_transaction: null,
      captured: true,
      paid: false,
      status: 'pending',
    });
    expect(String(at(intent, 'latest_charge'))).toMatch(/^py_/);
    account.passDays(5);
    expect(account.read(`/v1/payment_intents/${at(intent, 'id')}`)).toMatchObject({
      amount_received: 100_000,
      status: 'succeeded',
    });
    expect(account.eventTypes().slice(0, 5)).toEqual([
      'payment_intent.created',
      'charge.pending',
      'payment_intent.processing',
      'charge.succeeded',
      'payment_intent.succeeded',
    ]);
    expect(dataOf(account.read('/v1/balance_transactions'))).toMatchObject([{fee: 500, type: 'payment'}]);
  });

  test('come back where the account has too little', () => {
    const account = openAccount();
    const intent = debit(account, 'pm_usBankAccount_insufficientFunds');
    account.passDays(5);
    expect(account.read(`/v1/payment_intents/${at(intent, 'id')}`)).toMatchObject({
      last_payment_error: {code: 'insufficient_funds'},
      status: 'requires_payment_method',
    });
    expect(account.eventTypes()).toContain('payment_intent.payment_failed');
    expect(ledger(account)).toEqual({nets: 0, balance: 0});
  });

  test('are disputed after they were paid, and lost at once', () => {
    const account = openAccount();
    const intent = debit(account, 'pm_usBankAccount_dispute');
    account.passDays(6);
    const [dispute] = dataOf(account.read('/v1/disputes', {payment_intent: at(intent, 'id')}));
    expect(dispute).toMatchObject({amount: 100_000, status: 'lost'});
    expect(ledger(account)).toEqual({nets: -2000, balance: -2000});
  });
});
