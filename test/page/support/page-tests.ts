import type {Browser, BrowserContext} from 'playwright-core';
import {hasChromium, launchChromium} from './chromium.ts';
import {
  createWorkbenchDir,
  type OwnScript,
  type StartedWorkbench,
  startWorkbench,
} from './started-workbench.ts';

/** Tests that need a browser; without one they report themselves skipped. */
export const inBrowser = hasChromium() ? describe : describe.skip;

/** A workbench and a browser for the tests of one file, both of which start before them and end after them. */
export interface PageTests {
  workbench(): StartedWorkbench;
  context(): BrowserContext;
  /** Where the workbench keeps its state. */
  dir(): string;
  /** Every address that the browser has asked for. */
  requested(): readonly string[];
  /** Ends the workbench and starts it again at the same address, as a person does. */
  restart(): Promise<void>;
}

const startMsMax = 90_000;

export function setUpPageTests(args: readonly string[], script?: OwnScript): PageTests {
  const requested: string[] = [];
  const place = createWorkbenchDir(script);
  let browser: Browser | null = null;
  let context: BrowserContext | null = null;
  let workbench: StartedWorkbench | null = null;

  beforeAll(async () => {
    workbench = await startWorkbench(place.dir, args);
    browser = await launchChromium();
    context = (await browser?.newContext({viewport: {width: 1280, height: 800}})) ?? null;
    await context?.grantPermissions(['clipboard-read', 'clipboard-write']);
    context?.on('request', (request) => requested.push(request.url()));
    context?.on('page', (page) => page.on('websocket', (socket) => requested.push(socket.url())));
  }, startMsMax);
  afterAll(async () => {
    await browser?.close();
    await workbench?.interrupt();
    place.remove();
  }, startMsMax);

  return {
    workbench: () => started(workbench),
    context: () => started(context),
    dir: () => place.dir,
    requested: () => requested,
    restart: async () => {
      const {port, interrupt} = started(workbench);
      await interrupt();
      workbench = await startWorkbench(place.dir, args, port);
    },
  };
}

function started<T>(part: T | null): T {
  if (part === null) throw new Error('The workbench and the browser are there in tests only.');
  return part;
}
