/** The shapes that a request's parameters take, as the official SDK was seen to send them. */
import type {Params} from '../../../../src/core/stripe/encoding.ts';

const when = new Date(1767323045999);
/** Parameters, and the body that the official SDK sends for them. */
export const bodyShapes: readonly (readonly [shape: string, params: Params, expected: string])[] = [
  ['a value that is undefined', {customer: 'cus_1', email: undefined}, 'customer=cus_1'],
  [
    'nested object',
    {address: {line1: '1 A St', postal_code: '94105'}, name: 'Ann & Bob Co'},
    'address[line1]=1%20A%20St&address[postal_code]=94105&name=Ann%20%26%20Bob%20Co',
  ],
  ['metadata with a number', {metadata: {erp_id: '42', n: 7}}, 'metadata[erp_id]=42&metadata[n]=7'],
  [
    'odd metadata keys',
    {metadata: {'a b': '1', 'x[y]': '2', é: '3'}},
    'metadata[a%20b]=1&metadata[x[y]]=2&metadata[%C3%A9]=3',
  ],
  ["unset by ''", {description: '', metadata: {k: ''}}, 'description=&metadata[k]='],
  ['unset by null', {description: null, metadata: {k: null}}, 'description=&metadata[k]='],
  ['unset all metadata', {metadata: ''}, 'metadata='],
  [
    'array of scalars',
    {default_tax_rates: ['txr_1', 'txr_2']},
    'default_tax_rates[0]=txr_1&default_tax_rates[1]=txr_2',
  ],
  ['empty array and empty object', {customer: 'cus_1', items: [], metadata: {}}, 'customer=cus_1'],
  [
    'array of objects',
    {lines: [{type: 'invoice_line_item', invoice_line_item: 'il_1'}, {type: 'invoice_item'}]},
    'lines[0][type]=invoice_line_item&lines[0][invoice_line_item]=il_1&lines[1][type]=invoice_item',
  ],
  [
    'array inside object inside array',
    {items: [{price: 'price_1', tax_rates: ['txr_1']}], payment_settings: {payment_method_types: ['card']}},
    'items[0][price]=price_1&items[0][tax_rates][0]=txr_1&payment_settings[payment_method_types][0]=card',
  ],
  ['a hole and an undefined in an array', {items: ['a', undefined, 'c']}, 'items[0]=a&items[2]=c'],
  ['null in an array', {items: [null, 'b']}, 'items[0]=&items[1]=b'],
  [
    'booleans',
    {auto_advance: false, automatic_tax: {enabled: true}},
    'auto_advance=false&automatic_tax[enabled]=true',
  ],
  ['negative integer', {amount: -2500}, 'amount=-2500'],
  ['Date', {due_date: when}, 'due_date=1767323045'],
  ['Date in an array', {days: [when]}, 'days[0]=1767323045'],
  ['Date before 1970', {due_date: new Date(-1500)}, 'due_date=-2'],
  [
    'reserved characters',
    {q: "!'()*~._-[]+@ /?#&=%\u20ac\u{1f600}"},
    'q=%21%27%28%29%2A~._-[]%2B%40%20%2F%3F%23%26%3D%25%E2%82%AC%F0%9F%98%80',
  ],
  ['no parameters', {}, ''],
];

/** The same for queries, with brackets escaped. */
export const queryShapes: readonly (readonly [shape: string, params: Params, expected: string])[] = [
  ['no parameters', {}, ''],
  ['insertion order', {limit: 3, status: 'open'}, 'limit=3&status=open'],
  [
    'range',
    {created: {gte: 1700000000, lt: 1700003600}},
    'created%5Bgte%5D=1700000000&created%5Blt%5D=1700003600',
  ],
  [
    'expand',
    {expand: ['data.customer', 'data.payments']},
    'expand%5B0%5D=data.customer&expand%5B1%5D=data.payments',
  ],
  ['cursor', {starting_after: 'in_1', limit: 100}, 'starting_after=in_1&limit=100'],
  ['undefined', {customer: undefined, limit: 1}, 'limit=1'],
  ['null', {customer: null}, 'customer='],
  ['empty text', {email: ''}, 'email='],
  ['unicode, plus, at', {email: 'zoë+x@exämple.com'}, 'email=zo%C3%AB%2Bx%40ex%C3%A4mple.com'],
  [
    'search with brackets in a value',
    {query: "email:'a@b.co' AND metadata['k']:'v'"},
    'query=email%3A%27a%40b.co%27%20AND%20metadata%5B%27k%27%5D%3A%27v%27',
  ],
  [
    'arrays of objects',
    {lines: [{type: 'invoice_line_item', quantity: 1}]},
    'lines%5B0%5D%5Btype%5D=invoice_line_item&lines%5B0%5D%5Bquantity%5D=1',
  ],
];
