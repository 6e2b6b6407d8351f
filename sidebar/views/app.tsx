import type {ComponentChildren} from 'preact';
import {useErrorBoundary} from 'preact/hooks';
import type {SidebarState} from '../../src/core/sidebar-contract.ts';
import {undrawable} from '../google-failure.ts';
import {openView} from '../jobs/open-view.ts';
import type {PagePorts} from '../jobs/page-ports.ts';
import {readState} from '../jobs/read-state.ts';
import {FailureNotice} from '../parts/notice.tsx';
import type {Sidebar, ViewName} from '../state/sidebar.ts';
import {ConnectView} from './connect.tsx';
import {InvoicesView} from './invoices/invoices.tsx';
import {PaymentStatusView} from './payment-status.tsx';
import {ReceivablesView} from './receivables.tsx';
import {ReversalView} from './reversal.tsx';
import {SettingsView} from './settings.tsx';
import {Tabs, titles} from './tabs.tsx';
import type {ViewProps} from './view-props.ts';

interface AppProps {
  readonly sidebar: Sidebar;
  readonly ports: PagePorts;
  readonly open: (view: ViewName) => void;
}

export function App({sidebar, ports, open}: AppProps) {
  const {known, view} = sidebar;
  const shown = view ?? 'receivables';
  return (
    <div class="frame">
      <header>
        <Who state={known.value} />
        <Tabs shown={shown} choose={(chosen) => openView(ports, chosen)} />
      </header>
      <main>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a panel that may hold nothing to press is scrolled by keys this way, https://www.w3.org/WAI/ARIA/apg/patterns/tabs/ */}
        <div class="panel stack" id="panel" role="tabpanel" aria-labelledby={`tab-${shown}`} tabIndex={0}>
          <h1 class="only-heard">{titles[shown]}</h1>
          {known.failure !== null && (
            <FailureNotice
              failure={known.failure}
              before="Cannot read how this spreadsheet stands."
              onRetry={() => void readState(ports)}
            />
          )}
          {known.value === null ? (
            known.failure === null && <p class="waiting">Reading the spreadsheet…</p>
          ) : (
            <Guarded key={shown} readAgain={() => readState(ports)}>
              <View view={shown} props={{sidebar, state: known.value, ports, open}} />
            </Guarded>
          )}
        </div>
      </main>
      <p class="only-heard" role="status">
        {sidebar.announcement}
      </p>
    </div>
  );
}

/** A view that fails to be drawn takes neither the tabs nor the other views with it. */
function Guarded({
  readAgain,
  children,
}: {
  readonly readAgain: () => Promise<void>;
  readonly children: ComponentChildren;
}) {
  const [fault, forget] = useErrorBoundary();
  if (fault === undefined) return <>{children}</>;
  return <FailureNotice failure={undrawable(fault)} onRetry={() => void readAgain().then(forget)} />;
}

function View({view, props}: {readonly view: ViewName; readonly props: ViewProps}) {
  switch (view) {
    case 'receivables':
      return <ReceivablesView {...props} />;
    case 'invoices':
      return props.sidebar.reversal === null ? (
        <InvoicesView {...props} />
      ) : (
        <ReversalView open={props.sidebar.reversal} ports={props.ports} />
      );
    case 'payment-status':
      return <PaymentStatusView {...props} />;
    case 'connect':
      return <ConnectView {...props} />;
    case 'settings':
      return <SettingsView {...props} />;
  }
}

/** Whose books, and whether they are the real ones: always in sight. */
function Who({state}: {readonly state: SidebarState | null}) {
  const connection = state?.connection ?? null;
  const mode = connection?.mode ?? state?.lastRefresh?.mode ?? 'none';
  const name =
    connection?.account?.name ?? connection?.account?.id ?? state?.lastRefresh?.account ?? 'Stripe';
  return (
    <div class="who">
      <p class="name" title={name}>
        {name}
      </p>
      {state !== null && (
        <span class="mode" data-mode={mode}>
          {mode === 'live' ? 'LIVE' : mode === 'test' ? 'TEST MODE' : 'Not connected'}
        </span>
      )}
    </div>
  );
}
