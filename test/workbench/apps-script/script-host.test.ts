import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {createClock} from '../../../workbench/apps-script/clock.ts';
import {googleExecutionLimits} from '../../../workbench/apps-script/execution.ts';
import type {HostService, Json} from '../../../workbench/apps-script/host-call.ts';
import {
  createScriptHost,
  executionsKeptMax,
  logLinesMax,
} from '../../../workbench/apps-script/script-host.ts';
import {messageOf, openScript, returnOf, run, startUnixMs} from './support/script-world.ts';

describe('createScriptHost().run()', () => {
  test('hands arguments over and the value back', async () => {
    const world = await openScript('function add(a, b) { return {sum: a.n + b[0]}; }');
    expect(returnOf(await run(world, 'add', {args: [{n: 2}, [3]]}))).toEqual({sum: 5});
  });

  test('makes arguments inside the context, so that instanceof holds', async () => {
    const world = await openScript(
      'function kind(list) { return [list instanceof Array, list[0] instanceof Object]; }',
    );
    expect(returnOf(await run(world, 'kind', {args: [[{}]]}))).toEqual([true, true]);
  });

  test('gives each execution fresh globals', async () => {
    const world = await openScript('var count = 0; function next() { count += 1; return count; }');
    expect(returnOf(await run(world, 'next'))).toBe(1);
    expect(returnOf(await run(world, 'next'))).toBe(1);
  });

  test('keeps name, message, stack and the fields of an error', async () => {
    const world = await openScript(
      `function fail() {
        const error = new RangeError('Cannot do it: 2 is over 1.');
        throw Object.assign(error, {code: 'ROW_INVALID', nextStep: 'Enter 1.', requestId: 'req_1', other: 5});
      }`,
    );
    const result = await run(world, 'fail');
    if (result.ok) throw new Error('It did not fail.');
    expect(result.error).toEqual({
      name: 'RangeError',
      message: 'Cannot do it: 2 is over 1.',
      code: 'ROW_INVALID',
      nextStep: 'Enter 1.',
      requestId: 'req_1',
      stack: 'RangeError: Cannot do it: 2 is over 1.\n    at fail (Code.js:2:23)',
    });
  });

  test('ends an execution that a person cancels, computing or waiting for its turn, and no other', async () => {
    const world = await openScript('function spin() { for (;;) {} } function add(a, b) { return a + b; }');
    const cancelled = new AbortController();
    const spinning = [1, 2, 3].map(() => run(world, 'spin', {signal: cancelled.signal}));
    const adding = run(world, 'add', {args: [1, 2]});
    setImmediate(() => cancelled.abort());
    for (const one of spinning) expect(messageOf(await one)).toBe('The script was cancelled.');
    expect(returnOf(await adding)).toBe(3);
  });

  test('reports what is thrown though it is no Error', async () => {
    const world = await openScript('function fail() { throw "out of stock"; }');
    expect(messageOf(await run(world, 'fail'))).toBe('out of stock');
  });

  test('shows a refusal of a service as an Exception that instanceof Error knows', async () => {
    const world = await openScript(
      `function main() {
        try { Utilities.sleep(-1); } catch (error) { return [error instanceof Error, error.name, String(error)]; }
      }`,
    );
    const text = 'Invalid argument: milliseconds -1. It is 0 to 300000.';
    expect(returnOf(await run(world, 'main'))).toEqual([true, 'Exception', `Exception: ${text}`]);
  });

  test('fails with the place when the script does not parse', async () => {
    const world = await openScript('function main() {\n  return 1 +;\n}');
    const result = await run(world, 'main');
    expect(result).toMatchObject({ok: false, error: {name: 'SyntaxError'}});
    expect(result.ok ? '' : result.error.stack).toContain('Code.js:2');
  });

  test('fails when the script throws while it loads', async () => {
    const world = await openScript('const rate = JSON.parse("{"); function main() { return 1; }');
    expect(await run(world, 'main')).toMatchObject({ok: false, error: {name: 'SyntaxError'}});
  });

  test.each(['missing', 'private_', 'Date', 'toString', 'constructor', 'App', 'App.inner', 'arrow', ''])(
    'refuses %j, which is no top-level function that may be called',
    async (name) => {
      const world = await openScript(
        'var App = {inner() { return 1; }}; const arrow = () => 1; function private_() { return 1; }',
      );
      expect(messageOf(await run(world, name))).toBe(`Script function not found: ${name}`);
    },
  );
});

describe('createScriptHost().run() of several files', () => {
  const files = [
    {name: 'Later.js', code: 'function later(){return App.names(later_)}\nvar later_="later";'},
    {name: 'Code.js', code: 'var App={names:(one)=>[one,typeof rate]};\nconst rate = 2;'},
  ];

  test('gives them one global scope, in whatever order they stand', async () => {
    for (const scripts of [files, [...files].reverse()]) {
      expect(returnOf(await run(await openScript(scripts), 'later'))).toEqual(['later', 'number']);
    }
  });

  test('keeps the frames of each, and its place where one does not parse', async () => {
    const failing = {name: 'Code.js', code: 'var App={names(){throw new Error("no")}};'};
    const result = await run(await openScript([files[0] ?? failing, failing]), 'later');
    expect(result.ok ? '' : result.error.stack).toMatch(
      /^Error: no\n {4}at Object\.names \(Code\.js:1:\d+\)\n {4}at later \(Later\.js:1:\d+\)$/,
    );
    const broken = await run(await openScript([failing, {name: 'Later.js', code: '\n1 +;'}]), 'later');
    expect(broken.ok ? '' : broken.error.stack).toContain('at Later.js:2');
  });

  test('calls no function that hides behind an underscore in any of them', async () => {
    const world = await openScript([...files, {name: 'Third.js', code: 'function third_(){}'}]);
    expect(messageOf(await run(world, 'third_'))).toBe('Script function not found: third_');
  });
});

describe('createScriptHost().run() values', () => {
  test.each<[string, Json]>([
    ['undefined', null],
    ['null', null],
    ['[1, undefined, , "a", true]', [1, null, null, 'a', true]],
    ['({a: undefined, b: {c: [null]}})', {b: {c: [null]}}],
    ['Number.NaN', null],
  ])('turns %s into JSON', async (expression, expected) => {
    const world = await openScript(`function main() { return ${expression}; }`);
    expect(returnOf(await run(world, 'main'))).toEqual(expected);
  });

  test.each([
    ['new Date(0)', 'its value is a Date'],
    ['({rows: [[new Date(0)]]})', 'its value.rows[0][0] is a Date'],
    ['() => 1', 'its value is a function'],
    ['(() => { const a = {}; a.self = a; return a; })()', 'its value.self is a cycle'],
    ['10n', 'its value is a bigint'],
    ['new Map()', 'its value is a Map or Set'],
  ])('refuses %s with its path', async (expression, message) => {
    const world = await openScript(`function main() { return ${expression}; }`);
    expect(messageOf(await run(world, 'main'))).toContain(message);
  });

  test('lets one object stand in two places', async () => {
    const world = await openScript('function main() { const a = [1]; return {a, b: a}; }');
    expect(returnOf(await run(world, 'main'))).toEqual({a: [1], b: [1]});
  });

  test('waits for a promise that microtasks settle', async () => {
    const world = await openScript(
      'async function main() { let n = 0; for (; n < 50; n += 1) await null; return n; }',
    );
    expect(returnOf(await run(world, 'main'))).toBe(50);
  });

  test('fails with what a promise was rejected with', async () => {
    const world = await openScript('async function main() { await null; throw new Error("No."); }');
    expect(messageOf(await run(world, 'main'))).toBe('No.');
  });

  test('fails when a promise can never settle', async () => {
    const world = await openScript('function main() { return new Promise(() => {}); }');
    expect(messageOf(await run(world, 'main'))).toContain('main returned a promise that never settles');
  });

  test('lets promises that nobody waits for run to their end, service calls included', async () => {
    const world = await openScript(
      `function main() {
        Promise.resolve().then(() => PropertiesService.getUserProperties().setProperty('a', 'late'));
        return 1;
      }`,
    );
    expect(returnOf(await run(world, 'main'))).toBe(1);
    expect(world.properties.read('user', 'a')).toBe('late');
  });

  test('survives a rejection that nobody waits for, and logs it', async () => {
    const world = await openScript('function main() { Promise.reject(new Error("lost")); return 1; }');
    const result = await run(world, 'main');
    expect(returnOf(result)).toBe(1);
    expect(result.log.map((line) => [line.level, line.message])).toEqual([
      ['ERROR', 'Unhandled rejection: lost'],
    ]);
    expect(returnOf(await run(world, 'main'))).toBe(1);
  });
});

describe('createScriptHost() limits', () => {
  const limits = {executionMs: 300, simpleTriggerMs: 150, customFunctionMs: 150};

  test('end an endless loop, and the next execution runs', async () => {
    const world = await openScript('function loop() { for (;;); } function one() { return 1; }', {limits});
    expect(messageOf(await run(world, 'loop'))).toBe('Exceeded maximum execution time');
    expect(returnOf(await run(world, 'one'))).toBe(1);
  });

  test('end an endless chain of promises', async () => {
    const world = await openScript('async function loop() { for (;;) await null; }', {limits});
    expect(messageOf(await run(world, 'loop'))).toBe('Exceeded maximum execution time');
  });

  test('count simulated time, which no catch of the script survives', async () => {
    const world = await openScript(
      `function nap(minutes) {
        try { for (let n = 0; n < minutes; n += 1) Utilities.sleep(60000); } catch { return 'caught'; }
        return 'woke';
      }`,
    );
    expect(returnOf(await run(world, 'nap', {args: [6]}))).toBe('woke');
    const result = await run(world, 'nap', {args: [7]});
    expect(messageOf(result)).toBe('Exceeded maximum execution time');
    expect(result.simulatedMs).toBe(7 * 60_000);
  });

  test('give a simple trigger 30 simulated seconds', async () => {
    const world = await openScript('function onOpen() { Utilities.sleep(31000); return 1; }');
    const options = {authMode: 'LIMITED', args: [{}]} as const;
    expect(returnOf(await run(world, 'onOpen', {...options, trigger: 'installable'}))).toBe(1);
    expect(messageOf(await run(world, 'onOpen', {...options, trigger: 'simple'}))).toBe(
      'Exceeded maximum execution time',
    );
  });

  test("are Google's: 6 minutes, and 30 seconds for simple triggers and custom functions", () => {
    expect(googleExecutionLimits).toEqual({
      executionMs: 360_000,
      simpleTriggerMs: 30_000,
      customFunctionMs: 30_000,
    });
  });
});

describe('createScriptHost() logs and executions', () => {
  test('keep lines with level and simulated time', async () => {
    const world = await openScript(
      `function main() {
        console.log('read %s rows in %d ms', 'two', 5.9, {a: 1});
        Utilities.sleep(1000);
        console.warn([1, 'x']);
        Logger.log('50% done');
        console.error(new Error('No.').message);
        return Logger.getLog();
      }`,
    );
    const result = await run(world, 'main');
    expect(returnOf(result)).toBe('50% done\n');
    expect(result.log).toEqual([
      {level: 'DEBUG', message: 'read two rows in 5 ms {"a":1}', atUnixMs: startUnixMs},
      {level: 'WARNING', message: '[1,"x"]', atUnixMs: startUnixMs + 1000},
      {level: 'INFO', message: '50% done', atUnixMs: startUnixMs + 1000},
      {level: 'ERROR', message: 'No.', atUnixMs: startUnixMs + 1000},
    ]);
  });

  test('keep the lines before an execution was ended', async () => {
    const limits = {executionMs: 1500, simpleTriggerMs: 150, customFunctionMs: 150};
    const world = await openScript('function loop() { console.log("started"); for (;;); }', {limits});
    expect((await run(world, 'loop')).log.map((line) => line.message)).toEqual(['started']);
  });

  test('cut a log that never ends', async () => {
    const world = await openScript(
      `function main() { for (let n = 0; n < ${logLinesMax + 5}; n += 1) console.log(n); }`,
    );
    const {log} = await run(world, 'main');
    expect(log).toHaveLength(logLinesMax + 1);
    expect(log.at(-1)?.message).toBe('The log was cut after 10000 lines.');
  });

  test('list executions with their results, custom functions aside', async () => {
    const world = await openScript('function one() { return 1; } function bad() { throw new Error("No."); }');
    await run(world, 'one');
    await world.host.callCustomFunction('one', []);
    await run(world, 'bad', {trigger: 'clock'});
    expect(world.host.executions).toMatchObject([
      {
        functionName: 'one',
        trigger: null,
        authMode: 'FULL',
        startedAtUnixMs: startUnixMs,
        result: {ok: true},
      },
      {functionName: 'bad', trigger: 'clock', result: {ok: false, error: {message: 'No.'}}},
    ]);
  });
});

describe('createScriptHost().executions', () => {
  test('keeps the latest 200', async () => {
    const world = await openScript('function one() { return 1; }');
    for (let n = 0; n <= executionsKeptMax; n += 1) await run(world, 'one');
    expect(world.host.executions).toHaveLength(executionsKeptMax);
    expect(world.host.executions[0]?.executionId).toBe('execution-2');
  });
});

describe('createScriptHost() randomness', () => {
  const code = 'function draw() { return [Math.random(), Math.random(), Utilities.getUuid()]; }';

  test('repeats with the seed and differs between executions', async () => {
    const [first, again, other] = [
      await openScript(code, {seed: 7}),
      await openScript(code, {seed: 7}),
      await openScript(code, {seed: 8}),
    ];
    const draws = [returnOf(await run(first, 'draw')), returnOf(await run(first, 'draw'))];
    expect([returnOf(await run(again, 'draw')), returnOf(await run(again, 'draw'))]).toEqual(draws);
    expect(draws[0]).not.toEqual(draws[1]);
    expect(returnOf(await run(other, 'draw'))).not.toEqual(draws[0]);
  });

  test('getUuid() answers a version 4 UUID', async () => {
    const world = await openScript(code);
    expect(returnOf(await run(world, 'draw'))).toEqual([
      expect.any(Number),
      expect.any(Number),
      expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
    ]);
  });
});

describe('createScriptHost().callCustomFunction()', () => {
  test('carries dates both ways', async () => {
    const world = await openScript(
      'function NEXT(cells) { return cells.map((row) => row.map((cell) => new Date(cell.getTime() + 1))); }',
    );
    expect(await world.host.callCustomFunction('NEXT', [[[{$date: 5}]]])).toEqual([[{$date: 6}]]);
  });

  test('throws the sentence of the function', async () => {
    const world = await openScript(
      'function BAD() { throw new Error("Cannot age it: no date. Enter one."); }',
    );
    await expect(world.host.callCustomFunction('BAD', [])).rejects.toThrow(
      'Cannot age it: no date. Enter one.',
    );
  });

  test('runs while scripts keep their threads busy', async () => {
    const gate = createGate();
    const world = await openScript(gatedCode, {extraServices: [gate.service]});
    const waiting = [run(world, 'wait'), run(world, 'wait')];
    await gate.entered(2);
    expect(await world.host.callCustomFunction('two', [])).toBe(2);
    gate.open();
    await Promise.all(waiting);
  });
});

describe('createScriptHost() threads', () => {
  test('run two executions at once and let a third wait its turn', async () => {
    const gate = createGate();
    const world = await openScript(gatedCode, {extraServices: [gate.service]});
    const results = [run(world, 'wait'), run(world, 'wait'), run(world, 'wait')];
    await gate.entered(2);
    expect(gate.count()).toBe(2);
    gate.open();
    expect((await Promise.all(results)).map(returnOf)).toEqual([true, true, true]);
    expect(gate.count()).toBe(3);
  });

  test('close() fails what runs and refuses what waits', async () => {
    const gate = createGate();
    const world = await openScript(gatedCode, {extraServices: [gate.service]});
    const running = [run(world, 'wait'), run(world, 'wait')];
    const waiting = run(world, 'wait');
    const refusal = expect(waiting).rejects.toThrow('the workbench was closed before its turn came');
    await gate.entered(2);
    await world.host.close();
    expect((await Promise.all(running)).map(messageOf)).toEqual([
      'The workbench was closed while the script ran.',
      'The workbench was closed while the script ran.',
    ]);
    await refusal;
    await expect(run(world, 'wait')).rejects.toThrow('the workbench is closed');
  });

  test('that break down are an answer, and are replaced', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'script-worker-'));
    const workerPath = join(folder, 'broken.cjs');
    writeFileSync(
      workerPath,
      "require('node:worker_threads').parentPort.on('message', () => { throw new Error('No heap.'); });",
    );
    const host = createScriptHost({
      workerPath,
      services: {code: ''},
      scripts: [],
      hostServices: [],
      clock: createClock({startUnixMs}),
      timeZone: 'Etc/UTC',
      seed: 1,
      workers: 1,
    });
    const message = "The script's thread broke down: No heap.";
    expect(messageOf(await host.run({functionName: 'a', args: [], authMode: 'FULL'}))).toBe(message);
    expect(messageOf(await host.run({functionName: 'b', args: [], authMode: 'FULL'}))).toBe(message);
    await host.close();
    rmSync(folder, {recursive: true});
  });
});

/** `wait` calls the gate, which stands in for a service. */
const gatedCode =
  'function wait() { CacheService.getScriptCache(); return true; } function two() { return 2; }';

interface Gate {
  readonly service: HostService;
  /** Settles when so many calls have arrived. */
  entered(count: number): Promise<void>;
  count(): number;
  open(): void;
}

/** A service whose answer waits until the test opens it. */
function createGate(): Gate {
  let count = 0;
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const arrivals: (() => void)[] = [];
  return {
    service: {
      name: 'CacheService',
      async call() {
        count += 1;
        for (const tell of arrivals) tell();
        await opened;
        return true;
      },
    },
    entered: (wanted) =>
      new Promise((resolve) => {
        const check = (): void => {
          if (count >= wanted) resolve();
        };
        arrivals.push(check);
        check();
      }),
    count: () => count,
    open: () => open(),
  };
}
