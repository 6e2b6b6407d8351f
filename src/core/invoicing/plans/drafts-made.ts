import type {Digest} from '../../ports.ts';
import type {DraftInvoice} from '../draft-invoice.ts';
import type {InvoiceIntent} from '../invoice-intent.ts';
import type {GroupOutcome} from './group-outcome.ts';

/** A draft in Stripe of an earlier batch, whose rows still say what they said then. */
export interface DraftMade {
  readonly intent: InvoiceIntent;
  readonly collection: DraftInvoice['collection'];
  readonly deliver: DraftInvoice['deliver'];
}

export interface DraftsMade {
  /** Names exactly these, to be finalized; null when there are none. */
  readonly digest: string | null;
  readonly drafts: readonly DraftMade[];
}

/** A key that may not read the account leaves it unknown. */
function isOther(one: string | null, other: string | null): boolean {
  return one !== null && other !== null && one !== other;
}

/** What can be finalized of what was made before. */
export function draftsMade(
  digest: Digest,
  outcomes: readonly GroupOutcome[],
  {accountId, mode}: {readonly accountId: string | null; readonly mode: 'test' | 'live'},
): DraftsMade {
  const drafts = outcomes.flatMap(({draftMade: intent, draft}): DraftMade[] =>
    intent === null || draft === null || intent.mode !== mode || isOther(intent.accountId, accountId)
      ? []
      : [{intent, collection: draft.collection, deliver: draft.deliver}],
  );
  if (drafts.length === 0) return {digest: null, drafts};
  const named = drafts
    .map(({intent: {key, invoiceId, totals}, collection, deliver}) => [
      key,
      invoiceId,
      totals,
      collection,
      deliver,
    ])
    .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
  return {digest: digest.sha256Hex(JSON.stringify(['drafts, v1', accountId, mode, named])), drafts};
}
