import type {ViewName} from '../state/sidebar.ts';

/** The views as their tabs name them. */
export const titles: Readonly<Record<ViewName, string>> = {
  receivables: 'Receivables',
  'payment-status': 'Payment status',
  connect: 'Connect',
  settings: 'Settings',
};
const views: readonly ViewName[] = ['receivables', 'payment-status', 'connect', 'settings'];

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
          onClick={() => choose(view)}
          onKeyDown={(event) => {
            const target = targetOf(event.key, place);
            if (target === null) return;
            event.preventDefault();
            chooseAt(target, event.currentTarget);
          }}
        >
          {titles[view]}
        </button>
      ))}
    </div>
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
