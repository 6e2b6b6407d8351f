import type {ViewName} from '../state/sidebar.ts';

/** The views as their tabs name them. */
export const titles: Readonly<Record<ViewName, string>> = {
  receivables: 'Receivables',
  invoices: 'Invoices',
  'payment-status': 'Payment status',
  connect: 'Connect',
  settings: 'Settings',
};
const views: readonly ViewName[] = ['receivables', 'invoices', 'payment-status', 'connect', 'settings'];

/** The views as tabs: arrows move along them, Tab goes into what is shown. */
export function Tabs({shown, choose}: {readonly shown: ViewName; readonly choose: (view: ViewName) => void}) {
  const chooseAt = (place: number, from: Element) => {
    const view = views[(place + views.length) % views.length];
    if (view === undefined) return;
    choose(view);
    from.ownerDocument.getElementById(`tab-${view}`)?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label="Billing Ops">
      {views.map((view, place) => (
        <button
          key={view}
          type="button"
          role="tab"
          id={`tab-${view}`}
          aria-selected={view === shown}
          aria-controls="panel"
          tabIndex={view === shown ? 0 : -1}
          {...(view === 'settings' ? {'aria-label': titles[view], title: titles[view]} : {})}
          onClick={() => choose(view)}
          onKeyDown={(event) => {
            const target = targetOf(event.key, place);
            if (target === null) return;
            event.preventDefault();
            chooseAt(target, event.currentTarget);
          }}
        >
          {view === 'settings' ? <Gear /> : titles[view]}
        </button>
      ))}
    </div>
  );
}

/** Five words are wider than the sidebar, and of these everybody knows the sign. */
function Gear() {
  return (
    <svg class="gear" viewBox="0 0 24 24" fill="currentColor" aria-hidden="true">
      <path d="M19.4 13a7.5 7.5 0 0 0 0-2l2.1-1.6a.5.5 0 0 0 .1-.6l-2-3.5a.5.5 0 0 0-.6-.2l-2.4 1a7.4 7.4 0 0 0-1.7-1l-.4-2.6a.5.5 0 0 0-.5-.4h-4a.5.5 0 0 0-.5.4l-.4 2.6a7.4 7.4 0 0 0-1.7 1l-2.4-1a.5.5 0 0 0-.6.2l-2 3.5a.5.5 0 0 0 .1.6L4.6 11a7.5 7.5 0 0 0 0 2l-2.1 1.600a.5.5 0 0 0-.1.6l2 3.5c.1.2.4.3.6.2l2.4-1c.5.4 1.1.7 1.7 1l.4 2.600c0 .2.2.4.5.4h4c.3 0 .5-.2.5-.4l.4-2.600c.6-.2 1.2-.6 1.7-1l2.4 1c.2.1.5 0 .6-.2l2-3.5a.5.5 0 0 0-.1-.6ZM12 15.500a3.5 3.5 0 1 1 0-7 3.5 3.5 0 0 1 0 7Z" />
    </svg>
  );
}

/** The place that a key leads to; null for other keys. */
function targetOf(key: string, place: number): number | null {
  switch (key) {
    case 'ArrowRight':
      return place + 1;
    case 'ArrowLeft':
      return place - 1;
    case 'Home':
      return 0;
    case 'End':
      return -1;
    default:
      return null;
  }
}
