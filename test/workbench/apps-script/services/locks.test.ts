import {createClock} from '../../../../workbench/apps-script/clock.ts';
import type {HostService} from '../../../../workbench/apps-script/host-call.ts';
import {createLockService} from '../../../../workbench/apps-script/services/locks.ts';
import {messageOf, openScript, returnOf, run} from '../support/script-world.ts';

/** `meet` waits until the test opens it; every other script runs on. */
function createMeeting() {
  let arrive = (): void => undefined;
  let open = (): void => undefined;
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const service: HostService = {
    name: 'HtmlService',
    async call() {
      arrive();
      await opened;
      return '';
    },
  };
  return {service, arrived, open: () => open()};
}

const code = `
  const meet = () => HtmlService.createHtmlOutputFromFile('meet');
  function hold() { LockService.getDocumentLock().waitLock(1000); meet(); return 'held'; }
  function holdForEver() { LockService.getDocumentLock().waitLock(1000); meet(); for (;;); }
  function tryOnce() { return LockService.getDocumentLock().tryLock(0); }
  function wait(ms) { LockService.getDocumentLock().waitLock(ms); return 'got it'; }
  function other() { return [LockService.getScriptLock().tryLock(0), LockService.getUserLock().tryLock(0)]; }
`;

describe('LockService', () => {
  test('gives a lock to one execution at a time, and at its end to the one that waits', async () => {
    const meeting = createMeeting();
    const world = await openScript(code, {extraServices: [meeting.service]});
    const holding = run(world, 'hold');
    await meeting.arrived;
    expect(returnOf(await run(world, 'tryOnce'))).toBe(false);
    expect(returnOf(await run(world, 'other'))).toEqual([true, true]);
    const waiting = run(world, 'wait', {args: [60_000]});
    meeting.open();
    expect(returnOf(await holding)).toBe('held');
    expect(returnOf(await waiting)).toBe('got it');
  });

  test('waitLock() gives up after its time, which passes on the simulated clock too', async () => {
    const meeting = createMeeting();
    const world = await openScript(code, {extraServices: [meeting.service]});
    const holding = run(world, 'hold');
    await meeting.arrived;
    const before = world.clock.now();
    expect(messageOf(await run(world, 'wait', {args: [50]}))).toBe(
      'Lock timeout: another process was holding the lock for too long.',
    );
    expect(world.clock.now() - before).toBe(50);
    meeting.open();
    await holding;
  });

  test('tryLock() gives up when simulated time passes elsewhere', async () => {
    const clock = createClock({startUnixMs: 0});
    const locks = createLockService({clock});
    const context = (executionId: string) => ({executionId, functionName: 'f', authMode: 'FULL'}) as const;
    expect(locks.call('tryLock', ['document', 0], context('a'))).toBe(true);
    const waiting = [
      locks.call('tryLock', ['document', 60_000], context('b')),
      locks.call('tryLock', ['document', 90_000], context('c')),
    ];
    clock.advance(60_000);
    locks.executionEnded('a');
    expect(await Promise.all(waiting)).toEqual([false, true]);
    expect(clock.now()).toBe(60_000);
  });

  test('an execution that is ended frees its lock', async () => {
    const meeting = createMeeting();
    const world = await openScript(code, {
      extraServices: [meeting.service],
      limits: {executionMs: 1000, simpleTriggerMs: 1, customFunctionMs: 1},
    });
    const holding = run(world, 'holdForEver');
    await meeting.arrived;
    meeting.open();
    expect(messageOf(await holding)).toBe('Exceeded maximum execution time');
    expect(returnOf(await run(world, 'tryOnce'))).toBe(true);
  });

  test('hasLock() and releaseLock() speak of this execution, which may lock twice', async () => {
    const world = await openScript(
      `function main() {
        const lock = LockService.getScriptLock();
        const before = lock.hasLock();
        return [before, lock.tryLock(0), lock.tryLock(0), lock.hasLock(), lock.releaseLock() ?? null, lock.hasLock()];
      }`,
    );
    expect(returnOf(await run(world, 'main'))).toEqual([false, true, true, true, null, false]);
  });

  test('a question to the person drops the locks', async () => {
    const world = await openScript(
      `function main() {
        const lock = LockService.getDocumentLock();
        lock.waitLock(0);
        SpreadsheetApp.getUi().alert('Go on?');
        return lock.hasLock();
      }`,
      {responder: () => ({button: 'OK', text: ''})},
    );
    expect(returnOf(await run(world, 'main'))).toBe(false);
  });
});
