import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {runInNewContext} from 'node:vm';
import {evaluate, messageOf, openScript, returnOf, run, startUnixMs} from './support/script-world.ts';

/** What Apps Script lacks. https://developers.google.com/apps-script/guides/v8-runtime */
const lacking = [
  ...[
    'setTimeout',
    'setInterval',
    'setImmediate',
    'clearTimeout',
    'queueMicrotask',
    'fetch',
    'Request',
    'Response',
  ],
  ...[
    'Headers',
    'URL',
    'URLSearchParams',
    'TextEncoder',
    'TextDecoder',
    'atob',
    'btoa',
    'crypto',
    'performance',
  ],
  ...[
    'process',
    'require',
    'module',
    'exports',
    '__dirname',
    '__filename',
    'global',
    'Buffer',
    'structuredClone',
  ],
  ...[
    'window',
    'self',
    'document',
    'navigator',
    'localStorage',
    'XMLHttpRequest',
    'WebSocket',
    'Blob',
    'FormData',
  ],
  ...['AbortController', 'Event', 'EventTarget', 'MessageChannel', 'ReadableStream', 'BroadcastChannel'],
  '__workbenchBridge',
];

const services = [
  ...['CacheService', 'HtmlService', 'LockService', 'Logger', 'PropertiesService', 'ScriptApp', 'Session'],
  ...['SpreadsheetApp', 'UrlFetchApp', 'Utilities', 'console'],
];

/** Google services that a manifest enables and whose types declare no variable of that name. */
const advancedServices = [
  ...['AdSense', 'Analytics', 'AnalyticsData', 'Chat', 'DfaReporting', 'DoubleClickCampaigns', 'DriveLabels'],
  ...['ShoppingContent', 'YouTubeContentId'],
];

describe('the context of a script', () => {
  test('has nothing that Apps Script lacks', async () => {
    const expression = `${JSON.stringify(lacking)}.filter((name) => name in globalThis)`;
    expect(await evaluate(expression)).toEqual([]);
  });

  test('has globals of JavaScript and Google alone', async () => {
    const names = await evaluate('Object.getOwnPropertyNames(globalThis)');
    const language: unknown = runInNewContext('Object.getOwnPropertyNames(globalThis)');
    const explained = new Set([language, googleGlobals(), services, advancedServices, 'main'].flat());
    const unexplained = Array.isArray(names) ? names.filter((name) => !explained.has(name)) : names;
    expect(unexplained).toEqual([]);
  });

  test('has each global of @types/google-apps-script', async () => {
    const names = googleGlobals();
    expect(names.length).toBeGreaterThan(40);
    const expression = `${JSON.stringify(names)}.filter((name) => !(name in globalThis))`;
    expect(await evaluate(expression)).toEqual([]);
  });

  test.each([
    'DriveApp.getFiles()',
    'GmailApp.search("a")',
    'CalendarApp.getDefaultCalendar()',
    'BigQuery.Jobs',
  ])('%s throws that the workbench lacks it', async (call) => {
    const world = await openScript(`function main() { return ${call}; }`);
    const member = call.replace(/\(.*$/, '');
    expect(messageOf(await run(world, 'main'))).toContain(`${member} is not in the workbench yet.`);
  });

  test.each([
    'UrlFetchApp.fetchSome',
    'Utilities.unzip',
    'PropertiesService.getUserProperties().getSome',
    'LockService.getScriptLock().some',
    'HtmlService.getUserAgent',
    'HtmlService.createHtmlOutput("a").addMetaTag',
    'ScriptApp.getOAuthToken',
    'Session.some',
    'Logger.some',
    'console.table',
  ])('%s is never undefined but throws, naming itself', async (member) => {
    const world = await openScript(`function main() { return typeof ${member}; }`);
    expect(messageOf(await run(world, 'main'))).toMatch(
      new RegExp(`\\.${member.split('.').at(-1)} is not in the workbench yet\\.`),
    );
  });

  test('reads the simulated clock however it asks for now', async () => {
    const world = await openScript(
      `function main() {
        const first = [Date.now(), new Date().getTime(), new (new Date(0).constructor)().getTime(), Date.parse(Date())];
        Utilities.sleep(1500);
        return [...first, Date.now()];
      }`,
    );
    const now = startUnixMs;
    expect(returnOf(await run(world, 'main'))).toEqual([now, now, now, now, now + 1500]);
  });

  test('keeps the rest of Date', async () => {
    const expression = `[new Date(5).getTime(), new Date('2026-01-02T00:00:00Z').toISOString(), Date.UTC(2026, 0),
      new Date(2026, 0) instanceof Date, new (class extends Date {})() instanceof Date, new Date(NaN).getTime() === 5]`;
    expect(await evaluate(expression)).toEqual([
      5,
      '2026-01-02T00:00:00.000Z',
      1_767_225_600_000,
      true,
      true,
      false,
    ]);
  });
});

/** The names that Google's types declare as variables. */
function googleGlobals(): readonly string[] {
  const types = join(import.meta.dirname, '../../../node_modules/@types/google-apps-script');
  const files = [types, join(types, 'apis')].flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.d.ts'))
      .map((name) => readFileSync(join(folder, name), 'utf8')),
  );
  const names = files.flatMap((text) =>
    [...text.matchAll(/^declare var (\w+):/gm)].map((match) => match[1] ?? ''),
  );
  // Typing aids for members of Utilities and for Date: Apps Script has no such variables.
  const aids = ['Charset', 'DigestAlgorithm', 'MacAlgorithm', 'RsaAlgorithm', 'Date2'];
  return names.filter((name) => !aids.includes(name));
}
