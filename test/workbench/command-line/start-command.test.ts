import {cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync} from 'node:fs';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {Output} from '../../../workbench/command-line/output.ts';
import {writeSavedState} from '../../../workbench/command-line/saved-state.ts';
import {startWorkbench} from '../../../workbench/command-line/start-command.ts';

const place = {world: 'tiny', nowUnixMs: null, timeZone: null, stripe: null};

let projectDir: string;

beforeEach(() => {
  projectDir = mkdtempSync(join(tmpdir(), 'workbench-start-'));
  const checkout = join(import.meta.dirname, '../../..');
  cpSync(join(checkout, 'dist'), join(projectDir, 'dist'), {recursive: true});
  symlinkSync(join(checkout, '.build'), join(projectDir, '.build'));
});

afterEach(() => rmSync(projectDir, {recursive: true}));

function recorder(): {readonly lines: string[]; readonly output: Output} {
  const lines: string[] = [];
  return {lines, output: {result: (line) => lines.push(line), note: (line) => lines.push(line)}};
}

describe('startWorkbench()', () => {
  test('says that the port is taken before it refreshes or forgets anything', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const {port} = other.address() as AddressInfo; // A TCP server that listens has one.
    mkdirSync(join(projectDir, '.workbench'));
    cpSync(join(projectDir, 'dist', 'appsscript.json'), join(projectDir, '.workbench', 'state.json'));
    const {lines, output} = recorder();
    const started = startWorkbench({kind: 'start', place, port, fresh: true}, projectDir, output);
    await expect(started).rejects.toThrow(`Cannot open the page on port ${port}: another program has it.`);
    expect(lines).toEqual([]);
    expect(existsSync(join(projectDir, '.workbench', 'state.json'))).toBe(true);
    await new Promise((resolve) => other.close(resolve));
  });

  test.each([
    ['of another version', {version: 0}],
    ['without its parts', {version: 1}],
  ])('with a saved spreadsheet %s gives the way out', async (_name, workbook) => {
    const workbench = {workbook, properties: {user: {}, document: {}, script: {}}, triggers: []};
    const stripe = {ids: 0, requests: 0, answers: [], changes: {}};
    writeSavedState(projectDir, place, {nowUnixMs: 0, startUnixMs: 0, workbench, stripe});
    const {output} = recorder();
    const started = startWorkbench({kind: 'start', place, port: 0, fresh: false}, projectDir, output);
    await expect(started).rejects.toThrow('Start over with: npm start -- --fresh');
  });
});
