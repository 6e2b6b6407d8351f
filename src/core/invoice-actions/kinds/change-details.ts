import type {Params} from '../../stripe/encoding.ts';
import {stripePath} from '../../stripe/encoding.ts';
import {type ActionInvoice, decodeActionInvoice, shortName} from '../action-invoice.ts';
import {
  type ActionFacts,
  type ActionOf,
  type ActionPlan,
  actionKind,
  type BegunInvoice,
  type FoundStep,
} from '../action-kind.ts';
import {canonicalJson} from '../canonical-json.ts';
import {changesOf, type DetailChange, detailsProblem} from './details-changes.ts';

/** https://docs.stripe.com/api/invoices/update */
export const changeDetails = actionKind({
  name: 'change-details',
  label: 'Change details…',
  reasonCodes: [],
  refusal: () => null,
  parameterProblem: detailsProblem,
  plan,
  outcome: (_, {name, audit}) => ({sentence: `${name}: ${audit.field} changed.`}),
  found: (_, answer, begun) => foundDetails(answer, begun),
});

function plan(action: ActionOf<'change-details'>, facts: ActionFacts): ActionPlan {
  const {invoice} = facts;
  const changes = changesOf(action, facts);
  return {
    willDo: changes.map((change) => changeWords(change, invoice)),
    money: null,
    steps: () => [
      {
        name: 'change details',
        method: 'POST',
        path: stripePath`/v1/invoices/${invoice.id}`,
        params: paramsOf(changes, invoice),
        refusesTwice: true,
      },
    ],
    audit: {
      action: 'Invoice details changed',
      object: invoice.id,
      field: changes.map(({what}) => what).join(', '),
      before: changes.map(({before}) => before ?? 'none').join(' | '),
      after: changes.map(({after}) => after ?? 'none').join(' | '),
    },
  };
}

function changeWords({what, before, after, place}: DetailChange, invoice: ActionInvoice): string {
  const name = shortName(invoice);
  const from = before === null ? '' : ` from “${shortened(before)}”`;
  if (after === null) return `Clears the ${what} of ${name}, which is “${shortened(before ?? '')}”.`;
  const words = `Changes the ${what} of ${name}${from} to “${shortened(after)}”.`;
  return what === 'PO number' && place.kind === 'metadata'
    ? `${words} It is kept in Stripe's metadata (${place.key}) and not printed: the invoice is final.`
    : words;
}

function shortened(text: string): string {
  return text.length <= 80 ? text : `${text.slice(0, 79)}…`;
}

/** Custom fields are replaced as a whole, so those that stay are sent along. */
function paramsOf(changes: readonly DetailChange[], invoice: ActionInvoice): Params {
  const metadata: [string, string][] = [];
  const params: [string, string][] = [];
  let fields: readonly {readonly name: string; readonly value: string}[] | null = null;
  for (const {place, after} of changes) {
    switch (place.kind) {
      case 'metadata':
        metadata.push([place.key, after ?? '']);
        break;
      case 'custom field': {
        const others = invoice.customFields.filter(({name}) => name !== place.name);
        fields = after === null ? others : [...others, {name: place.name, value: after}];
        break;
      }
      case 'description':
      case 'footer':
        params.push([place.kind, after ?? '']);
    }
  }
  return {
    ...Object.fromEntries(params),
    // An empty list is not sent, an empty text clears.
    ...(fields === null ? {} : {custom_fields: fields.length === 0 ? '' : fields}),
    ...(metadata.length === 0 ? {} : {metadata: Object.fromEntries(metadata)}),
  };
}

/** Done when the invoice says all that the step would have made it say. */
function foundDetails(answer: object | null, {steps: [step]}: BegunInvoice): FoundStep {
  if (answer === null || step === undefined) return {kind: 'not done'};
  const invoice = decodeActionInvoice(answer);
  const {description, footer, custom_fields: fields, metadata} = step.params;
  const same = (asked: unknown, is: unknown) => asked === undefined || (asked || null) === is;
  const isDone =
    same(description, invoice.memo) &&
    same(footer, invoice.footer) &&
    (fields === undefined || canonicalJson(fields || []) === canonicalJson(invoice.customFields)) &&
    Object.entries(typeof metadata === 'object' && metadata !== null ? metadata : {}).every(([key, value]) =>
      same(value, invoice.metadata[key] || null),
    );
  return isDone ? {kind: 'done', answer} : {kind: 'not done'};
}
