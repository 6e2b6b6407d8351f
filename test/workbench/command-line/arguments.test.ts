import {parseCommand} from '../../../workbench/command-line/arguments.ts';
import {readPlace} from '../../../workbench/command-line/place.ts';
import {UsageError} from '../../../workbench/command-line/usage.ts';

describe('parseCommand()', () => {
  test('formula takes every option that run takes', () => {
    const words =
      'formula =1 --world demo --now 2026-03-01T12:00:00Z --time-zone Asia/Tokyo --stripe http://127.0.0.1:1 --key rk --print A --print B --format csv';
    expect(parseCommand(words.split(' '), {})).toEqual({
      kind: 'formula',
      formula: '=1',
      place: {
        world: 'demo',
        nowUnixMs: Date.parse('2026-03-01T12:00:00Z'),
        timeZone: 'Asia/Tokyo',
        stripe: {baseUrl: 'http://127.0.0.1:1', key: 'rk'},
      },
      print: ['A', 'B'],
      format: 'csv',
    });
  });

  test.each(['run main', 'formula =1'])('%s refuses a format it does not know', (words) => {
    expect(() => parseCommand([...words.split(' '), '--format', 'xml'], {})).toThrow(
      new UsageError('--format is "xml". Give one of json, csv, table.'),
    );
  });

  test('lets requests ask for faults only where the sandbox alone is told to', () => {
    expect(parseCommand(['stripe', '--faults', '--port', '12199'], {})).toMatchObject({
      faults: true,
      port: 12_199,
    });
    expect(parseCommand(['stripe'], {})).toMatchObject({faults: false});
    expect(() => parseCommand(['run', 'f', '--faults'], {})).toThrow(
      'The command "run" has no option --faults.',
    );
  });
});

describe('readPlace()', () => {
  const place = (world: string) =>
    readPlace({world, nowUnixMs: null, timeZone: null, stripe: null}, () => undefined);

  test('knows the world of 100,000 invoices', () => {
    expect(place('scale').world.objects.invoices).toHaveLength(100_000);
  });

  test('refuses a world that does not exist', () => {
    expect(() => place('no-such-world.json')).toThrow(
      new UsageError(
        'There is no world "no-such-world.json": it is none of tiny, demo and scale, nor a file.',
      ),
    );
  });
});
