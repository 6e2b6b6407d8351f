import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {readSavedState, writeSavedState} from '../../../workbench/command-line/saved-state.ts';

let projectDir: string;
let told: string[];

beforeEach(() => {
  projectDir = mkdtempSync(join(tmpdir(), 'workbench-state-'));
  told = [];
});

afterEach(() => rmSync(projectDir, {recursive: true}));

const place = {world: 'demo', nowUnixMs: null, timeZone: null, stripe: null};
const start = Date.parse('2026-10-31T17:00:00Z');
const state = {
  nowUnixMs: start + 5000,
  startUnixMs: start,
  workbench: {
    workbook: {version: 1},
    properties: {user: {a: 'b'}, document: {}, script: {}, otherUsers: {'ben@example.com': {}}},
    triggers: [{id: 't1', functionName: 'onHour', event: 'CLOCK', schedule: null}],
  },
  stripe: {
    ids: 2,
    requests: 1,
    answers: [],
    changes: {customer: {rows: [{id: 'cus_1'}], removed: ['cus_2']}},
  },
} as const;

const path = () => join(projectDir, '.workbench', 'state.json');
const read = (asked: object = {}) =>
  readSavedState(projectDir, {...place, ...asked}, (text) => told.push(text));

describe('readSavedState()', () => {
  test('gives what writeSavedState() kept', () => {
    expect(read()).toBeNull();
    writeSavedState(projectDir, place, state);
    expect(read()).toEqual(state);
    expect(read({nowUnixMs: start})).toEqual(state);
    expect(told).toEqual([]);
  });

  test('starts over where --now is another moment than the one it began at, and says so', () => {
    writeSavedState(projectDir, place, state);
    expect(read({nowUnixMs: Date.parse('2026-03-01T12:00:00Z')})).toBeNull();
    expect(told).toEqual([
      `Starting over at 2026-03-01T12:00:00.000Z, as --now says: ${path()} began at 2026-10-31T17:00:00.000Z.`,
    ]);
  });

  test('starts over where it is of another world, and says so', () => {
    writeSavedState(projectDir, place, state);
    expect(read({world: 'tiny'})).toBeNull();
    expect(told).toEqual([`Starting over: ${path()} is of the world "demo".`]);
  });

  test.each<readonly [string, object]>([
    ['another version', {version: 999}],
    ['no world', {world: undefined}],
    ['a zone that is no text', {timeZone: 7}],
    ['a time that is none', {now: 'yesterday'}],
    ['no start', {start: undefined}],
    ['no workbook', {workbook: null}],
    ['no properties', {properties: undefined}],
    ['a store that is missing', {properties: {user: {}, document: {}}}],
    ['a property that is no text', {properties: {user: {a: 1}, document: {}, script: {}}}],
    ['triggers that are no list', {triggers: {}}],
    ['the version before', {version: 2}],
    ['no account', {stripe: null}],
    [
      'changes of the account that are none',
      {stripe: {ids: 1, requests: 1, answers: [], changes: {customer: []}}},
    ],
    ['a row without an id', {stripe: {...state.stripe, changes: {customer: {rows: [{}], removed: []}}}}],
    ['a trigger without a function', {triggers: [{id: 't1', event: 'CLOCK', schedule: null}]}],
  ])('refuses a file with %s, with the way out', (_name, change) => {
    writeSavedState(projectDir, place, state);
    const written = JSON.parse(readFileSync(path(), 'utf8'));
    writeFileSync(path(), JSON.stringify({...written, ...change}));
    expect(() => read()).toThrow(
      `Cannot go on from ${path()}: it was kept by another version or is damaged. Start over with: npm start -- --fresh`,
    );
  });

  test.each(['', '{"version": 2, "wor', 'null', '[]'])('refuses the file %j, with the way out', (text) => {
    mkdirSync(join(projectDir, '.workbench'));
    writeFileSync(path(), text);
    expect(() => read()).toThrow('Start over with: npm start -- --fresh');
  });
});
