import type {ActionName, ActionOffer, ActionRequest, InvoiceAction} from '../../src/core/action-contract.ts';
import {metadataOf} from './metadata-lines.ts';
import {readAmount} from './typed-amount.ts';

/** What a person has typed for an action, as text. Each action shows and reads its own fields alone. */
export interface ActionForm {
  /** Whether all of it, an amount, or amounts of single lines. */
  readonly extent: 'all' | 'amount' | 'lines';
  readonly amount: string;
  /** By line id; a line that is not ticked is not there. */
  readonly lineAmounts: Readonly<Record<string, string>>;
  readonly receivedOn: string;
  readonly method: string;
  readonly reference: string;
  readonly paidPartGoesTo: CreditAction['paidPartGoesTo'];
  /** '' for none. */
  readonly stripeReason: string;
  readonly creditMemo: string;
  readonly emailsCustomer: boolean;
  readonly payBy: string;
  readonly takesAgreementBack: boolean;
  /** A detail that is not ticked is not there, and stays as it is. */
  readonly details: Readonly<Partial<Record<Detail, string>>>;
  readonly reasonCode: string;
  readonly reason: string;
}

export type Detail = 'purchaseOrder' | 'memo' | 'footer' | 'metadata';
type CreditAction = Extract<InvoiceAction, {readonly name: 'credit'}>;

/** Nothing is chosen that would move money out or tell the customer. */
export const emptyForm: ActionForm = {
  extent: 'all',
  amount: '',
  lineAmounts: {},
  receivedOn: '',
  method: 'Bank transfer',
  reference: '',
  paidPartGoesTo: 'customer balance',
  stripeReason: '',
  creditMemo: '',
  emailsCustomer: false,
  payBy: '',
  takesAgreementBack: false,
  details: {},
  reasonCode: '',
  reason: '',
};

/** Something typed that cannot be asked for. `field` is the id of its control. */
export interface FormProblem {
  readonly field: string;
  readonly message: string;
}

export type FormReading =
  | {readonly kind: 'request'; readonly request: ActionRequest}
  | {readonly kind: 'problems'; readonly problems: readonly FormProblem[]};

/** Reads what was typed for an action. Whether it can be done is for the script to say. */
export function readActionForm(
  name: ActionName,
  form: ActionForm,
  offers: readonly ActionOffer[],
): FormReading {
  const problems: FormProblem[] = [];
  const action = actionOf(name, form, {
    offers,
    refuse: (field, message) => problems.push({field, message}),
  });
  if (reasonCodesOf(name, offers).length > 0 && form.reasonCode === '')
    problems.push({field: 'reason-code', message: 'Choose a reason.'});
  if (form.reasonCode === otherReason && form.reason.trim() === '')
    problems.push({field: 'reason', message: 'Say in words why.'});
  if (problems.length > 0) return {kind: 'problems', problems};
  const {reasonCode, reason} = form;
  const invoiceIds = offers.map(({invoiceId}) => invoiceId);
  return {kind: 'request', request: {invoiceIds, action, reasonCode, reason: reason.trim()}};
}

/** The one reason that says nothing by itself. */
export const otherReason = 'Other';

/** Those with fields of their own, beside the reason. */
const withFields: readonly ActionName[] = [
  'record-payment',
  'record-recovery',
  'credit',
  'agree-pay-by',
  'change-details',
];

/** Whether there is anything to fill in before the preview. */
export function needsForm(name: ActionName, offers: readonly ActionOffer[]): boolean {
  return withFields.includes(name) || reasonCodesOf(name, offers).length > 0;
}

/** What a reason is chosen from; empty where none is asked. */
export function reasonCodesOf(name: ActionName, offers: readonly ActionOffer[]): readonly string[] {
  const offered = offers.flatMap(({actions}) => actions.filter((action) => action.name === name));
  return [...new Set(offered.flatMap(({reasonCodes}) => reasonCodes))];
}

interface Reading {
  readonly offers: readonly ActionOffer[];
  readonly refuse: (field: string, message: string) => void;
}

function actionOf(name: ActionName, form: ActionForm, reading: Reading): InvoiceAction {
  switch (name) {
    case 'record-payment':
    case 'record-recovery':
      return paymentOf(name, form, reading);
    case 'credit':
      return creditOf(form, reading);
    case 'agree-pay-by':
      if (!form.takesAgreementBack && form.payBy === '')
        reading.refuse('pay-by', 'Choose the day that was agreed.');
      return {name, payBy: form.takesAgreementBack ? null : form.payBy};
    case 'change-details':
      return detailsOf(form, reading);
    default:
      return {name};
  }
}

function paymentOf(
  name: 'record-payment' | 'record-recovery',
  form: ActionForm,
  reading: Reading,
): InvoiceAction {
  const {receivedOn, method, reference} = form;
  const amount = form.extent === 'all' ? null : amountOf('amount', form.amount, reading);
  if (receivedOn === '') reading.refuse('received-on', 'Choose the day on which the money arrived.');
  return {name, amount, receivedOn, method, reference: reference.trim()};
}

function creditOf(form: ActionForm, reading: Reading): CreditAction {
  const {extent, paidPartGoesTo, emailsCustomer} = form;
  const [offer] = reading.offers;
  const ticked = Object.entries(form.lineAmounts).filter(([id]) =>
    offer?.lines.some(({lineId}) => lineId === id),
  );
  if (extent === 'lines' && ticked.length === 0) reading.refuse('lines', 'Tick at least one line.');
  return {
    name: 'credit',
    amount: extent === 'amount' ? amountOf('amount', form.amount, reading) : null,
    lines:
      extent === 'lines'
        ? ticked.map(([lineId, typed]) => ({
            lineId,
            amount: amountOf(lineField(lineId), typed, reading) ?? 0,
          }))
        : [],
    paidPartGoesTo,
    stripeReason: stripeReasons.find(({value}) => value === form.stripeReason)?.value ?? null,
    memo: form.creditMemo.trim(),
    emailsCustomer,
  };
}

/** The id of the control of a line's amount. */
export const lineField = (lineId: string): string => `line-${lineId}`;

/** Why, as Stripe prints it on a credit note. */
export const stripeReasons: readonly {
  readonly value: NonNullable<CreditAction['stripeReason']>;
  readonly label: string;
}[] = [
  {value: 'duplicate', label: 'Duplicate'},
  {value: 'order_change', label: 'Order change'},
  {value: 'product_unsatisfactory', label: 'Product unsatisfactory'},
  {value: 'fraudulent', label: 'Fraudulent'},
];

function detailsOf({details}: ActionForm, {refuse}: Reading): InvoiceAction {
  const {purchaseOrder, memo, footer, metadata} = details;
  if (Object.keys(details).length === 0) refuse('details', 'Tick what is to change.');
  const read = metadataOf(metadata ?? '');
  if (metadata !== undefined && read.problem !== null) refuse('detail-metadata', read.problem);
  return {
    name: 'change-details',
    ...(purchaseOrder === undefined ? {} : {purchaseOrder: purchaseOrder.trim()}),
    ...(memo === undefined ? {} : {memo: memo.trim()}),
    ...(footer === undefined ? {} : {footer: footer.trim()}),
    ...(metadata === undefined ? {} : {metadata: read.metadata}),
  };
}

function amountOf(field: string, typed: string, {offers, refuse}: Reading): number | null {
  const [offer] = offers;
  if (offer === undefined) return null;
  const read = readAmount(typed, offer);
  if (read.kind === 'amount') return read.amount;
  refuse(field, read.problem);
  return null;
}
