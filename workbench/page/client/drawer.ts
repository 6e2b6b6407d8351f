import {element} from './elements.ts';
import type {ShownExecution, ShownRequest} from './messages.ts';

/** What happens behind the spreadsheet: executions, requests to Stripe, the clock. */
export interface Drawer {
  readonly element: HTMLElement;
  toggle(): boolean;
  showExecutions(executions: readonly ShownExecution[]): void;
  showRequests(requests: readonly ShownRequest[]): void;
  showClock(clock: {readonly nowUnixMs: number; readonly timeZone: string}): void;
}

const steps: readonly (readonly [string, number])[] = [
  ['1 hour', 1],
  ['6 hours', 6],
  ['1 day', 24],
  ['7 days', 7 * 24],
];

export function createDrawer(advance: (hours: number) => void): Drawer {
  const executions = element('div', {class: 'drawer-list'});
  const requests = element('div', {class: 'drawer-list'});
  const now = element('p', {class: 'clock-now', role: 'status'});
  const clock = element(
    'div',
    {class: 'drawer-clock'},
    now,
    element('p', {}, 'The workbench has a clock of its own. Let time pass, and triggers that fall due fire.'),
    element(
      'div',
      {class: 'buttons'},
      ...steps.map(([caption, hours]) =>
        element(
          'button',
          {type: 'button', class: 'button', onclick: () => advance(hours)},
          `Advance ${caption}`,
        ),
      ),
    ),
  );
  const panels = [
    ['Executions', executions],
    ['Requests to Stripe', requests],
    ['Clock', clock],
  ] as const;
  const drawer = element('section', {class: 'drawer', 'aria-label': 'Activity', hidden: true});
  drawer.append(...tabbed(panels));
  return {
    element: drawer,
    toggle: () => {
      drawer.hidden = !drawer.hidden;
      return !drawer.hidden;
    },
    showExecutions: (shown) => {
      const openIds = [...executions.querySelectorAll<HTMLElement>('details[open]')].map(({id}) => id);
      executions.replaceChildren(executionsTable(shown));
      for (const id of openIds) document.getElementById(id)?.setAttribute('open', '');
    },
    showRequests: (shown) => requests.replaceChildren(requestsTable(shown)),
    showClock: ({nowUnixMs, timeZone}) => {
      now.textContent = `${momentText(nowUnixMs, timeZone)} (${timeZone})`;
    },
  };
}

/** https://www.w3.org/WAI/ARIA/apg/patterns/tabs/ */
function tabbed(panels: readonly (readonly [string, HTMLElement])[]): readonly HTMLElement[] {
  const list = element('div', {class: 'drawer-tabs', role: 'tablist', 'aria-label': 'Activity'});
  const tabs = panels.map(([caption, panel], at) => {
    const tab = element('button', {type: 'button', role: 'tab', id: `drawer-tab-${at}`}, caption);
    panel.setAttribute('role', 'tabpanel');
    panel.setAttribute('aria-labelledby', tab.id);
    panel.tabIndex = 0;
    tab.addEventListener('click', () => select(at));
    return tab;
  });
  const select = (chosen: number): void => {
    for (const [at, tab] of tabs.entries()) {
      tab.setAttribute('aria-selected', String(at === chosen));
      tab.tabIndex = at === chosen ? 0 : -1;
      const panel = panels[at]?.[1];
      if (panel !== undefined) panel.hidden = at !== chosen;
    }
  };
  list.addEventListener('keydown', ({key}) => {
    const step = {ArrowRight: 1, ArrowLeft: -1}[key];
    if (step === undefined) return;
    const at = tabs.findIndex((tab) => tab.tabIndex === 0);
    const next = (at + step + tabs.length) % tabs.length;
    select(next);
    tabs[next]?.focus();
  });
  list.append(...tabs);
  select(0);
  return [list, ...panels.map(([, panel]) => panel)];
}

function executionsTable(executions: readonly ShownExecution[]): HTMLElement {
  const rows = executions.toReversed().map((execution) => {
    const state = element('span', {class: `state ${execution.state}`}, stateWords[execution.state]);
    const row = [
      execution.functionName,
      execution.startedBy,
      clockText(execution.startedAtUnixMs),
      execution.durationMs === null ? '' : `${(execution.durationMs / 1000).toFixed(3)} s`,
      state,
      logOf(execution),
    ];
    return row;
  });
  const header = ['Function', 'Started by', 'Start (UTC)', 'Duration', 'Status', 'Log'];
  return table('Executions', header, rows, 'Nothing has run yet.');
}

const stateWords = {running: 'Running', completed: 'Completed', failed: 'Failed'} as const;

function logOf({id, fault, log}: ShownExecution): Node | string {
  const lines = [...log.map(({level, message}) => `${level}  ${message}`), ...(fault === '' ? [] : [fault])];
  if (lines.length === 0) return '';
  const first = lines.at(-1)?.split('\n')[0] ?? '';
  return element('details', {id}, element('summary', {}, first), element('pre', {}, lines.join('\n')));
}

function requestsTable(requests: readonly ShownRequest[]): HTMLElement {
  const rows = requests
    .toReversed()
    .map(({method, path, status, durationMs, atUnixMs}) => [
      method,
      path,
      status === null
        ? element('span', {class: 'state failed'}, 'no answer')
        : element('span', {class: `state ${status < 400 ? 'completed' : 'failed'}`}, String(status)),
      `${durationMs} ms`,
      clockText(atUnixMs),
    ]);
  const header = ['Method', 'Path', 'Status', 'Took', 'At (UTC)'];
  return table('Requests to Stripe', header, rows, 'Nothing was asked of Stripe yet.');
}

function table(
  label: string,
  header: readonly string[],
  rows: readonly (readonly (Node | string)[])[],
  nothing: string,
): HTMLElement {
  if (rows.length === 0) return element('p', {class: 'nothing'}, nothing);
  return element(
    'table',
    {'aria-label': label},
    element('thead', {}, element('tr', {}, ...header.map((word) => element('th', {scope: 'col'}, word)))),
    element(
      'tbody',
      {},
      ...rows.map((cells) => element('tr', {}, ...cells.map((cell) => element('td', {}, cell)))),
    ),
  );
}

function momentText(unixMs: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-US', {dateStyle: 'full', timeStyle: 'short', timeZone}).format(unixMs);
}

function clockText(unixMs: number): string {
  return new Date(unixMs).toISOString().slice(0, 19).replace('T', ' ');
}
