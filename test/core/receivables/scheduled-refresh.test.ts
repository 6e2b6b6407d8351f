import {
  turnAutomaticRefreshOff,
  turnAutomaticRefreshOn,
} from '../../../src/core/receivables/automatic-refresh.ts';
import {readRun} from '../../../src/core/receivables/refresh-run.ts';
import {refreshOnSchedule} from '../../../src/core/receivables/scheduled-refresh.ts';
import {type Wire, wireInvoice} from '../../support/fake-invoice.ts';
import {type FakePorts, fakePorts} from '../../support/fake-ports.ts';
import {shownReport} from '../../support/fake-report.ts';
import {runOnce} from '../../support/fake-run.ts';
import {type FakeSchedule, fakeSchedule} from '../../support/fake-schedule.ts';
import {usedValues} from '../../support/fake-sheet.ts';
import {refused} from '../../support/http-script.ts';

type Ports = FakePorts & {readonly schedule: FakeSchedule};

const invoices = (count: number): readonly Wire[] =>
  Array.from({length: count}, (_, n) => wireInvoice({id: `in_${n}`}));

/** A spreadsheet that nora@example.com has refreshed automatically. */
const scheduled = (count = 1): Ports => {
  const ports = {...fakePorts({invoices: invoices(count)}), schedule: fakeSchedule()};
  turnAutomaticRefreshOn(ports);
  return ports;
};
const fire = (ports: Ports, durationMaxMs = 300_000) =>
  refreshOnSchedule(ports, ports.clock.nowUnixMs() + durationMaxMs);

/** Who, what, pages, requests, seconds, result and message of each run, oldest first. */
const logged = ({tables}: FakePorts) =>
  usedValues(tables.sheets.find(({title}) => title === 'Run Log') ?? tables.addSheet('none', []))
    .slice(1)
    .map(([, who, what, key, pages, requests, , result, message]) => ({
      who,
      what,
      key,
      pages,
      requests,
      result,
      message,
    }));
const entry = (fields: object) => ({
  who: 'hourly trigger of nora@example.com',
  what: 'Refresh receivables',
  key: '',
  pages: 0,
  requests: 0,
  ...fields,
});

describe('refreshOnSchedule()', () => {
  test('refreshes as its owner and logs what it did', () => {
    const ports = scheduled();
    fire(ports);

    expect(shownReport(ports.tables).stamp['Key']).toBe('test …1234 of nora@example.com');
    expect(logged(ports)).toEqual([
      entry({
        key: 'test …1234 of nora@example.com',
        pages: 2,
        requests: 3,
        result: 'Succeeded',
        message: '1 invoice in 1 currency, every control total ties to Stripe.',
      }),
    ]);
  });

  test('leaves figures of less than half an hour alone, and those of half an hour not', () => {
    const ports = scheduled();
    fire(ports);
    const asked = ports.http.requests.length;
    ports.clock.advance(30 * 60_000 - 1);
    fire(ports);
    expect(ports.http.requests).toHaveLength(asked);
    expect(logged(ports)[1]).toEqual(entry({result: 'Skipped', message: 'The figures are 29 minutes old.'}));

    ports.clock.advance(1);
    fire(ports);
    expect(ports.http.requests.length).toBeGreaterThan(asked);
    expect(logged(ports)[2]).toMatchObject({result: 'Succeeded'});
  });

  test('goes on with an unfinished refresh, however fresh the figures are', () => {
    const ports = scheduled(30);
    runOnce(ports);
    ports.http.pageObjectsMax = 1;
    ports.http.intercept = ({url}) => {
      if (url.includes('/v1/invoices')) ports.clock.advance(10_000);
      return null;
    };
    expect(runOnce(ports, {durationMaxMs: 200_000}).status).toBe('continues');
    const {pages} = readRun(ports.documentProperties) ?? {pages: 0};
    fire(ports, 10_000_000);

    expect(logged(ports).map(({result, who}) => [who, result])).toEqual([
      ['nora@example.com', 'Succeeded'],
      ['nora@example.com', 'Unfinished'],
      ['hourly trigger of nora@example.com', 'Succeeded'],
    ]);
    expect(Number(logged(ports)[2]?.pages) + pages).toBe(31);
    expect(shownReport(ports.tables).stamp['Warnings']).toMatch(/^Read in 2 runs between /);
  });

  test('is skipped without a failure while somebody else is at work, and says who', () => {
    const ports = scheduled();
    ports.documentProperties.write(
      'refresh.run',
      JSON.stringify({
        id: '1',
        addonVersion: '0.1.0',
        mode: 'test',
        accountId: 'acct_1',
        startedAtUnixMs: ports.clock.nowUnixMs(),
        by: 'omar@example.com',
        runs: 1,
        listings: [],
        storedRows: 0,
        pages: 7,
        requests: 9,
      }),
    );
    ports.lock.heldElsewhere = true;
    expect(() => fire(ports)).not.toThrow();

    expect(logged(ports)).toEqual([
      entry({
        result: 'Skipped',
        message:
          'Cannot refresh the receivables: omar@example.com is refreshing them now (7 pages read so far). Wait until that run is done; it brings the same figures.',
      }),
    ]);
    expect(ports.http.requests).toEqual([]);
  });

  test('throws what made it fail, for Google’s list of executions, and logs it with how far it came', () => {
    const ports = scheduled(5);
    ports.http.pageObjectsMax = 1;
    let pages = 0;
    ports.http.intercept = ({url}) => {
      if (!url.includes('/v1/invoices')) return null;
      pages += 1;
      return pages > 3 ? refused(401, {message: 'Expired API Key provided'}) : null;
    };
    expect(() => fire(ports)).toThrow(expect.objectContaining({code: 'CREDENTIALS_INVALID'}));
    expect(logged(ports)).toEqual([
      entry({
        key: 'test …1234 of nora@example.com',
        pages: 3,
        requests: 5,
        result: 'Failed',
        message: expect.stringMatching(/^Cannot /),
      }),
    ]);
  });

  test('stops for good when it is no longer wanted', () => {
    const ports = scheduled();
    turnAutomaticRefreshOff({...ports, person: {email: () => 'omar@example.com'}, schedule: fakeSchedule()});
    fire(ports);

    expect(logged(ports)).toEqual([
      entry({
        result: 'Stopped',
        message: 'Automatic refresh was turned off; this trigger has deleted itself.',
      }),
    ]);
    expect([ports.http.requests, ports.schedule.triggers]).toEqual([[], 0]);
  });

  test('fired twice at once refreshes once', () => {
    const ports = scheduled();
    ports.schedule.triggers = 2;
    fire(ports);
    fire(ports);
    expect(logged(ports).map(({result}) => result)).toEqual(['Succeeded', 'Skipped']);
    expect(ports.schedule.triggers).toBe(1);
  });

  test('fired hours late says truthfully when it read', () => {
    const ports = scheduled();
    fire(ports);
    ports.clock.advance(7 * 3_600_000);
    fire(ports);
    expect(shownReport(ports.tables).stamp['Refreshed at']).toBeCloseTo(46_096.5 + 7 / 24, 9);
  });
});
