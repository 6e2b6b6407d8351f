import type {AddonError} from '../../errors/addon-error.ts';
import {assertInvariant} from '../../errors/assert-invariant.ts';
import type {Clock, Digest} from '../../ports.ts';
import type {StripeClient} from '../../stripe/client.ts';
import {isNoSuchObject, isOtherContent} from '../../stripe/errors.ts';
import {intentMetadataKey} from '../../stripe/intent-metadata.ts';
import {decodePage} from '../../stripe/list-page.ts';
import type {WaveAnswer} from '../../stripe/wave.ts';
import type {InvoiceIntent} from '../invoice-intent.ts';
import type {InvoicePlan} from '../invoice-plan.ts';
import {nextStep, requestOf, type Step, type Work} from './creation-steps.ts';
import {intentAt} from './stripe-progress.ts';

/** An invoice to be made: its intent is recorded already. */
export interface CreationJob {
  /** Null for a draft that has all its lines, and only goes on. */
  readonly plan: InvoicePlan | null;
  readonly intent: InvoiceIntent;
}

export interface CreationPorts {
  readonly clock: Clock;
  readonly digest: Digest;
}

export interface CreationOptions {
  readonly client: StripeClient;
  /** No wave starts after it. */
  readonly deadlineUnixMs: number;
  /** Keeps what a wave changed, with Stripe's ids of the requests by key; called before the next one starts. */
  readonly record: (
    changed: readonly InvoiceIntent[],
    requestIds: ReadonlyMap<string, string | null>,
  ) => void;
}

/** Below Stripe's 25 requests a second for one endpoint (docs.stripe.com/rate-limits). */
const endpointRequestsMax = 24;
/** Below Stripe's limits over all endpoints: 100 a second, and 25 with a test key. */
const waveRequestsMax = {live: 72, test: 24};
const waveEveryMs = 1_000;

/** Stripe forgets idempotency keys after 24 hours (docs.stripe.com/api/idempotent_requests). */
const keyKeptS = 23 * 3600;
/** A request that failed so long ago is no longer under way at Stripe. */
const surelyOverS = 3600;

/**
 * Brings every invoice as far as its intent says, in waves across customers: each request is one step of one invoice,
 * no two of a wave are of one customer, and what a wave did is recorded before the next. It may be stopped anywhere and
 * begun again with the same plans: Stripe replays what it has done, or is asked what it holds.
 *
 * @returns `continues` when time ran out; what failed meanwhile is in each intent's problem
 * @throws AddonError for what stops every one of them: no answer at all, a key that may not
 */
export function createFromPlans(
  {clock, digest}: CreationPorts,
  jobs: readonly CreationJob[],
  {client, deadlineUnixMs, record}: CreationOptions,
): 'complete' | 'continues' {
  const nowUnixS = Math.floor(clock.nowUnixMs() / 1000);
  const works = new Map(jobs.map((job) => [job.intent.key, begin(job, nowUnixS)]));
  for (;;) {
    const wave = nextWave([...works.values()], client.mode);
    if (wave.length === 0) return 'complete';
    const startUnixMs = clock.nowUnixMs();
    if (startUnixMs >= deadlineUnixMs) return 'continues';

    const requests = wave.map(({step, work}) => requestOf(step, work, digest));
    const answers = client.sendWave(requests, {deadlineUnixMs});
    const requestIds = new Map<string, string | null>();
    const changed = wave.flatMap(({step, work}, index) => {
      const answer = answers[index];
      assertInvariant(answer !== undefined, 'every request of a wave has an answer');
      const after = afterAnswer(step, work, answer);
      works.set(work.intent.key, after);
      requestIds.set(work.intent.key, answer.kind === 'answered' ? answer.requestId : null);
      return after.intent === work.intent ? [] : [after.intent];
    });
    record(changed, requestIds);
    throwOutage(answers);

    const restMs = startUnixMs + waveEveryMs - clock.nowUnixMs();
    if (restMs > 0 && nextWave([...works.values()], client.mode).length > 0) clock.sleep(restMs);
  }
}

function begin({plan, intent}: CreationJob, nowUnixS: number): Work {
  const ageS = nowUnixS - intent.intendedAtUnixS;
  const failed = intent.problem !== null && (intent.invoiceId !== null || ageS > surelyOverS);
  return {
    plan,
    intent,
    beganUnixS: nowUnixS,
    asksFirst: ageS > keyKeptS || failed || intent.isUnsure === true,
    cursor: null,
    refusal: null,
    isOver: false,
  };
}

interface PlannedStep {
  readonly step: Step;
  readonly work: Work;
}

/** What is furthest goes first, so that a run that is stopped leaves few half done. */
function nextWave(works: readonly Work[], mode: StripeClient['mode']): readonly PlannedStep[] {
  const customers = new Set<string>();
  const counts = new Map<Step, number>();
  const wave: PlannedStep[] = [];
  for (const {step, work} of byProgress(works)) {
    if (wave.length >= waveRequestsMax[mode]) break;
    const count = counts.get(step) ?? 0;
    if (count >= endpointRequestsMax || customers.has(work.intent.customerId)) continue;
    customers.add(work.intent.customerId);
    counts.set(step, count + 1);
    wave.push({step, work});
  }
  return wave;
}

const order: readonly Step[] = ['send', 'finalize', 'lines', 'read', 'find', 'draft'];

function byProgress(works: readonly Work[]): readonly PlannedStep[] {
  const steps = works.flatMap((work) => {
    const step = nextStep(work);
    return step === null ? [] : [{step, work}];
  });
  return order.flatMap((step) => steps.filter((one) => one.step === step));
}

function afterAnswer(step: Step, work: Work, answer: WaveAnswer): Work {
  if (answer.kind === 'failed') return afterFailure(step, work, answer);
  const {body} = answer;
  switch (step) {
    case 'find':
      return afterPage(work, body);
    case 'read':
      return afterReading(work, intentAt(work.intent, body));
    case 'draft': {
      // An invoice that takes pending items along has lines from the start; ours are still to come.
      const {invoiceId} = intentAt(work.intent, body);
      return advanced(work, {...work.intent, invoiceId, state: 'drafted', problem: null});
    }
    case 'lines':
    case 'finalize':
      return advanced(work, intentAt(work.intent, body));
    case 'send':
      return advanced(work, {...intentAt(work.intent, body), state: 'sent'});
  }
}

function advanced(work: Work, intent: InvoiceIntent): Work {
  return {...work, intent, asksFirst: false, cursor: null, refusal: null};
}

/** The invoice is known by the intent in its metadata, whatever else was changed on it. */
function afterPage(work: Work, body: object): Work {
  const page = decodePage(body, '/v1/invoices');
  const found = page.data.find((wire) => intentOf(wire) === work.intent.key);
  if (found !== undefined) return advanced(work, intentAt(work.intent, found));
  const last = page.data[page.data.length - 1];
  if (page.hasMore && last !== undefined) return {...work, cursor: last.id};
  return advanced(work, nextAttempt(work, work.intent, null));
}

function intentOf(wire: object): unknown {
  const metadata: unknown = Reflect.get(wire, 'metadata');
  return typeof metadata === 'object' && metadata !== null ? Reflect.get(metadata, intentMetadataKey) : null;
}

/** Stripe holds more than was known, or the step is still to be done: anew, or never if Stripe has refused it. */
function afterReading(work: Work, seen: InvoiceIntent): Work {
  const {intent, refusal} = work;
  if (seen.state !== intent.state) return advanced(work, seen);
  const next = nextAttempt(work, seen, refusal);
  if (refusal === null) return advanced(work, next);
  // Lines that Stripe refuses once it refuses always: the empty draft is left to a person.
  const state = intent.state === 'drafted' ? 'stopped' : intent.state;
  return {...work, intent: {...next, state}, isOver: true};
}

/** Stripe has just shown that the step is not done: it is tried under keys of its own, which count from now. */
function nextAttempt(
  {beganUnixS}: Pick<Work, 'beganUnixS'>,
  intent: InvoiceIntent,
  problem: string | null,
): InvoiceIntent {
  return {...intent, attempt: (intent.attempt ?? 1) + 1, intendedAtUnixS: beganUnixS, problem};
}

function afterFailure(step: Step, work: Work, {error, effect}: Extract<WaveAnswer, {kind: 'failed'}>): Work {
  const {intent} = work;
  if (error.code === 'DEADLINE_REACHED') return work;
  if (isOtherContent(error) && !work.asksFirst) return {...work, asksFirst: true};
  if (error.code !== 'STRIPE_REJECTED' || effect === 'unknown') {
    return {...work, intent: {...intent, problem: error.message}, isOver: true};
  }
  switch (step) {
    case 'draft':
      return {...work, intent: {...intent, state: 'refused', problem: error.message}, isOver: true};
    case 'lines':
    case 'finalize':
    case 'send':
      // It may have been done already: by an earlier run, or by a person in Stripe.
      return {...work, asksFirst: true, refusal: error.message};
    case 'find':
      return {...work, intent: {...intent, problem: error.message}, isOver: true};
    case 'read': {
      if (!isNoSuchObject(error)) return {...work, intent: {...intent, problem: error.message}, isOver: true};
      const {isUnsure: _, ...known} = intent;
      return {...work, intent: {...known, state: 'reversed', problem: deletedWords(intent)}, isOver: true};
    }
  }
}

function deletedWords({invoiceId}: InvoiceIntent): string {
  return `The draft ${invoiceId ?? ''} was deleted in Stripe.`;
}

/** When nothing of a wave got through for a reason that is no invoice's own, the next would fare no better. */
function throwOutage(answers: readonly WaveAnswer[]): void {
  const errors = answers.flatMap((answer) => (answer.kind === 'failed' ? [answer.error] : []));
  const [first] = errors;
  if (first === undefined || errors.length < answers.length) return;
  const isOwn = ({code}: AddonError) => code === 'STRIPE_REJECTED' || code === 'DEADLINE_REACHED';
  if (!errors.some(isOwn)) throw first;
}
