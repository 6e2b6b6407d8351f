import type {ActionOffer} from '../action-contract.ts';
import {currencyInfo} from '../money/currency.ts';
import {type ActionContextPorts, actionContext} from './action-context.ts';
import {actionTitle} from './action-invoice.ts';
import {actionKinds} from './action-kinds.ts';
import {checkedInvoiceIds} from './checked-action.ts';
import {readFacts} from './read-facts.ts';

/**
 * What may be done to each of the invoices at this moment, and why the rest may not.
 *
 * @throws AddonError ARGUMENT_INVALID unless 1 to 100 invoices are named; as readFacts
 */
export function offerActions(
  ports: ActionContextPorts,
  request: {readonly invoiceIds: readonly string[]},
  {deadlineUnixMs}: {readonly deadlineUnixMs: number},
): {readonly offers: readonly ActionOffer[]} {
  const invoiceIds = checkedInvoiceIds(request);
  const readings = readFacts(actionContext(ports, {deadlineUnixMs}), invoiceIds, {withLines: true});
  return {
    offers: [...readings].map(([invoiceId, reading]): ActionOffer => {
      if (reading.kind === 'failed') {
        const {sentence} = reading;
        const actions = actionKinds.map(({name, label, reasonCodes}) => ({
          name,
          label,
          refusal: sentence,
          reasonCodes,
        }));
        return {invoiceId, title: invoiceId, actions, lines: [], currency: '', decimals: 0};
      }
      const {facts} = reading;
      const {currency} = facts.invoice;
      const offered = actionKinds.map((kind) => ({kind, refusal: kind.refusal(facts)}));
      return {
        invoiceId,
        title: actionTitle(facts.invoice),
        actions: offered.map(({kind: {name, label, reasonCodes}, refusal}) => ({
          name,
          label,
          refusal,
          reasonCodes,
        })),
        lines: offered.flatMap(({kind, refusal}) =>
          refusal === null ? (kind.offerLines?.(facts) ?? []) : [],
        ),
        currency,
        decimals: currencyInfo(currency).displayDecimals,
      };
    }),
  };
}
