import {render} from 'preact';
import {createApi} from './api.ts';
import {copyText} from './clipboard.ts';
import {focusPanel, keepingFocus} from './focus.ts';
import {openView, readView} from './jobs/open-view.ts';
import type {PagePorts} from './jobs/page-ports.ts';
import {readState} from './jobs/read-state.ts';
import {openReversal} from './jobs/reversal.ts';
import {saveFile} from './save-file.ts';
import {scriptRun} from './script-run.ts';
import {createServer, type Timer} from './server.ts';
import {initialSidebar, reduceSidebar, type ViewName} from './state/sidebar.ts';
import {createStore} from './store.ts';
import {App} from './views/app.tsx';

/** A person who comes back to the sidebar after longer than this sees what has happened meanwhile. */
const oldAfterMs = 60_000;

const timer: Timer = {
  after: (ms, act) => {
    const id = setTimeout(act, ms);
    return () => clearTimeout(id);
  },
};

function start(page: Document, root: Element): void {
  const store = createStore(initialSidebar, reduceSidebar, (sidebar) =>
    keepingFocus(page, () => render(<App sidebar={sidebar} ports={ports} open={open} />, root)),
  );
  const ports: PagePorts = {
    api: createApi(createServer(scriptRun(window), timer)),
    store,
    timer,
    copy: (text) => copyText(page, text),
    save: (file) => saveFile(page, file),
  };
  const open = (view: ViewName): void => {
    openView(ports, view);
    focusPanel(page);
  };

  let readAtMs = performance.now();
  const readAgain = (): void => {
    readAtMs = performance.now();
    void readState(ports);
    readView(ports);
  };
  page.defaultView?.addEventListener('focus', () => {
    if (performance.now() - readAtMs > oldAfterMs) readAgain();
  });
  readAgain();
  // The menu item that reverses a batch opens the sidebar with this.
  if (page.body.dataset['opens'] === 'reverse-batch') {
    open('invoices');
    void openReversal(ports);
  }
}

const root = document.getElementById('app');
if (root === null) throw new Error('Cannot show the sidebar: #app is missing in index.html.');
start(document, root);
