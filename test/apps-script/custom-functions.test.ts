import {
  AR_AGING,
  AR_BALANCE,
  AR_BUCKET,
  DAYS_PAST_DUE,
  DUE_DATE,
  INVOICE_FIELD,
  MONEY_FROM_MINOR,
} from '../../src/apps-script/globals/custom-functions.ts';
import {parseIsoDate} from '../../src/core/time/civil-date.ts';
import {startOfDayUnixS} from '../../src/core/time/zone.ts';
import {
  type ReceivableCells,
  receivablesHeaders,
  receivablesTable,
} from '../core/functions/receivables-table.ts';

/** Clocks that skip midnight where a date below stands, and the two ends of the map. */
const zones = [
  'Etc/UTC',
  'America/New_York',
  'America/Sao_Paulo',
  'Asia/Beirut',
  'Asia/Kolkata',
  'Pacific/Apia',
  'Pacific/Pago_Pago',
];

let zoneReads = 0;

/** The one thing of Google's that a custom function reads. */
function inSpreadsheet(timeZone: string): (iso: string) => Date {
  zoneReads = 0;
  const spreadsheet = {
    getSpreadsheetTimeZone: () => {
      zoneReads += 1;
      return timeZone;
    },
  };
  Object.assign(globalThis, {SpreadsheetApp: {getActiveSpreadsheet: () => spreadsheet}});
  return (iso) => new Date(startOfDayUnixS(parseIsoDate(iso), timeZone) * 1000);
}

afterEach(() => {
  Reflect.deleteProperty(globalThis, 'SpreadsheetApp');
});

/** As Sheets hands the named range over: dates at the spreadsheet's midnight, blanks as ''. */
function handedOver(rows: readonly ReceivableCells[], date: (iso: string) => Date) {
  return receivablesTable(rows).map((row, rowIndex) =>
    row.map((value, column) => {
      const isDate = ['Finalized', 'Due', 'Aged from', 'Read on'].includes(receivablesHeaders[column] ?? '');
      if (rowIndex > 0 && isDate && typeof value === 'string' && value !== '') return date(value);
      return typeof value === 'object' ? '' : value;
    }),
  );
}

describe.each(zones)('custom functions in a spreadsheet of %s', (timeZone) => {
  test('read the days of dates, also where a day begins after midnight', () => {
    const date = inSpreadsheet(timeZone);
    // São Paulo skipped the midnight of 4 November 2018, Beirut that of 31 March 2024.
    for (const iso of ['2018-11-04', '2024-03-31', '2026-01-01', '2026-03-08', '2026-11-01']) {
      expect(DAYS_PAST_DUE(date(iso), date(iso))).toBe(0);
      expect(AR_BUCKET([[date(iso)], ['']], iso)).toEqual([['Not due'], ['']]);
    }
    expect(DAYS_PAST_DUE(date('2018-11-03'), date('2018-11-05'))).toBe(2);
  });

  test('answer dates as the spreadsheet’s first moment of the day', () => {
    const date = inSpreadsheet(timeZone);
    expect(DUE_DATE(date('2018-10-05'), 'Net 30')).toEqual(date('2018-11-04'));
    expect(DUE_DATE([[date('2024-03-01')], ['']], 'Net 30')).toEqual([[date('2024-03-31')], ['']]);
    const table = handedOver([{Due: '2026-05-01', Open: 5}], date);
    expect(INVOICE_FIELD(table, 'in_1', [['Due', 'Open']])).toEqual([[date('2026-05-01'), 5]]);
  });

  test('age a whole table by the spreadsheet’s days, reading its zone once', () => {
    const date = inSpreadsheet(timeZone);
    const table = handedOver(
      [
        {Due: '2026-06-14', Open: 1},
        {Due: '2026-06-15', Open: 2},
        {Due: '2026-05-15', Open: 4},
      ],
      date,
    );
    expect(AR_AGING(table, date('2026-06-15'))).toEqual([
      [
        ...['Customer ID', 'Customer', 'Currency', 'Not due', '1–30', '31–60', '61–90', '91–120', '121+'],
        ...['Total', 'Uncollectible'],
      ],
      ['cus_1', 'Acme', 'USD', 2, 1, 4, 0, 0, 0, 7, 0],
    ]);
    expect(zoneReads).toBe(1);
    expect(() => AR_AGING(table, date('2026-06-14'))).toThrow('Cannot compute as of 14 Jun 2026: ');
  });
});

describe('custom functions', () => {
  test('take an argument that is left out, empty or blank for none', () => {
    const table = handedOver([{Open: 5}], inSpreadsheet('Etc/UTC'));
    const plain = AR_AGING(table, '2026-06-15');
    expect(AR_AGING(table, '2026-06-15', undefined, undefined)).toEqual(plain);
    expect(AR_AGING(table, '2026-06-15', '', [['', '']])).toEqual(plain);
    expect(
      AR_AGING([...table, ...table.slice(0, 1).map((row) => row.map(() => null))], '2026-06-15'),
    ).toEqual(plain);
  });

  test('touch nothing of Google when no date is there', () => {
    expect(MONEY_FROM_MINOR([[1050], ['']], 'USD')).toEqual([[10.5], ['']]);
    expect(AR_BUCKET('2026-01-01', '2026-02-15')).toBe('31–60');
  });

  test('throw the sentence of a fault as a plain error, for the cell to show', () => {
    const table = handedOver([{}], inSpreadsheet('Etc/UTC'));
    const caught = (() => {
      try {
        return AR_BALANCE(table, 'cus_9', '2026-06-15');
      } catch (fault) {
        return fault;
      }
    })();
    expect(caught).toBeInstanceOf(Error);
    expect(caught).toMatchObject({
      name: 'Error',
      message:
        'Cannot compute: customer "cus_9" is nobody in Receivables, by id, name or e-mail. Check the spelling; a customer who has paid everything is not in Receivables.',
    });
  });
});
