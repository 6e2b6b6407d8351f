import type {Workbench} from '../workbench.ts';
import {type RequestLog, tellActivity} from './activity.ts';
import {type BenchControlsOptions, offerBenchControls} from './bench-controls.ts';
import {startFrameServer} from './frame-server.ts';
import type {HtmlPages} from './html-pages.ts';
import {offerMenus} from './menu-runs.ts';
import {type PageSource, startPageServer} from './page-server.ts';
import type {Pages} from './pages.ts';
import {shareWorkbook} from './shared-editing.ts';
import {createSourcePlaces} from './source-places.ts';

export interface ServePagesOptions {
  readonly workbench: Workbench;
  readonly pages: Pages;
  readonly htmlPages: HtmlPages;
  readonly requests: RequestLog;
  readonly controls: Pick<BenchControlsOptions, 'faults' | 'happenings' | 'worlds'>;
  /** For the plain page. */
  readonly source: PageSource;
  readonly timeZone: string;
  /** 0: any free one. */
  readonly port: number;
  /** Where the build leaves what a browser loads. */
  readonly assetsDir: string;
}

export interface ServedPages {
  readonly url: string;
  readonly port: number;
  /** Closes every page; those tell their people `sentence` where one is given. */
  close(sentence: string | null): Promise<void>;
}

/**
 * Opens a workbench to browsers on this machine: the workbook, the add-on's menus, sidebars and dialogs, and what happens
 * behind them.
 */
export async function servePages(options: ServePagesOptions): Promise<ServedPages> {
  const {workbench, pages, htmlPages, requests, timeZone, port, assetsDir} = options;
  shareWorkbook(pages, workbench.spreadsheet.shared);
  pages.onJoin((page) => page.send({kind: 'functions', functions: workbench.customFunctions}));
  const showMenus = offerMenus(pages, workbench);
  htmlPages.answerCalls(workbench);
  const controls = offerBenchControls(pages, {...options.controls, workbench, showMenus});
  const toSourcePlaces = createSourcePlaces(`${assetsDir}/code-map.json`, workbench.scripts);
  const endActivity = tellActivity(pages, workbench, {requests, timeZone, toSourcePlaces, controls});

  const {functionNames} = workbench;
  const frames = await startFrameServer({assetsDir, documentOf: htmlPages.documentOf, functionNames});
  const server = await startPageServer({
    port,
    assetsDir,
    framePort: frames.port,
    source: options.source,
    connected: pages.join,
  });
  frames.allow(server.port);
  return {
    url: server.url,
    port: server.port,
    close: async (sentence) => {
      endActivity();
      if (sentence !== null) pages.send({kind: 'restarting', sentence});
      pages.close();
      await server.close();
      await frames.close();
    },
  };
}
