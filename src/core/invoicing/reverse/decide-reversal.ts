import type {InvoiceAction, ReversalRequest} from '../../action-contract.ts';
import {booksProblem} from '../../approvals/books-closed.ts';
import type {AddonError} from '../../errors/addon-error.ts';
import type {ActionContext} from '../../invoice-actions/action-context.ts';
import {actionTitle} from '../../invoice-actions/action-invoice.ts';
import {type AskedInvoice, type DecidedInvoice, decideAll} from '../../invoice-actions/decide-action.ts';
import {currencyCode} from '../../money/currency.ts';
import {formatMoney, money} from '../../money/money.ts';
import type {InvoiceIntent} from '../invoice-intent.ts';
import {type ReadIntent, readBatch} from './read-batch.ts';
import {actOf, type Decision, type ReversalDay, type ReversalWay, reversalWay} from './reversal-way.ts';

/** One invoice of a batch: how it is taken back, and what that comes to. */
export interface DecidedReversal {
  readonly intent: InvoiceIntent;
  /** `in_…`; the key of an intent that made none. */
  readonly invoiceId: string;
  readonly title: string;
  readonly way: ReversalWay;
  /** Null where nothing is done. */
  readonly decided: PlannedInvoice | null;
  /** Why something of it could not be read for now; null when all was answered. */
  readonly outage: AddonError | null;
}

type PlannedInvoice = DecidedInvoice & {
  readonly decision: Extract<DecidedInvoice['decision'], {kind: 'planned'}>;
};

type PaidPartGoesTo = NonNullable<ReversalRequest['paidPartGoesTo']>;

/** Money stays with us until a person says otherwise, and Stripe can always do so. */
export const defaultPaidPart: PaidPartGoesTo = 'customer balance';

const paidPartWords: Readonly<Record<PaidPartGoesTo, string>> = {
  refund: 'goes back to where it was paid from',
  'customer balance': "goes to the customer's credit balance",
  'outside Stripe': 'is given back outside Stripe',
};

/** Reads the invoices of these intents and decides for each; nothing is changed in Stripe. @throws AddonError as readBatch */
export function decideReversal(
  context: ActionContext,
  intents: readonly InvoiceIntent[],
  {decisions, paidPartGoesTo = defaultPaidPart}: ReversalRequest,
): readonly DecidedReversal[] {
  const {settings, today} = context;
  const day: ReversalDay = {
    today,
    todayProblem: booksProblem(settings, today, 'day of its reversal'),
    issuedProblem: (issuedOn) => booksProblem(settings, issuedOn, 'invoice date'),
    paidPartWords: paidPartWords[paidPartGoesTo],
  };
  const ways = readBatch(context, intents).map((read) => {
    const decision = decisions[read.invoiceId] ?? null;
    const way = wayOf(read, day, decision);
    return {read, way, act: actOf(way, decision)};
  });
  const asked = ways.flatMap(({read: {invoiceId, reading}, act}): readonly AskedInvoice[] =>
    act === null || reading === null ? [] : [{invoiceId, reading, action: actionOf(act, paidPartGoesTo)}],
  );
  const decidedOf = new Map(decideAll(context, asked).map((decided) => [decided.invoiceId, decided]));
  return ways.map(({read, way}) => decidedReversal(read, way, decidedOf.get(read.invoiceId) ?? null));
}

function wayOf({problem, reversible}: ReadIntent, day: ReversalDay, decision: Decision | null): ReversalWay {
  if (reversible === null) return {way: 'nothing to do', because: problem ?? '', choices: []};
  return reversalWay(reversible, day, decision);
}

function actionOf(act: NonNullable<ReturnType<typeof actOf>>, paidPartGoesTo: PaidPartGoesTo): InvoiceAction {
  if (act !== 'credit') return {name: act};
  return {
    name: 'credit',
    amount: null,
    lines: [],
    paidPartGoesTo,
    stripeReason: null,
    memo: '',
    emailsCustomer: false,
  };
}

function decidedReversal(
  {intent, invoiceId, reading}: ReadIntent,
  way: ReversalWay,
  decided: DecidedInvoice | null,
): DecidedReversal {
  const title = reading?.kind === 'read' ? actionTitle(reading.facts.invoice) : titleOf(intent);
  const outage = reading?.kind === 'failed' ? reading.outage : (decided?.outage ?? null);
  const known = {intent, invoiceId, title, outage};
  if (decided === null) return {...known, way, decided: null};
  const {decision} = decided;
  if (decision.kind === 'planned') return {...known, way, decided: {...decided, decision}};
  const because = `${way.because} ${decision.sentence}`;
  // What a person may still decide in another way stays theirs.
  const kept = way.choices.length > 0 ? way.way : 'nothing to do';
  return {...known, way: {...way, way: kept, because}, decided: null};
}

function titleOf({number, invoiceId, customerId, currency, totals}: InvoiceIntent): string {
  const total = formatMoney(money(totals.total, currencyCode(currency)));
  return [number ?? invoiceId ?? 'not made', customerId, total].join(' · ');
}
