/** The workbench's page: the spreadsheet as a person with the add-on sees it, and what happens behind it. */
import {connect} from './connection.ts';
import {createDialogs} from './dialogs.ts';
import {createDrawer, type Drawer} from './drawer.ts';
import type {BenchActions} from './drawer-controls.ts';
import {createEditing} from './editing.ts';
import {element} from './elements.ts';
import {createHtmlPages} from './html-pages.ts';
import {createMenuBar} from './menu-bar.ts';
import type {FromPage, ToPage} from './messages.ts';
import {createNotices} from './notices.ts';
import {createGrid} from './univer-grid.ts';

/** What this page showed before it was loaded again. */
const shownTabKey = 'workbench shown tab';

function openPage(root: HTMLElement): void {
  const places = layOut(root, () => drawer.toggle());
  const notices = createNotices({toasts: places.toasts, script: places.script}, () =>
    connection.send({kind: 'cancel'}),
  );
  const htmlPages = createHtmlPages(places, {
    call: (key, {call, functionName, argsText}) =>
      connection.send({kind: 'call', key, call, functionName, argsText}),
    focusGrid: () => grid.focus(),
  });
  const dialogs = createDialogs((number, reply) => connection.send({kind: 'answer', number, reply}));
  const drawer = createDrawer(benchActions((message) => connection.send(message)));
  const menus = createMenuBar(places.menus, (functionName) => connection.send({kind: 'run', functionName}));
  places.dialogs.before(drawer.element);
  let ending = 'The workbench has ended. Start it again with: npm start. This page then goes on by itself.';
  // The workbook is on its way while the grid is built.
  const connection = connect({
    message: (message) => take(takers, message),
    lost: () => {
      places.grid.inert = true;
      root.dataset['state'] = 'lost';
      notices.say(ending);
    },
  });

  const grid = createGrid(places.grid, {
    changed: (changes) => editing.made(changes),
    tabWanted: () => connection.send({kind: 'add-tab'}),
    tabCopyWanted: (tabId) => connection.send({kind: 'copy-tab', tabId}),
    tabShown: (tabId) => {
      sessionStorage.setItem(shownTabKey, tabId);
      connection.send({kind: 'show-tab', tabId});
    },
    selected: (tabId, selection) => connection.send({kind: 'select', tabId, selection}),
  });
  performance.mark('grid built');
  const editing = createEditing(
    grid,
    (message) => connection.send(message),
    () => sessionStorage.getItem(shownTabKey),
  );

  const takers: Takers = {
    workbook: (message) => {
      editing.showWorkbook(message);
      performance.mark('workbook shown');
      root.dataset['state'] = 'ready';
    },
    changes: editing.takeChanges,
    refused: ({sentence}) => notices.say(sentence),
    'tab-added': ({tabId}) => grid.showTab(tabId),
    activated: ({tabId, selection}) => grid.select(tabId, selection),
    html: ({html}) => htmlPages.show(html),
    'call-ended': ({key, call, outcome}) => htmlPages.callEnded(key, {kind: 'call-ended', call, outcome}),
    functions: ({functions}) => grid.describe(functions),
    menus: (message) => menus.show(message.menus),
    toast: ({toast}) => notices.toast(toast),
    question: ({number, question}) => dialogs.ask(number, question),
    answered: ({number}) => dialogs.withdraw(number),
    script: ({script}) => notices.script(script),
    ...drawerTakers(drawer),
    restarting: ({sentence}) => {
      // The next spreadsheet has tabs of its own.
      sessionStorage.removeItem(shownTabKey);
      ending = sentence;
    },
    clock: (clock) => {
      drawer.showClock(clock);
      places.clock.textContent = dayText(clock);
    },
  };
}

function benchActions(send: (message: FromPage) => void): BenchActions {
  return {
    advance: (hours) => send({kind: 'advance', hours}),
    openAs: (authMode) => send({kind: 'open-as', authMode}),
    setFault: (fault) => send({kind: 'set-fault', fault}),
    happen: (happening) => send({kind: 'happen', happening}),
    openWorld: (world) => send({kind: 'open-world', world}),
  };
}

type Takers = {
  readonly [Kind in ToPage['kind']]: (message: Extract<ToPage, {readonly kind: Kind}>) => void;
};

function drawerTakers(
  drawer: Drawer,
): Pick<Takers, 'executions' | 'requests' | 'mails' | 'quotas' | 'bench'> {
  return {
    executions: ({executions}) => drawer.showExecutions(executions),
    requests: ({requests}) => drawer.showRequests(requests),
    mails: ({mails}) => drawer.showMails(mails),
    quotas: ({quotas}) => drawer.showQuotas(quotas),
    bench: ({bench}) => drawer.showBench(bench),
  };
}

function take<Kind extends ToPage['kind']>(
  takers: Takers,
  message: Extract<ToPage, {readonly kind: Kind}>,
): void {
  const taker: (message: Extract<ToPage, {readonly kind: Kind}>) => void = takers[message.kind as Kind];
  taker(message);
}

/** The parts of the page, from top to bottom. */
function layOut(root: HTMLElement, toggleDrawer: () => boolean) {
  const places = {
    menus: element('div', {class: 'menu-bar', role: 'menubar', 'aria-label': 'Menus of the add-on'}),
    grid: element('main', {class: 'grid', 'aria-label': 'Spreadsheet'}),
    sidebar: element('aside', {class: 'sidebar', hidden: true}),
    dialogs: element('div', {class: 'dialogs'}),
    toasts: element('div', {class: 'toasts', role: 'status'}),
    script: element('div', {class: 'script-place', role: 'status'}),
    clock: element('span', {class: 'clock-text', title: "The workbench's own clock"}),
  };
  const title = element('div', {class: 'title'}, element('h1', {}, 'Billing Ops workbench'), places.menus);
  const logo = element('span', {class: 'logo', 'aria-hidden': 'true'});
  root.replaceChildren(
    element('header', {class: 'title-bar'}, logo, title, places.clock, activityButton(toggleDrawer)),
    element('div', {class: 'work'}, places.grid, places.sidebar),
    places.dialogs,
    places.toasts,
    places.script,
  );
  return places;
}

function activityButton(toggle: () => boolean): HTMLElement {
  const button = element('button', {type: 'button', class: 'button', 'aria-expanded': 'false'}, 'Activity');
  button.addEventListener('click', () => button.setAttribute('aria-expanded', String(toggle())));
  return button;
}

function dayText({nowUnixMs, timeZone}: {readonly nowUnixMs: number; readonly timeZone: string}): string {
  const style = {dateStyle: 'medium', timeStyle: 'short', timeZone} as const;
  return new Intl.DateTimeFormat('en-US', style).format(nowUnixMs);
}

const root = document.getElementById('page');
performance.mark('script started');
if (root !== null) openPage(root);
