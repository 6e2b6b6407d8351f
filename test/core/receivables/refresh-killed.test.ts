import {wireInvoice} from '../../support/fake-invoice.ts';
import {type Kill, Killed, killable} from '../../support/fake-kill.ts';
import {archivedEntries, entriesOf, entryText, hands, tableOnTab} from '../../support/fake-person.ts';
import {type FakePorts, fakePorts} from '../../support/fake-ports.ts';
import {runToEnd as run} from '../../support/fake-run.ts';
import {cellOf, type FakeSheet, noteOf, putNote, usedValues, type Values} from '../../support/fake-sheet.ts';

const invoice = (id: string, amountDue: number, others = {}) =>
  wireInvoice({id, amount_due: amountDue, due_date: '2026-02-04T12:00:00Z', ...others});
const yesterday = [
  invoice('in_a', 10_000),
  invoice('in_b', 20_000),
  invoice('in_c', 40_000, {currency: 'eur'}),
];
/** One leaves, one came, two swap places; in so many pages that what was read is kept on the way. */
const today = [
  invoice('in_b', 20_000, {amount_paid: 15_000}),
  invoice('in_d', 80_000),
  invoice('in_a', 10_000),
  ...Array.from({length: 9}, (_, n) => invoice(`in_n${n}`, 100 + n)),
];

const ours = 20;
const receivables = ({tables}: FakePorts): FakeSheet => {
  const sheet = tables.sheetOf('receivables');
  if (sheet === null) throw new Error('The tab is expected.');
  return sheet;
};
const rowOf = (sheet: FakeSheet, id: string) => usedValues(sheet).findIndex((row) => row[0] === id) + 1;

/** A spreadsheet with yesterday's figures and what people keep beside them, while Stripe has today's. */
const spreadsheet = (): FakePorts => {
  const ports = fakePorts({invoices: yesterday});
  run(ports);
  const sheet = receivables(ports);
  hands.type(sheet, 1, ours + 1, 'Owner');
  hands.type(sheet, 1, ours + 2, 'Fee');
  putNote(sheet, 1, ours + 2, 'ten percent');
  for (const id of ['in_a', 'in_b', 'in_c']) {
    const row = rowOf(sheet, id);
    hands.type(sheet, row, ours + 1, `Owner of ${id}`);
    hands.type(sheet, row, ours + 2, `=Q${row}*0.1`);
    putNote(sheet, row, 1, `Called about ${id}`);
  }
  hands.paint(sheet, rowOf(sheet, 'in_a'), ours + 1, '#ff0000');
  hands.type(sheet, 7, 1, 'a remark below');
  hands.type(sheet, 2, ours + 5, 'a remark beside');
  const aging = ports.tables.sheetOf('ar-aging') ?? sheet;
  hands.type(aging, 1, 4, 'aside: reviewed');
  putNote(aging, 3, 2, 'aside: on time');
  ports.clock.advance(86_400_000);
  ports.http.open = today;
  ports.http.pageObjectsMax = 1;
  return ports;
};

const visible = ({tables}: FakePorts): Readonly<Record<string, Values>> =>
  Object.fromEntries(
    tables.sheets
      .filter((sheet) => !sheet.hidden && sheet.title !== 'Run Log')
      .map((sheet) => [sheet.title, usedValues(sheet)]),
  );
/** Our own figures, without what tells how they were read. */
const figures = (tabs: Readonly<Record<string, Values>>) => ({
  receivables: tabs['Receivables']
    ?.map((row) => row.slice(0, ours))
    .filter(([id]) => /^in_/.test(String(id))),
  aging: tabs['AR Aging']?.filter((row) => row[0] !== 'Last attempt' && row[0] !== 'Warnings'),
});
const headersOf = (sheet: FakeSheet) => (usedValues(sheet)[0] ?? []).slice(0, ours).map(String);
const visibleEntries = (ports: FakePorts) => {
  const sheet = receivables(ports);
  return entriesOf(sheet, tableOnTab(sheet, headersOf(sheet), ['Invoice ID']))
    .map(entryText)
    .sort();
};
/** Each on the tab, or where it left the tab in the archive. */
const allEntries = (ports: FakePorts) =>
  [
    ...new Set([...visibleEntries(ports), ...archivedEntries(ports.tables, 'receivables').map(entryText)]),
  ].sort();
const remarks = (ports: FakePorts) => {
  const sheet = receivables(ports);
  return [...sheet.cells.values()]
    .map(({value}) => String(value))
    .filter((text) => text.startsWith('a remark'));
};

/** What stands beside and on the stamp of AR Aging, there or in the archive. */
const asides = (ports: FakePorts) => {
  const sheet = ports.tables.sheetOf('ar-aging');
  const all = [
    ...[...(sheet?.cells.values() ?? [])].map(({value}) => String(value)),
    ...(sheet?.notes.values() ?? []),
    ...archivedEntries(ports.tables, 'ar-aging').map(({says}) => says),
  ];
  return [...new Set(all.filter((text) => text.startsWith('aside')))].sort();
};

const before = figures(visible(spreadsheet()));
const kept = visibleEntries(spreadsheet());
const whole = (() => {
  const ports = spreadsheet();
  run(ports);
  return {...figures(visible(ports)), visible: visibleEntries(ports), all: allEntries(ports)};
})();
const after = {receivables: whole.receivables, aging: whole.aging};
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
  ports.tables.onPublishStep = () => undefined;
  return ports;
};

describe('a refresh that is killed', () => {
  test('is killed below at every call that it makes, and it makes all the calls there are', () => {
    expect(before).not.toEqual(after);
    expect(kept).toHaveLength(11);
    expect(whole.all).toEqual(kept);
    expect(whole.visible).toEqual(kept.filter((entry) => !entry.startsWith('in_c')));
    const calls = callsOf(spreadsheet);
    expect(calls.filter((call) => call === 'tables.publish: copied')).toHaveLength(2);
    expect(new Set(calls.filter((call) => !call.includes(':')))).toEqual(
      new Set([
        'lock.runAlone',
        'person.email',
        'documentProperties.read',
        'documentProperties.write',
        'userProperties.read',
        'clock.nowUnixMs',
        'random.nextFraction',
        'http.sendAll',
        'log.record',
        'tables.timeZone',
        'tables.read',
        'tables.wasDeleted',
        'tables.stage',
        'tables.publish',
        'tables.writeCell',
        'tables.readRecords',
        'tables.writeRecords',
        'tables.replaceRecords',
        'tables.appendToLog',
      ]),
    );
  });

  test.each(everyKill(callsOf(spreadsheet)))('$when call $call, $port, shows each tab whole', (kill) => {
    const ports = killed(spreadsheet(), kill);
    const shown = figures(visible(ports));

    expect([before.receivables, after.receivables]).toContainEqual(shown.receivables);
    expect([before.aging, after.aging]).toContainEqual(shown.aging);
    // The aging is published last: it never runs ahead of the rows that it adds up.
    if (JSON.stringify(shown.receivables) === JSON.stringify(before.receivables))
      expect(shown.aging).toEqual(before.aging);
    // What is shown of people's stands at its own invoice, and what is not is in the archive.
    expect(visibleEntries(ports).filter((entry) => !kept.includes(entry))).toEqual([]);
    expect(allEntries(ports)).toEqual(kept);
    expect(asides(ports)).toEqual(['aside: on time', 'aside: reviewed']);
  });

  test.each(everyKill(callsOf(spreadsheet)))(
    '$when call $call, $port, is made good by the next run',
    (kill) => {
      const ports = killed(spreadsheet(), kill);
      run(ports);

      expect(figures(visible(ports))).toEqual(after);
      expect(visibleEntries(ports)).toEqual(whole.visible);
      expect(allEntries(ports)).toEqual(whole.all);
      expect(remarks(ports)).toEqual(['a remark below', 'a remark beside']);
      const aging = ports.tables.sheetOf('ar-aging') ?? receivables(ports);
      expect([cellOf(aging, 1, 4).value, noteOf(aging, 3, 2)]).toEqual(['aside: reviewed', 'aside: on time']);
      expect(cellOf(receivables(ports), 2, ours + 5).value).toBe('a remark beside');
      expect(noteOf(receivables(ports), 1, ours + 2)).toBe('ten percent');
      expect(ports.documentProperties.read('refresh.run')).toBeNull();
    },
  );

  test.each(everyKill(callsOf(() => fakePorts({invoices: today}))))(
    '$when call $call, $port, of the very first refresh leaves nothing half made',
    (kill) => {
      const ports = killed(fakePorts({invoices: today}), kill);
      // A tab that was just made is blank until the one copy fills it.
      expect([0, undefined, today.length]).toContain(figures(visible(ports)).receivables?.length);
      run(ports);

      expect(Object.keys(visible(ports))).toEqual(['Receivables', 'AR Aging']);
      expect(figures(visible(ports)).receivables).toHaveLength(today.length);
    },
  );
});

describe('a refresh that meets a fault of Google at one call', () => {
  const calls = callsOf(spreadsheet);
  const fault = new Error('Service Spreadsheets timed out while accessing document');
  /** Calls whose fault is noted and stops nothing. */
  const harmless = ['tables.writeCell', 'tables.appendToLog'];

  test.each(
    calls
      .map((port, index) => ({call: index + 1, port}))
      .filter(({port}) => port.startsWith('tables.') && !harmless.includes(port)),
  )('call $call, $port, shows each tab whole, and the next run is right', ({call}) => {
    const ports = spreadsheet();
    const watched = killable(ports, {call, when: 'before', once: fault});
    try {
      run(watched.ports);
    } catch (thrown) {
      expect(thrown).toBe(fault);
      expect(visible(ports)['AR Aging']?.find((row) => row[0] === 'Last attempt')?.[1]).toMatch(
        /^Failed at .* timed out/,
      );
    }
    ports.tables.onPublishStep = () => undefined;

    const shown = figures(visible(ports));
    expect([before.receivables, after.receivables]).toContainEqual(shown.receivables);
    expect([before.aging, after.aging]).toContainEqual(shown.aging);
    expect(allEntries(ports)).toEqual(kept);
    run(ports);
    expect(figures(visible(ports))).toEqual(after);
    expect(allEntries(ports)).toEqual(whole.all);
  });

  test.each(harmless)('%s: refreshes all the same', (port) => {
    const ports = spreadsheet();
    const call = calls.indexOf(port) + 1;
    run(killable(ports, {call, when: 'before', once: fault}).ports);

    expect(figures(visible(ports))).toEqual(after);
    expect(ports.log.lines).toContain('fault not noted in the spreadsheet {}');
  });
});
