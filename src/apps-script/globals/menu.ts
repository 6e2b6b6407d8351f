import {turnAutomaticRefresh} from '../../core/receivables/automatic-refresh.ts';
import {refreshAsPerson} from '../../core/receivables/refresh-as-person.ts';
import {disconnectStripe} from '../../core/receivables/sidebar-connection.ts';
import type {RefreshRequest} from '../../core/sidebar-contract.ts';
import {connectStripe} from '../../core/stripe/connect.ts';
import {addMenu, askForText, confirm, say, showSidebar, toast} from '../adapters/menu-ui.ts';
import {fromMenu} from '../boundary.ts';
import {deadlineUnixMs, ports} from '../wiring.ts';

/** Works in every authorisation mode: it builds a menu and reads nothing. */
export function onOpen(): void {
  addMenu([
    {label: 'Open sidebar', functionName: 'openSidebar'},
    'separator',
    {label: 'Refresh receivables', functionName: 'refreshReceivablesFromMenu'},
    'separator',
    {label: 'New Invoice Drafts tab', functionName: 'createDraftsTabFromMenu'},
    {label: 'Check invoice drafts', functionName: 'checkDraftsFromMenu'},
    {label: 'Preview invoices…', functionName: 'previewInvoicesFromMenu'},
    {label: 'Create invoices from drafts…', functionName: 'createInvoicesFromMenu'},
    {label: 'Reverse batch…', functionName: 'reverseBatchFromMenu'},
    {label: 'Verify Audit Log', functionName: 'verifyAuditLogFromMenu'},
    'separator',
    {label: 'Turn automatic refresh on', functionName: 'turnAutomaticRefreshOn'},
    {label: 'Turn automatic refresh off', functionName: 'turnAutomaticRefreshOff'},
    'separator',
    {label: 'Connect Stripe…', functionName: 'connectStripeFromMenu'},
    {label: 'Disconnect Stripe', functionName: 'disconnectStripeFromMenu'},
    'separator',
    {label: 'Help', functionName: 'showHelp'},
  ]);
}

/** Google does not run onOpen when an add-on has just been installed. */
export function onInstall(): void {
  onOpen();
}

export function openSidebar(): void {
  showSidebar();
}

export function refreshReceivablesFromMenu(): void {
  const refreshAndTell = (request: RefreshRequest) => {
    toast('Reading invoices from Stripe…');
    toast(refreshAsPerson(ports(), request, deadlineUnixMs()).message);
  };
  fromMenu(() => refreshAndTell({}), {
    COUNT_CHANGED: (fact) => {
      if (confirm(`${fact} Publish it all the same?`)) refreshAndTell({acceptCountChange: true});
    },
  });
}

export function turnAutomaticRefreshOn(): void {
  fromMenu(() => say(turnAutomaticRefresh(ports(), {on: true}).message));
}

export function turnAutomaticRefreshOff(): void {
  fromMenu(() => say(turnAutomaticRefresh(ports(), {on: false}).message));
}

export function connectStripeFromMenu(): void {
  fromMenu(() => {
    const key = askForText('Paste a restricted Stripe key (rk_…) that may read invoices and customers.');
    if (key === null) return;
    const {account, mode, lastFour} = connectStripe(ports(), {key});
    say(`Connected to ${account ?? 'Stripe'} in ${mode} mode with the key that ends in ${lastFour}.`);
  });
}

export function disconnectStripeFromMenu(): void {
  fromMenu(() => say(disconnectStripe(ports()).message));
}

export function showHelp(): void {
  say(
    [
      'Open sidebar connects Stripe, refreshes, looks up payments and holds the settings.',
      'Refresh receivables fills two tabs from Stripe: Receivables, one row for each open or uncollectible invoice, and AR Aging.',
      'The stamp on AR Aging says what they are true for and whether they tie to Stripe; Run Log says who refreshed when.',
      'Invoice Drafts turns rows into invoices: Check says in each row what is wrong, Preview what Stripe would bill. Neither changes anything in Stripe. Create makes drafts of what was previewed, each exactly once.',
      'Audit Log says what was done, by whom and who approved it; Verify Audit Log says whether anybody has touched a row since.',
      'Your own columns beside ours keep their place by invoice, and so do notes. Rename, move and sort as you like.',
      'Formulas: the named ranges Receivables and AR_AS_OF, and functions such as =AR_AGING(Receivables, AR_AS_OF).',
    ].join('\n\n'),
  );
}
