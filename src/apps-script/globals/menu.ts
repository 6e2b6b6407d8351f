import {refreshReceivables} from '../../core/receivables/refresh-receivables.ts';
import {connectStripe} from '../../core/stripe/connect.ts';
import {forgetConnection} from '../../core/stripe/connection.ts';
import {startHourlyTrigger, stopHourlyTrigger} from '../adapters/hourly-trigger.ts';
import {addMenu, askForText, confirm, say, toast} from '../adapters/menu-ui.ts';
import {fromMenu} from '../boundary.ts';
import {deadlineUnixMs, ports} from '../wiring.ts';

/** Works in every authorisation mode: it builds a menu and reads nothing. */
export function onOpen(): void {
  addMenu([
    {label: 'Refresh receivables', functionName: 'refreshReceivablesFromMenu'},
    'separator',
    {label: 'Connect Stripe…', functionName: 'connectStripeFromMenu'},
    {label: 'Disconnect Stripe', functionName: 'disconnectStripeFromMenu'},
    'separator',
    {label: 'Turn automatic refresh on', functionName: 'turnAutomaticRefreshOn'},
    {label: 'Turn automatic refresh off', functionName: 'turnAutomaticRefreshOff'},
  ]);
}

/** Google does not run onOpen when an add-on has just been installed. */
export function onInstall(): void {
  onOpen();
}

export function refreshReceivablesFromMenu(): void {
  toast('Reading invoices from Stripe…');
  fromMenu(
    () => {
      const reply = refreshReceivables(ports(), {}, deadlineUnixMs());
      toast(
        `Refreshed: ${reply.invoices} invoices in ${reply.totals.length} currencies, all tied to Stripe.`,
      );
    },
    {
      COUNT_CHANGED: (fact) => {
        if (!confirm(`${fact} Publish it all the same?`)) return;
        refreshReceivables(ports(), {acceptCountChange: true}, deadlineUnixMs());
      },
    },
  );
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
  fromMenu(() => {
    forgetConnection(ports().userProperties);
    say(
      'Your Stripe key is deleted here. To make it useless elsewhere too, roll it in the Stripe dashboard.',
    );
  });
}

export function turnAutomaticRefreshOn(): void {
  fromMenu(() => {
    startHourlyTrigger('refreshReceivablesOnSchedule');
    say('The receivables refresh about every hour, as you and with your Stripe key.');
  });
}

export function turnAutomaticRefreshOff(): void {
  fromMenu(() => {
    const stopped = stopHourlyTrigger('refreshReceivablesOnSchedule');
    say(stopped > 0 ? 'Your automatic refresh is off.' : 'You had no automatic refresh in this spreadsheet.');
  });
}
