import {appendToRunLog, type RunLogEntry} from '../../../src/core/receivables/run-log.ts';
import {wireInvoice} from '../../support/fake-invoice.ts';
import {fakePorts} from '../../support/fake-ports.ts';
import {runOnce} from '../../support/fake-run.ts';
import {cellOf, usedValues} from '../../support/fake-sheet.ts';
import {type FakeTables, fakeTables} from '../../support/fake-tables.ts';
import {unreachable} from '../../support/http-script.ts';

const entry: RunLogEntry = {
  atUnixMs: Date.UTC(2026, 2, 15, 12, 30),
  who: '=HYPERLINK("x")@example.com',
  what: 'Refresh receivables',
  key: 'test …1234 of nora@example.com',
  pages: 12,
  requests: 14,
  seconds: 3.25,
  result: 'Succeeded',
  message: '=1+1',
};
const logOf = (tables: FakeTables) =>
  tables.sheets.find(({title}) => title === 'Run Log') ?? tables.addSheet('none', []);

describe('appendToRunLog()', () => {
  test('adds a row of what, who, how much and how it went, as of the spreadsheet’s clock', () => {
    const tables = fakeTables({timeZone: 'America/New_York'});
    appendToRunLog(tables, entry);
    appendToRunLog(tables, {...entry, result: 'Failed'});
    const log = logOf(tables);

    expect(usedValues(log)[0]).toEqual([
      'When',
      'Who',
      'What',
      'Key',
      'Pages',
      'Requests',
      'Seconds',
      'Result',
      'Message',
    ]);
    const {who, what, key, pages, requests, seconds, result, message} = entry;
    expect(usedValues(log)[1]).toEqual([
      46_096 + 8.5 / 24,
      who,
      what,
      key,
      pages,
      requests,
      seconds,
      result,
      message,
    ]);
    expect(usedValues(log)[2]?.[7]).toBe('Failed');
    expect(cellOf(log, 2, 1).format).toBe('yyyy-mm-dd hh:mm:ss');
    expect([cellOf(log, 2, 2).formula, cellOf(log, 2, 9).formula]).toEqual(['', '']);
  });
});

describe('every refresh', () => {
  const results = ({tables}: {readonly tables: FakeTables}) =>
    usedValues(logOf(tables))
      .slice(1)
      .map((row) => row.slice(4, 9));

  test('stands in the log with its pages, requests, seconds and the sentence that it told', () => {
    const ports = fakePorts({invoices: [wireInvoice()]});
    ports.http.intercept = () => {
      ports.clock.advance(500);
      return null;
    };
    const {message} = runOnce(ports);
    ports.http.intercept = () => unreachable('DNS error');
    expect(() => runOnce(ports)).toThrow();

    expect(results(ports)).toEqual([
      [2, 3, 1.5, 'Succeeded', message],
      [0, 5, expect.any(Number), 'Failed', expect.stringMatching(/^Cannot read account from Stripe: /)],
    ]);
  });

  test('that published is no failure when its row cannot be added', () => {
    const ports = fakePorts({invoices: [wireInvoice()]});
    const full = {
      ...ports,
      tables: {
        ...ports.tables,
        appendToLog: () => {
          throw new Error('You are trying to edit a protected cell or object.');
        },
      },
    };
    expect(runOnce(full).status).toBe('complete');
    expect(ports.log.lines).toContain('fault not noted in the spreadsheet {}');
  });
});
