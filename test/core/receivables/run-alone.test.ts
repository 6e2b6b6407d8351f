import {clearRun, newRun, readRun, writeRun} from '../../../src/core/receivables/refresh-run.ts';
import {runAlone} from '../../../src/core/receivables/run-alone.ts';
import {wireInvoice} from '../../support/fake-invoice.ts';
import {fakeLock, fakePorts, fakeProperties} from '../../support/fake-ports.ts';
import {runOnce} from '../../support/fake-run.ts';
import {usedValues} from '../../support/fake-sheet.ts';
import {refused} from '../../support/http-script.ts';

const begun = (fraction = 0.5) =>
  newRun(
    {mode: 'test', accountId: 'acct_1', unixMs: 1_000},
    {by: 'omar@example.com', listings: [], fraction},
  );

describe('runAlone()', () => {
  const busy = (run = begun()) => {
    const ports = {lock: fakeLock(), documentProperties: fakeProperties()};
    ports.lock.heldElsewhere = true;
    writeRun(ports.documentProperties, run);
    return ports;
  };

  test('answers with what the refresh answers', () => {
    const ports = {lock: fakeLock(), documentProperties: fakeProperties()};
    expect(runAlone(ports, {lockWaitMs: 0}, () => 7)).toBe(7);
  });

  test.each([
    [begun(), 'omar@example.com is refreshing them now.'],
    [{...begun(), pages: 12}, 'omar@example.com is refreshing them now (12 pages read so far).'],
  ])('says who is at work and how far', (run, fact) => {
    expect(() => runAlone(busy(run), {lockWaitMs: 0}, () => 7)).toThrow(
      expect.objectContaining({
        code: 'REFRESH_BUSY',
        message: `Cannot refresh the receivables: ${fact} Wait until that run is done; it brings the same figures.`,
      }),
    );
  });

  test('says someone before the first run has left its name', () => {
    const ports = busy();
    clearRun(ports.documentProperties);
    expect(() => runAlone(ports, {lockWaitMs: 0}, () => 7)).toThrow('someone is refreshing them now. ');
  });
});

describe('two refreshes at once', () => {
  test('the second is told who is refreshing, writes nothing but its row of the log', () => {
    const ports = fakePorts({invoices: [wireInvoice()]});
    runOnce(ports);
    const before = JSON.stringify(ports.tables.sheets.slice(0, 4).map((sheet) => [...sheet.cells]));
    writeRun(ports.documentProperties, begun());
    ports.lock.heldElsewhere = true;
    expect(() => runOnce(ports)).toThrow('omar@example.com is refreshing them now');

    expect(JSON.stringify(ports.tables.sheets.slice(0, 4).map((sheet) => [...sheet.cells]))).toBe(before);
    const log = ports.tables.sheets.find(({title}) => title === 'Run Log');
    expect(usedValues(log ?? ports.tables.addSheet('none', [])).map((row) => row[7])).toEqual([
      'Result',
      'Succeeded',
      'Skipped',
    ]);
  });

  test('the first leaves its name while it works, and its lock at its end, well or badly', () => {
    const ports = fakePorts({invoices: [wireInvoice()]});
    const seen: (string | undefined)[] = [];
    ports.http.intercept = ({url}) => {
      if (url.includes('/v1/invoices')) seen.push(readRun(ports.documentProperties)?.by);
      return null;
    };
    runOnce(ports, {startedBy: 'trigger'});
    expect(new Set(seen)).toEqual(new Set(['hourly trigger of nora@example.com']));
    expect(readRun(ports.documentProperties)).toBeNull();

    ports.http.intercept = () => refused(401);
    expect(() => runOnce(ports)).toThrow();
    expect(ports.lock.held).toBe(false);
  });
});

describe('newRun()', () => {
  test('gives two runs of one millisecond two ids', () => {
    expect(begun(0.1).id).not.toBe(begun(0.2).id);
  });
});

describe('readRun()', () => {
  test('gives back what was written, and null for none and for what is not ours', () => {
    const properties = fakeProperties();
    expect(readRun(properties)).toBeNull();
    writeRun(properties, begun());
    expect(readRun(properties)).toEqual(begun());
    for (const text of ['', 'x', '{}', '[]', JSON.stringify({...begun(), mode: 'other'})]) {
      properties.write('refresh.run', text);
      expect(readRun(properties)).toBeNull();
    }
  });
});
