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
      <path
        fill-rule="evenodd"
        d="M10 2h4l.6 3 1.8 1 2.9-1 2 3.4-2.3 2v2.2l2.3 2-2 3.4-2.9-1-1.8 1-.6 3h-4l-.6-3-1.8-1-2.9 1-2-3.4 2.3-2v-2.2l-2.3-2L4.7 5l2.9 1 1.8-1ZM12 8.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7Z"
      />
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
