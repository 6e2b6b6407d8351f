import {stripePath} from '../../stripe/encoding.ts';
import {holdMetadataKey} from '../../stripe/hold-metadata.ts';
import {type ActionInvoice, shortName} from '../action-invoice.ts';
import {type ActionPlan, actionKind, type FoundStep} from '../action-kind.ts';

/** Collection of one invoice is its auto_advance: https://docs.stripe.com/invoicing/integration/automatic-advancement-collection */
export const pauseCollection = actionKind({
  name: 'pause-collection',
  label: 'Pause collection…',
  reasonCodes: ['Dispute', 'Customer asked', 'Trust & Safety hold', 'Payment plan', 'Other'],
  refusal: ({invoice}) =>
    collectionRefusal(invoice) ??
    (invoice.autoAdvance === false
      ? `Collection of ${shortName(invoice)} is paused already: Stripe neither retries nor reminds.`
      : null),
  plan: (_, {invoice}) =>
    planned(invoice, {
      isOn: false,
      words: `Pauses ${shortName(invoice)}: Stripe neither retries, reminds nor reconciles it until collection is resumed. It stays owed and its aging goes on.`,
    }),
  outcome: (_, {name}) => ({sentence: `Collection of ${name} is paused.`}),
  found: (_, answer) => foundAdvancing(answer, false),
});

export const resumeCollection = actionKind({
  name: 'resume-collection',
  label: 'Resume collection…',
  reasonCodes: [],
  refusal: ({invoice}) =>
    collectionRefusal(invoice) ??
    (invoice.autoAdvance === true ? `Collection of ${shortName(invoice)} is not paused.` : null),
  plan: (_, {invoice}) =>
    planned(invoice, {
      isOn: true,
      words:
        invoice.collectionMethod === 'charge_automatically'
          ? `Resumes ${shortName(invoice)}: Stripe charges the customer by itself again.`
          : `Resumes ${shortName(invoice)}: Stripe reminds and reconciles it by itself again.`,
    }),
  outcome: (_, {name}) => ({sentence: `Collection of ${name} goes on.`}),
  found: (_, answer) => foundAdvancing(answer, true),
});

function collectionRefusal(invoice: ActionInvoice): string | null {
  const name = shortName(invoice);
  switch (invoice.status) {
    case 'draft':
      return `${name} is a draft: nothing is collected of it yet.`;
    case 'open':
      return null;
    case 'uncollectible':
      return `${name} is uncollectible: Stripe does not collect it any more.`;
    default:
      return `${name} is ${invoice.status ?? 'in no known status'}: there is nothing to collect.`;
  }
}

function planned(
  invoice: ActionInvoice,
  {isOn, words}: {readonly isOn: boolean; readonly words: string},
): ActionPlan {
  const [before, after] = isOn ? ['off', 'on'] : ['on', 'off'];
  return {
    willDo: [words],
    money: null,
    steps: () => [
      {
        name: isOn ? 'resume' : 'pause',
        method: 'POST',
        path: stripePath`/v1/invoices/${invoice.id}`,
        params: {auto_advance: isOn, metadata: {[holdMetadataKey]: isOn ? '' : 'paused'}},
        refusesTwice: true,
      },
    ],
    audit: {
      action: isOn ? 'Collection resumed' : 'Collection paused',
      object: invoice.id,
      field: 'automatic collection',
      before: before ?? null,
      after: after ?? null,
    },
  };
}

function foundAdvancing(answer: object | null, isOn: boolean): FoundStep {
  return answer !== null && Reflect.get(answer, 'auto_advance') === isOn
    ? {kind: 'done', answer}
    : {kind: 'not done'};
}
