import {textsMax} from '../state/lookup.ts';
import type {PagePorts} from './page-ports.ts';

/**
 * Reads the invoices that are shown once more, each in its place, as many at once as the script looks up. One that cannot
 * be read is shown as that: its old card would say what is no longer so.
 */
export async function readAgain({api, store}: PagePorts, invoiceIds: readonly string[]): Promise<void> {
  const results = store.state().lookup.found?.results ?? [];
  const shown = invoiceIds.filter((id) =>
    results.some((result) => result.kind === 'invoice' && result.payment.invoiceId === id),
  );
  for (let from = 0; from < shown.length; from += textsMax) {
    const texts = shown.slice(from, from + textsMax);
    const answer = await api.lookUpPayments({texts});
    store.dispatch(
      answer.kind === 'done'
        ? {type: 'lookup-read-again', invoiceIds: texts, found: answer.value}
        : {type: 'lookup-not-read-again', invoiceIds: texts, failure: answer.failure},
    );
  }
}
