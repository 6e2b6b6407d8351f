import type {AuthMode} from '../../../workbench/apps-script/execution.ts';
import {openScript, run} from './support/script-world.ts';

const calls: Readonly<Record<string, string>> = {
  fetch: 'UrlFetchApp.fetch("https://api.stripe.com/v1/account")',
  properties: 'PropertiesService.getUserProperties()',
  cache: 'CacheService.getUserCache()',
  lock: 'LockService.getDocumentLock()',
  email: 'Session.getActiveUser().getEmail()',
  locale: 'Session.getActiveUserLocale()',
  digest: 'Utilities.computeDigest(Utilities.DigestAlgorithm.MD5, "a")',
  triggers: 'ScriptApp.getProjectTriggers()',
  menu: 'SpreadsheetApp.getUi().createMenu("A").addItem("B", "c").addToUi()',
  sidebar: 'SpreadsheetApp.getUi().showSidebar(HtmlService.createHtmlOutput("a"))',
  alert: 'SpreadsheetApp.getUi().alert("Go on?")',
};

const allowed: Readonly<Record<AuthMode, readonly string[]>> = {
  NONE: ['locale', 'digest', 'menu'],
  LIMITED: ['properties', 'cache', 'lock', 'email', 'locale', 'digest', 'menu'],
  FULL: Object.keys(calls),
  CUSTOM_FUNCTION: ['fetch', 'properties', 'cache', 'lock', 'locale', 'digest'],
};

const code = Object.entries(calls)
  .map(([name, call]) => `function ${name}() { ${call}; return null; }`)
  .join('\n');

describe('refusalOf()', () => {
  test.each<AuthMode>(['NONE', 'LIMITED', 'FULL', 'CUSTOM_FUNCTION'])(
    'allows in mode %s what Google allows',
    async (authMode) => {
      const world = await openScript(code, {
        route: {kind: 'in-process', send: () => ({status: 200, headers: {}, body: ''})},
        responder: () => ({button: 'OK', text: ''}),
      });
      const results = await Promise.all(
        Object.keys(calls).map(async (name) => ({name, result: await run(world, name, {authMode})})),
      );
      expect(results.filter(({result}) => result.ok).map(({name}) => name)).toEqual(
        Object.keys(calls).filter((name) => allowed[authMode].includes(name)),
      );
    },
  );

  test.each<[string, AuthMode, string]>([
    [
      'fetch',
      'LIMITED',
      'You do not have permission to call UrlFetchApp.fetch. Required permissions: https://www.googleapis.com/auth/script.external_request',
    ],
    [
      'sidebar',
      'LIMITED',
      'You do not have permission to call Ui.showSidebar. Required permissions: https://www.googleapis.com/auth/script.container.ui',
    ],
    ['properties', 'NONE', 'You do not have permission to call PropertiesService.getUserProperties'],
    ['triggers', 'CUSTOM_FUNCTION', 'You do not have permission to call ScriptApp service'],
    ['menu', 'CUSTOM_FUNCTION', 'Cannot call SpreadsheetApp.getUi() from this context.'],
  ])('%s in mode %s: %s', async (name, authMode, message) => {
    const world = await openScript(code);
    expect(await run(world, name, {authMode})).toMatchObject({ok: false, error: {message}});
  });

  test('code at the top level of a script runs in the same mode', async () => {
    const world = await openScript(`const key = PropertiesService.getUserProperties(); function onOpen() {}`);
    expect(await run(world, 'onOpen', {authMode: 'NONE', trigger: 'simple', args: [{}]})).toMatchObject({
      ok: false,
    });
  });

  test('a time-driven trigger has no user interface', async () => {
    const world = await openScript(code);
    expect(await run(world, 'menu', {trigger: 'clock'})).toMatchObject({
      ok: false,
      error: {message: 'Cannot call SpreadsheetApp.getUi() from this context.'},
    });
  });

  test('a simple trigger does not learn who the person is', async () => {
    const world = await openScript('function who() { return Session.getActiveUser().getEmail(); }');
    expect(await run(world, 'who')).toMatchObject({value: 'biller@example.com'});
    expect(await run(world, 'who', {authMode: 'LIMITED'})).toMatchObject({value: ''});
  });
});
