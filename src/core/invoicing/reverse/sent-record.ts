import * as v from 'valibot';
import type {ActionContext} from '../../invoice-actions/action-context.ts';
import type {ActionInvoice} from '../../invoice-actions/action-invoice.ts';
import {decodePage} from '../../stripe/list-page.ts';
import {pageObjectsMax} from '../../stripe/listing.ts';
import {decodeWire, wireId, wireTime} from '../../stripe/wire.ts';

/** Which invoices Stripe has e-mailed, whoever told it to. */
export interface SentRecord {
  readonly sentAtUnixS: ReadonlyMap<string, number>;
  /** Why it does not tell of all of them, as a sentence; null when it does. */
  readonly gap: string | null;
}

/** Stripe keeps events for 30 days (docs.stripe.com/api/events/list). */
const eventsKeptS = 30 * 24 * 3600;
/** So many e-mails since the batch are told apart; more than that nobody waits for. */
const pagesMax = 10;

const wireSent = v.object({
  id: wireId,
  created: wireTime,
  data: v.object({object: v.object({id: v.optional(wireId)})}),
});

/** E-mails since the first of these invoices was finalized; asks nothing where none was. */
export function readSent(
  {client, nowUnixS, deadlineUnixMs}: ActionContext,
  invoices: readonly ActionInvoice[],
): SentRecord {
  const finalized = invoices.flatMap(({finalizedAtUnixS}) => finalizedAtUnixS ?? []);
  const sentAtUnixS = new Map<string, number>();
  if (finalized.length === 0) return {sentAtUnixS, gap: null};
  const sinceUnixS = Math.min(...finalized);
  let cursor: string | null = null;
  for (let page = 0; page < pagesMax; page += 1) {
    const [answer] = client.sendWave(
      [
        {
          method: 'GET',
          path: '/v1/events',
          params: {
            type: 'invoice.sent',
            created: {gte: sinceUnixS},
            limit: pageObjectsMax,
            ...(cursor === null ? {} : {starting_after: cursor}),
          },
        },
      ],
      {deadlineUnixMs},
    );
    if (answer?.kind !== 'answered') {
      const why = answer?.error.fact ?? 'Stripe was not asked.';
      return {sentAtUnixS, gap: `Whether it was e-mailed is not known. ${why}`};
    }
    const {data, hasMore} = decodePage(answer.body, '/v1/events');
    for (const wire of data) {
      const {created, data: of} = decodeWire(wireSent, wire, 'event');
      // The newest stands first: the last one that is written is the first e-mail.
      if (of.object.id !== undefined) sentAtUnixS.set(of.object.id, created);
    }
    const last = data[data.length - 1];
    if (!hasMore || last === undefined) {
      const isKept = sinceUnixS >= nowUnixS - eventsKeptS;
      return {
        sentAtUnixS,
        gap: isKept ? null : 'Whether it was e-mailed is not known: Stripe remembers e-mails for 30 days.',
      };
    }
    cursor = last.id;
  }
  return {
    sentAtUnixS,
    gap: `Whether it was e-mailed is not known: ${pagesMax * pageObjectsMax} e-mails were sent since.`,
  };
}
