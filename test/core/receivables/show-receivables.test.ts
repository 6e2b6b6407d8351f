import {showReceivables} from '../../../src/core/receivables/show-receivables.ts';
import {wireInvoice} from '../../support/fake-invoice.ts';
import {fakePorts} from '../../support/fake-ports.ts';
import {runToEnd} from '../../support/fake-run.ts';
import {fakeView} from '../../support/fake-view.ts';

/** Three in dollars, two of them late, and one in euros. */
const desk = () => {
  const ports = fakePorts({
    invoices: [
      wireInvoice({id: 'in_1', due_date: '2026-03-10T12:00:00Z'}),
      wireInvoice({id: 'in_2', due_date: '2026-03-10T12:00:00Z'}),
      wireInvoice({id: 'in_3', due_date: '2026-04-10T12:00:00Z'}),
      wireInvoice({id: 'in_4', currency: 'eur', due_date: '2026-03-10T12:00:00Z'}),
      wireInvoice({id: 'in_5', status: 'uncollectible', due_date: '2026-03-10T12:00:00Z'}),
    ],
  });
  runToEnd(ports);
  return {...ports, view: fakeView(ports.tables)};
};
const columns = ({view}: ReturnType<typeof desk>) => ({
  currency: view.columnOf('Currency'),
  bucket: view.columnOf('Bucket'),
  customer: view.columnOf('Customer'),
});

describe('showReceivables()', () => {
  test('hides every other currency and bucket, and shows the tab', () => {
    const ports = desk();
    const {currency, bucket} = columns(ports);
    expect(showReceivables(ports, {currency: 'USD', bucket: '1–30'})).toEqual({
      outcome: 'shown',
      invoices: 2,
      otherFilters: [],
      message: 'USD, 1–30: 2 invoices.',
    });
    expect(ports.view.shown).toBe('receivables');
    // A blank bucket is that of an uncollectible invoice.
    expect([...ports.view.filtered]).toEqual([
      [currency, ['EUR']],
      [bucket, ['', 'Not due']],
    ]);

    expect(showReceivables(ports, {bucket: 'Not due'})).toMatchObject({invoices: 1});
    expect([...ports.view.filtered]).toEqual([[bucket, ['', '1–30']]]);
    expect(showReceivables(ports, {all: true})).toMatchObject({message: 'All receivables: 5 invoices.'});
    expect([...ports.view.filtered]).toEqual([]);
  });

  test('keeps filters of people on other columns, and says so', () => {
    const ports = desk();
    const {customer} = columns(ports);
    ports.view.filtered.set(customer, ['Globex']);
    expect(showReceivables(ports, {currency: 'EUR'})).toMatchObject({
      otherFilters: ['Customer'],
      message: 'EUR: 1 invoice. The filter by Customer stays and may hide some of them.',
    });
    showReceivables(ports, {all: true});
    expect([...ports.view.filtered]).toEqual([[customer, ['Globex']]]);
  });

  test('takes no filter of people away without asking', () => {
    const ports = desk();
    const {currency} = columns(ports);
    ports.view.filtered.set(currency, ['USD']);
    const request = {currency: 'USD'};
    expect(showReceivables(ports, request)).toEqual({
      outcome: 'people-filter',
      columns: ['Currency'],
      message: 'Somebody has filtered the tab by Currency. Showing this takes that filter away.',
    });
    expect([...ports.view.filtered]).toEqual([[currency, ['USD']]]);
    expect(ports.view.shown).toBeNull();

    expect(showReceivables(ports, {...request, replaceFilter: true})).toMatchObject({outcome: 'shown'});
    expect([...ports.view.filtered]).toEqual([[currency, ['EUR']]]);
  });

  test('takes its own filter that people have changed for theirs, and one by a condition too', () => {
    const ports = desk();
    const {bucket} = columns(ports);
    showReceivables(ports, {bucket: '1–30'});
    ports.view.filtered.set(bucket, ['']);
    expect(showReceivables(ports, {all: true}).outcome).toBe('people-filter');
    ports.view.filtered.set(bucket, []);
    expect(showReceivables(ports, {all: true}).outcome).toBe('people-filter');
  });

  test('knows its own filter after a refresh has brought other currencies', () => {
    const ports = desk();
    const {currency} = columns(ports);
    showReceivables(ports, {currency: 'USD'});
    ports.http.open = [...ports.http.open, wireInvoice({id: 'in_9', currency: 'jpy'})];
    runToEnd(ports);
    expect(showReceivables(ports, {currency: 'JPY'}).outcome).toBe('shown');
    // Some spreadsheets keep what is shown, and so hide what is new.
    ports.view.filtered.set(currency, ['CHF', 'EUR', 'USD']);
    expect(showReceivables(ports, {all: true}).outcome).toBe('shown');
  });

  test('finds the columns where people have moved them', () => {
    const ports = desk();
    const sheet = ports.tables.sheetOf('receivables');
    if (sheet === null) throw new Error('The tab is expected.');
    for (let row = 1; row <= 6; row += 1) {
      const [a, b] = [sheet.cells.get(`${row},6`), sheet.cells.get(`${row},4`)];
      if (a !== undefined) sheet.cells.set(`${row},4`, a);
      if (b !== undefined) sheet.cells.set(`${row},6`, b);
    }
    showReceivables(ports, {currency: 'USD'});
    expect([...ports.view.filtered]).toEqual([[4, ['EUR']]]);
  });

  test('says when there is no tab to show', () => {
    const ports = fakePorts();
    expect(() => showReceivables({...ports, view: fakeView(ports.tables)}, {all: true})).toThrow(
      'Cannot show the tab "Receivables": it is not there.',
    );
  });

  test.each([{all: false}, {currency: 3}, {colour: 'red'}, 'all'])('refuses %j', (request) => {
    expect(() => showReceivables(desk(), request as never)).toThrow('is not a request');
  });
});
