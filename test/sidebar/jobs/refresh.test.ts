import {readState} from '../../../sidebar/jobs/read-state.ts';
import {discardRefresh, refresh, stopRefresh} from '../../../sidebar/jobs/refresh.ts';
import {sliceComplete, sliceContinues} from '../support/refresh-slices.ts';
import {done, refused} from '../support/scripted-google.ts';
import {scriptedPage} from '../support/scripted-page.ts';
import {refreshedState} from '../support/sidebar-states.ts';

const unfinishedRefresh = {
  runId: 'run_9',
  by: 'ben@acme.example',
  startedAt: '2026-10-31T11:40:00+01:00',
  pages: 23,
  invoices: 2_300,
  expectedPages: 52,
  isRunning: false,
  isResumable: true,
};
const countChanged = refused('COUNT_CHANGED', 'There are 2,400 invoices now, and there were 5,000.', 'Look.');

describe('refresh()', () => {
  test('asks for part after part of the same run until it is complete, then reads the state', async () => {
    const replies = [sliceContinues(10), sliceContinues(30), sliceComplete];
    const page = scriptedPage({
      refreshFromSidebar: () => done(replies.shift() ?? sliceComplete),
      readSidebarState: () => done(refreshedState),
    });
    await refresh(page.ports);
    expect(page.calls).toEqual([
      {name: 'refreshFromSidebar', args: [{}]},
      {name: 'refreshFromSidebar', args: [{runId: 'run_1'}]},
      {name: 'refreshFromSidebar', args: [{runId: 'run_1'}]},
      {name: 'readSidebarState', args: []},
    ]);
    expect(page.state().refresh).toEqual({kind: 'told', message: sliceComplete.message, isGood: true});
    expect(
      page.states.flatMap(({refresh: {...stage}}) =>
        stage.kind === 'working' ? [stage.progress?.pages] : [],
      ),
    ).toEqual(expect.arrayContaining([10, 30]));
  });

  test('stops after the part that is under way, and what was read is kept', async () => {
    const page = scriptedPage({
      refreshFromSidebar: () => {
        stopRefresh(page.ports);
        return done(sliceContinues(10));
      },
      readSidebarState: () => done({...refreshedState, unfinishedRefresh}),
    });
    await refresh(page.ports);
    expect(page.calls.map(({name}) => name)).toEqual(['refreshFromSidebar', 'readSidebarState']);
    expect(page.state().refresh).toMatchObject({kind: 'told', isGood: false});
    expect(page.state().known.value?.unfinishedRefresh).toEqual(unfinishedRefresh);
  });

  test('goes on with an interrupted run, and shows at once how far that had come', async () => {
    const page = scriptedPage({
      refreshFromSidebar: () => done(sliceComplete),
      readSidebarState: () => done({...refreshedState, unfinishedRefresh}),
    });
    await readState(page.ports);
    await refresh(page.ports, {runId: 'run_9'});
    expect(page.calls[1]).toEqual({name: 'refreshFromSidebar', args: [{runId: 'run_9'}]});
    expect(page.actions).toContainEqual({
      type: 'refresh-started',
      progress: {pages: 23, invoices: 2_300, expectedPages: 52, secondsLeft: null},
    });
  });

  test('a changed count is published only when a person says so', async () => {
    const page = scriptedPage({
      refreshFromSidebar: (request) => (request.acceptCountChange ? done(sliceComplete) : countChanged),
      readSidebarState: () => done(refreshedState),
    });
    await refresh(page.ports);
    expect(page.state().refresh).toMatchObject({kind: 'count-changed', failure: countChanged.failure});
    await refresh(page.ports, {acceptCountChange: true});
    expect(page.state().refresh).toMatchObject({kind: 'told', isGood: true});
  });

  test('keeps the acceptance through every part', async () => {
    const replies = [sliceContinues(10), sliceComplete];
    const page = scriptedPage({
      refreshFromSidebar: () => done(replies.shift() ?? sliceComplete),
      readSidebarState: () => done(refreshedState),
    });
    await refresh(page.ports, {acceptCountChange: true});
    expect(page.calls[1]?.args).toEqual([{acceptCountChange: true, runId: 'run_1'}]);
  });

  test('tells a failure, and reads the state all the same', async () => {
    const failed = refused('STRIPE_UNREACHABLE', 'Stripe did not answer.', 'Try again.', 'req_1');
    const page = scriptedPage({
      refreshFromSidebar: () => failed,
      readSidebarState: () => done({...refreshedState, unfinishedRefresh}),
    });
    await refresh(page.ports);
    expect(page.state().refresh).toEqual({kind: 'failed', failure: failed.failure});
    expect(page.state().known.value?.unfinishedRefresh).toEqual(unfinishedRefresh);
  });

  test('gives up when answer after answer brings no page', async () => {
    let asked = 0;
    const page = scriptedPage({
      refreshFromSidebar: () => {
        asked += 1;
        return done(sliceContinues(10));
      },
      readSidebarState: () => done(refreshedState),
    });
    await refresh(page.ports);
    expect(asked).toBe(31);
    expect(page.state().refresh).toMatchObject({kind: 'failed', failure: {code: 'REFRESH_STUCK'}});
  });

  test('pressed twice, it works once', async () => {
    const page = scriptedPage({
      refreshFromSidebar: () => done(sliceComplete),
      readSidebarState: () => done(refreshedState),
    });
    await Promise.all([refresh(page.ports), refresh(page.ports), discardRefresh(page.ports)]);
    expect(page.calls.map(({name}) => name)).toEqual(['refreshFromSidebar', 'readSidebarState']);
  });
});

describe('discardRefresh()', () => {
  test('drops what was read, says so and reads the state', async () => {
    const page = scriptedPage({
      cancelRefresh: () => done({message: 'Discarded.'}),
      readSidebarState: () => done(refreshedState),
    });
    await discardRefresh(page.ports);
    expect(page.calls.map(({name}) => name)).toEqual(['cancelRefresh', 'readSidebarState']);
    expect(page.state().refresh).toEqual({kind: 'told', message: 'Discarded.', isGood: false});
  });
});

describe('readState()', () => {
  test('looks again and again while a colleague refreshes, and no longer', async () => {
    let isRunning = true;
    const page = scriptedPage({
      readSidebarState: () =>
        done({...refreshedState, unfinishedRefresh: isRunning ? {...unfinishedRefresh, isRunning} : null}),
    });
    await readState(page.ports);
    page.timer.pass(15_000);
    await Promise.resolve();
    expect(page.calls).toHaveLength(2);
    isRunning = false;
    while (page.state().known.isReading) await Promise.resolve();
    page.timer.pass(15_000);
    while (page.state().known.isReading) await Promise.resolve();
    const seen = page.calls.length;
    page.timer.pass(60_000);
    expect(page.calls).toHaveLength(seen);
  });

  test('asked while it reads, it reads once more: the answer under way may be older than the change', async () => {
    const page = scriptedPage({readSidebarState: () => done(refreshedState)});
    await Promise.all([readState(page.ports), readState(page.ports), readState(page.ports)]);
    expect(page.calls).toHaveLength(2);
    expect(page.state().known).toMatchObject({isReading: false, isAskedAgain: false, readings: 2});
  });

  test('looking by hand meanwhile begins no second round of looking', async () => {
    const page = scriptedPage({
      readSidebarState: () =>
        done({...refreshedState, unfinishedRefresh: {...unfinishedRefresh, isRunning: true}}),
    });
    await readState(page.ports);
    page.timer.pass(5_000);
    await readState(page.ports);
    page.timer.pass(10_000);
    expect(page.calls).toHaveLength(2);
    page.timer.pass(5_000);
    expect(page.calls).toHaveLength(3);
  });

  test('says so when the answer lacks what the page needs', async () => {
    const {settings: _, ...older} = refreshedState;
    const page = scriptedPage({readSidebarState: () => JSON.parse(JSON.stringify(done(older)))});
    await readState(page.ports);
    expect(page.state().known).toMatchObject({
      value: null,
      isReading: false,
      failure: {code: 'UNEXPECTED', fact: expect.stringContaining('cannot be shown')},
    });
  });
});
