import fc from 'fast-check';
import {addonVersion} from '../../../src/core/addon-version.ts';
import {type RefreshRun, readRun, writeRun} from '../../../src/core/receivables/refresh-run.ts';
import {wireInvoice} from '../../support/fake-invoice.ts';
import {Killed} from '../../support/fake-kill.ts';
import {type FakePorts, fakePorts} from '../../support/fake-ports.ts';
import {shownReport} from '../../support/fake-report.ts';
import {runOnce} from '../../support/fake-run.ts';
import {permissionMissing} from '../../support/fake-stripe.ts';
import {refused, unreachable} from '../../support/http-script.ts';

const invoices = (count: number) =>
  Array.from({length: count}, (_, n) =>
    wireInvoice({
      id: `in_${n}`,
      amount_due: 100 + n,
      status: n % 5 === 4 ? 'uncollectible' : 'open',
      currency: ['usd', 'eur', 'jpy'][n % 3],
    }),
  );

/** A Stripe whose every page takes ten seconds. */
const slow = (count: number, pageObjectsMax: number, now = '2026-03-15T12:00:00Z'): FakePorts => {
  const ports = fakePorts({invoices: invoices(count), now});
  ports.http.pageObjectsMax = pageObjectsMax;
  ports.http.intercept = ({url}) => {
    if (url.includes('/v1/invoices')) ports.clock.advance(10_000);
    return null;
  };
  return ports;
};

/** Both tabs, cell for cell, without what tells how they were read. */
const shown = ({tables}: FakePorts) =>
  (['receivables', 'ar-aging'] as const).map((key) => {
    const sheet = tables.sheetOf(key);
    const told = [...(sheet?.cells ?? [])]
      .filter(([, {value}]) => value === 'Warnings')
      .map(([place]) => place.replace(/,1$/, ',2'));
    return {
      cells: [...(sheet?.cells ?? [])].filter(([place]) => !told.includes(place)),
      filter: sheet?.filter,
      named: [...tables.namedRanges.keys()],
    };
  });
const pagesAsked = (ports: FakePorts) =>
  ports.http.requests.map(({url}) => url).filter((url) => url.includes('/v1/invoices'));
const runOf = (ports: FakePorts): RefreshRun => {
  const run = readRun(ports.documentProperties);
  if (run === null) throw new Error('A run is expected.');
  return run;
};
/** A refresh of 40 pages that was stopped in the middle, with what it has read. */
const unfinished = (): FakePorts => {
  const ports = slow(40, 1);
  expect(runOnce(ports, {durationMaxMs: 200_000}).status).toBe('continues');
  expect(runOf(ports).pages).toBeGreaterThan(5);
  return ports;
};

describe('a refresh that is stopped', () => {
  test('at any page, any number of times, gives the tabs of one run, and asks for no page twice', () => {
    const runsOf = fc.array(fc.integer({min: 0, max: 250_000}), {maxLength: 8});
    let resumed = 0;
    fc.assert(
      fc.property(
        fc.integer({min: 0, max: 40}),
        fc.integer({min: 1, max: 4}),
        runsOf,
        (count, size, runs) => {
          const ports = slow(count, size);
          let reply = runOnce(ports, {durationMaxMs: runs[0] ?? 10_000_000});
          for (const durationMaxMs of [...runs.slice(1), 10_000_000]) {
            if (reply.status === 'complete') break;
            expect(reply.message).toBe(
              `Unfinished: ${reply.pages} pages with ${reply.invoices} invoices are read, more remain. The next refresh goes on from there.`,
            );
            reply = runOnce(ports, {durationMaxMs});
          }
          if (reply.status !== 'complete') throw new Error('The last run has all the time it needs.');

          const inOne = slow(count, size, reply.refreshedAt);
          const model = runToEndSlowly(inOne);
          expect(shown(ports)).toEqual(shown(inOne));
          expect({...reply, warnings: []}).toEqual(model);
          expect(new Set(pagesAsked(ports)).size).toBe(pagesAsked(ports).length);
          expect(ports.documentProperties.read('refresh.run')).toBeNull();
          expect(reply.warnings.length).toBeLessThanOrEqual(1);
          if (reply.warnings.length === 1) resumed += 1;
        },
      ),
      {numRuns: 40},
    );
    expect(resumed).toBeGreaterThan(5);
  });

  test('killed at any request, any number of times, repeats ten pages at most for each', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({min: 1, max: 60}), {minLength: 1, maxLength: 4}), (killedAt) => {
        const ports = slow(60, 1);
        let kills = 0;
        for (const request of [...killedAt, Number.POSITIVE_INFINITY]) {
          if (ports.tables.sheetOf('receivables') !== null) break;
          let sent = 0;
          const {intercept} = ports.http;
          ports.http.intercept = (asked) => {
            sent += 1;
            if (sent > request) throw new Killed('Exceeded maximum execution time');
            return intercept?.(asked) ?? null;
          };
          try {
            runOnce(ports, {durationMaxMs: 10_000_000});
          } catch (fault) {
            expect(fault).toBeInstanceOf(Killed);
            kills += 1;
          }
          ports.http.intercept = intercept;
        }
        const asked = pagesAsked(ports);
        expect(asked.length - new Set(asked).size).toBeLessThanOrEqual(kills * 10);
        expect(shownReport(ports.tables).rows.size).toBe(60);
      }),
      {numRuns: 30},
    );
  });

  test('says on AR Aging that it is not finished, and in the end between which times it read', () => {
    const ports = slow(40, 1);
    ports.http.open = invoices(1);
    ports.http.uncollectible = [];
    runToEndSlowly(ports);
    ports.http.open = invoices(40);
    const reply = runOnce(ports, {request: {acceptCountChange: true}, durationMaxMs: 200_000});
    const {stamp} = shownReport(ports.tables);
    expect(stamp['Last attempt']).toBe(
      `Unfinished: ${reply.pages} pages with ${reply.status === 'continues' ? reply.invoices : 0} invoices are read, more remain. The next refresh goes on from there. Started at 2026-03-15T12:00:20+00:00.`,
    );
    expect(stamp['Invoices']).toBe(1);

    ports.clock.advance(60_000);
    const complete = runToEndSlowly(ports);
    expect(complete.warnings).toEqual([
      expect.stringMatching(
        /^Read in 2 runs between 2026-03-15T12:00:20\+00:00 and 2026-03-15T12:\d\d:\d\d\+00:00: what changed in Stripe meanwhile may be missing until the next refresh\.$/,
      ),
    ]);
    expect(shownReport(ports.tables).stamp).toMatchObject({Invoices: 40, 'Last attempt': 'Succeeded'});
  });

  test('and whose time runs out before the first page keeps nothing and begins anew', () => {
    const ports = slow(5, 1);
    expect(runOnce(ports, {durationMaxMs: 0})).toMatchObject({status: 'continues', pages: 0, invoices: 0});
    ports.clock.advance(3_600_000);
    expect(runToEndSlowly(ports)).toMatchObject({refreshedAt: '2026-03-15T13:00:00+00:00', warnings: []});
  });

  test('keeps an invoice of more text than a cell holds', () => {
    const ports = slow(12, 1);
    const metadata = Object.fromEntries(
      Array.from({length: 50}, (_, n) => [`key ${n}`, '"\n\u0001👩🏽‍🚀'.repeat(60)]),
    );
    ports.http.open = [
      wireInvoice({id: 'in_long', metadata: {...metadata, po: 'PO 77'}}),
      ...ports.http.open,
    ];
    expect(runOnce(ports, {durationMaxMs: 120_000}).status).toBe('continues');
    runToEndSlowly(ports);
    expect(shownReport(ports.tables).rows.get('in_long')).toMatchObject({PO: 'PO 77'});
  });
});

describe('an unfinished refresh', () => {
  const goneOn = (ports: FakePorts) => {
    const before = runOf(ports);
    const asked = pagesAsked(ports).length;
    const reply = runToEndSlowly(ports);
    const first = new URL(pagesAsked(ports)[asked] ?? 'none:').searchParams.get('starting_after');
    return {reply, isResumed: first !== null, before};
  };

  test('is gone on with just before it is six hours old', () => {
    const ports = unfinished();
    ports.clock.advance(runOf(ports).startedAtUnixMs + 6 * 3_600_000 - 1_000 - ports.clock.nowUnixMs());
    expect(goneOn(ports)).toMatchObject({isResumed: true, reply: {refreshedAt: '2026-03-15T12:00:00+00:00'}});
  });

  test.each<[string, (ports: FakePorts) => void]>([
    [
      'six hours old',
      (ports) => ports.clock.advance(runOf(ports).startedAtUnixMs + 6 * 3_600_000 - ports.clock.nowUnixMs()),
    ],
    [
      'of another version',
      (ports) => writeRun(ports.documentProperties, {...runOf(ports), addonVersion: `${addonVersion}.1`}),
    ],
    [
      'of another account',
      (ports) => {
        ports.http.account = {...ports.http.account, id: 'acct_2'};
      },
    ],
    [
      'of an account that the key may no longer read',
      (ports) => {
        const {intercept} = ports.http;
        ports.http.intercept = (request) =>
          request.url.endsWith('/v1/account')
            ? permissionMissing('rak_accounts_kyc_basic_read')
            : (intercept?.(request) ?? null);
      },
    ],
    [
      'whose hidden tab people deleted',
      (ports) => {
        const at = ports.tables.sheets.findIndex(({title}) => title.includes('unfinished'));
        ports.tables.sheets.splice(at, 1);
      },
    ],
    [
      'of whose hidden tab people cleared a row',
      (ports) => {
        const sheet = ports.tables.sheets.find(({title}) => title.includes('unfinished'));
        sheet?.cells.delete('3,1');
      },
    ],
    [
      'whose note is no longer readable',
      (ports) => ports.documentProperties.write('refresh.run', '{"id":1}'),
    ],
  ])('%s is not gone on with, and the new one is whole', (_, change) => {
    const ports = unfinished();
    change(ports);
    const asked = pagesAsked(ports).length;
    const reply = runToEndSlowly(ports);

    expect(new URL(pagesAsked(ports)[asked] ?? 'none:').searchParams.get('starting_after')).toBeNull();
    expect(reply).toMatchObject({invoices: 40, warnings: []});
    expect(pagesAsked(ports).length - asked).toBe(40);
  });

  test('of live mode is not gone on with in test mode', () => {
    const ports = unfinished();
    writeRun(ports.documentProperties, {...runOf(ports), mode: 'live'});
    expect(runToEndSlowly(ports).warnings).toEqual([]);
  });

  test('is gone on with after Stripe could not be reached, and begun anew after Stripe refused its place', () => {
    const failing = (ports: FakePorts, answer: () => ReturnType<typeof refused>) => {
      const {intercept} = ports.http;
      ports.http.intercept = ({url}) => (url.includes('/v1/invoices') ? answer() : null);
      expect(() => runOnce(ports)).toThrow();
      ports.http.intercept = intercept;
    };
    const lost = unfinished();
    failing(lost, () => unreachable('DNS error'));
    expect(goneOn(lost).isResumed).toBe(true);

    const refusedAt = unfinished();
    failing(refusedAt, () => refused(400, {code: 'resource_missing', message: 'No such invoice: in_9'}));
    expect(readRun(refusedAt.documentProperties)).toBeNull();
    expect(runToEndSlowly(refusedAt)).toMatchObject({invoices: 40, warnings: []});
  });
});

describe('a refresh that was overtaken', () => {
  const newer = (ports: FakePorts) =>
    writeRun(ports.documentProperties, {...runOf(ports), id: 'newer', by: 'omar@example.com', pages: 3});
  const overtakenAt = (page: number): {readonly ports: FakePorts; readonly kept: number} => {
    const ports = slow(40, 1);
    runToEndSlowly(ports);
    ports.clock.advance(60_000);
    ports.http.open = invoices(30);
    const {intercept} = ports.http;
    let pages = 0;
    ports.http.intercept = (request) => {
      if (request.url.includes('/v1/invoices')) pages += 1;
      if (pages === page) newer(ports);
      return intercept?.(request) ?? null;
    };
    return {ports, kept: ports.tables.readRecords('refresh-progress').length};
  };

  test.each([1, 5, 12, 30])('at page %i publishes nothing, and leaves what the newer one keeps', (page) => {
    const {ports} = overtakenAt(page);
    const before = shownReport(ports.tables);
    expect(() => runOnce(ports, {durationMaxMs: 10_000_000})).toThrow(
      expect.objectContaining({
        code: 'REFRESH_BUSY',
        message:
          'Cannot publish the receivables: omar@example.com has begun a newer refresh meanwhile. Nothing to do: the newer one publishes.',
      }),
    );
    const after = shownReport(ports.tables);
    expect(after.rows).toEqual(before.rows);
    expect({...after.stamp, 'Last attempt': ''}).toEqual({...before.stamp, 'Last attempt': ''});
    expect(runOf(ports)).toMatchObject({id: 'newer', pages: 3});
  });

  test('by one that has published already publishes nothing either', () => {
    const ports = slow(3, 1);
    const {intercept} = ports.http;
    ports.http.intercept = (request) => {
      if (request.url.includes('starting_after')) ports.documentProperties.write('refresh.run', null);
      return intercept?.(request) ?? null;
    };
    expect(() => runOnce(ports)).toThrow(
      'Cannot publish the receivables: this refresh was cancelled or finished by somebody else meanwhile.',
    );
    expect(ports.tables.sheetOf('receivables')).toBeNull();
  });
});

/** With all the time it needs. */
function runToEndSlowly(ports: FakePorts) {
  const reply = runOnce(ports, {request: {acceptCountChange: true}, durationMaxMs: 10_000_000});
  if (reply.status !== 'complete') throw new Error('The run has all the time it needs.');
  return reply;
}
