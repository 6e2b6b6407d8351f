import {createHash, createHmac} from 'node:crypto';
import {evaluate, messageOf, openScript, returnOf, run} from '../support/script-world.ts';

/** 2026-03-08T09:05:07.045Z, a Sunday: New York's clocks had just gone forward. */
const moment = 'new Date(Date.UTC(2026, 2, 8, 9, 5, 7, 45))';

describe('Utilities.formatDate()', () => {
  test.each([
    ['UTC', 'yyyy-MM-dd HH:mm:ss.SSS', '2026-03-08 09:05:07.045'],
    ['America/New_York', "yyyy-MM-dd'T'HH:mm:ssXXX", '2026-03-08T05:05:07-04:00'],
    ['America/New_York', 'z Z X XX', 'EDT -0400 -04 -0400'],
    ['UTC', 'X XXX Z', 'Z Z +0000'],
    ['Asia/Kolkata', 'd.M.yy H:m:s', '8.3.26 14:35:7'],
    ['Asia/Tokyo', 'EEE, EEEE d MMM MMMM', 'Sun, Sunday 8 Mar March'],
    ['Pacific/Auckland', 'h hh a K k', '10 10 PM 10 22'],
    ['GMT+5:30', 'HH:mm Z', '14:35 +0530'],
    ['UTC', "''yyyy'' 'day' D 'o''clock' u G", "'2026' day 67 o'clock 7 AD"],
  ])('in %s writes %s', async (zone, pattern, text) => {
    expect(
      await evaluate(`Utilities.formatDate(${moment}, ${JSON.stringify(zone)}, ${JSON.stringify(pattern)})`),
    ).toBe(text);
  });

  test('writes midnight and noon on either clock', async () => {
    const hours =
      '[0, 12].map((hour) => Utilities.formatDate(new Date(Date.UTC(2026, 0, 1, hour)), "UTC", "H k K h a"))';
    expect(await evaluate(hours)).toEqual(['0 24 0 12 AM', '12 12 0 12 PM']);
  });

  test('knows the day before and after each change of the clocks', async () => {
    const expression = `['2026-03-08T06:59:59Z', '2026-03-08T07:00:00Z', '2026-11-01T05:59:59Z', '2026-11-01T06:00:00Z']
      .map((text) => Utilities.formatDate(new Date(text), 'America/New_York', 'dd HH:mm Z'))`;
    expect(await evaluate(expression)).toEqual([
      '08 01:59 -0500',
      '08 03:00 -0400',
      '01 01:59 -0400',
      '01 01:00 -0500',
    ]);
  });

  test.each([
    ['"2026-01-01", "UTC", "yyyy"', "The parameters (String,String,String) don't match the method signature"],
    [`${moment}, "Mars/Olympus", "yyyy"`, '"Mars/Olympus" is no time zone'],
    [`${moment}, "UTC", "yyyy-ww"`, 'the letter "w" is not in the workbench yet'],
    ['new Date(NaN), "UTC", "yyyy"', 'the date is not a valid one'],
  ])('refuses %s', async (args, message) => {
    const world = await openScript(`function main() { return Utilities.formatDate(${args}); }`);
    expect(messageOf(await run(world, 'main'))).toContain(message);
  });
});

describe('Utilities digests and encodings', () => {
  const text = 'Žluťoučký 🐎 kůň';
  const signed = (bytes: Buffer): number[] => [...new Int8Array(bytes)];

  test.each([
    ['MD5', 'md5'],
    ['SHA_1', 'sha1'],
    ['SHA_256', 'sha256'],
    ['SHA_512', 'sha512'],
  ])('computeDigest() with %s gives signed bytes', async (google, node) => {
    const expression = `Utilities.computeDigest(Utilities.DigestAlgorithm.${google}, ${JSON.stringify(text)})`;
    expect(await evaluate(expression)).toEqual(signed(createHash(node).update(text).digest()));
  });

  test('computeHmacSha256Signature() signs text and bytes alike', async () => {
    const expected = signed(createHmac('sha256', 'key').update(text).digest());
    const expression = `[Utilities.computeHmacSha256Signature(${JSON.stringify(text)}, 'key'),
      Utilities.computeHmacSha256Signature(Utilities.newBlob(${JSON.stringify(text)}).getBytes(), [107, 101, 121])]`;
    expect(await evaluate(expression)).toEqual([expected, expected]);
  });

  test.each(['', 'a', 'ab', 'abc', text, '>>>???'])("base64 of %j is Node's, both ways", async (plain) => {
    const expression = `(() => {
      const plain = ${JSON.stringify(plain)};
      const web = Utilities.base64EncodeWebSafe(plain);
      return [Utilities.base64Encode(plain), web, Utilities.newBlob(Utilities.base64Decode(Utilities.base64Encode(plain))).getDataAsString(),
        Utilities.newBlob(Utilities.base64DecodeWebSafe(web)).getDataAsString()];
    })()`;
    const base64 = Buffer.from(plain).toString('base64');
    expect(await evaluate(expression)).toEqual([
      base64,
      base64.replace(/\+/g, '-').replace(/\//g, '_'),
      plain,
      plain,
    ]);
  });

  test('getDataAsString() replaces bytes that are no UTF-8, as decoders do', async () => {
    const bytes = [0x61, 0xff, 0xc3, 0x28, 0xe2, 0x82, 0xf0, 0x9f, 0x98, 0x80, 0xed, 0xa0, 0x80, 0xc0, 0x80];
    const decoded = await evaluate(`Utilities.newBlob(${JSON.stringify(bytes)}).getDataAsString()`);
    expect(String(decoded).replace(/\ufffd+/g, '?')).toBe('a?(?😀?');
  });

  test('base64Decode() refuses what is no base64', async () => {
    const world = await openScript('function main() { Utilities.base64Decode("a*b="); }');
    expect(messageOf(await run(world, 'main'))).toBe('Could not decode string.');
  });
});

describe('Utilities.formatString()', () => {
  test.each([
    ["'%s has %d of %i', 'A', 3.9, '4'", 'A has 3 of 4'],
    ["'%.2f|%8.3f|%f', 1.005, 2.5, 1", '1.00|   2.500|1.000000'],
    ["'%05d|%-5s|%5s|%+d', 42, 'ab', 'ab', 7", '00042|ab   |   ab|+7'],
    ["'%x %o 100%%', 255, 8", 'ff 10 100%'],
  ])('(%s)', async (args, text) => {
    expect(await evaluate(`Utilities.formatString(${args})`)).toBe(text);
  });
});

describe('Utilities.sleep()', () => {
  test('passes simulated time only', async () => {
    const world = await openScript('function main() { Utilities.sleep(300000); return null; }');
    const result = await run(world, 'main');
    expect(returnOf(result)).toBeNull();
    expect(result.simulatedMs).toBe(300_000);
  });

  test('takes five minutes at most', async () => {
    const world = await openScript('function main() { Utilities.sleep(300001); }');
    expect(messageOf(await run(world, 'main'))).toBe(
      'Invalid argument: milliseconds 300001. It is 0 to 300000.',
    );
  });
});
