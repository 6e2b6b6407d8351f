import type {ActionName, ActionOffer, InvoiceAction} from '../action-contract.ts';
import type {AuditEntry} from '../audit/audit-entry.ts';
import type {Money} from '../money/money.ts';
import type {Settings} from '../settings.ts';
import type {Params} from '../stripe/encoding.ts';
import type {StripeRead} from '../stripe/request.ts';
import type {WaveAnswer} from '../stripe/wave.ts';
import type {CivilDate} from '../time/civil-date.ts';
import type {ActionInvoice} from './action-invoice.ts';

/** What an action is decided on: the invoice as Stripe shows it at this moment, and the day. */
export interface ActionFacts {
  /** Read with its customer, and with its payments where the key may read them (else `payments` is null). */
  readonly invoice: ActionInvoice;
  /** Today in `timeZone`. */
  readonly today: CivilDate;
  readonly nowUnixS: number;
  readonly timeZone: string;
  readonly settings: Settings;
  readonly accountId: string | null;
  readonly mode: 'test' | 'live';
}

/** The action as it was asked for, by its name. */
export type ActionOf<N extends ActionName> = InvoiceAction & {readonly name: N};

/** One request that an action makes. */
export interface ActionStep {
  /** Names it among the steps of one invoice, and so its idempotency key: `void`, `report payment`. */
  readonly name: string;
  readonly method: 'POST' | 'DELETE';
  /** From `/v1/` on, ids escaped: see stripePath. */
  readonly path: string;
  /** Text, numbers and truths only: it is kept as JSON before it is first sent, and sent again as it was kept. */
  readonly params: Params;
  /** Parameters that an earlier step's answer tells: `{payment_record: {step: 'report payment', field: 'id'}}`. */
  readonly fill?: Readonly<Record<string, {readonly step: string; readonly field: string}>>;
  /** Fields of the answer, texts at its top level, that later steps or the outcome need. `id` is always kept. */
  readonly keep?: readonly string[];
  /** Stripe itself refuses a second time, as it does for a void. Else a lost answer is looked for only after an hour, when the request is surely over. */
  readonly refusesTwice?: true;
}

/** What will be done to one invoice, decided before anybody confirms it. */
export interface ActionPlan {
  /** In sentences. A changed sentence is a changed preview. */
  readonly willDo: readonly string[];
  /** What is at stake: the totals of the preview and the limits of approvals count it. Null where no money moves. */
  readonly money: Money | null;
  /** Why a second person must agree, beyond what the policy says of every such action: a sentence. */
  readonly beyondPolicy?: string;
  /** In order, each sent once the one before is answered. `mark` is unique to this doing of it: put it into metadata where a lost answer has to be found again. */
  steps(mark: string): readonly ActionStep[];
  /** Of the row in the audit log; `outcome` may correct `object` and `after` by what Stripe answered. */
  readonly audit: Pick<AuditEntry, 'action' | 'object' | 'field' | 'before' | 'after'>;
}

/** One invoice of an action that was begun: JSON, and kept before its first request. */
export interface BegunInvoice {
  readonly invoiceId: string;
  /** Its number, and a draft's id: `INV-0042`. */
  readonly name: string;
  readonly title: string;
  readonly customerId: string | null;
  readonly action: InvoiceAction;
  readonly mark: string;
  /** None for one that was refused, and so is left alone. */
  readonly steps: readonly ActionStep[];
  readonly audit: ActionPlan['audit'];
  /** Upper case and minor units; null where no money moves. */
  readonly currency: string | null;
  readonly amount: number | null;
  /** Answers of the steps that are done, in their order. */
  readonly taken: readonly StepTaken[];
  /** Counts what Stripe was seen not to have done: each try has idempotency keys of its own. */
  readonly attempt: number;
  /** Unix seconds since which the keys of this attempt are in use. */
  readonly askedAtUnixS: number;
  /** Why the last try had no answer that settles it, in words; null when all is well. */
  readonly problem: string | null;
  /** Null while it is under way. */
  readonly ended: EndedInvoice | null;
}

/** What became of one invoice: done; refused by Stripe; or already as it should be, and not by us. */
export interface EndedInvoice extends ActionOutcome {
  readonly outcome: 'done' | 'failed' | 'left alone';
}

export interface StepTaken {
  readonly step: string;
  /** `id` and what the step keeps. */
  readonly kept: Readonly<Record<string, string>>;
  /** Stripe's `req_…`; null where it was found done. */
  readonly requestId: string | null;
}

/** What became of one invoice, as Stripe's answer to the last step shows it. */
export interface ActionOutcome {
  /** `INV-0042 is void.` */
  readonly sentence: string;
  /** Correct the plan's words of the audit row where Stripe's answer says more. */
  readonly object?: string;
  readonly after?: string | null;
}

/** What Stripe shows of a step whose answer was lost and whose idempotency key it has forgotten. */
export type FoundStep =
  /** The object is what the step would have answered. */
  | {readonly kind: 'done'; readonly answer: object}
  | {readonly kind: 'not done'}
  /** Stripe cannot say: a person must look. The sentence says where. */
  | {readonly kind: 'unclear'; readonly sentence: string};

/** One kind of action, as its file writes it. */
export interface ActionKindSpec<N extends ActionName> {
  readonly name: N;
  /** `Void…`: with an ellipsis where something is to be filled in. */
  readonly label: string;
  /** Asked for where there are any. `Other` wants words. */
  readonly reasonCodes: readonly string[];
  /** Why it cannot be done in this state, as a sentence with what to do instead; null when it is offered. */
  refusal(facts: ActionFacts): string | null;
  /** Why it cannot be done with these parameters, as a sentence; null when it can. Asked only where nothing is refused. */
  parameterProblem?(action: ActionOf<N>, facts: ActionFacts): string | null;
  /** What else Stripe is asked before one can say what will happen, such as its preview of a credit note. */
  reads?(action: ActionOf<N>, facts: ActionFacts): readonly StripeRead[];
  /** What will be done, from the facts and the answers to `reads` in their order; a sentence when it cannot be. */
  plan(action: ActionOf<N>, facts: ActionFacts, answers: readonly WaveAnswer[]): ActionPlan | string;
  /** From the answer to the last step. */
  outcome(answer: object, begun: BegunInvoice): ActionOutcome;
  /** Where to look whether a step was done; the invoice itself when left out. */
  lookUp?(step: ActionStep, begun: BegunInvoice): StripeRead;
  /** What that shows. `answer` is null when there is no such object any more. */
  found(step: ActionStep, answer: object | null, begun: BegunInvoice): FoundStep;
  /** Lines a person may choose from; the offer has none when left out. */
  offerLines?(facts: ActionFacts): ActionOffer['lines'];
}

/** One kind of action, whichever it is: handed an action of another name it throws. */
export interface ActionKind extends Omit<ActionKindSpec<ActionName>, 'parameterProblem' | 'reads' | 'plan'> {
  parameterProblem(action: InvoiceAction, facts: ActionFacts): string | null;
  reads(action: InvoiceAction, facts: ActionFacts): readonly StripeRead[];
  plan(action: InvoiceAction, facts: ActionFacts, answers: readonly WaveAnswer[]): ActionPlan | string;
}

/** Puts a kind into the form of the table. */
export function actionKind<N extends ActionName>(spec: ActionKindSpec<N>): ActionKind {
  const own = (action: InvoiceAction): ActionOf<N> => {
    if (isOf(spec.name, action)) return action;
    throw new Error(`The kind ${spec.name} was handed the action ${action.name}.`);
  };
  return {
    ...spec,
    parameterProblem: (action, facts) => spec.parameterProblem?.(own(action), facts) ?? null,
    reads: (action, facts) => spec.reads?.(own(action), facts) ?? [],
    plan: (action, facts, answers) => spec.plan(own(action), facts, answers),
  };
}

function isOf<N extends ActionName>(name: N, action: InvoiceAction): action is ActionOf<N> {
  return action.name === name;
}
