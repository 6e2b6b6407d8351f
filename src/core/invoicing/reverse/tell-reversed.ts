import type {BegunAction} from '../../invoice-actions/begun-actions.ts';
import type {DraftSheet} from '../../ports.ts';
import {createdCells} from '../create/created-cells.ts';
import {openRegister, type RegisterPorts} from '../create/intent-register.ts';
import {readDraftTab} from '../plans/plan-drafts.ts';

export interface TellPorts extends RegisterPorts {
  readonly drafts: DraftSheet;
}

/**
 * Says of every invoice that was taken back that it is reversed: in the register, so that nothing goes on with it, and in
 * its rows where they are still there. Repeating it changes nothing.
 */
export function tellReversed(ports: TellPorts, begun: readonly BegunAction[]): void {
  const {drafts} = ports;
  const sentenceOf = new Map(
    begun.flatMap(({order, invoices}) =>
      order.name !== 'reverse-batch'
        ? []
        : invoices.flatMap(({invoiceId, steps, ended}) =>
            steps.length === 0 || ended === null || ended.outcome === 'failed'
              ? []
              : [[invoiceId, ended.sentence] as const],
          ),
    ),
  );
  if (sentenceOf.size === 0) return;
  const register = openRegister(ports);
  const reversed = register.all().flatMap((intent) => {
    const sentence = sentenceOf.get(intent.invoiceId ?? '');
    if (sentence === undefined || intent.state === 'reversed') return [];
    return [{...intent, state: 'reversed', problem: sentence} as const];
  });
  if (reversed.length === 0) return;
  // The rows first: a run that ends between the two finds them still to be told.
  if (drafts.read() !== null) drafts.write(createdCells(readDraftTab(drafts), reversed));
  register.record(reversed);
}
