import type {ParameterFields} from '../../../../workbench/stripe/contract/request-parameters.ts';
import {StripeRefusal} from '../../../../workbench/stripe/engine/errors.ts';
import {parseForm} from '../../../../workbench/stripe/engine/form.ts';
import {checkParameters} from '../../../../workbench/stripe/engine/parameters.ts';

const line: ParameterFields = {
  amount: {kind: 'integer'},
  price: {kind: 'text', required: true},
  tags: {kind: 'list', of: {kind: 'text'}},
};
const fields: ParameterFields = {
  amount: {kind: 'integer'},
  created: {kind: 'range'},
  customer: {kind: 'text'},
  description: {kind: 'text'},
  enabled: {kind: 'boolean'},
  lines: {kind: 'list', of: {kind: 'object', fields: line}},
  metadata: {kind: 'metadata', clearable: true},
  method: {kind: 'choice', choices: ['a', 'b', 'c']},
  percent: {kind: 'number'},
  product: {
    kind: 'either',
    of: [{kind: 'text'}, {kind: 'object', fields: {name: {kind: 'text', required: true}}}],
  },
  options: {kind: 'map', of: {kind: 'object', fields: {amount: {kind: 'integer'}}}},
  unit: {kind: 'decimal'},
  until: {kind: 'integer', words: ['now', 'inf']},
};

function read(form: string, isWrite = true) {
  return checkParameters(parseForm(form), fields, {isWrite});
}

function refusal(form: string, isWrite = true) {
  try {
    read(form, isWrite);
  } catch (error) {
    if (error instanceof StripeRefusal) {
      const {code, message, param, status} = error.refusal;
      return {status, code, message, param};
    }
    throw error;
  }
  throw new Error(`${form} was not refused.`);
}

describe('checkParameters()', () => {
  test.each<readonly [string, string, object]>([
    ['an integer', 'amount=-12', {amount: -12}],
    ['a fraction', 'percent=7.7', {percent: 7.7}],
    ['a decimal, as text', 'unit=0.125', {unit: '0.125'}],
    ['a boolean', 'enabled=false', {enabled: false}],
    ['a word in place of a number', 'until=now', {until: 'now'}],
    ['a number in place of a word', 'until=5', {until: 5}],
    ['an exact time', 'created=7', {created: 7}],
    ['bounds of time', 'created[gte]=7&created[lt]=9', {created: {gte: 7, lt: 9}}],
    ['metadata, of any name', 'metadata[a b]=1&metadata[c]=', {metadata: {'a b': '1', c: ''}}],
    ['metadata that is unset', 'metadata=', {metadata: ''}],
    ['a text by either', 'product=prod_1', {product: 'prod_1'}],
    ['a tree by either', 'product[name]=Desk', {product: {name: 'Desk'}}],
    ['trees by any name', 'options[eur][amount]=5', {options: {eur: {amount: 5}}}],
    ['an empty text that unsets', 'description=', {description: ''}],
    [
      'objects in the order of their positions',
      'lines[1][price]=b&lines[0][price]=a&lines[0][tags][0]=x',
      {lines: [{price: 'a', tags: ['x']}, {price: 'b'}]},
    ],
    [
      'objects without positions, one after the other',
      'lines[][price]=a&lines[][amount]=1&lines[][price]=b',
      {lines: [{price: 'a', amount: 1}, {price: 'b'}]},
    ],
  ])('reads %s', (_name, form, expected) => {
    expect(read(form)).toEqual(expected);
  });

  test.each<readonly [string, string, object]>([
    [
      'what it does not know, all together',
      'amont=1&lines[0][price]=a&lines[0][colour]=red&created[before]=1',
      {
        code: 'parameter_unknown',
        message: 'Received unknown parameters: amont, lines[0][colour], created[before]',
        param: 'amont',
      },
    ],
    [
      'an object that lacks something',
      'lines[0][amount]=1',
      {
        code: 'parameter_missing',
        message: 'Missing required param: lines[0][price].',
        param: 'lines[0][price]',
      },
    ],
    [
      'no integer',
      'amount=1.5',
      {code: 'parameter_invalid_integer', message: 'Invalid integer: 1.5', param: 'amount'},
    ],
    ['no number', 'percent=much', {message: 'Invalid decimal: much', param: 'percent'}],
    ['no boolean', 'enabled=yes', {message: 'Invalid boolean: yes', param: 'enabled'}],
    ['no choice', 'method=d', {message: 'Invalid method: must be one of a, b, or c', param: 'method'}],
    ['no list', 'lines=a', {message: 'Invalid array', param: 'lines'}],
    ['no object', 'options[eur]=5', {message: 'Invalid object', param: 'options[eur]'}],
    ['a tree for a text', 'customer[id]=a', {message: 'Invalid string: {"id":"a"}', param: 'customer'}],
    ['an empty value that cannot unset', 'customer=', {code: 'parameter_invalid_empty', param: 'customer'}],
    [
      'a key of metadata that is too long',
      `metadata[${'k'.repeat(41)}]=v`,
      {message: expect.stringMatching(/^Metadata keys can have up to 40 characters/), param: 'metadata'},
    ],
    [
      'a value of metadata that is too long',
      `metadata[k]=${'v'.repeat(501)}`,
      {
        message: expect.stringMatching(/^Metadata values can have up to 500 characters/),
        param: 'metadata[k]',
      },
    ],
    ['a text that is too long', `customer=${'c'.repeat(5001)}`, {param: 'customer'}],
  ])('refuses %s', (_name, form, expected) => {
    expect(refusal(form)).toMatchObject({status: 400, ...expected});
  });

  test('takes an empty text as nothing only where something is written', () => {
    expect(refusal('description=', false)).toMatchObject({
      code: 'parameter_invalid_empty',
      param: 'description',
    });
  });
});
