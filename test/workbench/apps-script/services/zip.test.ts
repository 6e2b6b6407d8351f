import {execFileSync} from 'node:child_process';
import {existsSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {zipOf} from '../../../../workbench/apps-script/services/zip.ts';
import {unzip} from '../../../support/unzip.ts';
import {evaluate, messageOf, openScript, run} from '../support/script-world.ts';

const files = [
  {name: 'INV-1.pdf', bytes: Buffer.from('%PDF-1.4\n'.repeat(50))},
  {name: 'Größe (2).pdf', bytes: Buffer.from([0, 255, 1])},
  {name: 'empty.pdf', bytes: Buffer.alloc(0)},
];

describe('zipOf()', () => {
  test('keeps every file under its name, byte for byte', () => {
    expect([...unzip(zipOf(files))]).toEqual(files.map(({name, bytes}) => [name, bytes]));
  });

  test('makes the same archive of the same files', () => {
    expect(zipOf(files).equals(zipOf(files))).toBe(true);
  });

  // Where the machine has the program, it judges sums and sizes too.
  const unzipProgram = ['/usr/bin/unzip', '/bin/unzip'].find((path) => existsSync(path));
  (unzipProgram === undefined ? test.skip : test)('is found whole by unzip -t', () => {
    const folder = mkdtempSync(join(tmpdir(), 'zip-'));
    try {
      const path = join(folder, 'archive.zip');
      writeFileSync(path, zipOf(files));
      const said = execFileSync(unzipProgram ?? '', ['-t', path], {encoding: 'utf8'});
      expect(said).toContain('No errors detected');
    } finally {
      rmSync(folder, {recursive: true});
    }
  });
});

describe('Utilities.zip()', () => {
  const blobs = `[Utilities.newBlob([37, -1], 'application/pdf', 'a.pdf'), Utilities.newBlob('text', 'text/plain', 'b.txt')]`;

  test('makes a blob named archive.zip that holds the blobs by name', async () => {
    const [name, type, base64] = (await evaluate(
      `((zip) => [zip.getName(), zip.getContentType(), Utilities.base64Encode(zip.getBytes())])(Utilities.zip(${blobs}))`,
    )) as readonly string[];
    expect([name, type]).toEqual(['archive.zip', 'application/zip']);
    const held = unzip(Buffer.from(String(base64), 'base64'));
    expect([...held].map(([file, bytes]) => [file, [...bytes]])).toEqual([
      ['a.pdf', [37, 255]],
      ['b.txt', [...Buffer.from('text')]],
    ]);
    expect(await evaluate(`Utilities.zip(${blobs}, 'mine.zip').getName()`)).toBe('mine.zip');
  });

  test.each([
    [`[Utilities.newBlob('x')]`, 'Blob object must have non-null name for this operation.'],
    [`[...${blobs}, ...${blobs}]`, 'duplicate entry: a.pdf'],
    [`'a'`, "The parameters (String) don't match the method signature for Utilities.zip."],
  ])('refuses %.40s', async (argument, message) => {
    const world = await openScript(`function main() { return Utilities.zip(${argument}); }`);
    expect(messageOf(await run(world, 'main'))).toContain(message);
  });
});
