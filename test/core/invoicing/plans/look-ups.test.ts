import {deskOf, groupOf, nordwind, nordwindRow, problemsIn} from '../support/sandbox-drafts.ts';

const acme = (id: string, email: string) => ({
  id,
  object: 'customer',
  name: 'Acme Inc',
  email,
  currency: 'eur',
});
const price = {
  id: 'price_1',
  object: 'price',
  active: true,
  currency: 'eur',
  type: 'one_time',
  billing_scheme: 'per_unit',
  unit_amount: 120_000,
  unit_amount_decimal: '120000',
  product: 'prod_1',
};
const product = {id: 'prod_1', object: 'product', name: 'Platform', active: true};
const vat = (id: string, percentage: number, more: object = {}) => ({
  id,
  object: 'tax_rate',
  display_name: 'VAT',
  percentage,
  inclusive: false,
  active: true,
  ...more,
});

describe('a customer', () => {
  test.each([
    ['cus_Nordwind', 'its id'],
    ['ap@nordwind.example', 'an e-mail'],
    ['nordwind  GMBH', 'a name in any case and with any blanks'],
  ])('is found by %s, %s', (customer) => {
    const desk = deskOf([{...nordwindRow, Customer: customer}]);
    expect(desk.preview().ready).toBe(1);
    expect(desk.cell(2, 'Customer found')).toBe('cus_Nordwind · Nordwind GmbH · DE · ap@nordwind.example');
    expect(desk.cell(2, 'Bills to')).toBe('Nordwind GmbH, Hamburg, DE');
  });

  test('of whom there are two is never chosen: both are offered', () => {
    const objects = [acme('cus_1', 'a@acme.example'), acme('cus_2', 'b@acme.example')];
    const reply = deskOf([{...nordwindRow, Customer: 'Acme Inc'}], {objects}).preview();
    const {problems, candidates} = groupOf(reply, 2);
    expect(problems.map(({sentence}) => sentence)).toEqual([
      'Cannot create the invoice of row 2: 2 customers are called “Acme Inc”: cus_2, cus_1. Enter the id of the one you mean.',
    ]);
    expect(candidates).toEqual([
      {customerId: 'cus_2', title: 'Acme Inc · b@acme.example'},
      {customerId: 'cus_1', title: 'Acme Inc · a@acme.example'},
    ]);
  });

  test.each([
    [
      'cus_Nobody',
      'Stripe has no customer cus_Nobody for the connected key. Check the id, and that the key is of the same account and mode.',
    ],
    [
      'nobody@nordwind.example',
      'no customer in Stripe has the e-mail nobody@nordwind.example. Correct it, or enter the customer’s id.',
    ],
    [
      'Nordwind',
      'no customer in Stripe is called “Nordwind”. Correct the name, or enter the customer’s id; one made within the last minute is found by id only.',
    ],
  ])('that Stripe does not know is refused: %s', (customer, fact) => {
    expect(problemsIn([{...nordwindRow, Customer: customer}])).toEqual([
      `Cannot create the invoice of row 2: ${fact}`,
    ]);
  });

  test('who was deleted is refused', () => {
    const objects = [{id: 'cus_Nordwind', object: 'customer', deleted: true}];
    expect(problemsIn([nordwindRow], {objects})).toEqual([
      'Cannot create the invoice of row 2: customer cus_Nordwind was deleted in Stripe. Enter the id of the customer to bill.',
    ]);
  });

  test('is asked for once, however many rows name it', () => {
    const desk = deskOf([
      nordwindRow,
      {...nordwindRow, Description: 'Other'},
      {...nordwindRow, Description: 'More'},
    ]);
    desk.preview();
    const paths = desk.requests.map(({method, url}) => `${method} ${new URL(url).pathname}`);
    expect(paths).toEqual([
      'GET /v1/account',
      'GET /v1/customers/cus_Nordwind',
      'GET /v1/invoices',
      ...Array.from({length: 3}, () => 'POST /v1/invoices/create_preview'),
    ]);
  });
});

describe('a currency', () => {
  test('that nobody names is refused, and the account’s is never taken', () => {
    expect(problemsIn([nordwindRow], {objects: [{...nordwind, currency: null}]})).toEqual([
      'Cannot create the invoice of row 2: currency is blank and cus_Nordwind has none yet. Enter the ISO code, for example USD.',
    ]);
  });

  test('that is not the customer’s is refused', () => {
    expect(problemsIn([{...nordwindRow, Currency: 'USD'}])).toEqual([
      'Cannot create the invoice of row 2: currency is USD, and cus_Nordwind is billed in EUR. Enter EUR, or another customer.',
    ]);
  });

  test('that Stripe does not list is refused', () => {
    expect(
      problemsIn([{...nordwindRow, Currency: 'ABC'}], {objects: [{...nordwind, currency: null}]}),
    ).toEqual([
      'Cannot create the invoice of row 2: Stripe lists no currency ABC. Enter the ISO code, for example USD.',
    ]);
  });
});

describe('a price of the catalogue', () => {
  const {Description: _d, 'Unit amount': _u, ...row} = nordwindRow;
  const priced = {...row, 'Price ID': 'price_1'};
  const withPrice = (changes: object) => ({objects: [nordwind, product, {...price, ...changes}]});

  test('counts with its amount, so that the order form is held to it', () => {
    expect(problemsIn([priced], withPrice({}))).toEqual([]);
    expect(problemsIn([{...priced, 'Order total (check)': 24_000}], withPrice({}))).toEqual([
      'Order form says EUR 24,000.00, rows add up to EUR 2,400.00.',
    ]);
  });

  test.each([
    [{active: false}, 'price price_1 is archived. Enter an active price.'],
    [
      {
        type: 'recurring',
        recurring: {
          interval: 'month',
          interval_count: 1,
          usage_type: 'licensed',
          meter: null,
          trial_period_days: null,
        },
      },
      'price price_1 is recurring, which only a subscription bills. Enter a one-time price, or a Unit amount.',
    ],
    [
      {currency: 'usd'},
      'price price_1 is in USD, and the invoice in EUR. Enter a price in EUR, or a Unit amount.',
    ],
  ])('is refused with %j', (changes, fact) => {
    expect(problemsIn([priced], withPrice(changes))).toEqual([`Cannot create the invoice of row 2: ${fact}`]);
  });

  test('that Stripe does not know is refused', () => {
    expect(problemsIn([priced])).toEqual([
      'Cannot create the invoice of row 2: Stripe has no price price_1 for the connected key. Check the id, and that the key is of the same account and mode.',
    ]);
  });
});

describe('a tax rate', () => {
  const row = {...nordwindRow, Tax: 'VAT'};

  test('is found by its name, and taxes the preview', () => {
    const desk = deskOf([row], {objects: [nordwind, vat('txr_19', 19)]});
    expect(groupOf(desk.preview(), 2).totals).toEqual({
      subtotal: 'EUR 2,400.00',
      discount: 'EUR 0.00',
      tax: 'EUR 456.00',
      total: 'EUR 2,856.00',
      due: '20 Dec 2026',
    });
    expect(desk.cell(2, 'Tax treatment')).toBe('VAT 19%');
  });

  test('of whose name there are two is refused with both ids, and named by id or per cent', () => {
    const objects = [nordwind, vat('txr_19', 19), vat('txr_7', 7)];
    expect(problemsIn([row], {objects})).toEqual([
      'Cannot create the invoice of row 2: 2 active tax rates are called “VAT”: txr_7 (7%), txr_19 (19%). Enter the id of the one you mean.',
    ]);
    expect(problemsIn([{...row, Tax: 'txr_7'}], {objects})).toEqual([]);
    expect(problemsIn([{...row, Tax: 'vat 19%'}], {objects})).toEqual([]);
  });

  test('that is archived or unknown is refused', () => {
    const objects = [
      nordwind,
      vat('txr_19', 19, {active: false}),
      vat('txr_7', 7, {display_name: 'Reduced'}),
    ];
    expect(problemsIn([row], {objects})).toEqual([
      'Cannot create the invoice of row 2: no active tax rate is called “VAT”. Active are “Reduced”; or enter “automatic” or “none: ” with the reason.',
    ]);
    expect(problemsIn([row])).toEqual([
      'Cannot create the invoice of row 2: no active tax rate is called “VAT”. Make one in Stripe, or enter “automatic” or “none: ” with the reason.',
    ]);
  });

  test('that is automatic needs an address of the customer', () => {
    const objects = [{...nordwind, address: null}];
    expect(problemsIn([{...row, Tax: 'automatic'}], {objects})).toEqual([
      'Cannot create the invoice of row 2: automatic tax needs an address, and Stripe has none of cus_Nordwind. Enter the address at the customer in Stripe, or name a tax rate.',
    ]);
  });

  test('none by exemption needs the certificate', () => {
    expect(problemsIn([{...row, Tax: 'none: exempt'}])).toEqual([
      'Cannot create the invoice of row 2: an exemption is claimed without its certificate. Enter its number, for example “none: exempt, certificate 4711”.',
    ]);
    expect(problemsIn([{...row, Tax: 'none: exempt, certificate 4711'}])).toEqual([]);
  });

  test('none by reverse charge needs a tax id and the sentence on the invoice', () => {
    expect(problemsIn([{...row, Tax: 'none: reverse charge'}])).toEqual([
      'Cannot create the invoice of row 2: a reverse charge needs a tax id, and Stripe has none of cus_Nordwind. Enter the tax id at the customer in Stripe and let Stripe verify it.',
      'Cannot create the invoice of row 2: a reverse charge must be stated on the invoice. Enter the sentence that the law asks for as Memo or Footer.',
    ]);
  });
});

describe('a discount', () => {
  const row = {...nordwindRow, Discount: 'TEN'};
  const coupon = {id: 'TEN', object: 'coupon', percent_off: 10, duration: 'once', valid: true};

  test('is found by its id and taken off the preview', () => {
    const reply = deskOf([row], {objects: [nordwind, coupon]}).preview();
    expect(groupOf(reply, 2).totals).toMatchObject({discount: 'EUR 240.00', total: 'EUR 2,160.00'});
  });

  test('that Stripe does not know is refused', () => {
    expect(problemsIn([row])).toEqual([
      'Cannot create the invoice of row 2: Stripe has no coupon or promotion code TEN. Enter the id of one, or “customer” for the discount the customer has.',
    ]);
  });

  test('of another currency is refused', () => {
    const usd = {
      id: 'TEN',
      object: 'coupon',
      amount_off: 500,
      currency: 'usd',
      duration: 'once',
      valid: true,
    };
    expect(problemsIn([row], {objects: [nordwind, usd]})).toEqual([
      'Cannot create the invoice of row 2: discount TEN is in USD, and the invoice in EUR. Enter one in EUR or in per cent.',
    ]);
  });
});
