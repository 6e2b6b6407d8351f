import {createTriggersService} from '../../../../workbench/apps-script/services/triggers.ts';
import {evaluate, messageOf, openScript, returnOf, run, startUnixMs} from '../support/script-world.ts';

describe('ScriptApp', () => {
  test('keeps an hourly trigger that a later execution finds and deletes', async () => {
    const world = await openScript(
      `function create() {
        const trigger = ScriptApp.newTrigger('refresh').timeBased().everyHours(2).nearMinute(30).inTimezone('Asia/Tokyo').create();
        return trigger.getUniqueId();
      }
      function describe() {
        return ScriptApp.getProjectTriggers().map((trigger) => [trigger.getHandlerFunction(),
          trigger.getEventType() === ScriptApp.EventType.CLOCK, String(trigger.getTriggerSource()), trigger.getUniqueId()]);
      }
      function remove() { ScriptApp.getProjectTriggers().forEach((trigger) => ScriptApp.deleteTrigger(trigger)); }`,
    );
    const id = returnOf(await run(world, 'create'));
    expect(returnOf(await run(world, 'describe'))).toEqual([['refresh', true, 'CLOCK', id]]);
    expect(world.triggers.triggers()).toEqual([
      {
        id,
        functionName: 'refresh',
        event: 'CLOCK',
        schedule: {
          kind: 'recurring',
          unit: 'hours',
          count: 2,
          hour: null,
          nearMinute: 30,
          weekDay: null,
          monthDay: null,
          timeZone: 'Asia/Tokyo',
        },
      },
    ]);
    await run(world, 'remove');
    expect(world.triggers.triggers()).toEqual([]);
  });

  test.each([
    ['everyDays(1).atHour(6)', {kind: 'recurring', unit: 'days', count: 1, hour: 6}],
    ['atHour(6)', {kind: 'recurring', unit: 'days', hour: 6}],
    ['onWeekDay(ScriptApp.WeekDay.MONDAY).atHour(7)', {unit: 'weeks', weekDay: 'MONDAY', hour: 7}],
    ['onMonthDay(31)', {unit: 'months', monthDay: 31}],
    ['after(60000)', {kind: 'once', atUnixMs: startUnixMs + 60_000}],
    ['at(new Date(5))', {kind: 'once', atUnixMs: 5}],
  ])('timeBased().%s is kept as its schedule', async (when, schedule) => {
    const world = await openScript(
      `function main() { ScriptApp.newTrigger('f').timeBased().${when}.create(); }`,
    );
    await run(world, 'main');
    expect(world.triggers.triggers()[0]?.schedule).toMatchObject(schedule);
  });

  test('allows an add-on one trigger of each type', async () => {
    const world = await openScript(
      `const on = (kind) => ScriptApp.newTrigger('f').forSpreadsheet('id')[kind]().create();
       const hourly = () => ScriptApp.newTrigger('f').timeBased().everyHours(1).create();
       function first() { on('onOpen'); on('onEdit'); on('onChange'); hourly(); }
       function open() { on('onOpen'); }
       function clock() { hourly(); }`,
    );
    returnOf(await run(world, 'first'));
    expect(world.triggers.triggers().map(({event}) => event)).toEqual([
      'ON_OPEN',
      'ON_EDIT',
      'ON_CHANGE',
      'CLOCK',
    ]);
    const tooMany = (word: string) =>
      `The Add-on attempted to create too many ${word} triggers in this document for this Google user account.`;
    expect(messageOf(await run(world, 'open'))).toBe(tooMany('open'));
    expect(messageOf(await run(world, 'clock'))).toBe(tooMany('time-based'));
  });

  test.each([
    ['everyMinutes(30).create()', 'an add-on may use a time-driven trigger once per hour at most'],
    ['everyMinutes(7).create()', 'everyMinutes takes 1, 5, 10, 15 or 30, not 7.'],
    ['everyHours(0).create()', 'everyHours takes a whole number from 1 to 168, not 0.'],
    ['create()', 'says not when'],
  ])('timeBased().%s is refused', async (when, message) => {
    const world = await openScript(`function main() { ScriptApp.newTrigger('f').timeBased().${when}; }`);
    expect(messageOf(await run(world, 'main'))).toContain(message);
    expect(world.triggers.triggers()).toEqual([]);
  });

  test('getAuthorizationInfo() says that nothing more is required', async () => {
    const expression = `ScriptApp.getAuthorizationInfo(ScriptApp.AuthMode.FULL).getAuthorizationStatus() ===
      ScriptApp.AuthorizationStatus.NOT_REQUIRED`;
    expect(await evaluate(expression)).toBe(true);
  });

  test('createTriggersService() goes on counting after the triggers it was given', () => {
    const kept = {id: '7', functionName: 'f', event: 'ON_OPEN', schedule: null} as const;
    const service = createTriggersService({initial: [kept]});
    const context = {executionId: 'e', functionName: 'f', authMode: 'FULL'} as const;
    service.call('newTrigger', [{functionName: 'g', event: 'ON_EDIT', schedule: null}], context);
    expect(service.triggers().map(({id}) => id)).toEqual(['7', '8']);
  });
});
