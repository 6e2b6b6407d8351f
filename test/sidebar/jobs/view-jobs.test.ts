import {copySentence, lookUp, lookUpTyped} from '../../../sidebar/jobs/lookup.ts';
import {readState} from '../../../sidebar/jobs/read-state.ts';
import {showReceivables, turnAutomaticRefresh} from '../../../sidebar/jobs/receivables.ts';
import {fillDefaults, saveSettings, undoSettings} from '../../../sidebar/jobs/settings.ts';
import {done, refused} from '../support/scripted-google.ts';
import {scriptedPage} from '../support/scripted-page.ts';
import {lookup, refreshedState} from '../support/sidebar-states.ts';

const failed = refused('UNEXPECTED', 'Google is down.', 'Try again.');
const shown = {outcome: 'shown', invoices: 3, otherFilters: [], message: '3 invoices.'} as const;

describe('showReceivables()', () => {
  test.each([
    [{currency: 'EUR', bucket: '1–30'}, false, {currency: 'EUR', bucket: '1–30'}],
    [{currency: 'EUR', bucket: null}, false, {currency: 'EUR'}],
    [{currency: null, bucket: null}, false, {all: true}],
    [{currency: null, bucket: null}, true, {all: true, replaceFilter: true}],
    [{currency: null, bucket: '1–30'}, true, {bucket: '1–30', replaceFilter: true}],
  ])('asks for %j, replacing %j', async (filter, replace, request) => {
    const page = scriptedPage({showReceivables: () => done(shown)});
    await showReceivables(page.ports, filter, replace);
    expect(page.calls).toEqual([{name: 'showReceivables', args: [request]}]);
    expect(page.state().aging.filter).toEqual(filter);
  });
});

describe('turnAutomaticRefresh()', () => {
  test('tells, and reads who owns it now', async () => {
    const page = scriptedPage({
      turnAutomaticRefresh: () => done({message: 'On.'}),
      readSidebarState: () => done(refreshedState),
    });
    await turnAutomaticRefresh(page.ports, true);
    expect(page.calls.map(({name, args}) => [name, ...args])).toEqual([
      ['turnAutomaticRefresh', {on: true}],
      ['readSidebarState'],
    ]);
    expect(page.state().automatic).toEqual({on: true, task: {kind: 'told', message: 'On.'}});
  });

  test('that fails knows what was asked', async () => {
    const page = scriptedPage({
      turnAutomaticRefresh: () => failed,
      readSidebarState: () => done(refreshedState),
    });
    await turnAutomaticRefresh(page.ports, true);
    expect(page.state().automatic).toEqual({on: true, task: {kind: 'failed', failure: failed.failure}});
  });
});

describe('lookUpTyped()', () => {
  test('asks for each line, and refuses an empty field without asking', async () => {
    const page = scriptedPage({lookUpPayments: () => done(lookup)});
    await lookUpTyped(page.ports);
    expect(page.calls).toEqual([]);
    expect(page.state().lookup.problem).toContain('Type at least one');
    page.ports.store.dispatch({type: 'lookup-typed', typed: 'INV-1\nAcme, Inc.'});
    await lookUpTyped(page.ports);
    expect(page.calls).toEqual([{name: 'lookUpPayments', args: [{texts: ['INV-1', 'Acme, Inc.']}]}]);
    expect(page.state().lookup.found).toEqual(lookup);
  });
});

test('lookUp() asks once while it waits', async () => {
  const page = scriptedPage({lookUpPayments: () => done(lookup)});
  const asking = {request: {selection: true}, insteadOf: null} as const;
  await Promise.all([lookUp(page.ports, asking), lookUp(page.ports, asking)]);
  expect(page.calls).toHaveLength(1);
});

test('copySentence() says whether it is on the clipboard', async () => {
  const page = scriptedPage({});
  await expect(copySentence(page.ports, 'a')).resolves.toBe(true);
  expect(page.state().announcement).toBe('Copied.');
  const without = scriptedPage({}, {canCopy: false});
  await expect(copySentence(without.ports, 'a')).resolves.toBe(false);
  expect(without.state().announcement).toContain('does not let');
});

describe('saveSettings()', () => {
  const {settings} = refreshedState;
  const opened = async (script: Parameters<typeof scriptedPage>[0]) => {
    const page = scriptedPage({readSidebarState: () => done(refreshedState), ...script});
    await readState(page.ports);
    const form = page.state().settings.form;
    if (form === null) throw new Error('The form is filled by then.');
    const type = (change: Partial<typeof form>) =>
      page.ports.store.dispatch({type: 'settings-typed', form: {...form, ...change}});
    return {page, type};
  };

  test('stores what was typed, and reads what follows from it', async () => {
    const saved = {...settings, values: {...settings.values, bucketEdges: [15]}};
    const {page, type} = await opened({
      saveSettings: () => done({outcome: 'saved', settings: saved, message: 'Saved.'}),
    });
    type({bucketEdges: '15'});
    await saveSettings(page.ports);
    expect(page.calls.map(({name}) => name)).toEqual([
      'readSidebarState',
      'saveSettings',
      'readSidebarState',
    ]);
    expect(page.calls[1]?.args).toEqual([{settings: saved.values, insteadOf: settings.values}]);
    expect(page.state().settings.task).toEqual({kind: 'told', message: 'Saved.'});
  });

  test('keeps what is typed while it saves, which is not saved twice', async () => {
    const saved = {...settings, values: {...settings.values, bucketEdges: [15]}};
    const {page, type} = await opened({
      saveSettings: () => {
        type({bucketEdges: '15, 45'});
        void saveSettings(page.ports);
        return done({outcome: 'saved', settings: saved, message: 'Saved.'});
      },
      readSidebarState: () => done({...refreshedState, settings: saved}),
    });
    type({bucketEdges: '15'});
    await saveSettings(page.ports);
    expect(page.calls.filter(({name}) => name === 'saveSettings')).toHaveLength(1);
    expect(page.state().settings).toMatchObject({
      form: {bucketEdges: '15, 45'},
      filledWith: {bucketEdges: '15'},
    });
  });

  test('shows what the script refuses at its field, and keeps what was typed', async () => {
    const problems = [{field: 'timeZone', message: '"Berlin" is no time zone.'}] as const;
    const {page, type} = await opened({saveSettings: () => done({outcome: 'refused', problems})});
    type({timeZone: 'Berlin'});
    await saveSettings(page.ports);
    expect(page.state().settings).toMatchObject({problems, form: {timeZone: 'Berlin'}});
  });

  test('after somebody else has saved, Cancel shows theirs, and saving replaces those', async () => {
    const theirs = {...settings, values: {...settings.values, bucketEdges: [7]}};
    const problems = [{field: null, message: 'Somebody has saved other settings.'}] as const;
    let stored = settings;
    const {page, type} = await opened({
      saveSettings: () => {
        stored = theirs;
        return done({outcome: 'refused', problems});
      },
      readSidebarState: () => done({...refreshedState, settings: stored}),
    });
    type({currencyOrder: 'JPY'});
    await saveSettings(page.ports);
    expect(page.state().settings).toMatchObject({problems, form: {currencyOrder: 'JPY'}});
    undoSettings(page.ports, page.state().known.value?.settings ?? settings);
    expect(page.state().settings.form?.bucketEdges).toBe('7');
    await saveSettings(page.ports);
    expect(page.calls.filter(({name}) => name === 'saveSettings').map(({args}) => args[0])).toMatchObject([
      {insteadOf: settings.values},
      {insteadOf: theirs.values},
    ]);
  });

  test('asks nothing of the script for what is no value', async () => {
    const {page, type} = await opened({});
    type({bucketEdges: 'thirty'});
    await saveSettings(page.ports);
    expect(page.calls).toHaveLength(1);
    expect(page.state().settings.problems).toMatchObject([{field: 'bucketEdges'}]);
  });

  test('tells a failure and keeps what was typed', async () => {
    const {page, type} = await opened({saveSettings: () => failed});
    type({currencyOrder: 'JPY'});
    await saveSettings(page.ports);
    expect(page.state().settings).toMatchObject({
      form: {currencyOrder: 'JPY'},
      task: {kind: 'failed', failure: failed.failure},
    });
  });

  test('can be undone to what is stored, and filled with the defaults without storing them', async () => {
    const {page, type} = await opened({});
    type({currencyOrder: 'JPY'});
    undoSettings(page.ports, settings);
    expect(page.state().settings.form?.currencyOrder).toBe('USD, EUR');
    fillDefaults(page.ports, settings);
    expect(page.state().settings.form?.currencyOrder).toBe('');
    expect(page.calls).toHaveLength(1);
  });
});
