import type {AddonError} from '../errors/addon-error.ts';
import {assertInvariant} from '../errors/assert-invariant.ts';
import {replyTo} from '../failure.ts';
import type {Clock, Digest} from '../ports.ts';
import type {StripeClient} from '../stripe/client.ts';
import {isNoSuchObject, isOtherContent} from '../stripe/errors.ts';
import {endpointRequestsMax, waveEveryMs, waveRequestsMax} from '../stripe/paced-waves.ts';
import type {WaveAnswer} from '../stripe/wave.ts';
import type {ActionStep, BegunInvoice, EndedInvoice} from './action-kind.ts';
import {kindNamed} from './action-kinds.ts';
import type {BegunAction} from './begun-actions.ts';
import {lookUpRequest, nextStepOf, stepRequest, takenStep} from './step-requests.ts';

export interface CarryOutOptions {
  readonly client: StripeClient;
  readonly clock: Clock;
  readonly digest: Digest;
  /** No wave starts after it. */
  readonly deadlineUnixMs: number;
  /** Keeps what a wave changed; called before the next one starts. */
  readonly record: (changed: readonly BegunInvoice[]) => void;
}

/** Stripe forgets idempotency keys after 24 hours (docs.stripe.com/api/idempotent_requests). */
const keyKeptS = 23 * 3600;
/** A request that failed so long ago is no longer under way at Stripe. */
const surelyOverS = 3600;

/** One invoice on its way. */
interface Work {
  readonly invoice: BegunInvoice;
  /** Whether Stripe is asked what it holds before anything more is done. */
  readonly asksFirst: boolean;
  /** What Stripe said to the step before it was asked what it holds. */
  readonly refusal: string | null;
  /** Nothing more can be done in this run. */
  readonly isOver: boolean;
}

interface Planned {
  readonly work: Work;
  readonly step: ActionStep;
}

/**
 * Does to every invoice what was begun, in waves across customers: no two requests of a wave are of one customer, and
 * what a wave did is recorded before the next. It may be stopped anywhere and called again: Stripe replays what it has
 * done, or is asked what it holds.
 *
 * @returns `continues` when time ran out
 * @throws AddonError for what stops every one of them: no answer at all, a key that may not
 */
export function carryOut(action: BegunAction, options: CarryOutOptions): 'complete' | 'continues' {
  const {client, clock, deadlineUnixMs, record} = options;
  const nowUnixS = Math.floor(clock.nowUnixMs() / 1000);
  const works = new Map(action.invoices.map((invoice) => [invoice.invoiceId, begin(invoice, nowUnixS)]));
  for (;;) {
    const wave = nextWave([...works.values()], client.mode);
    if (wave.length === 0) return 'complete';
    const startUnixMs = clock.nowUnixMs();
    if (startUnixMs >= deadlineUnixMs) return 'continues';

    const requests = wave.map(({work: {asksFirst, invoice}, step}) =>
      asksFirst ? lookUpRequest(step, invoice) : stepRequest(options.digest, action.order, {step, invoice}),
    );
    const answers = client.sendWave(requests, {deadlineUnixMs});
    const changed = wave.flatMap((planned, index) => {
      const answer = answers[index];
      assertInvariant(answer !== undefined, 'every request of a wave has an answer');
      const after = afterAnswer(planned, answer, nowUnixS);
      works.set(after.invoice.invoiceId, after);
      return after.invoice === planned.work.invoice ? [] : [after.invoice];
    });
    record(changed);
    throwOutage(answers);

    const restMs = startUnixMs + waveEveryMs - clock.nowUnixMs();
    if (restMs > 0 && nextWave([...works.values()], client.mode).length > 0) clock.sleep(restMs);
  }
}

function begin(invoice: BegunInvoice, nowUnixS: number): Work {
  const ageS = nowUnixS - invoice.askedAtUnixS;
  const isTwiceRefused = nextStepOf(invoice)?.refusesTwice === true;
  const failed = invoice.problem !== null && (isTwiceRefused || ageS > surelyOverS);
  return {invoice, asksFirst: ageS > keyKeptS || failed, refusal: null, isOver: false};
}

/** What is furthest goes first, so that a run that is stopped leaves few half done. */
function nextWave(works: readonly Work[], mode: StripeClient['mode']): readonly Planned[] {
  const customers = new Set<string>();
  const counts = new Map<string, number>();
  const wave: Planned[] = [];
  const byProgress = [...works].sort((a, b) => b.invoice.taken.length - a.invoice.taken.length);
  for (const work of byProgress) {
    const {invoice, asksFirst, isOver} = work;
    const step = isOver || invoice.ended !== null ? null : nextStepOf(invoice);
    if (step === null) continue;
    if (wave.length >= waveRequestsMax[mode]) break;
    const endpoint = asksFirst ? 'look up' : step.name;
    const count = counts.get(endpoint) ?? 0;
    const customer = invoice.customerId ?? invoice.invoiceId;
    if (count >= endpointRequestsMax || customers.has(customer)) continue;
    customers.add(customer);
    counts.set(endpoint, count + 1);
    wave.push({work, step});
  }
  return wave;
}

function afterAnswer(planned: Planned, answer: WaveAnswer, nowUnixS: number): Work {
  const {work, step} = planned;
  if (work.asksFirst) return afterLookUp(planned, answer, nowUnixS);
  if (answer.kind === 'failed') return afterFailure(planned, answer);
  return stepTaken(work, {step, answer: answer.body, requestId: answer.requestId});
}

function stepTaken(
  work: Work,
  {
    step,
    answer,
    requestId,
  }: {readonly step: ActionStep; readonly answer: object; readonly requestId: string | null},
): Work {
  const {invoice} = work;
  const taken = [...invoice.taken, takenStep(step, answer, requestId)];
  const after: BegunInvoice = {...invoice, taken, problem: null};
  const isLast = taken.length === invoice.steps.length;
  return {
    invoice: isLast ? {...after, ended: {outcome: 'done', ...outcomeOf(after, answer)}} : after,
    asksFirst: false,
    refusal: null,
    isOver: isLast,
  };
}

/** It is done, whatever Stripe's answer looks like. */
function outcomeOf(invoice: BegunInvoice, answer: object): Omit<EndedInvoice, 'outcome'> {
  const reply = replyTo(() => kindNamed(invoice.action.name).outcome(answer, invoice));
  if (reply.status === 'done') return reply.value;
  return {sentence: `${invoice.name}: done. ${reply.failure.fact}`};
}

function afterFailure({work, step}: Planned, {error, effect}: Extract<WaveAnswer, {kind: 'failed'}>): Work {
  if (error.code === 'DEADLINE_REACHED') return work;
  // Deleting is done when there is nothing left, whoever's answer was lost.
  if (step.method === 'DELETE' && isNoSuchObject(error)) {
    return stepTaken(work, {step, answer: {}, requestId: error.requestId});
  }
  if (isOtherContent(error)) return {...work, asksFirst: true};
  if (error.code !== 'STRIPE_REJECTED' || effect === 'unknown') return over(work, error.message);
  // It may have been done already: by an earlier run, or by a person in Stripe.
  return {...work, asksFirst: true, refusal: error.message};
}

function over(work: Work, problem: string): Work {
  return {...work, invoice: {...work.invoice, problem}, isOver: true};
}

function afterLookUp({work, step}: Planned, answer: WaveAnswer, nowUnixS: number): Work {
  const {invoice, refusal} = work;
  if (answer.kind === 'failed' && !isNoSuchObject(answer.error)) {
    return answer.error.code === 'DEADLINE_REACHED' ? work : over(work, refusal ?? answer.error.message);
  }
  const kind = kindNamed(invoice.action.name);
  const found = kind.found(step, answer.kind === 'failed' ? null : answer.body, invoice);
  switch (found.kind) {
    case 'done':
      return refusal === null
        ? stepTaken(work, {step, answer: found.answer, requestId: null})
        : ended(work, {
            outcome: 'left alone',
            sentence: `${outcomeOf(invoice, found.answer).sentence} It was so before this request.`,
          });
    case 'unclear':
      return ended(work, {outcome: 'failed', sentence: found.sentence});
    case 'not done':
      if (refusal !== null) return ended(work, {outcome: 'failed', sentence: refusal});
      // Stripe has just shown that it is not done: it is tried under keys of its own, which count from now.
      return {
        ...work,
        asksFirst: false,
        invoice: {...invoice, attempt: invoice.attempt + 1, askedAtUnixS: nowUnixS, problem: null},
      };
  }
}

function ended(work: Work, how: EndedInvoice): Work {
  return {...work, invoice: {...work.invoice, problem: null, ended: how}, isOver: true};
}

/** When nothing of a wave got through for a reason that is no invoice's own, the next would fare no better. */
function throwOutage(answers: readonly WaveAnswer[]): void {
  const errors = answers.flatMap((answer) => (answer.kind === 'failed' ? [answer.error] : []));
  const [first] = errors;
  if (first === undefined || errors.length < answers.length) return;
  const isOwn = ({code}: AddonError) => code === 'STRIPE_REJECTED' || code === 'DEADLINE_REACHED';
  if (!errors.some(isOwn)) throw first;
}
