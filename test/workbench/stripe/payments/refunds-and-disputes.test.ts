import {at, dataOf} from '../ask.ts';
import {type Account, openAccount} from './account.ts';
import {ledger, pay} from './paying.ts';

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
