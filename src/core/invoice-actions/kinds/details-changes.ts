import type {Settings} from '../../settings.ts';
import {purchaseOrderOf} from '../../stripe/purchase-order.ts';
import {type ActionInvoice, shortName} from '../action-invoice.ts';
import type {ActionFacts, ActionOf} from '../action-kind.ts';

type Details = ActionOf<'change-details'>;

/** One thing that changes, as people call it. */
export interface DetailChange {
  readonly what: string;
  readonly before: string | null;
  /** Null clears it. */
  readonly after: string | null;
  /** Where Stripe keeps it. */
  readonly place:
    | {readonly kind: 'description' | 'footer'}
    | {readonly kind: 'custom field'; readonly name: string}
    | {readonly kind: 'metadata'; readonly key: string};
}

/** What is really other than it is; null stands for nothing there. */
export function changesOf(action: Details, {invoice, settings}: ActionFacts): readonly DetailChange[] {
  const {purchaseOrder, memo, footer, metadata = {}} = action;
  return [
    ...(purchaseOrder === undefined ? [] : [purchaseOrderChange(purchaseOrder, invoice, settings)]),
    ...(memo === undefined
      ? []
      : [{what: 'memo', before: invoice.memo, after: filled(memo), place: {kind: 'description'}} as const]),
    ...(footer === undefined
      ? []
      : [{what: 'footer', before: invoice.footer, after: filled(footer), place: {kind: 'footer'}} as const]),
    ...Object.entries(metadata).map(
      ([key, value]): DetailChange => ({
        what: `metadata ${key}`,
        before: invoice.metadata[key] || null,
        after: filled(value),
        place: {kind: 'metadata', key},
      }),
    ),
  ].filter(({before, after}) => before !== after);
}

/** Printed on a draft; on a final invoice only metadata can still take it. */
function purchaseOrderChange(typed: string, invoice: ActionInvoice, settings: Settings): DetailChange {
  const {customFields, metadataKeys} = settings.purchaseOrder;
  const printed = invoice.customFields.find(({name}) => customFields.includes(name));
  const change = {what: 'PO number', before: purchaseOrderOf(invoice, settings), after: filled(typed)};
  if (invoice.status === 'draft') {
    return {...change, place: {kind: 'custom field', name: printed?.name ?? customFields[0] ?? 'PO number'}};
  }
  const used = metadataKeys.find((key) => invoice.metadata[key]);
  return {...change, place: {kind: 'metadata', key: used ?? metadataKeys[0] ?? 'po'}};
}

function filled(text: string): string | null {
  return text.trim() || null;
}

/** Of Stripe: https://docs.stripe.com/api/invoices/update and https://docs.stripe.com/api/metadata */
const memoCharactersMax = 1_500;
const footerCharactersMax = 5_000;
const fieldsMax = 4;
const fieldCharactersMax = 140;
const keyCharactersMax = 40;
const valueCharactersMax = 500;
const keysMax = 50;

/** Why Stripe would not take them, or they may not be changed any more, as a sentence; null when they may. */
export function detailsProblem(action: Details, facts: ActionFacts): string | null {
  const {invoice} = facts;
  const name = shortName(invoice);
  const {purchaseOrder, memo, footer, metadata = {}} = action;
  const isEmpty =
    [purchaseOrder, memo, footer].every((text) => text === undefined) && Object.keys(metadata).length === 0;
  if (isEmpty) return 'Nothing is filled in. Fill in what is to change.';
  const changes = changesOf(action, facts);
  if (changes.length === 0) return `${name} says so already.`;
  return (
    printedProblem(changes, facts) ??
    clearedProblem(changes, name) ??
    lengthProblem('The memo', memo, memoCharactersMax) ??
    lengthProblem('The footer', footer, footerCharactersMax) ??
    lengthProblem('The PO number', purchaseOrder, fieldCharactersMax) ??
    metadataProblem(metadata, invoice) ??
    fieldsProblem(changes, invoice)
  );
}

/** What is printed on a final invoice stays. */
function printedProblem(changes: readonly DetailChange[], {invoice, settings}: ActionFacts): string | null {
  if (invoice.status === 'draft') return null;
  const name = shortName(invoice);
  const printed = changes.filter(({place: {kind}}) => kind === 'description' || kind === 'footer');
  if (printed.length > 0) {
    const [first, second] = printed.map(({what}) => what);
    const words = second === undefined ? `its ${first} is` : `its ${first} and ${second} are`;
    return `${name} is final: ${words} printed and cannot change. Correct the invoice instead.`;
  }
  const {customFields} = settings.purchaseOrder;
  const field = invoice.customFields.find(
    (one) => customFields.includes(one.name) && one.value.trim() !== '',
  );
  return field !== undefined && changes.some(({what}) => what === 'PO number')
    ? `${name} is final and prints the PO number ${field.value.trim()}, which cannot change. Correct the invoice instead.`
    : null;
}

/** Of these two Stripe declares that they are text, and never that they may be unset. */
function clearedProblem(changes: readonly DetailChange[], name: string): string | null {
  const cleared = changes.find(
    ({place: {kind}, after}) => after === null && (kind === 'description' || kind === 'footer'),
  );
  return cleared === undefined
    ? null
    : `Stripe does not take the ${cleared.what} of ${name} away. Write another text instead.`;
}

function lengthProblem(what: string, text: string | undefined, charactersMax: number): string | null {
  return text === undefined || text.trim().length <= charactersMax
    ? null
    : `${what} has ${text.trim().length} characters, and Stripe takes ${charactersMax}. Shorten it.`;
}

function metadataProblem(metadata: Readonly<Record<string, string>>, invoice: ActionInvoice): string | null {
  for (const [key, value] of Object.entries(metadata)) {
    if (key === '' || key.length > keyCharactersMax || /[[\]]/.test(key)) {
      return `“${key.slice(0, 50)}” is no name for metadata. Use 1 to ${keyCharactersMax} characters without square brackets.`;
    }
    if (key.startsWith('billing_ops_')) {
      return `The metadata ${key} is the add-on's own, so it is not changed by hand. Use another name.`;
    }
    const problem = lengthProblem(`The metadata ${key}`, value, valueCharactersMax);
    if (problem !== null) return problem;
  }
  const added = Object.entries(metadata).filter(
    ([key, value]) => value.trim() !== '' && !(key in invoice.metadata),
  );
  const count = Object.keys(invoice.metadata).length + added.length;
  return count > keysMax
    ? `${shortName(invoice)} would have ${count} metadata entries, and Stripe takes ${keysMax}. Clear some first.`
    : null;
}

function fieldsProblem(changes: readonly DetailChange[], invoice: ActionInvoice): string | null {
  const isAdded = changes.some(
    ({place, after}) =>
      place.kind === 'custom field' &&
      after !== null &&
      !invoice.customFields.some(({name}) => name === place.name),
  );
  return isAdded && invoice.customFields.length >= fieldsMax
    ? `${shortName(invoice)} prints ${fieldsMax} custom fields already, and Stripe takes no more. Remove one in Stripe first.`
    : null;
}
