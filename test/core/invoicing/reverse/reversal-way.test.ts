import fc from 'fast-check';
import {
  actOf,
  type ReversalDay,
  type Reversible,
  reversalWay,
} from '../../../../src/core/invoicing/reverse/reversal-way.ts';
import {currencyCode} from '../../../../src/core/money/currency.ts';
import {type Money, money} from '../../../../src/core/money/money.ts';
import {type CivilDate, compareDates} from '../../../../src/core/time/civil-date.ts';

const usd = (minorUnits: number): Money => money(minorUnits, currencyCode('usd'));

const day: ReversalDay = {
  today: {year: 2026, month: 11, day: 20},
  todayProblem: null,
  issuedProblem: () => null,
  paidPartWords: "goes to the customer's credit balance",
};

/** Finalized this month in the United States and never sent. */
const unsent: Reversible = {
  status: 'open',
  total: usd(100_000),
  amountPaid: usd(0),
  amountRemaining: usd(100_000),
  credited: usd(0),
  isPaymentInFlight: false,
  issuedOn: {year: 2026, month: 11, day: 3},
  delivery: {kind: 'never'},
  customerCountry: 'US',
  accountCountry: 'US',
};

describe('reversalWay() says of', () => {
  test.each<[string, Partial<Reversible>, string, string]>([
    ['a draft', {status: 'draft', issuedOn: null}, 'delete draft', 'It is a draft: nobody was billed.'],
    [
      'what was never sent',
      {},
      'void',
      'It was never sent, the month of 3 Nov 2026 is open, and US has no value-added tax.',
    ],
    [
      'what was sent',
      {delivery: {kind: 'sent', on: {year: 2026, month: 11, day: 4}}},
      'credit note',
      'It was sent on 4 Nov 2026.',
    ],
    ['what was sent some day', {delivery: {kind: 'sent', on: null}}, 'credit note', 'It was sent.'],
    [
      'a customer in a VAT country',
      {customerCountry: 'DE'},
      'credit note',
      'The customer is in DE, where tax law wants a credit note.',
    ],
    [
      'an account in one',
      {accountCountry: 'GB'},
      'credit note',
      'Your account is in GB, where tax law wants a credit note.',
    ],
    [
      'an earlier month',
      {issuedOn: {year: 2026, month: 10, day: 31}},
      'credit note',
      'It is dated 31 Oct 2026, in an earlier month.',
    ],
    [
      'what was paid in part',
      {amountPaid: usd(30_000), amountRemaining: usd(70_000)},
      'credit note',
      "USD 300.00 of it was paid, and goes to the customer's credit balance.",
    ],
    [
      'what was paid',
      {status: 'paid', amountPaid: usd(100_000), amountRemaining: usd(0)},
      'credit note',
      "USD 1,000.00 of it was paid, and goes to the customer's credit balance.",
    ],
    [
      'what was credited in part',
      {credited: usd(100), amountRemaining: usd(99_900)},
      'credit note',
      'USD 1.00 of it was credited already.',
    ],
    [
      'what a credit balance has settled in part, and was sent',
      {amountRemaining: usd(60_000), delivery: {kind: 'sent', on: null}},
      'credit note',
      "It was sent. USD 400.00 of it was settled from the customer's credit balance, and goes to the customer's credit balance.",
    ],
    [
      'a delivery that nobody recorded',
      {delivery: {kind: 'unclear', because: 'Only you know whether the customer has it.'}},
      'tax decision needed',
      'Only you know whether the customer has it.',
    ],
    [
      'a customer without a country',
      {customerCountry: null},
      'tax decision needed',
      'The customer has no country in Stripe, so whether tax law wants a credit note is not known.',
    ],
    [
      'an account without a country',
      {accountCountry: null},
      'tax decision needed',
      'Stripe does not say in which country your account is.',
    ],
    [
      'a date that is not known',
      {issuedOn: null},
      'tax decision needed',
      'Stripe does not say when it was issued.',
    ],
    [
      'payments that could not be read',
      {isPaymentInFlight: null},
      'tax decision needed',
      'Whether a payment of it is under way could not be read.',
    ],
    ['what is void', {status: 'void'}, 'nothing to do', 'It is void already.'],
    [
      'what is gone',
      {status: null},
      'nothing to do',
      'Stripe holds no such invoice any more: its draft was deleted.',
    ],
    [
      'what is credited in full',
      {credited: usd(100_000)},
      'nothing to do',
      'It is credited in full already: USD 1,000.00.',
    ],
    [
      'what comes to nothing',
      {total: usd(0)},
      'nothing to do',
      'It comes to USD 0.00: there is nothing to credit.',
    ],
    [
      'a payment under way',
      {isPaymentInFlight: true},
      'nothing to do',
      'A payment of it is under way: reverse it again once the payment has arrived or failed.',
    ],
    [
      'a state of tomorrow',
      {status: 'archived'},
      'nothing to do',
      'Stripe calls it archived, which this version does not know: look at it in Stripe.',
    ],
  ])('%s', (_, change, way, because) => {
    expect(reversalWay({...unsent, ...change}, day, null)).toEqual({
      way,
      because,
      choices: way === 'tax decision needed' ? ['void', 'credit note'] : [],
    });
  });

  test('closed books: a draft goes all the same, an invoice of a closed month by a credit note of today', () => {
    const closed = {...day, todayProblem: 'The books are closed through 30 Nov 2026.'};
    expect(reversalWay(unsent, closed, null)).toEqual({
      way: 'books closed',
      because: 'The books are closed through 30 Nov 2026.',
      choices: [],
    });
    expect(reversalWay({...unsent, status: 'draft'}, closed, null).way).toBe('delete draft');
    const until = {
      ...day,
      issuedProblem: (on: CivilDate) =>
        compareDates(on, {year: 2026, month: 11, day: 3}) <= 0
          ? 'The books are closed through 3 Nov 2026.'
          : null,
    };
    expect(reversalWay(unsent, until, null)).toMatchObject({
      way: 'credit note',
      because: 'The books are closed through 3 Nov 2026.',
    });
  });

  test('a decision, which stays one that can be changed', () => {
    const unclear = {...unsent, customerCountry: null};
    expect(reversalWay(unclear, day, 'void')).toMatchObject({
      way: 'tax decision needed',
      because: expect.stringMatching(/ You decided: void\.$/),
      choices: ['void', 'credit note'],
    });
    // A decision that was not asked for decides nothing.
    expect(reversalWay({...unsent, customerCountry: 'DE'}, day, 'void').way).toBe('credit note');
  });
});

test('reversalWay() never voids what was sent, paid, credited, dated in another month or of a VAT country', () => {
  const amounts = fc.integer({min: 0, max: 100_000});
  fc.assert(
    fc.property(
      fc.record({
        status: fc.constantFrom('open', 'uncollectible', 'paid', 'draft', 'void', 'strange', null),
        paid: amounts,
        credited: amounts,
        month: fc.integer({min: 9, max: 11}),
        delivery: fc.constantFrom<Reversible['delivery']>(
          {kind: 'never'},
          {kind: 'sent', on: null},
          {kind: 'unclear', because: 'x'},
        ),
        customerCountry: fc.constantFrom('US', 'DE', 'HK', 'ZZ', null),
        accountCountry: fc.constantFrom('US', 'FR', null),
        decision: fc.constantFrom('void' as const, 'credit note' as const, null),
      }),
      ({paid, credited, month, decision, ...rest}) => {
        const invoice: Reversible = {
          ...unsent,
          ...rest,
          amountPaid: usd(paid),
          credited: usd(credited),
          issuedOn: {year: 2026, month, day: 3},
        };
        const way = reversalWay(invoice, day, decision);
        expect(way.because).not.toBe('');
        const act = actOf(way, decision);
        if (act === 'delete-draft') expect(invoice.status).toBe('draft');
        if (act !== 'void') return;
        expect(paid + credited).toBe(0);
        expect(month).toBe(11);
        expect(invoice.delivery.kind).not.toBe('sent');
        expect(['US', 'HK', null]).toContain(invoice.customerCountry);
        expect(['US', null]).toContain(invoice.accountCountry);
        if (way.way !== 'void') expect(decision).toBe('void');
      },
    ),
    {seed: 7, numRuns: 500},
  );
});
