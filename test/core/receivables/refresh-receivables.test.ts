import {AddonError} from '../../../src/core/errors/addon-error.ts';
import type {RefreshPorts} from '../../../src/core/receivables/refresh-receivables.ts';
import type {CellValue} from '../../../src/core/tables/cell.ts';
import type {TabKey} from '../../../src/core/tables/tab-content.ts';
import {type Wire, wireInvoice} from '../../support/fake-invoice.ts';
import {type FakePorts, type FakePortsOptions, fakePorts} from '../../support/fake-ports.ts';
import {shownReport} from '../../support/fake-report.ts';
import {runToEnd as run} from '../../support/fake-run.ts';
import {cellOf, plainCell, usedValues, type Values} from '../../support/fake-sheet.ts';
import {permissionMissing} from '../../support/fake-stripe.ts';
import {fakeTables} from '../../support/fake-tables.ts';
import {answered, refused, unreachable} from '../../support/http-script.ts';

const faultOf = (action: () => unknown): AddonError => {
  try {
    action();
  } catch (fault) {
    if (fault instanceof AddonError) return fault;
    throw fault;
  }
  throw new Error('It was expected to throw.');
};

const receivablesHeaders = [
  ...['Invoice ID', 'Number', 'Customer ID', 'Customer', 'Email', 'Currency', 'Status', 'Collection'],
  ...['Finalized', 'Due', 'Aged from', 'Days past due', 'Bucket', 'Amount due', 'Amount paid'],
  ...['Amount remaining', 'Open', 'PO', 'Link', 'Read on'],
];

/** One row of everything that the report tells apart. */
const book: readonly Wire[] = [
  wireInvoice({id: 'in_usd', amount_due: 10_000, due_date: '2026-02-04T12:00:00Z'}),
  wireInvoice({id: 'in_usd_2', amount_due: 5_000, due_date: '2026-03-20T12:00:00Z'}),
  wireInvoice({
    id: 'in_jpy',
    currency: 'jpy',
    amount_due: 120_000,
    collection_method: 'charge_automatically',
    due_date: null,
  }),
  wireInvoice({id: 'in_lost', status: 'uncollectible', amount_due: 700}),
];
const invoices = (count: number): readonly Wire[] =>
  Array.from({length: count}, (_, n) => wireInvoice({id: `in_${n}`, amount_due: 100 + n}));

const refreshed = (options: FakePortsOptions = {}): FakePorts => {
  const ports = fakePorts({invoices: book, ...options});
  run(ports);
  return ports;
};

const shownTabs = ({tables}: FakePorts) =>
  tables.sheets
    .filter((sheet) => !sheet.hidden && sheet.title !== 'Run Log')
    .map((sheet) => ({title: sheet.title, values: usedValues(sheet)}));

/** The tabs but for the one cell that tells how the last attempt went. */
const figures = (ports: FakePorts) =>
  shownTabs(ports).map(({title, values}) => ({
    title,
    values: values.filter((row) => row[0] !== 'Last attempt'),
  }));
const lastAttempt = (ports: FakePorts): CellValue | undefined =>
  shownReport(ports.tables).stamp['Last attempt'];

describe('refreshReceivables()', () => {
  test('publishes both tabs and replies with what they say', () => {
    const ports = fakePorts({invoices: book});
    const reply = run(ports);

    expect(reply).toEqual({
      status: 'complete',
      asOf: '2026-03-15',
      timeZone: 'Etc/UTC',
      refreshedAt: '2026-03-15T12:00:00+00:00',
      account: 'acct_1',
      mode: 'test',
      invoices: 4,
      pages: 2,
      totals: [
        {currency: 'JPY', invoices: 1, open: 120_000, uncollectible: 0, ties: true},
        {currency: 'USD', invoices: 2, open: 150, uncollectible: 7, ties: true},
      ],
      warnings: [],
      message: '4 invoices in 2 currencies, every control total ties to Stripe.',
    });
    const {rows, totals} = shownReport(ports.tables);
    expect([...rows.keys()]).toEqual(['in_jpy', 'in_usd', 'in_usd_2', 'in_lost']);
    expect(totals).toEqual({
      JPY: {'61–90': 120_000, Total: 120_000},
      USD: {'Not due': 50, '31–60': 100, Total: 150, Uncollectible: 7},
    });
  });

  test('stamps what the figures are true for, and per currency that they tie to the pages (R11)', () => {
    const {stamp} = shownReport(refreshed().tables);

    expect(stamp).toEqual({
      'As of': '2026-03-15',
      'Time zone': 'Etc/UTC',
      'Refreshed at': 46_096.5,
      'Last attempt': 'Succeeded',
      Account: 'acct_1 (Demo)',
      Mode: 'test',
      Key: 'test …1234 of nora@example.com',
      'API version': '2026-10-28.endive',
      'Add-on version': '0.1.0',
      Invoices: 4,
      Complete: 'Yes',
      'Aged from':
        'due date: 3; finalized date of what is charged automatically (auto-charge): 1; finalized date for want of a due date: 0',
      Warnings: 'None',
      'Control total JPY': 120_000,
      'Ties JPY': 'Yes: 1 open invoice, difference 0',
      'Control total USD': 150,
      'Ties USD': 'Yes: 2 open and 1 uncollectible invoices, difference 0',
    });
  });

  test('has exactly the promised headers, a frozen header, a filter and named ranges', () => {
    const {tables} = refreshed();
    const [receivables, aging] = [tables.sheetOf('receivables'), tables.sheetOf('ar-aging')];
    if (receivables === null || aging === null) throw new Error('Both tabs are expected.');

    expect(usedValues(receivables)[0]).toEqual(receivablesHeaders);
    const agingHeader = usedValues(aging).findIndex((row) => row[0] === 'Customer ID');
    expect(usedValues(aging)[agingHeader]?.join(', ')).toBe(
      'Customer ID, Customer, Currency, Not due, 1–30, 31–60, 61–90, 91–120, 121+, Total, Uncollectible',
    );
    expect(usedValues(aging)[agingHeader - 1]?.join('')).toBe('');
    expect(receivables.frozenRows).toBe(1);
    expect(receivables.filter).toEqual({
      firstRow: 1,
      firstColumn: 1,
      lastRow: 5,
      lastColumn: receivablesHeaders.length,
    });
    // The TOTAL rows stand below the filter: they neither sort nor hide.
    expect(aging.filter).toEqual({
      firstRow: agingHeader + 1,
      firstColumn: 1,
      lastRow: agingHeader + 3,
      lastColumn: 11,
    });
    expect(tables.namedRanges.get('Receivables')).toMatchObject({
      sheetId: receivables.id,
      firstRow: 1,
      lastRow: 5,
    });
    expect(tables.namedRanges.get('AR_AS_OF')).toMatchObject({
      sheetId: aging.id,
      firstRow: 1,
      firstColumn: 2,
    });
    expect(cellOf(aging, 1, 2)).toMatchObject({value: 46_096, format: 'yyyy-mm-dd'});
  });

  test('reads every page, in test mode with the restricted key, and asks for open and uncollectible only (R1)', () => {
    const ports = fakePorts({invoices: invoices(7)});
    ports.http.pageObjectsMax = 3;
    const reply = run(ports);

    expect(reply).toMatchObject({invoices: 7, pages: 4});
    const asked = ports.http.requests.map(({url}) => new URL(url).searchParams.get('status'));
    expect(new Set(asked)).toEqual(new Set([null, 'open', 'uncollectible']));
  });

  test('blanks the rows that are gone and leaves what people wrote beyond the table', () => {
    const ports = refreshed();
    const receivables = ports.tables.sheetOf('receivables');
    if (receivables === null) throw new Error('The tab is expected.');
    receivables.cells.set('2,25', {...plainCell, value: 'our note'});
    receivables.title = 'Nora’s list';
    ports.http.open = book.slice(0, 1);
    ports.http.uncollectible = [];
    run(ports);

    const values = usedValues(receivables);
    expect(values.map((row) => row[0])).toEqual(['Invoice ID', 'in_usd']);
    expect(values[1]?.[24]).toBe('our note');
    expect(receivables.title).toBe('Nora’s list');
    expect(shownTabs(ports).map(({title}) => title)).toEqual(['Nora’s list', 'AR Aging']);
  });

  test('an account without invoices gets both tabs with their headers and a stamp that says 0', () => {
    const ports = fakePorts();
    const reply = run(ports);

    expect(reply).toMatchObject({invoices: 0, totals: [], warnings: [], pages: 2});
    const {rows, aging, totals, stamp} = shownReport(ports.tables);
    expect([rows.size, aging, totals]).toEqual([0, [], {}]);
    expect(stamp).toMatchObject({Invoices: 0, Complete: 'Yes', 'Last attempt': 'Succeeded'});
    expect(ports.tables.namedRanges.get('Receivables')).toMatchObject({firstRow: 1, lastRow: 1});
  });

  test('an invoice met in both lists while they move counts once, as it was read last', () => {
    const ports = fakePorts({invoices: book});
    ports.http.uncollectible = [wireInvoice({id: 'in_usd', status: 'uncollectible', amount_due: 10_000})];
    const reply = run(ports);

    expect(reply.totals).toContainEqual({
      currency: 'USD',
      invoices: 1,
      open: 50,
      uncollectible: 100,
      ties: true,
    });
    expect(shownReport(ports.tables).rows.get('in_usd')).toMatchObject({Status: 'uncollectible', Open: 0});
  });
});

describe('what ties in all that is compared', () => {
  const shownIn = (invoices: readonly Wire[]) => {
    const {rows, aging} = shownReport(refreshed({invoices}).tables);
    return {ids: [...rows.keys()], customers: aging.map((row) => [row['Customer ID'], row['Customer']])};
  };
  const bothOrders = (a: Wire, b: Wire) => [shownIn([a, b]), shownIn([b, a])];

  test('invoices stand in the order of their ids, whichever came first', () => {
    for (const {ids} of bothOrders(wireInvoice({id: 'in_a'}), wireInvoice({id: 'in_b'}))) {
      expect(ids).toEqual(['in_a', 'in_b']);
    }
  });

  test('customers stand in the order of their ids too', () => {
    const of = (id: string) =>
      wireInvoice({id: `in_${id}`, customer: {id, object: 'customer', name: 'Acme', email: null}});
    for (const {customers} of bothOrders(of('cus_a'), of('cus_b'))) {
      expect(customers).toEqual([
        ['cus_a', 'Acme'],
        ['cus_b', 'Acme'],
      ]);
    }
  });

  test('a deleted customer of two names on one day has the later in the alphabet (R10)', () => {
    const gone = {id: 'cus_gone', object: 'customer', deleted: true};
    const named = (id: string, name: string) => wireInvoice({id, customer: gone, customer_name: name});
    for (const {customers} of bothOrders(named('in_1', 'Acme Inc'), named('in_2', 'Acme Ltd'))) {
      expect(customers).toEqual([['cus_gone', 'Acme Ltd']]);
    }
  });
});

describe('the zone and the account of a refresh', () => {
  test('days are counted in the zone of the settings, else of the account, else of the spreadsheet', () => {
    const zoneOf = (settings: string | null, account: string | null) => {
      const ports = fakePorts({tables: fakeTables({timeZone: 'Asia/Tokyo'})});
      ports.http.account = {id: 'acct_1', object: 'account', settings: {dashboard: {timezone: account}}};
      ports.documentProperties.write('settings', JSON.stringify({version: 1, timeZone: settings}));
      return run(ports).timeZone;
    };

    expect(zoneOf('Europe/Berlin', 'America/New_York')).toBe('Europe/Berlin');
    expect(zoneOf(null, 'America/New_York')).toBe('America/New_York');
    expect(zoneOf(null, null)).toBe('Asia/Tokyo');
  });

  test('warns when the spreadsheet shows times in another zone', () => {
    const ports = refreshed({tables: fakeTables({timeZone: 'Asia/Tokyo'})});

    expect(shownReport(ports.tables).stamp['Warnings']).toBe(
      'Days are counted in Etc/UTC, the spreadsheet shows times in Asia/Tokyo.',
    );
    expect(shownReport(ports.tables).stamp['Refreshed at']).toBe(46_096.875);
  });

  test('a key that may not read the account refreshes all the same, and the stamp says so', () => {
    const ports = fakePorts({invoices: book});
    ports.http.intercept = ({url}) =>
      url.endsWith('/v1/account') ? permissionMissing('rak_accounts_kyc_basic_read') : null;

    expect(run(ports)).toMatchObject({account: null, invoices: 4});
    expect(shownReport(ports.tables).stamp['Account']).toBe('Not shown: the key may not read the account');
  });

  test('a key that may not read invoices stops with the permission it lacks', () => {
    const ports = fakePorts({invoices: book});
    ports.http.intercept = ({url}) =>
      url.includes('/v1/invoices') ? permissionMissing('rak_invoice_read') : null;
    const fault = faultOf(() => run(ports));

    expect(fault.code).toBe('PERMISSION_MISSING');
    expect(fault.message).toContain('rak_invoice_read');
    expect(shownTabs(ports)).toEqual([]);
  });
});

describe('a refresh that fails', () => {
  test('leaves the figures as they were and writes when and why on AR Aging', () => {
    const ports = refreshed();
    const before = figures(ports);
    ports.clock.advance(3_600_000);
    ports.http.intercept = () => unreachable('DNS error');
    const fault = faultOf(() => run(ports));

    expect(fault.code).toBe('STRIPE_UNREACHABLE');
    expect(figures(ports)).toEqual(before);
    expect(lastAttempt(ports)).toMatch(
      /^Failed at 2026-03-15T13:\d\d:\d\d\+00:00\. Cannot read account from Stripe: /,
    );
    expect(String(lastAttempt(ports))).toContain(fault.nextStep);
  });

  test('is followed by a good one that says Succeeded again', () => {
    const ports = refreshed();
    ports.http.intercept = () => unreachable('DNS error');
    faultOf(() => run(ports));
    ports.http.intercept = null;
    run(ports);

    expect(lastAttempt(ports)).toBe('Succeeded');
  });

  test('before the first good one makes no tab and throws its own fault', () => {
    const ports = fakePorts({invoices: book});
    ports.http.intercept = () => refused(401, {type: 'invalid_request_error'});

    expect(faultOf(() => run(ports)).code).toBe('CREDENTIALS_INVALID');
    expect(shownTabs(ports)).toEqual([]);
  });

  test('throws its own fault even when the note about it cannot be written', () => {
    const ports = refreshed();
    ports.http.intercept = () => unreachable('DNS error');
    const locked: RefreshPorts = {
      ...ports,
      tables: {
        ...ports.tables,
        writeCell: () => {
          throw new Error('You are trying to edit a protected cell or object.');
        },
      },
    };

    expect(faultOf(() => run(locked)).code).toBe('STRIPE_UNREACHABLE');
    expect(ports.log.lines.join('\n')).toContain('fault not noted in the spreadsheet');
  });

  test('without a key says how to connect', () => {
    expect(faultOf(() => run(fakePorts({key: null}))).code).toBe('CREDENTIALS_MISSING');
  });

  test('never writes the key: not into cells, properties of the document, the log or the fault', () => {
    const key = 'rk_test_neverShown9876';
    const ports = fakePorts({invoices: book, key});
    run(ports);
    ports.http.intercept = () =>
      refused(401, {type: 'invalid_request_error', message: `Invalid API Key provided: ${key}`});
    const fault = faultOf(() => run(ports));

    const seen = JSON.stringify([
      ports.tables.sheets.map(usedValues),
      [...ports.documentProperties.stored],
      ports.log.lines,
      fault.message,
    ]);
    expect(seen).not.toContain(key);
    expect(seen).not.toMatch(/(sk|rk)_(test|live)_\w{6}/);
  });

  test('with a page that is no invoice list, or an invoice without its amount, publishes nothing', () => {
    const {amount_remaining: _, ...withoutAmount} = wireInvoice();
    for (const body of [{object: 'customer'}, {object: 'list', has_more: false, data: [withoutAmount]}]) {
      const ports = refreshed();
      const before = figures(ports);
      ports.http.intercept = ({url}) => (url.includes('/v1/invoices') ? answered(body) : null);

      expect(faultOf(() => run(ports)).code).toBe('RESPONSE_UNREADABLE');
      expect(figures(ports)).toEqual(before);
    }
  });

  test('stops at somebody else’s tab of the same name before it writes anything', () => {
    const ports = fakePorts({invoices: book});
    ports.tables.addSheet('Receivables', [['my own list']]);
    const fault = faultOf(() => run(ports));

    expect(fault.code).toBe('TABLE_HEADER_MISSING');
    expect(shownTabs(ports)).toEqual([{title: 'Receivables', values: [['my own list']]}]);
  });
});

describe('the books of a spreadsheet', () => {
  test('test and live never share a tab', () => {
    const ports = refreshed();
    const before = figures(ports);
    ports.userProperties.write('stripeKey', 'rk_live_otherBooks123');
    const fault = faultOf(() => run(ports));

    expect(fault.code).toBe('MODE_MISMATCH');
    expect(fault.message).toContain(
      'they hold the test mode of acct_1, and the key reads the live mode of acct_1',
    );
    expect(figures(ports)).toEqual(before);
  });

  test('two accounts never share a tab', () => {
    const ports = refreshed();
    ports.http.account = {...ports.http.account, id: 'acct_2'};
    expect(faultOf(() => run(ports)).code).toBe('MODE_MISMATCH');
  });

  test('an account that is not named is not another one', () => {
    const ports = refreshed();
    ports.http.intercept = ({url}) =>
      url.endsWith('/v1/account') ? permissionMissing('rak_accounts_kyc_basic_read') : null;
    expect(run(ports).invoices).toBe(4);
  });

  test('an invoice of the other mode stops the refresh', () => {
    const ports = fakePorts({invoices: [wireInvoice({livemode: true})]});
    expect(faultOf(() => run(ports)).code).toBe('MODE_MISMATCH');
  });
});

describe('a count that more than doubles or halves', () => {
  const countAfter = (before: number, after: number, request = {}) => {
    const ports = fakePorts({invoices: invoices(before)});
    run(ports);
    ports.http.open = invoices(after);
    return run(ports, request).invoices;
  };

  test.each([
    [100, 50],
    [100, 200],
    [49, 1],
    [0, 49],
  ])('%i invoices may become %i', (before, after) => {
    expect(countAfter(before, after)).toBe(after);
  });

  test.each([
    [100, 49],
    [100, 201],
    [50, 24],
    [1, 50],
  ])('%i invoices do not become %i without a person', (before, after) => {
    const fault = faultOf(() => countAfter(before, after));
    expect(fault.code).toBe('COUNT_CHANGED');
    expect(fault.message).toContain(`the last refresh had ${before} invoices, this one has ${after}`);
    expect(countAfter(before, after, {acceptCountChange: true})).toBe(after);
  });

  test('an accepted count is what the next one is compared with', () => {
    const ports = fakePorts({invoices: invoices(100)});
    run(ports);
    ports.http.open = invoices(10);
    run(ports, {acceptCountChange: true});
    expect(run(ports).invoices).toBe(10);
  });
});

describe('the control total (R11)', () => {
  /** A sheet that loses something between writing and reading. */
  const corrupted = (key: TabKey, change: (values: CellValue[][]) => void) => {
    const readBack = (of: TabKey, values: Values): Values => {
      if (of !== key) return values;
      const copy = values.map((row) => [...row]);
      change(copy);
      return copy;
    };
    return fakePorts({invoices: book, tables: fakeTables({readBack})});
  };
  const column = (header: string) => receivablesHeaders.indexOf(header);
  const change = (values: CellValue[][], row: number, at: number, by: (value: CellValue) => CellValue) => {
    const cells = values[row];
    if (cells === undefined) throw new Error(`There is no row ${row}.`);
    cells[at] = by(cells[at] ?? '');
  };
  const totalRow = (values: CellValue[][], currency: string) =>
    values.findIndex((row) => row[0] === 'TOTAL' && row[2] === currency);
  const customerRow = (values: CellValue[][]) =>
    values.findIndex((row) => row[0] === 'cus_1' && row[2] === 'USD');
  const rowOfNothing = (values: CellValue[][]) =>
    (values[2] ?? []).map((value, at) => (at === column('Open') ? 0 : value));
  const oneCentMore = (value: CellValue) => Math.round(Number(value) * 100 + 1) / 100;

  test.each<[string, TabKey, (values: CellValue[][]) => void]>([
    ['one cent more in Open', 'receivables', (v) => change(v, 2, column('Open'), oneCentMore)],
    ['a tenth of a cent more in Open', 'receivables', (v) => change(v, 2, column('Open'), () => 100.001)],
    ['Open as text', 'receivables', (v) => change(v, 2, column('Open'), String)],
    ['a row that is missing', 'receivables', (v) => v.splice(2, 1)],
    ['a row that stands twice', 'receivables', (v) => v.push([...(v[2] ?? [])])],
    ['a row of nothing that Stripe does not have', 'receivables', (v) => v.push(rowOfNothing(v))],
    ['another currency', 'receivables', (v) => change(v, 2, column('Currency'), () => 'EUR')],
    ['another status', 'receivables', (v) => change(v, 2, column('Status'), () => 'paid')],
    [
      'one cent more uncollectible',
      'receivables',
      (v) => change(v, 4, column('Amount remaining'), oneCentMore),
    ],
    ['one cent more in a TOTAL', 'ar-aging', (v) => change(v, totalRow(v, 'USD'), 9, oneCentMore)],
    ['one cent more in Uncollectible', 'ar-aging', (v) => change(v, totalRow(v, 'USD'), 10, oneCentMore)],
    ['a TOTAL row that is missing', 'ar-aging', (v) => v.splice(totalRow(v, 'JPY'), 1)],
    ['a customer row that is missing', 'ar-aging', (v) => v.splice(customerRow(v), 1)],
    ['one cent more in a customer row', 'ar-aging', (v) => change(v, customerRow(v), 9, oneCentMore)],
  ])('stops on %s, and nothing is published', (_, key, corrupt) => {
    const ports = corrupted(key, corrupt);

    expect(faultOf(() => run(ports)).code).toBe('CONTROL_TOTAL_MISMATCH');
    expect(shownTabs(ports)).toEqual([]);
  });

  test('stops when the rows say less than the pages, with both figures', () => {
    const fault = faultOf(() =>
      run(corrupted('receivables', (v) => change(v, 2, column('Open'), () => 99.99))),
    );
    expect(fault.message).toContain(
      "Stripe's pages have 2 open invoices of USD 150.00, the written table 2 of USD 149.99.",
    );
  });

  test('stops when a bucket of a customer row does not fit its total', () => {
    const ports = corrupted('ar-aging', (v) => change(v, customerRow(v), 5, oneCentMore));
    expect(faultOf(() => run(ports)).code).toBe('CONTROL_TOTAL_MISMATCH');
  });

  test('stops when a header is gone', () => {
    const ports = corrupted('receivables', (v) => change(v, 0, column('Open'), () => 'Offen'));
    expect(faultOf(() => run(ports)).code).toBe('TABLE_HEADER_MISSING');
  });
});
