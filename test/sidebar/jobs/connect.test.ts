import {checkKey, connect, disconnect} from '../../../sidebar/jobs/connect.ts';
import {done, refused} from '../support/scripted-google.ts';
import {scriptedPage} from '../support/scripted-page.ts';
import {freshState, keyCheck, poorKeyCheck, refreshedState} from '../support/sidebar-states.ts';

const canary = 'rk_live_51CanaryNeverShown';
const connected = {outcome: 'connected', check: keyCheck, message: 'Connected.'} as const;

describe('a key', () => {
  test('goes to the script trimmed, and is in no state and no action', async () => {
    const page = scriptedPage({
      checkKey: () => done(keyCheck),
      connectFromSidebar: () => done(connected),
      readSidebarState: () => done(refreshedState),
    });
    await checkKey(page.ports, ` ${canary}\n`);
    await connect(page.ports, {key: ` ${canary}\n`, useForAutomaticRefresh: true});
    expect(page.calls).toEqual([
      {name: 'checkKey', args: [{key: canary}]},
      {name: 'connectFromSidebar', args: [{key: canary, useForAutomaticRefresh: true}]},
      {name: 'readSidebarState', args: []},
    ]);
    expect(JSON.stringify([page.states, page.actions])).not.toContain('Canary');
  });

  test('that is not there is asked for without asking the script', async () => {
    const page = scriptedPage({});
    await connect(page.ports, {key: '  '});
    await checkKey(page.ports, '');
    expect(page.calls).toEqual([]);
    expect(page.state().connect).toMatchObject({kind: 'failed', failure: {code: 'CREDENTIALS_MISSING'}});
  });

  test('that will not do shows what to tick, and nothing is read anew', async () => {
    const page = scriptedPage({
      connectFromSidebar: () => done({outcome: 'not-connected', check: poorKeyCheck, message: 'No.'}),
    });
    await connect(page.ports, {key: canary});
    expect(page.state().connect).toEqual({
      kind: 'checked',
      check: poorKeyCheck,
      message: 'No.',
      outcome: 'not-connected',
    });
  });

  test('that Stripe refuses is told as a failure', async () => {
    const failed = refused('CREDENTIALS_INVALID', 'Stripe does not know this key.', 'Create another.');
    const page = scriptedPage({
      connectFromSidebar: () => failed,
      checkKey: () => failed,
      readSidebarState: () => done(freshState),
    });
    await connect(page.ports, {key: canary});
    expect(page.state().connect).toEqual({kind: 'failed', failure: failed.failure, during: 'key'});
    await checkKey(page.ports, canary);
    expect(page.state().connect).toMatchObject({kind: 'failed', during: 'key'});
  });
});

test('a key of which nothing was heard is shown where it is kept all the same', async () => {
  const page = scriptedPage({
    connectFromSidebar: () => refused('UNEXPECTED', 'Google has not answered.', 'Wait.'),
    readSidebarState: () => done(refreshedState),
  });
  await connect(page.ports, {key: canary});
  expect(page.state().known.value?.connection).toEqual(refreshedState.connection);
});

describe('disconnect()', () => {
  test('tells what was done, and reads the state', async () => {
    const page = scriptedPage({
      disconnectFromSidebar: () => done({message: 'Deleted.'}),
      readSidebarState: () => done(freshState),
    });
    await disconnect(page.ports);
    expect(page.state()).toMatchObject({
      connect: {kind: 'told', message: 'Deleted.'},
      known: {value: freshState},
    });
  });

  test('that fails can be tried again', async () => {
    const failed = refused('UNEXPECTED', 'Google is down.', 'Try again.');
    const page = scriptedPage({
      disconnectFromSidebar: () => failed,
      readSidebarState: () => done(refreshedState),
    });
    await disconnect(page.ports);
    expect(page.state().connect).toMatchObject({kind: 'failed', during: 'disconnecting'});
  });
});
