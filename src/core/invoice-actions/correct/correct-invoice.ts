import type Stripe from 'stripe';
import * as v from 'valibot';
import {formatMoney, isZero} from '../../money/money.ts';
import {intentMetadataKey} from '../../stripe/intent-metadata.ts';
import {dashboardLink} from '../../stripe/links.ts';
import {decodePage} from '../../stripe/list-page.ts';
import {pageObjectsMax} from '../../stripe/listing.ts';
import type {WaveAnswer} from '../../stripe/wave.ts';
import {decodeWire, schemaOf, wireId} from '../../stripe/wire.ts';
import {type ActionInvoice, shortName} from '../action-invoice.ts';
import {
  type ActionFacts,
  type ActionOutcome,
  type ActionPlan,
  actionKind,
  type BegunInvoice,
  type FoundStep,
} from '../action-kind.ts';
import {clockSkewS, findMarked, markMetadataKey} from '../action-mark.ts';
import {isOfClosedMonth} from '../closed-month.ts';

/** A draft that takes the place of a finalized invoice once it is finalized. https://docs.stripe.com/invoicing/invoice-edits */
export const correctInvoice = actionKind({
  name: 'correct',
  label: 'Correct invoice…',
  reasonCodes: [
    'Wrong price',
    'Wrong quantity',
    'Wrong tax',
    'Wrong address or tax id',
    'Missing PO number',
    'Wrong terms',
    'Other',
  ],
  refusal: ({invoice}) => stateRefusal(invoice),
  reads: (_, {invoice: {customerId}}) =>
    customerId === null
      ? []
      : [
          {
            method: 'GET',
            path: '/v1/invoices',
            params: {customer: customerId, status: 'draft', limit: pageObjectsMax},
          },
        ],
  plan: (_, facts, [drafts]) => plan(facts, drafts),
  outcome,
  lookUp: (_, {customerId, askedAtUnixS}) => ({
    method: 'GET',
    path: '/v1/invoices',
    // A list is true at once; a search may lag behind by minutes.
    params: {
      ...(customerId === null ? {} : {customer: customerId}),
      created: {gte: askedAtUnixS - clockSkewS},
      limit: pageObjectsMax,
    },
  }),
  found: (_, answer, begun) => foundRevision(answer, begun),
});

function stateRefusal(invoice: ActionInvoice): string | null {
  const name = shortName(invoice);
  if (invoice.isOfSubscription) {
    return `${name} is of a subscription: Stripe does not revise such an invoice. Credit it, and bill the difference.`;
  }
  switch (invoice.status) {
    case 'open':
    case 'uncollectible':
      return isZero(invoice.amountPaid)
        ? null
        : `${name} is paid in part (${formatMoney(invoice.amountPaid)}): correcting it would void it. Credit it instead.`;
    case 'draft':
      return `${name} is a draft: change it in Stripe, it needs no correction.`;
    case 'paid':
      return `${name} is paid: a paid invoice cannot be revised. Credit it, and bill the difference.`;
    case 'void':
      return `${name} is void: nothing of it is owed. Make a new invoice.`;
    default:
      return `${name} is ${invoice.status ?? 'in no state'}, which this version does not know: look at it in Stripe.`;
  }
}

function plan(facts: ActionFacts, drafts: WaveAnswer | undefined): ActionPlan | string {
  const {invoice} = facts;
  const name = shortName(invoice);
  if (drafts?.kind === 'failed') return drafts.error.message;
  const begun = drafts === undefined ? null : revisionAmong(drafts.body, invoice.id);
  if (begun !== null) {
    return `${name} is being corrected already: the draft ${begun}. Edit and finalize that one, or delete it first. ${linkTo(begun, facts)}`;
  }
  return {
    willDo: [
      `Makes a draft with the lines of ${name}, which you edit in Stripe. ${name} stays as it is until then.`,
      `Once the draft is finalized, Stripe voids ${name} and the new invoice takes its place, under a number of its own.`,
      ...(isOfClosedMonth(facts)
        ? [
            `${name} was issued in a month whose books are closed, and voiding it changes that month: a credit note would leave it as it is.`,
          ]
        : []),
      ...(isZero(invoice.credited)
        ? []
        : [
            `Its credit notes (${formatMoney(invoice.credited)}) are not taken along: the new invoice is due in full.`,
          ]),
    ],
    money: null,
    steps: (mark) => [
      {
        name: 'revision',
        method: 'POST',
        path: '/v1/invoices',
        params: {
          from_invoice: {action: 'revision', invoice: invoice.id},
          // The intent made the old invoice; one intent never names two.
          metadata: {[intentMetadataKey]: '', [markMetadataKey]: mark},
        },
      },
    ],
    audit: {
      action: 'Correction begun',
      object: invoice.id,
      field: 'revision',
      before: null,
      after: 'a draft to edit',
    },
  };
}

const wireDraft = schemaOf<Stripe.Invoice>()(
  v.object({
    id: wireId,
    livemode: v.boolean(),
    from_invoice: v.nullish(
      v.object({action: v.string(), invoice: v.union([wireId, v.object({id: wireId})])}),
    ),
  }),
);

/** A draft that revises this invoice; null for none. */
function revisionAmong(body: object, invoiceId: string): string | null {
  const drafts = decodePage(body, '/v1/invoices').data.map((wire) => decodeWire(wireDraft, wire, 'invoice'));
  return drafts.find(({from_invoice: from}) => idOf(from?.invoice) === invoiceId)?.id ?? null;
}

function idOf(reference: string | {readonly id: string} | undefined): string | null {
  if (reference === undefined) return null;
  return typeof reference === 'string' ? reference : reference.id;
}

function linkTo(id: string, {mode, accountId}: Pick<ActionFacts, 'mode' | 'accountId'>): string {
  return dashboardLink({id, livemode: mode === 'live'}, accountId);
}

function outcome(answer: object, {name}: BegunInvoice): ActionOutcome {
  const {id, livemode} = decodeWire(wireDraft, answer, 'invoice');
  const link = dashboardLink({id, livemode}, null);
  return {
    sentence: `The draft ${id} is there to edit; finalizing it voids ${name}. ${link}`,
    after: `the draft ${id}`,
  };
}

function foundRevision(answer: object | null, {mark, name}: BegunInvoice): FoundStep {
  if (answer === null) return {kind: 'not done'};
  const {data, hasMore} = decodePage(answer, '/v1/invoices');
  const draft = findMarked(data, mark);
  if (draft !== null) return {kind: 'done', answer: draft};
  return hasMore
    ? {
        kind: 'unclear',
        sentence: `The customer has more than ${pageObjectsMax} newer invoices: look in Stripe whether one of them is a draft of ${name}.`,
      }
    : {kind: 'not done'};
}
