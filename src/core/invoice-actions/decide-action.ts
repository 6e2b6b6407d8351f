import type {ActionRequest, InvoiceAction} from '../action-contract.ts';
import type {AddonError} from '../errors/addon-error.ts';
import {assertInvariant} from '../errors/assert-invariant.ts';
import {replyTo} from '../failure.ts';
import type {Digest} from '../ports.ts';
import {readInWaves} from '../stripe/paced-waves.ts';
import type {WaveAnswer} from '../stripe/wave.ts';
import type {ActionContext} from './action-context.ts';
import {actionTitle, shortName} from './action-invoice.ts';
import type {ActionFacts, ActionPlan, BegunInvoice} from './action-kind.ts';
import {kindNamed} from './action-kinds.ts';
import {canonicalJson} from './canonical-json.ts';
import {type FactsReading, outageOf, readFacts} from './read-facts.ts';

/** What would be done to one invoice, or why not. */
export interface DecidedInvoice {
  readonly invoiceId: string;
  readonly name: string;
  readonly title: string;
  readonly action: InvoiceAction;
  /** Null where it could not be read. */
  readonly facts: ActionFacts | null;
  /** Why something of it could not be read for now; null when all was answered, whatever was answered. */
  readonly outage: AddonError | null;
  readonly decision:
    | {readonly kind: 'planned'; readonly plan: ActionPlan}
    | {readonly kind: 'refused'; readonly sentence: string};
}

/** Reads the invoices and decides for each; nothing is changed in Stripe. @throws AddonError as readFacts */
export function decideAction(
  context: ActionContext,
  {invoiceIds, action}: Pick<ActionRequest, 'invoiceIds' | 'action'>,
): readonly DecidedInvoice[] {
  const withLines = kindNamed(action.name).offerLines !== undefined;
  const readings = readFacts(context, invoiceIds, {withLines});
  return decideAll(
    context,
    invoiceIds.map((invoiceId) => {
      const reading = readings.get(invoiceId);
      assertInvariant(reading !== undefined, 'every invoice was asked for');
      return {invoiceId, action, reading};
    }),
  );
}

/** One action for one invoice that was read. */
export interface AskedInvoice {
  readonly invoiceId: string;
  readonly action: InvoiceAction;
  readonly reading: FactsReading;
}

/** Decides for invoices that were read, each with an action of its own; asks Stripe what its kind must know besides. */
export function decideAll(context: ActionContext, asked: readonly AskedInvoice[]): readonly DecidedInvoice[] {
  const {clock, client, deadlineUnixMs} = context;
  const possible = asked.map(({reading, action}) => {
    if (reading.kind === 'failed') return {refusal: reading.sentence, reads: []};
    const {facts} = reading;
    const kind = kindNamed(action.name);
    const refusal = kind.refusal(facts) ?? kind.parameterProblem(action, facts);
    return {refusal, reads: refusal === null ? kind.reads(action, facts) : []};
  });
  const requests = possible.flatMap(({reads}) => reads);
  const answers = [...readInWaves(clock, client, {requests, deadlineUnixMs})];
  return asked.map(({invoiceId, action, reading}, index): DecidedInvoice => {
    const {refusal = null, reads = []} = possible[index] ?? {};
    const own = answers.splice(0, reads.length);
    if (reading.kind === 'failed') {
      const decision = {kind: 'refused', sentence: reading.sentence} as const;
      const {outage} = reading;
      return {invoiceId, name: invoiceId, title: invoiceId, action, facts: null, outage, decision};
    }
    const {facts} = reading;
    const plan = refusal ?? planned(action, facts, own);
    return {
      invoiceId,
      name: shortName(facts.invoice),
      title: actionTitle(facts.invoice),
      action,
      facts,
      outage: own.map(outageOf).find((outage) => outage !== null) ?? null,
      decision: typeof plan === 'string' ? {kind: 'refused', sentence: plan} : {kind: 'planned', plan},
    };
  });
}

/** An answer that one kind cannot read keeps one invoice back, and not the others. */
function planned(
  action: InvoiceAction,
  facts: ActionFacts,
  answers: readonly WaveAnswer[],
): ActionPlan | string {
  const reply = replyTo(() => kindNamed(action.name).plan(action, facts, answers));
  return reply.status === 'done' ? reply.value : `${reply.failure.fact} ${reply.failure.nextStep}`;
}

/** What was shown of one invoice: another one means that the preview is stale. */
export function shownState({facts, decision}: DecidedInvoice): readonly unknown[] {
  if (decision.kind === 'refused') return ['refused', decision.sentence];
  const {plan} = decision;
  return [
    facts?.invoice.status ?? null,
    facts?.invoice.amountRemaining ?? null,
    plan.willDo,
    plan.money,
    plan.steps(''),
  ];
}

/** Names exactly these things done to invoices in exactly these states, whenever. */
export function contentDigest(
  digest: Digest,
  {accountId, mode}: Pick<ActionContext, 'accountId' | 'mode'>,
  {asked, decided}: {readonly asked: object; readonly decided: readonly DecidedInvoice[]},
): string {
  const states = decided.map((invoice) => [invoice.invoiceId, shownState(invoice)]);
  return digest.sha256Hex(canonicalJson(['v1', accountId, mode, asked, states]));
}

/** Names one doing of it: the same may be done again on purpose once it has ended, and never by a repeated call. */
export function doingDigest(digest: Digest, content: string, timesEnded: number): string {
  return digest.sha256Hex(canonicalJson(['v1', content, timesEnded]));
}

/** As they are kept before the first request; those that are refused are left alone from the start. */
export function begunInvoices(
  digest: Digest,
  decided: readonly DecidedInvoice[],
  {doing, nowUnixS}: {readonly doing: string; readonly nowUnixS: number},
): readonly BegunInvoice[] {
  return decided.map(({invoiceId, name, title, action, facts, decision}) => {
    const plan = decision.kind === 'planned' ? decision.plan : null;
    const mark = digest.sha256Hex(`${doing}|${invoiceId}`).slice(0, 24);
    return {
      invoiceId,
      name,
      title,
      customerId: facts?.invoice.customerId ?? null,
      action,
      mark,
      steps: plan?.steps(mark) ?? [],
      audit: plan?.audit ?? {action: '', object: invoiceId, field: null, before: null, after: null},
      currency: plan?.money?.currency ?? null,
      amount: plan?.money?.minorUnits ?? null,
      taken: [],
      attempt: 1,
      askedAtUnixS: nowUnixS,
      problem: null,
      ended: decision.kind === 'refused' ? {outcome: 'left alone', sentence: decision.sentence} : null,
    };
  });
}
