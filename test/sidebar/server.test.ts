import {callsAtOnceMax, createServer} from '../../sidebar/server.ts';
import {handRun} from './support/hand-run.ts';
import {handTimer} from './support/hand-timer.ts';

const setUp = () => {
  const timer = handTimer();
  const {run, calls} = handRun(['read']);
  return {timer, calls, server: createServer(run, timer)};
};

describe('createServer()', () => {
  test('answers with what the script replies', async () => {
    const {server, calls} = setUp();
    const outcome = server.call('read', [{text: 'a'}], 1_000);
    expect(calls).toMatchObject([{name: 'read', args: [{text: 'a'}]}]);
    calls[0]?.succeed({count: 3});
    await expect(outcome).resolves.toEqual({kind: 'answered', reply: {count: 3}});
  });

  test('answers a fault of Google in words', async () => {
    const {server, calls} = setUp();
    const outcome = server.call('read', [], 1_000);
    calls[0]?.fail(new Error('Exceeded maximum execution time'));
    await expect(outcome).resolves.toMatchObject({kind: 'failed', failure: {code: 'GOOGLE_TIME_UP'}});
  });

  test('says after the time-out that Google has not answered, and drops what comes then', async () => {
    const {server, calls, timer} = setUp();
    const outcome = server.call('read', [], 1_000);
    timer.pass(999);
    timer.pass(1);
    calls[0]?.succeed('late');
    calls[0]?.fail(new Error('later still'));
    await expect(outcome).resolves.toEqual({
      kind: 'failed',
      failure: {
        code: 'GOOGLE_SILENT',
        fact: 'Google has not answered.',
        nextStep: 'It may still be at work. Wait a moment, then try again.',
        requestId: null,
      },
    });
  });

  test('an answer in time is not overtaken by the time-out', async () => {
    const {server, calls, timer} = setUp();
    const outcome = server.call('read', [], 1_000);
    timer.pass(999);
    calls[0]?.succeed('in time');
    timer.pass(1_000);
    await expect(outcome).resolves.toEqual({kind: 'answered', reply: 'in time'});
  });

  test('has at most ten calls at Google; the others wait for their turn, in order', async () => {
    const {server, calls} = setUp();
    const outcomes = Array.from({length: 13}, (_, at) => server.call('read', [at], 1_000));
    expect(calls.map(({args}) => args[0])).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(calls).toHaveLength(callsAtOnceMax);
    calls[4]?.succeed('four');
    calls[7]?.fail(new Error('seven'));
    expect(calls.map(({args}) => args[0])).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    for (const call of calls) call.succeed('done');
    calls[12]?.succeed('last');
    await expect(Promise.all(outcomes)).resolves.toHaveLength(13);
  });

  test('a call that Google never answers gives its place free, and one that waits is not timed meanwhile', async () => {
    const {server, calls, timer} = setUp();
    for (let at = 0; at < callsAtOnceMax; at += 1) void server.call('read', [at], 1_000);
    const waiting = server.call('read', ['waits'], 1_000);
    timer.pass(1_000);
    expect(calls[callsAtOnceMax]?.args).toEqual(['waits']);
    timer.pass(999);
    calls[callsAtOnceMax]?.succeed('served');
    await expect(waiting).resolves.toEqual({kind: 'answered', reply: 'served'});
  });

  test('an answer that comes too late gives no second place free', () => {
    const {server, calls, timer} = setUp();
    for (let at = 0; at < callsAtOnceMax; at += 1) void server.call('read', ['early'], 1_000);
    timer.pass(1_000);
    for (let at = 0; at < callsAtOnceMax * 3; at += 1) void server.call('read', ['later'], 1_000);
    expect(calls).toHaveLength(callsAtOnceMax * 2);
    for (const call of calls.slice(0, callsAtOnceMax)) call.succeed('too late');
    expect(calls).toHaveLength(callsAtOnceMax * 2);
  });

  test('says that the add-on was updated when the script has no such function', async () => {
    const {server} = setUp();
    await expect(server.call('gone', [], 1_000)).resolves.toMatchObject({
      kind: 'failed',
      failure: {code: 'VERSIONS_DIFFER'},
    });
  });

  test('says where to open it when there is no Google around the page', async () => {
    await expect(createServer(null, handTimer()).call('read', [], 1_000)).resolves.toMatchObject({
      kind: 'failed',
      failure: {code: 'OUTSIDE_GOOGLE'},
    });
  });

  test('settles also when Google’s bridge itself throws', async () => {
    const broken = {
      withSuccessHandler: () => {
        throw new Error('NetworkError: connection failure due to HTTP 0');
      },
      withFailureHandler: () => broken,
    };
    await expect(createServer(broken, handTimer()).call('read', [], 1_000)).resolves.toMatchObject({
      kind: 'failed',
      failure: {code: 'GOOGLE_UNREACHABLE'},
    });
  });
});
