import {AddonError} from '../../../src/core/errors/addon-error.ts';
import {replyTo} from '../../../src/core/failure.ts';
import {wireInvoice} from '../../support/fake-invoice.ts';
import {permissionMissing} from '../../support/fake-stripe.ts';
import {refused, unreachable} from '../../support/http-script.ts';
import {
  charge,
  invoicePayment,
  invoiceWith,
  only,
  paymentIntent,
  paymentOf,
  paymentWorld,
  told,
} from './payment-world.ts';

const inv = (n: number, fields = {}) =>
  invoiceWith({id: `in_${n}`, number: `INV-000${n}`, ...fields}, [invoicePayment({intent: `pi_${n}`})]);
const intents = Object.fromEntries(
  [1, 2, 3].map((n) => [`/v1/payment_intents/pi_${n}`, paymentIntent({id: `pi_${n}`})]),
);

describe('lookUpPayments() asks Stripe', () => {
  test('for several invoices in one round, and for what they name in a second', () => {
    const world = paymentWorld({invoices: [inv(1), inv(2), inv(3)], answers: intents});
    expect(world.ask('in_1', 'in_2', 'in_3', 'in_1').results).toHaveLength(3);
    expect(world.waves.map((wave) => wave.length)).toEqual([7, 7]);
    expect(world.waves[0]).toContain('/v1/invoices/in_2?expand[0]=customer&expand[1]=payments');
    // The three invoices are of one customer, whose cash is asked for once.
    expect(world.waves[1]?.filter((place) => place.includes('cash_balance'))).toEqual([
      '/v1/customers/cus_1/cash_balance',
    ]);
  });

  test('for nothing at all when what is asked for is wrong', () => {
    const world = paymentWorld();
    for (const request of [{}, {texts: 'INV-1'}, {texts: ['x'.repeat(201)]}, {selection: false}, null]) {
      const reply = replyTo(() => world.lookUp(request as never));
      expect(reply).toMatchObject({status: 'failed', failure: {code: 'ARGUMENT_INVALID'}});
    }
    expect(() => world.ask('  ', '')).toThrow('nothing was asked for');
    for (const key of ['rk_test_pasted', 'sk_live_pasted', ' whsec_pasted', 'see rk_live_pasted']) {
      const refusal = replyTo(() => world.ask('in_1', key));
      expect(refusal).toMatchObject({failure: {fact: expect.stringContaining('this is a Stripe key')}});
      expect(JSON.stringify(refusal)).not.toContain('pasted');
    }
    expect(world.waves).toEqual([]);
  });

  test('for at most 20 at a time, and says how many are left out', () => {
    const world = paymentWorld();
    const lookup = world.ask(...Array.from({length: 23}, (_, n) => `in_${n}`));
    expect(lookup.results).toHaveLength(20);
    expect(lookup.notes).toEqual(['The first 20 are looked up; 3 more are left out.']);
  });
});

describe('lookUpPayments() looks in the tabs first', () => {
  const open = [
    inv(1, {custom_fields: [{name: 'PO', value: 'PO-77'}]}),
    inv(2, {customer: {id: 'cus_2', object: 'customer', name: 'Acme Ltd', email: 'pay@acme.example'}}),
    inv(3, {customer: {id: 'cus_2', object: 'customer', name: 'Acme Ltd', email: 'pay@acme.example'}}),
  ];
  const world = () => paymentWorld({invoices: open, answers: intents, refreshed: true});

  test.each([
    ['INV-0001', 'number'],
    ['inv–0001', 'number'],
    ['po-77', 'PO or contract'],
    ['ap@acme.example', 'e-mail'],
    ['acme gmbh', 'customer name'],
    ['GmbH', 'customer name'],
  ])('for %s', (asked, name) => {
    const {ports: _, ...of} = world();
    const result = only(of.ask(asked));
    expect(result).toMatchObject({
      kind: 'invoice',
      foundBy: expect.stringMatching(new RegExp(`^Found in Receivables by its ${name}\\.`)),
      payment: {invoiceId: 'in_1'},
    });
    expect(of.waves.flat().filter((place) => place.includes('search'))).toEqual([]);
  });

  test('and says that a PO or a customer may have paid invoices besides, which a number has not', () => {
    const foundBy = (asked: string) => {
      const result = only(world().ask(asked));
      return result.kind === 'invoice' ? result.foundBy : null;
    };
    const besides = ' Paid invoices are not in the tab: ask for them by number.';
    expect(['PO-77', 'Acme GmbH', 'INV-0001'].map(foundBy)).toEqual([
      `Found in Receivables by its PO or contract.${besides}`,
      `Found in Receivables by its customer name.${besides}`,
      'Found in Receivables by its number.',
    ]);
  });

  test('and lists invoices where one customer has several', () => {
    expect(only(world().ask('Acme Ltd'))).toEqual({
      kind: 'candidates',
      asked: 'Acme Ltd',
      message:
        '"Acme Ltd": 2 invoices. Found in Receivables by its customer name. Paid invoices are not in the tab: ask for them by number.',
      candidates: [
        {
          lookUp: 'in_2',
          title: 'INV-0002 · Acme Ltd · EUR 48,200.00',
          detail: 'open, 13 days late',
        },
        {
          lookUp: 'in_3',
          title: 'INV-0003 · Acme Ltd · EUR 48,200.00',
          detail: 'open, 13 days late',
        },
      ],
    });
  });

  test('and lists customers where several have such a name', () => {
    expect(only(world().ask('acme'))).toMatchObject({
      kind: 'candidates',
      candidates: [
        {lookUp: 'cus_1', title: 'Acme GmbH (cus_1)', detail: 'ap@acme.example, 1 invoice in Receivables'},
        {lookUp: 'cus_2', title: 'Acme Ltd (cus_2)', detail: 'pay@acme.example, 2 invoices in Receivables'},
      ].map((candidate) => expect.objectContaining(candidate)),
    });
  });

  test('also for the selected rows, without those that a filter hides', () => {
    const {view, lookUp} = world();
    view.selected = {key: 'receivables', rows: [1, 2, 3, 4, 99]};
    view.filtered.set(view.columnOf('Number'), ['INV-0002']);
    const lookup = lookUp({selection: true});
    expect(lookup.results.map(({asked}) => asked)).toEqual(['in_1', 'in_3']);
    expect(lookup.notes).toEqual(['1 selected row is hidden by a filter and left out.']);
  });

  test('and says so when no row of ours is selected', () => {
    const {view, lookUp} = world();
    expect(() => lookUp({selection: true})).toThrow(
      'Cannot look up the selection: no row of Receivables or AR Aging is selected.',
    );
    view.selected = {key: 'receivables', rows: [1]};
    expect(() => lookUp({selection: true})).toThrow('no row of Receivables');
  });
});

describe('lookUpPayments() looks in Stripe for what no tab has', () => {
  const invoice = inv(1);

  test('by number and PO with the search, and says that it may be behind', () => {
    const world = paymentWorld({
      invoices: [invoice],
      answers: {...intents, '/v1/invoices/search': [invoice]},
    });
    expect(only(world.ask('INV "9"'))).toMatchObject({
      kind: 'invoice',
      foundBy: "Found by Stripe's search, which can be a minute behind.",
    });
    expect(world.waves[0]?.[0]).toBe(
      '/v1/invoices/search?query=number:"INV \\"9\\"" OR metadata["po"]:"INV \\"9\\"" OR metadata["po_number"]:"INV \\"9\\"" OR metadata["purchase_order"]:"INV \\"9\\"" OR metadata["contract"]:"INV \\"9\\""&limit=20',
    );
  });

  test('by e-mail with a list, then by the customer', () => {
    const world = paymentWorld({
      invoices: [invoice],
      answers: {
        ...intents,
        '/v1/customers?email=ap@acme.example': [{id: 'cus_1', object: 'customer', name: 'Acme', email: null}],
        '/v1/invoices?customer=cus_1': [invoice, inv(2)],
      },
    });
    expect(only(world.ask('ap@acme.example'))).toMatchObject({
      kind: 'candidates',
      message: '"ap@acme.example": 2 invoices. Found in Stripe by the e-mail of the customer.',
    });
    expect(world.waves.flat().filter((place) => place.includes('search'))).toEqual([]);
  });

  test('and says of an open invoice what remains, of one without a due date no lateness', () => {
    const undue = (n: number, fields: object) => inv(n, {due_date: null, amount_paid: 1_000, ...fields});
    const found = [undue(1, {}), undue(2, {status: 'uncollectible'}), undue(3, {status: 'void'})];
    const world = paymentWorld({answers: {'/v1/invoices?customer=cus_1': found}});
    expect(only(world.ask('cus_1'))).toMatchObject({
      candidates: [
        {title: 'INV-0001 · Acme GmbH · EUR 48,190.00', detail: 'open'},
        {title: 'INV-0002 · Acme GmbH · EUR 48,190.00', detail: 'uncollectible'},
        {title: 'INV-0003 · Acme GmbH · EUR 48,200.00', detail: 'void'},
      ],
    });
    const open = [undue(1, {}), undue(2, {})];
    expect(only(paymentWorld({invoices: open, refreshed: true}).ask('Acme'))).toMatchObject({
      candidates: [{detail: 'open'}, {detail: 'open'}],
    });
  });

  test('and says that there are more than it was told', () => {
    const answers = {'/v1/invoices?customer=cus_1': {object: 'list', has_more: true, data: [inv(1), inv(2)]}};
    expect(only(paymentWorld({answers}).ask('cus_1'))).toMatchObject({
      message:
        '"cus_1": more than 2 invoices. Found in Stripe by the id of the customer. The first 20 are shown; a number or an id finds one.',
    });
  });

  test('by number with hyphens, though it was pasted with dashes', () => {
    const world = paymentWorld();
    world.ask('INV–0001');
    expect(world.waves[0]?.[0]).toContain('query=number:"INV-0001" OR metadata["po"]:"INV–0001"');
  });

  test('and says what it has tried when nothing is there', () => {
    const world = paymentWorld({
      answers: {
        '/v1/customers?email=lone@x.example': [{id: 'cus_9', object: 'customer', name: null, email: null}],
      },
    });
    const lookup = world.ask('INV-404', 'who@x.example', 'lone@x.example', 'in_404');
    expect(lookup.results.map((result) => ('message' in result ? result.message : result.kind))).toEqual([
      expect.stringContaining('Neither Receivables nor Stripe\'s search knows "INV-404"'),
      'Neither Receivables nor Stripe has an invoice for "who@x.example". Stripe takes capitals in an e-mail for other letters.',
      'The customer "lone@x.example" has no invoice in Stripe.',
      expect.stringContaining('Stripe has no invoice in_404 for the connected key.'),
    ]);
  });

  test('and names the failure where the search itself failed', () => {
    const world = paymentWorld({
      answers: {'/v1/invoices/search': refused(400, {message: 'Search is not available in your region.'})},
    });
    expect(only(world.ask('INV-7'))).toMatchObject({
      kind: 'failed',
      failure: {code: 'STRIPE_REJECTED', requestId: 'req_test'},
    });
  });
});

describe('a part that cannot be read is named, and the rest is shown:', () => {
  test('what the key lacks the permission for', () => {
    const world = paymentWorld({
      invoices: [inv(1)],
      answers: {
        '/v1/payment_intents': permissionMissing('rak_payment_intent_read'),
        '/v1/credit_notes': permissionMissing('rak_credit_note_read'),
        '/v1/events': permissionMissing('rak_event_read'),
        '/v1/disputes': permissionMissing('rak_dispute_read'),
        '/v1/customers/cus_1/cash_balance': permissionMissing('rak_customer_read'),
      },
    });
    const payment = paymentOf(world.ask('in_1'));
    expect(payment.sentence).toBe(
      'INV-0001 · Acme GmbH · EUR 48,200.00 · due 30 Apr, 13 days late · no retry planned',
    );
    expect(payment.missing.map(({fact}) => fact)).toEqual([
      'Cannot read credit notes from Stripe: the key lacks the permission rak_credit_note_read.',
      'Cannot read events from Stripe: the key lacks the permission rak_event_read.',
      'Cannot read payment intents from Stripe: the key lacks the permission rak_payment_intent_read.',
      'Cannot read disputes from Stripe: the key lacks the permission rak_dispute_read.',
      'Cannot read customers from Stripe: the key lacks the permission rak_customer_read.',
    ]);
    expect(payment.missing[0]?.nextStep).toContain('set "Credit notes" to Read');
  });

  test('the payments of an invoice, which is then read without them', () => {
    const world = paymentWorld({
      invoices: [inv(1)],
      answers: {
        '/v1/invoices/in_1?expand[0]=customer&expand[1]=payments': permissionMissing('rak_charge_read'),
        '/v1/invoices/in_1?expand[0]=customer': {...inv(1), payments: null},
      },
    });
    const payment = paymentOf(world.ask('in_1'));
    expect(payment.sentence).toContain('INV-0001 · Acme GmbH');
    expect(payment.missing.map(({code}) => code)).toEqual(['PERMISSION_MISSING']);
  });

  test('an answer that is not as Stripe declares it', () => {
    const world = paymentWorld({
      invoices: [inv(1), inv(2), inv(3)],
      answers: {
        ...intents,
        '/v1/payment_intents/pi_1': {id: 'pi_1', object: 'payment_intent', amount: 'much'},
        '/v1/invoices/in_2': wireInvoice({id: 'in_2', amount_due: 1.5}),
      },
    });
    const lookup = world.ask('in_1', 'in_2', 'in_3');
    expect(lookup.results.map(({kind}) => kind)).toEqual(['invoice', 'failed', 'invoice']);
    expect(paymentOf(lookup).missing.map(({code}) => code)).toEqual(['RESPONSE_UNREADABLE']);
    expect(paymentOf(lookup, 2).missing).toEqual([]);
  });
});

test('what is not among the newest e-mails of the account is not called unsent', () => {
  const event = (n: number, id: string) => ({
    id: `evt_${n}`,
    object: 'event',
    created: Date.parse(`2026-05-${14 - n}T08:00:00Z`) / 1000,
    data: {object: {id, customer_email: null}},
  });
  const emailed = (has_more: boolean) => {
    const data = [event(1, 'in_8'), event(2, 'in_9')];
    const world = paymentWorld({
      invoices: [inv(1)],
      answers: {...intents, '/v1/events': {object: 'list', data, has_more}},
    });
    return told(paymentOf(world.ask('in_1')), 'Sent', 'E-mailed');
  };
  expect(emailed(false)).toBe('not in the last 30 days, which is as far back as Stripe tells');
  expect(emailed(true)).toBe('not since 12 May; the 100 newest e-mails of the account reach no further');
});

test('without a network every invoice fails in words, and no key is in them', () => {
  const world = paymentWorld({
    answers: {
      '/v1/': unreachable('Address unavailable: https://api.stripe.com/v1/invoices?x=rk_test_fakePorts1234'),
    },
  });
  const lookup = world.ask('in_1', 'INV-7');
  expect(lookup.results.map(({kind}) => kind)).toEqual(['failed', 'failed']);
  expect(JSON.stringify(lookup)).toContain('no answer from Stripe');
  expect(JSON.stringify(lookup)).not.toContain('fakePorts');
});

test('without a key nothing is asked, and the message says what to do', () => {
  const world = paymentWorld();
  world.ports.userProperties.write('stripeKey', null);
  expect(() => world.ask('in_1')).toThrow(AddonError);
  expect(() => world.ask('in_1')).toThrow('no key is connected for you');
});

describe('below the sentence stand', () => {
  const seconds = (iso: string) => Date.parse(iso) / 1000;
  const world = paymentWorld({
    invoices: [
      invoiceWith(
        {
          id: 'in_1',
          amount_paid: 2_000_000,
          pre_payment_credit_notes_amount: 5_000,
          auto_advance: false,
          custom_fields: [{name: 'PO', value: '4500012345'}],
          customer: {
            id: 'cus_1',
            object: 'customer',
            name: 'Acme GmbH',
            email: 'ap@acme.example',
            balance: -12_300,
            currency: 'eur',
          },
          hosted_invoice_url: 'https://invoice.stripe.com.evil.example/i/1',
        },
        [
          invoicePayment({
            intent: 'pi_1',
            status: 'paid',
            amount_paid: 2_000_000,
            status_transitions: {paid_at: seconds('2026-05-03T09:00:00Z'), canceled_at: null},
          }),
          invoicePayment({
            intent: 'pi_2',
            amount_requested: 2_820_000,
            created: seconds('2026-05-04T12:00:00Z'),
          }),
        ],
      ),
    ],
    answers: {
      '/v1/payment_intents/pi_1': paymentIntent({status: 'succeeded', latest_charge: charge()}),
      '/v1/payment_intents/pi_2': paymentIntent({
        id: 'pi_2',
        last_payment_error: {
          code: 'expired_card',
          payment_method: {type: 'card', card: {brand: 'amex', last4: '0005'}},
        },
      }),
      '/v1/credit_notes': [
        {
          id: 'cn_1',
          object: 'credit_note',
          number: 'CN-1',
          status: 'issued',
          total: 5_000,
          currency: 'eur',
          reason: 'order_change',
          created: seconds('2026-05-02T12:00:00Z'),
        },
      ],
      '/v1/events': [
        {
          id: 'evt_1',
          object: 'event',
          created: seconds('2026-05-05T08:00:00Z'),
          data: {object: {id: 'in_1', customer_email: 'old@acme.example'}},
        },
        {
          id: 'evt_2',
          object: 'event',
          created: seconds('2026-05-05T08:00:00Z'),
          data: {object: {id: 'in_other', customer_email: 'x@x.example'}},
        },
      ],
    },
  });
  const payment = paymentOf(world.ask('in_1'));

  test.each([
    ['Invoice', 'PO', '4500012345'],
    ['Invoice', 'Days late', '13'],
    ['Invoice', 'Due', '30 Apr 2026'],
    ['Amounts', 'Remaining', 'EUR 28,200.00'],
    ['Amounts', 'Credited', 'EUR 50.00'],
    ['Amounts', "Customer's credit balance", 'EUR 123.00'],
    ['Collection', 'Last failure', 'the card has expired'],
    [
      'Collection',
      'Automatic collection',
      'off: Stripe neither retries, reminds nor reconciles this invoice',
    ],
    ['Sent', 'E-mailed 5 May', 'to old@acme.example'],
    ['Payments', '3 May', 'EUR 20,000.00 by Visa •4242, paid'],
    ['Payments', '4 May', 'EUR 28,200.00 by American Express •0005, failed: the card has expired'],
    ['Credit notes', 'CN-1', 'EUR 50.00, issued 2 May, order change'],
  ])('%s, %s: %s', (title, label, text) => {
    expect(told(payment, title, label)).toBe(text);
  });

  test('links to pages of Stripe alone', () => {
    expect(payment.links).toEqual([
      {label: 'Stripe Dashboard', url: 'https://dashboard.stripe.com/test/invoices/in_1'},
      {label: 'PDF', url: 'https://pay.stripe.com/invoice/acct_1/test_1/pdf'},
    ]);
  });

  test('the state as a badge', () => {
    expect(payment.state).toEqual({text: 'Open, 13 days late', tone: 'bad'});
  });
});
