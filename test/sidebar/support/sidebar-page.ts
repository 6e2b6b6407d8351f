import {mkdirSync, readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {join} from 'node:path';
import type {Browser, BrowserContext, Page} from 'playwright-core';
import {buildSidebar} from '../../../scripts/build/sidebar-page.mjs';
import {hasChromium, launchChromium} from '../../page/support/chromium.ts';
import type {Call, ScriptedApi} from './scripted-google.ts';

const projectDir = join(import.meta.dirname, '../../..');
const resultsDir = join(projectDir, 'test-results');
const address = 'https://sidebar.test/';
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The sidebar in a browser, as wide as Google shows it, with a script of the test's behind it. */
export interface SidebarPage {
  readonly page: Page;
  /** What the page has asked of the script, in order. */
  readonly calls: readonly Call[];
  /** Changes what the script says from now on. */
  script(changed: ScriptedApi): void;
  tab(name: string): Promise<void>;
  /** Writes `sidebar-<name>.png`, high enough for all of the view. */
  screenshot(name: string): Promise<void>;
  /** What axe finds that is serious or critical, what sticks out to the side, and what the browser complains of. */
  problems(): Promise<readonly string[]>;
  /** The words of the element that has the focus. */
  focused(): Promise<string>;
}

export interface SidebarTests {
  /** `ownClock`: the test moves the page's time by `page.clock`. `opens`: what the menu opens it with. */
  open(
    script: ScriptedApi,
    options?: {readonly ownClock?: boolean; readonly opens?: string},
  ): Promise<SidebarPage>;
}

/** Tests that need a browser; without one they report themselves skipped. */
export const inSidebar = hasChromium() ? describe : describe.skip;

/** A browser for the tests of one file, and the proof that its pages ask for nothing beside themselves. */
export function setUpSidebarTests(): SidebarTests {
  const requested: string[] = [];
  let browser: Browser | null = null;
  let context: BrowserContext | null = null;
  let html = '';

  beforeAll(async () => {
    mkdirSync(resultsDir, {recursive: true});
    html = (await buildSidebar(projectDir)).page;
    browser = await launchChromium();
  });
  afterEach(async () => {
    await context?.close();
  });
  afterAll(async () => {
    await browser?.close();
    expect(requested).toEqual([]);
  });

  return {
    open: async (script, {ownClock = false, opens} = {}) => {
      if (browser === null) throw new Error('The browser is there in tests only.');
      const body = opens === undefined ? html : html.replace('<body>', `<body data-opens="${opens}">`);
      context = await browser.newContext({viewport: {width: 300, height: 640}, deviceScaleFactor: 2});
      await context.grantPermissions(['clipboard-read', 'clipboard-write']);
      await context.route('**', async (route) => {
        if (route.request().url() === address) return route.fulfill({contentType: 'text/html', body});
        requested.push(route.request().url());
        return route.abort();
      });
      const page = await context.newPage();
      if (ownClock) await page.clock.install();
      return openPage(page, script);
    },
  };
}

async function openPage(page: Page, first: ScriptedApi): Promise<SidebarPage> {
  let script = first;
  const calls: Call[] = [];
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  await page.exposeFunction('askTest', async (name: string, args: readonly unknown[]) => {
    const answer = Reflect.get(script, name);
    if (typeof answer !== 'function') return {status: 'absent'};
    calls.push({name, args});
    return answer(...args);
  });
  await page.addInitScript(googleAsScripted);
  // A busy machine takes its time.
  page.setDefaultTimeout(60_000);
  await page.goto(address);
  return {
    page,
    calls,
    script: (changed) => {
      script = {...script, ...changed};
    },
    tab: (name) => page.getByRole('tab', {name, exact: true}).click(),
    screenshot: async (name) => {
      const height = await page.evaluate<number>(
        "Math.ceil(document.querySelector('header').offsetHeight + document.querySelector('#panel').scrollHeight)",
      );
      await page.setViewportSize({width: 300, height: Math.max(height, 480)});
      await page.screenshot({path: join(resultsDir, `sidebar-${name}.png`)});
      await page.setViewportSize({width: 300, height: 640});
    },
    problems: async () => {
      await page.evaluate(axeSource);
      const found = await page.evaluate<readonly string[]>(axeRun);
      const stickingOut = await page.evaluate<readonly string[]>(wideElements);
      return [...found, ...stickingOut, ...faults];
    },
    focused: () => settledFocus(page),
  };
}

/** The focus moves after a view is drawn: what has it once it has stayed for four looks. */
async function settledFocus(page: Page): Promise<string> {
  let words = '';
  for (let looks = 0; looks < 4; ) {
    await page.waitForTimeout(40);
    const now = await page.evaluate<string>(focusedWords);
    looks = now === words ? looks + 1 : 0;
    words = now;
  }
  return words;
}

/** Google's bridge, answered by the test: two handlers, of which one is called once, or none. */
const googleAsScripted = `
  const runner = (succeed, fail) => new Proxy({}, {
    get: (_, name) => {
      if (name === 'withSuccessHandler') return (handler) => runner(handler, fail);
      if (name === 'withFailureHandler') return (handler) => runner(succeed, handler);
      return (...args) => {
        globalThis.askTest(name, JSON.parse(JSON.stringify(args))).then((said) => {
          if (said.status === 'silent') return;
          if (said.status === 'absent') fail(new Error('Script function not found: ' + String(name)));
          else if (said.status === 'thrown') fail(new Error(said.message));
          else succeed(said);
        });
      };
    },
  });
  globalThis.google = {script: {run: runner(() => {}, () => {})}};
`;

const wideElements = `[...document.querySelectorAll('#app *')]
  .filter((element) => !element.closest('.only-heard'))
  .filter((element) => element.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5)
  .map((element) => 'sticks out: ' + element.outerHTML.slice(0, 120))`;

const focusedWords = `(() => {
  const {activeElement: focused} = document;
  return focused.getAttribute('aria-label') ?? focused.labels?.[0]?.innerText ?? (focused.id || focused.textContent);
})()`;

const axeRun = `axe.run(document, {resultTypes: ['violations']}).then(({violations}) =>
  violations
    .filter(({impact}) => impact === 'serious' || impact === 'critical')
    .flatMap(({id, nodes}) => nodes.map(({html, failureSummary}) => id + ': ' + html + ' ' + failureSummary)))`;
