import {dueDates} from '../../../src/core/functions/due-dates.ts';
import type {FunctionArgument} from '../../../src/core/functions/function-arguments.ts';
import {parseIsoDate} from '../../../src/core/time/civil-date.ts';
import {serialFromDate} from '../../../src/core/time/serial.ts';

const date = (iso: string) => ({serial: serialFromDate(parseIsoDate(iso))});
const due = (invoiceDate: FunctionArgument, terms: FunctionArgument) => dueDates({invoiceDate, terms});

describe('dueDates()', () => {
  test('is a date, whatever the invoice date is written as', () => {
    expect(due('2026-01-31', 'Net 30')).toEqual(date('2026-03-02'));
    expect(due(date('2026-01-31').serial, 30)).toEqual(date('2026-03-02'));
    expect(due({serial: date('2026-01-31').serial + 0.9}, 'EOM')).toEqual(date('2026-01-31'));
  });

  test('goes through ranges cell by cell, one value for all, blanks with blanks', () => {
    expect(due([['2026-01-01'], ['']], [['Net 1'], ['Net 2']])).toEqual([[date('2026-01-02')], ['']]);
    expect(due([['2026-01-01'], ['2026-01-02']], 'Net 1')).toEqual([
      [date('2026-01-02')],
      [date('2026-01-03')],
    ]);
    expect(due('2026-01-01', [['Net 1', '', 'EOM']])).toEqual([[date('2026-01-02'), '', date('2026-01-31')]]);
  });

  test('leaves the headers of whole columns blank', () => {
    expect(due([['Issued'], ['2026-01-01'], ['']], [['Terms'], ['Net 1'], ['']])).toEqual([
      [''],
      [date('2026-01-02')],
      [''],
    ]);
    expect(due([['Issued'], ['2026-01-01']], 'EOM')).toEqual([[''], [date('2026-01-31')]]);
    expect(due('2026-01-01', [['Terms'], ['EOM']])).toEqual([[''], [date('2026-01-31')]]);
    expect(due('2026-01-01', [[' EOM '], ['Net 1']])).toEqual([[date('2026-01-31')], [date('2026-01-02')]]);
  });

  test.each<[FunctionArgument, FunctionArgument, string]>([
    [
      '2026-01-01',
      'when they can',
      'Cannot compute: terms is "when they can", which is not understood. Write Due on receipt, Net 30, EOM, EOM+30 or 15th of next month.',
    ],
    [
      'tomorrow',
      'Net 30',
      'Cannot compute: invoice_date is "tomorrow", not a date. Give a date, or text such as 2026-01-31.',
    ],
    [
      [['2026-01-01'], ['2026-01-02']],
      [['Terms'], ['Net 1']],
      'Cannot compute: terms is "Terms", which is not understood. Write Due on receipt, Net 30, EOM, EOM+30 or 15th of next month.',
    ],
    [
      [['Issued'], ['2026-01-01'], ['later']],
      'EOM',
      'Cannot compute: invoice_date is "later", not a date. Give a date, or text such as 2026-01-31.',
    ],
    [
      [['2026-01-01'], ['2026-01-02']],
      [['EOM', 'EOM']],
      'Cannot compute: invoice_date has 2 × 1 cells and terms 1 × 2. Give two ranges of the same size, or one cell for all.',
    ],
  ])('refuses %j with the terms %j', (invoiceDate, terms, message) => {
    expect(() => due(invoiceDate, terms)).toThrow(
      expect.objectContaining({code: 'ARGUMENT_INVALID', message}),
    );
  });
});
