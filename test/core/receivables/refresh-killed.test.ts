import {wireInvoice} from '../../support/fake-invoice.ts';
import {type Kill, Killed, killable} from '../../support/fake-kill.ts';
import {type FakePorts, fakePorts} from '../../support/fake-ports.ts';
import {runToEnd as run} from '../../support/fake-run.ts';
import {usedValues, type Values} from '../../support/fake-sheet.ts';

const yesterday = [
  wireInvoice({id: 'in_a', amount_due: 10_000}),
  wireInvoice({id: 'in_b', amount_due: 20_000}),
  wireInvoice({id: 'in_c', amount_due: 40_000, currency: 'eur'}),
];
const today = [
  wireInvoice({id: 'in_b', amount_due: 20_000, amount_paid: 500}),
  wireInvoice({id: 'in_d', amount_due: 80_000}),
];

/** A spreadsheet with yesterday's figures, while Stripe has today's. */
const spreadsheet = (): FakePorts => {
  const ports = fakePorts({invoices: yesterday});
  run(ports);
  ports.clock.advance(86_400_000);
  ports.http.open = today;
  return ports;
};

const visible = ({tables}: FakePorts): Readonly<Record<string, Values>> =>
  Object.fromEntries(
    tables.sheets.filter((sheet) => !sheet.hidden).map((sheet) => [sheet.title, usedValues(sheet)]),
  );
const withoutLastAttempt = (tab: Values | undefined) => tab?.filter((row) => row[0] !== 'Last attempt');
const figures = (tabs: Readonly<Record<string, Values>>) => ({
  receivables: withoutLastAttempt(tabs['Receivables']),
  aging: withoutLastAttempt(tabs['AR Aging']),
});

const before = figures(visible(spreadsheet()));
const after = (() => {
  const ports = spreadsheet();
  run(ports);
  return figures(visible(ports));
})();
const callsOf = (start: () => FakePorts): readonly string[] => {
  const watched = killable(start());
  run(watched.ports);
  return watched.calls;
};

const everyKill = (calls: readonly string[]): readonly (Kill & {readonly port: string})[] =>
  calls.flatMap((port, index) =>
    (['before', 'after'] as const).map((when) => ({call: index + 1, when, port})),
  );

const killed = (ports: FakePorts, kill: Kill): FakePorts => {
  expect(() => run(killable(ports, kill).ports)).toThrow(Killed);
  return ports;
};

describe('a refresh that is killed', () => {
  test('is killed below at every call that it makes, and it makes all the calls there are', () => {
    expect(before).not.toEqual(after);
    expect(new Set(callsOf(spreadsheet))).toEqual(
      new Set([
        'lock.runAlone',
        'person.email',
        'documentProperties.read',
        'documentProperties.write',
        'userProperties.read',
        'clock.nowUnixMs',
        'http.sendAll',
        'log.record',
        'tables.timeZone',
        'tables.stage',
        'tables.publish',
      ]),
    );
  });

  test.each(everyKill(callsOf(spreadsheet)))('$when call $call, $port, shows each tab whole', (kill) => {
    const shown = figures(visible(killed(spreadsheet(), kill)));

    expect([before.receivables, after.receivables]).toContainEqual(shown.receivables);
    expect([before.aging, after.aging]).toContainEqual(shown.aging);
    // The aging is published last: it never runs ahead of the rows that it adds up.
    if (JSON.stringify(shown.receivables) === JSON.stringify(before.receivables))
      expect(shown.aging).toEqual(before.aging);
  });

  test.each(everyKill(callsOf(spreadsheet)))(
    '$when call $call, $port, is made good by the next run',
    (kill) => {
      const ports = killed(spreadsheet(), kill);
      run(ports);

      expect(figures(visible(ports))).toEqual(after);
      expect(ports.documentProperties.read('refresh.running')).toBeNull();
    },
  );

  test.each(everyKill(callsOf(() => fakePorts({invoices: today}))))(
    '$when call $call, $port, of the very first refresh leaves nothing half made',
    (kill) => {
      const ports = killed(fakePorts({invoices: today}), kill);
      for (const values of Object.values(visible(ports))) expect(values.length).toBeGreaterThan(2);
      run(ports);

      expect(Object.keys(visible(ports))).toEqual(['Receivables', 'AR Aging']);
      expect(figures(visible(ports)).receivables?.map((row) => row[0])).toEqual([
        'Invoice ID',
        'in_d',
        'in_b',
      ]);
    },
  );
});

describe('a refresh that meets a fault of Google at one call', () => {
  const calls = callsOf(spreadsheet);
  const fault = new Error('Service Spreadsheets timed out while accessing document');

  test.each(
    calls.map((port, index) => ({call: index + 1, port})).filter(({port}) => port.startsWith('tables.')),
  )('call $call, $port, shows each tab whole and throws what Google said', ({call}) => {
    const ports = spreadsheet();
    const watched = killable(ports, {call, when: 'before', once: fault});
    expect(() => run(watched.ports)).toThrow(fault);

    const shown = figures(visible(ports));
    expect([before.receivables, after.receivables]).toContainEqual(shown.receivables);
    expect([before.aging, after.aging]).toContainEqual(shown.aging);
    expect(visible(ports)['AR Aging']?.find((row) => row[0] === 'Last attempt')?.[1]).toMatch(
      /^Failed at .* timed out/,
    );
    run(ports);
    expect(figures(visible(ports))).toEqual(after);
  });
});
