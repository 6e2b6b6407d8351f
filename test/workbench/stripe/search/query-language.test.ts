import {parseSearchQuery} from '../../../../workbench/stripe/search/query-language.ts';
import {
  answersSearch,
  checkSearch,
  customerSearch,
  invoiceSearch,
} from '../../../../workbench/stripe/search/search-fields.ts';

const invoice = {
  created: 1_700_000_000,
  currency: 'usd',
  customer: 'cus_A',
  metadata: {order_id: '6735', 'it"s': 'odd', "it's": 'odd too'},
  number: 'AB12CD34-0007',
  receipt_number: null,
  status: 'open',
  total: 1000,
};

function finds(query: string): boolean {
  const parsed = parseSearchQuery(query);
  checkSearch(parsed, invoiceSearch);
  return answersSearch((field) => Object.entries(invoice).find(([name]) => name === field)?.[1], parsed);
}

describe('parseSearchQuery()', () => {
  test.each([
    ['status:"open"', true],
    ["status:'OPEN'", true],
    ['status:"paid"', false],
    ['-status:"paid"', true],
    ['total>999 AND metadata[\'order_id\']:"6735"', true],
    ['total>1000', false],
    ['total>=1000', true],
    ['total<1000', false],
    ['total<=1000', true],
    ['total=1000', true],
    ['total:"1000"', true],
    ['total>-5', true],
    ['number~"12cd"', true],
    ['number~"12ce"', false],
    ['number:"12cd"', false],
    ['status:"paid" OR currency:"usd"', true],
    ['status:"paid" or currency:"eur"', false],
    ['status:"open" currency:"usd"', true],
    ['status:"open" currency:"eur"', false],
    ['status:"open"   and   currency:"usd"  and total:1000', true],
    ['receipt_number:null', true],
    ['-receipt_number:NULL', false],
    ['-metadata["order_id"]:null', true],
    ['metadata["missing"]:null', true],
    ['metadata["it\\"s"]:"odd"', true],
    ["metadata['it\\'s']:'odd too'", true],
    ['status : "open"', true],
  ])('%s', (query, found) => {
    expect(finds(query)).toBe(found);
  });

  test.each([
    'asdf',
    '',
    'status:',
    'status:open',
    'status:"open" AND',
    'status:"open',
    'status:"open"currency:"usd"',
    '(status:"open")',
    'AND status:"open"',
  ])('refuses %p in Stripe’s words', (query) => {
    expect(() => parseSearchQuery(query)).toThrow(/^We were unable to parse your search query\./);
  });

  test('refuses AND and OR in one query', () => {
    expect(() => parseSearchQuery('total>1 OR total<5 AND currency:"usd"')).toThrow(/AND and OR/);
    expect(() => parseSearchQuery('total>1 OR total<5 currency:"usd"')).toThrow(/AND and OR/);
  });
});

describe('checkSearch()', () => {
  test.each([
    [
      'foo:"bar"',
      /^Field `foo` is an unsupported search field for resource `invoices`\. See http:\/\/stripe\.com\/docs\/search#query-fields-for-invoices /,
    ],
    ['status["a"]:"bar"', /unsupported search field/],
    ['constructor:"bar"', /unsupported search field/],
    ['currency~"usd"', /substring/],
    ['number~"12"', /at least 3 characters/],
    ['status>"open"', /operator `>`/],
    ['total:"many"', /no number/],
  ])('refuses %s', (query, message) => {
    expect(() => checkSearch(parseSearchQuery(query), invoiceSearch)).toThrow(message);
  });

  test('knows what may be asked of each kind', () => {
    expect(() => checkSearch(parseSearchQuery('email~"amy"'), customerSearch)).not.toThrow();
    expect(() => checkSearch(parseSearchQuery('status:"open"'), customerSearch)).toThrow('`customers`');
  });
});
