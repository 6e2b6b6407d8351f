import {
  type BenchActions,
  createClockPanel,
  createStripePanel,
  createWorkbenchPanel,
} from './drawer-controls.ts';
import {executionsTable, mailsTable, quotasTable, requestsTable} from './drawer-tables.ts';
import {element} from './elements.ts';
import type {BenchSettings, ShownExecution, ShownMail, ShownQuota, ShownRequest} from './messages.ts';

/** What happens behind the spreadsheet, and what a person may let happen there. */
export interface Drawer {
  readonly element: HTMLElement;
  toggle(): boolean;
  showExecutions(executions: readonly ShownExecution[]): void;
  showRequests(requests: readonly ShownRequest[]): void;
  showMails(mails: readonly ShownMail[]): void;
  showQuotas(quotas: readonly ShownQuota[]): void;
  showBench(bench: BenchSettings): void;
  showClock(clock: {readonly nowUnixMs: number; readonly timeZone: string}): void;
}

export function createDrawer(actions: BenchActions): Drawer {
  const executions = element('div', {class: 'drawer-list'});
  const requests = element('div', {class: 'drawer-list'});
  const mails = element('div', {class: 'drawer-list'});
  const quotas = element('div', {class: 'quotas'});
  const clock = createClockPanel(actions);
  const stripe = createStripePanel(actions);
  const workbench = createWorkbenchPanel(actions, quotas);
  const tabs = tabbed([
    ['Executions', executions],
    ['Requests to Stripe', requests],
    ['Outbox', mails],
    ['Clock', clock.panel],
    ['Stripe', stripe.panel],
    ['Workbench', workbench.panel],
  ]);
  const drawer = element('section', {class: 'drawer', 'aria-label': 'Activity', hidden: true});
  drawer.append(...tabs.elements);
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
    showMails: (shown) => mails.replaceChildren(mailsTable(shown)),
    showQuotas: (shown) => quotas.replaceChildren(quotasTable(shown)),
    showBench: (bench) => {
      tabs.offer(stripe.panel, stripe.show(bench));
      workbench.show(bench);
    },
    showClock: clock.show,
  };
}

/** https://www.w3.org/WAI/ARIA/apg/patterns/tabs/ */
function tabbed(panels: readonly (readonly [string, HTMLElement])[]): {
  readonly elements: readonly HTMLElement[];
  /** Shows the tab of a panel, or takes it away. */
  offer(panel: HTMLElement, isOffered: boolean): void;
} {
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
    const offered = tabs.filter(({hidden}) => !hidden);
    const at = offered.findIndex((tab) => tab.tabIndex === 0);
    const next = offered[(at + step + offered.length) % offered.length];
    if (next === undefined) return;
    select(tabs.indexOf(next));
    next.focus();
  });
  list.append(...tabs);
  select(0);
  return {
    elements: [list, ...panels.map(([, panel]) => panel)],
    offer: (panel, isOffered) => {
      const at = panels.findIndex(([, one]) => one === panel);
      const tab = tabs[at];
      if (tab === undefined) return;
      tab.hidden = !isOffered;
      if (!isOffered && !panel.hidden) select(0);
    },
  };
}
