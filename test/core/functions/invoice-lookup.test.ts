import type {FunctionArgument} from '../../../src/core/functions/function-arguments.ts';
import {invoiceField, invoiceStatus} from '../../../src/core/functions/invoice-lookup.ts';
import {receivablesTable} from './receivables-table.ts';

const book = receivablesTable([
  {'Invoice ID': 'in_a', Number: 'ACME-0001', PO: 4711, Due: {serial: 46_143}, Open: 12.5},
  {'Invoice ID': 'in_b', Number: 'ACME-0002', PO: '4711', Status: 'uncollectible'},
  {'Invoice ID': 'in_c', Number: 'ACME-0003', PO: 'PO-9', Open: 3},
  {'Invoice ID': 'in_d', Number: 'PO-9', PO: ''},
  {'Invoice ID': 'in_e', Number: 77, PO: 77},
]);

const status = (ids: FunctionArgument, invoices: FunctionArgument = book) => invoiceStatus({invoices, ids});
const field = (ids: FunctionArgument, headers: FunctionArgument, invoices: FunctionArgument = book) =>
  invoiceField({invoices, ids, headers});

describe('invoiceStatus()', () => {
  test('finds ids, numbers and POs, mixed, as text or as numbers', () => {
    expect(status('in_b')).toBe('uncollectible');
    expect(status([['in_a'], [' acme-0002 '], ['77']])).toEqual([['open'], ['uncollectible'], ['open']]);
    expect(status(77)).toBe('open');
  });

  test('keeps the shape of the ids, blanks included', () => {
    expect(
      status([
        ['in_a', ''],
        ['', 'in_b'],
      ]),
    ).toEqual([
      ['open', ''],
      ['', 'uncollectible'],
    ]);
    expect(status('')).toBe('');
  });

  test('leaves the header of a whole column blank, whichever of the table it is', () => {
    expect(status([['Invoice ID'], ['in_a'], ['']])).toEqual([[''], ['open'], ['']]);
    expect(status([[' number '], ['ACME-0003']])).toEqual([[''], ['open']]);
    expect(status([['in_a'], ['Number']])).toEqual([['open'], ['not found']]);
    expect(status([['Nr'], ['in_a']])).toEqual([['not found'], ['open']]);
    expect(status('Number')).toBe('not found');
    expect(status([['po'], ['in_a']], receivablesTable([{'Invoice ID': 'in_a', PO: 'PO'}]))).toEqual([
      ['open'],
      ['open'],
    ]);
    expect(field([['Number'], ['in_c']], [['Number', 'Open']])).toEqual([
      ['', ''],
      ['ACME-0003', 3],
    ]);
  });

  test('says in its row what is wrong with an id, and answers the others', () => {
    expect(status([['in_a'], ['in_zzz'], [4711], ['PO-9'], ['IN_A']])).toEqual([
      ['open'],
      ['not found'],
      ['2 invoices have PO 4711: in_a, in_b'],
      ['2 invoices have PO or Number PO-9: in_c, in_d'],
      ['not found'],
    ]);
  });

  test('shows five of many, and the row of one without an id', () => {
    const many = receivablesTable(
      Array.from({length: 8}, (_, at) => ({PO: 'x', 'Invoice ID': at === 1 ? '' : `in_${at}`})),
    );
    expect(status('x', many)).toBe('8 invoices have PO x: in_0, row 3, in_2, in_3, in_4 and 3 more');
  });

  test('looks only where the table has columns for it', () => {
    const register = [
      ['Number', 'Status'],
      ['R-1', 'paid'],
    ];
    expect(status([['R-1'], ['in_a']], register)).toEqual([['paid'], ['not found']]);
  });

  test.each<[string, () => unknown, string]>([
    [
      'a table without Status',
      () => status('in_a', [['Invoice ID'], ['in_a']]),
      'Cannot compute: invoices has no column "Status". Give a table that has it, such as the named range Receivables, with its header row.',
    ],
    [
      'a table without anything to look in',
      () => status('in_a', [['Status'], ['open']]),
      'Cannot compute: invoices has no column "Invoice ID". Give a table that has it, such as the named range Receivables, with its header row.',
    ],
  ])('refuses %s', (_, act, message) => {
    expect(act).toThrow(expect.objectContaining({code: 'TABLE_HEADER_MISSING', message}));
  });
});

describe('invoiceField()', () => {
  test('hands a date back as a date and an amount as a number', () => {
    expect(field('in_a', 'Due')).toEqual({serial: 46_143});
    expect(field('in_a', 'open')).toBe(12.5);
  });

  test('spills several headers to the right, with the words of a bad id in the first', () => {
    expect(field([['in_a'], [''], ['zzz']], [['Number', 'Open', '', 'PO', '', '']])).toEqual([
      ['ACME-0001', 12.5, '', 4711],
      ['', '', '', ''],
      ['not found', '', '', ''],
    ]);
    expect(field('in_c', [['Number'], ['Open']])).toEqual([['ACME-0003', 3]]);
  });

  test('keeps the shape of the ids for one header', () => {
    expect(field([['in_a', 'in_c']], 'Open')).toEqual([[12.5, 3]]);
  });

  test.each<[string, () => unknown, string]>([
    [
      'an unknown header',
      () => field('in_a', 'Owner'),
      'Cannot compute: invoices has no column "Owner". Give a table that has it, such as the named range Receivables, with its header row.',
    ],
    [
      'no header',
      () => field('in_a', [['', '']]),
      'Cannot compute: headers is blank. Name a column of the table, such as "Due".',
    ],
    [
      'several headers for ids side by side',
      () => field([['in_a', 'in_b']], [['Due', 'Open']]),
      'Cannot compute: ids has several columns and headers several names. Give ids in one column.',
    ],
  ])('refuses %s', (_, act, message) => {
    expect(act).toThrow(expect.objectContaining({name: 'AddonError', message}));
  });
});
