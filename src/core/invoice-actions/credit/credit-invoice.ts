import type {ActionOffer} from '../../action-contract.ts';
import {booksProblem} from '../../approvals/books-closed.ts';
import {currencyCode} from '../../money/currency.ts';
import {add, formatMoney, isZero, type Money, money, toMajor, zero} from '../../money/money.ts';
import {decodePage} from '../../stripe/list-page.ts';
import {pageObjectsMax} from '../../stripe/listing.ts';
import type {WaveAnswer} from '../../stripe/wave.ts';
import {type ActionInvoice, type InvoiceLine, shortName} from '../action-invoice.ts';
import {
  type ActionFacts,
  type ActionOf,
  type ActionPlan,
  actionKind,
  type BegunInvoice,
  type FoundStep,
} from '../action-kind.ts';
import {findMarked, markMetadataKey} from '../action-mark.ts';
import {paymentsUnderWayReads, underWayWords} from '../payments-under-way.ts';
import {
  creditParams,
  decodeCredit,
  previewedLinesMax,
  previewReads,
  type ShownCredit,
} from './credit-preview.ts';
import {creditWords, splitWords, type ToldCredit} from './credit-words.ts';
import {type Credited, creditable, creditedBy, paidPartOf, titleOf} from './credited-parts.ts';
import {paymentReads, refundRefusal, refundWords} from './refundable.ts';

type Credit = ActionOf<'credit'>;

/** https://docs.stripe.com/api/credit_notes/create */
export const creditInvoice = actionKind({
  name: 'credit',
  label: 'Credit note…',
  reasonCodes: [
    'Wrong price',
    'Wrong quantity',
    'Wrong tax',
    'Wrong customer',
    'Duplicate',
    'Not delivered',
    'Goodwill',
    'Order cancelled',
    'Other',
  ],
  refusal: ({invoice}) => stateRefusal(invoice),
  parameterProblem,
  reads(action, {invoice}) {
    const credited = creditedBy(action, invoice);
    if (typeof credited === 'string') return [];
    const payments = isRefunded(action, credited, invoice) ? paymentReads(invoice) : [];
    const previews = previewReads(credited, invoice, action.paidPartGoesTo);
    return [...previews, ...paymentsUnderWayReads(invoice), ...payments];
  },
  plan,
  outcome,
  lookUp: (_, {invoiceId}) => ({
    method: 'GET',
    path: '/v1/credit_notes',
    params: {invoice: invoiceId, limit: pageObjectsMax},
  }),
  found: (_, answer, begun) => foundCredit(answer, begun),
  offerLines,
});

function stateRefusal(invoice: ActionInvoice): string | null {
  const name = shortName(invoice);
  const left = creditable(invoice);
  switch (invoice.status) {
    case 'draft':
      return `${name} is a draft: there is nothing to credit yet. Change or delete the draft instead.`;
    case 'void':
      return `${name} is void: nothing of it is owed, so nothing can be credited.`;
    case 'open':
    case 'paid':
    case 'uncollectible':
      if (left.minorUnits > 0) return null;
      return isZero(invoice.credited)
        ? `${name} comes to ${formatMoney(invoice.total)}: there is nothing to credit.`
        : `${name} is credited in full already: ${formatMoney(invoice.credited)}.`;
    default:
      return `${name} is ${invoice.status ?? 'in no state'}, which this version does not know: credit it in Stripe.`;
  }
}

function parameterProblem(action: Credit, {invoice, settings, today}: ActionFacts): string | null {
  const closed = booksProblem(settings, today, 'date of the credit note');
  if (closed !== null) return closed;
  const credited = creditedBy(action, invoice);
  if (typeof credited === 'string') return credited;
  if (credited.kind === 'lines' && !credited.isExact && credited.lines.length > previewedLinesMax) {
    return `Of ${credited.lines.length} lines parts are credited, and Stripe previews ${previewedLinesMax} at a time. Credit fewer lines at once.`;
  }
  return isRefunded(action, credited, invoice) ? refundRefusal(invoice) : null;
}

function isRefunded({paidPartGoesTo}: Credit, {total}: Credited, invoice: ActionInvoice): boolean {
  return paidPartGoesTo === 'refund' && !isZero(paidPartOf(total, invoice));
}

function plan(action: Credit, {invoice}: ActionFacts, answers: readonly WaveAnswer[]): ActionPlan | string {
  const credited = creditedBy(action, invoice);
  if (typeof credited === 'string') return credited;
  const previews = previewReads(credited, invoice, action.paidPartGoesTo).length;
  const others = previews + paymentsUnderWayReads(invoice).length;
  const shown = previewed(answers.slice(0, previews));
  if (typeof shown === 'string') return shown;
  const refund =
    action.paidPartGoesTo === 'refund' && !isZero(shown.goesBack)
      ? refundWords(shown.goesBack, invoice, answers.slice(others))
      : null;
  if (typeof refund === 'string') return refund;

  const told: ToldCredit = {
    credited,
    ...shown,
    tax: isPreviewedByAmount(credited) ? taxOf(credited, invoice) : shown.tax,
    refundedTo: refund?.to ?? null,
  };
  return {
    willDo: [
      ...creditWords(told, action, invoice),
      ...underWayWords(
        answers.slice(previews, others),
        "what it pays above the rest becomes the customer's credit.",
      ),
    ],
    money: shown.total,
    steps: (mark) => [
      {
        name: 'credit note',
        method: 'POST',
        path: '/v1/credit_notes',
        params: {
          invoice: invoice.id,
          ...creditParams(credited, {goesBack: shown.goesBack, to: action.paidPartGoesTo}),
          // Stripe e-mails the customer unless it is told not to.
          email_type: action.emailsCustomer ? 'credit_note' : 'none',
          ...(action.stripeReason === null ? {} : {reason: action.stripeReason}),
          ...(action.memo.trim() === '' ? {} : {memo: action.memo.trim()}),
          metadata: {[markMetadataKey]: mark},
        },
      },
    ],
    audit: {
      action: 'Invoice credited',
      object: invoice.id,
      field: 'credit note',
      before: `${formatMoney(invoice.amountRemaining)} to pay, ${formatMoney(invoice.credited)} credited`,
      after: `${formatMoney(shown.total)}: ${splitWords(told, action)}`,
    },
  };
}

/** The one that Stripe has answered: the others were told another part that goes back. */
function previewed(answers: readonly WaveAnswer[]): ShownCredit | string {
  for (const answer of answers) if (answer.kind === 'answered') return decodeCredit(answer.body);
  const [first] = answers;
  return first?.kind === 'failed'
    ? first.error.message
    : 'Stripe was not asked for a preview of the credit note.';
}

function isPreviewedByAmount(credited: Credited): boolean {
  return credited.kind === 'lines' && credited.lines.length > previewedLinesMax;
}

/** Only whole lines are credited so, and take the whole of their tax. */
function taxOf(credited: Credited, {currency}: ActionInvoice): Money {
  if (credited.kind === 'amount') return zero(currency);
  return credited.lines.reduce((sum, {line}) => add(sum, line.taxOnTop), zero(currency));
}

function outcome(answer: object, {name, invoiceId, currency, amount, audit}: BegunInvoice) {
  const credit = decodeCredit(answer);
  const issued = `Credit note ${credit.number ?? credit.id} of ${formatMoney(credit.total)} was issued for ${name}.`;
  const previewedTotal = currency === null || amount === null ? null : money(amount, currencyCode(currency));
  const differs = previewedTotal !== null && previewedTotal.minorUnits !== credit.total.minorUnits;
  const warning = differs
    ? ` The preview said ${formatMoney(previewedTotal)}: look at it in Stripe, and void it there if it is wrong.`
    : '';
  return {sentence: `${issued}${warning}`, after: `${credit.id} · ${audit.after ?? ''}`, object: invoiceId};
}

function foundCredit(answer: object | null, {mark, name}: BegunInvoice): FoundStep {
  if (answer === null) return {kind: 'not done'};
  const {data, hasMore} = decodePage(answer, '/v1/credit_notes');
  const note = findMarked(data, mark);
  if (note !== null) return {kind: 'done', answer: note};
  return hasMore
    ? {
        kind: 'unclear',
        sentence: `${name} has more than ${pageObjectsMax} credit notes: look in Stripe whether this one was issued.`,
      }
    : {kind: 'not done'};
}

function offerLines({invoice}: ActionFacts): ActionOffer['lines'] {
  return invoice.lines
    .filter(({amount}) => !isZero(amount))
    .map((line) => ({
      lineId: line.id,
      title: line.description ?? titleOf(line),
      amount: toMajor(line.amount),
      shown: lineWords(line),
    }));
}

/** What is typed is the line's own amount: discount and tax go with it. */
function lineWords({amount, discount, taxOnTop}: InvoiceLine): string {
  return [
    formatMoney(amount),
    ...(isZero(discount) ? [] : [`less ${formatMoney(discount)} discount`]),
    ...(isZero(taxOnTop) ? [] : [`plus ${formatMoney(taxOnTop)} tax`]),
  ].join(' ');
}
