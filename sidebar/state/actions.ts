import type {ActionName, ActionOffer, ActionPreview, ActionRequest} from '../../src/core/action-contract.ts';
import type {ShownFailure} from '../google-failure.ts';
import {type ActionForm, emptyForm, type FormProblem, needsForm} from './action-form.ts';
import {actedOn, doingLabel} from './action-words.ts';
import {reduceWork, type Work, type WorkAction, type WorkStep, workOf} from './work.ts';

/** What is done to invoices that exist. */
export interface ActionsState {
  /** Ids of the invoices that are ticked among those looked up. */
  readonly ticked: readonly string[];
  /** Null while nobody is choosing or doing anything. */
  readonly open: OpenActions | null;
  /** Begun, and to be gone on with: it waits for an approval, or was stopped. Newest last. */
  readonly kept: readonly KeptAction[];
  readonly pdfs: PdfTask;
}

export interface OpenActions {
  readonly invoiceIds: readonly string[];
  /** Empty until the script has said what may be done. */
  readonly offers: readonly ActionOffer[];
  readonly form: ActionForm;
  readonly step: ActionStep;
  /** Whether the script is being asked about this step. */
  readonly isAsking: boolean;
  /** Why what was asked last at this step failed. */
  readonly failure: ShownFailure | null;
}

export type ActionStep =
  | {readonly kind: 'choosing'}
  | {
      readonly kind: 'filling';
      readonly name: ActionName;
      readonly problems: readonly FormProblem[];
    }
  | {
      readonly kind: 'previewed';
      readonly previewed: Previewed;
      /** It was kept, and by now it comes to something else. */
      readonly hasChanged: boolean;
    }
  | (WorkStep & {readonly previewed: Previewed});

export interface Previewed {
  readonly request: ActionRequest;
  readonly preview: ActionPreview;
}

export interface KeptAction {
  readonly previewed: Previewed;
  /** What the button said: `Void 3 invoices`. */
  readonly label: string;
  /** Null: it waits for an approval. Else it was stopped here. */
  readonly work: Work | null;
}

export type PdfTask =
  | {readonly kind: 'idle'}
  | {readonly kind: 'working'; readonly invoiceIds: readonly string[]}
  | {readonly kind: 'told'; readonly message: string; readonly leftOut: readonly string[]}
  | {readonly kind: 'failed'; readonly failure: ShownFailure; readonly invoiceIds: readonly string[]};

export const initialActions: ActionsState = {ticked: [], open: null, kept: [], pdfs: {kind: 'idle'}};

export type ActionsAction =
  | {readonly type: 'actions-ticked'; readonly invoiceIds: readonly string[]; readonly isTicked: boolean}
  | {readonly type: 'actions-opened'; readonly invoiceIds: readonly string[]}
  | {readonly type: 'actions-asked'}
  | {readonly type: 'actions-offered'; readonly offers: readonly ActionOffer[]}
  | {readonly type: 'actions-chosen'; readonly name: ActionName}
  | {readonly type: 'actions-typed'; readonly change: Partial<ActionForm>}
  | {readonly type: 'actions-refused'; readonly problems: readonly FormProblem[]}
  | {readonly type: 'actions-previewed'; readonly previewed: Previewed}
  | {readonly type: 'actions-failed'; readonly failure: ShownFailure}
  | {readonly type: 'actions-back'}
  | {readonly type: 'actions-closed'}
  | {readonly type: 'actions-resumed'; readonly kept: KeptAction}
  | {readonly type: 'actions-forgotten'; readonly kept: KeptAction}
  | {readonly type: 'actions-began'}
  | {readonly type: 'actions-worked'; readonly work: WorkAction}
  | {readonly type: 'actions-pdfs'; readonly pdfs: PdfTask};

export function reduceActions(actions: ActionsState, action: ActionsAction): ActionsState {
  const {open} = actions;
  switch (action.type) {
    case 'actions-ticked': {
      const others = actions.ticked.filter((id) => !action.invoiceIds.includes(id));
      return {
        ...actions,
        ticked: action.isTicked ? [...others, ...action.invoiceIds] : others,
        pdfs: actions.pdfs.kind === 'told' ? {kind: 'idle'} : actions.pdfs,
      };
    }
    case 'actions-opened':
      return {...actions, open: newlyOpen(action.invoiceIds)};
    case 'actions-resumed':
      return {...without(actions, action.kept), open: resumed(action.kept)};
    case 'actions-forgotten':
      return without(actions, action.kept);
    case 'actions-closed':
      return {...actions, open: null, kept: withUnfinished(actions)};
    case 'actions-pdfs':
      return {...actions, pdfs: action.pdfs};
    default:
      return open === null ? actions : {...actions, open: reduceOpen(open, action)};
  }
}

type StepAction = Exclude<
  ActionsAction,
  {
    readonly type:
      | 'actions-ticked'
      | 'actions-opened'
      | 'actions-resumed'
      | 'actions-forgotten'
      | 'actions-closed'
      | 'actions-pdfs';
  }
>;

function reduceOpen(open: OpenActions, action: StepAction): OpenActions {
  const {step} = open;
  const settled = {...open, isAsking: false, failure: null};
  switch (action.type) {
    case 'actions-asked':
      return {...open, isAsking: true, failure: null};
    case 'actions-failed':
      return {...open, isAsking: false, failure: action.failure};
    case 'actions-offered':
      return {...settled, offers: action.offers};
    case 'actions-chosen':
      return {...settled, form: emptyForm, step: {kind: 'filling', name: action.name, problems: []}};
    case 'actions-typed':
      return {
        ...open,
        form: {...open.form, ...action.change},
        step: withoutProblems(step),
        isAsking: false,
      };
    case 'actions-refused':
      return step.kind === 'filling' ? {...settled, step: {...step, problems: action.problems}} : open;
    case 'actions-previewed':
      return {
        ...settled,
        step: {kind: 'previewed', previewed: action.previewed, ...changeSince(step, action)},
      };
    case 'actions-back':
      return {...settled, step: stepBefore(open)};
    case 'actions-began':
      return beginning(settled);
    case 'actions-worked':
      return step.kind === 'working'
        ? {...settled, step: {...reduceWork(step.work, action.work), previewed: step.previewed}}
        : open;
  }
}

function newlyOpen(invoiceIds: readonly string[]): OpenActions {
  const step = {kind: 'choosing'} as const;
  return {invoiceIds, offers: [], form: emptyForm, step, isAsking: true, failure: null};
}

function resumed({previewed, work}: KeptAction): OpenActions {
  const step: ActionStep =
    work === null
      ? {kind: 'previewed', previewed, hasChanged: false}
      : {kind: 'stopped', previewed, work, failure: null};
  return {...newlyOpen(previewed.request.invoiceIds), step, isAsking: false};
}

/** What was typed stays when a problem is told of; a problem goes with the next thing typed. */
function withoutProblems(step: ActionStep): ActionStep {
  return step.kind === 'filling' && step.problems.length > 0 ? {...step, problems: []} : step;
}

function changeSince(
  step: ActionStep,
  {previewed}: {readonly previewed: Previewed},
): {readonly hasChanged: boolean} {
  return {hasChanged: 'previewed' in step && step.previewed.preview.digest !== previewed.preview.digest};
}

/** What was typed is there again. Where nothing was, another action may be chosen. */
function stepBefore({step, offers}: OpenActions): ActionStep {
  if (!('previewed' in step)) return {kind: 'choosing'};
  const {name} = step.previewed.request.action;
  return needsForm(name, offers) ? {kind: 'filling', name, problems: []} : {kind: 'choosing'};
}

function beginning(open: OpenActions): OpenActions {
  const {step} = open;
  if (step.kind === 'stopped')
    return {...open, step: {kind: 'working', previewed: step.previewed, work: step.work}};
  // What has failed without a clear answer is asked for once more; nothing is done twice.
  if (step.kind !== 'previewed' && step.kind !== 'done') return open;
  const {previewed} = step;
  const {digest} = previewed.preview;
  if (digest === null) return open;
  return {
    ...open,
    step: {kind: 'working', previewed, work: workOf(digest, actedOn(previewed.preview).length)},
  };
}

/** What waits for somebody, or was stopped half-way, is not lost with the view that is closed. */
function withUnfinished({open, kept}: ActionsState): readonly KeptAction[] {
  const step = open?.step;
  if (step === undefined) return kept;
  const isUnfinished =
    step.kind === 'stopped' || (step.kind === 'previewed' && isForApproval(step.previewed));
  if (!isUnfinished) return kept;
  const {previewed} = step;
  const others = kept.filter((other) => other.previewed.preview.digest !== previewed.preview.digest);
  return [...others, keptOf(previewed, step.kind === 'stopped' ? step.work : null)];
}

function isForApproval({preview: {digest, approval}}: Previewed): boolean {
  return digest !== null && approval.kind !== 'not-needed';
}

function keptOf(previewed: Previewed, work: Work | null): KeptAction {
  const titles = actedOn(previewed.preview).map(({title}) => title);
  return {previewed, label: doingLabel(previewed.request.action.name, titles), work};
}

function without(actions: ActionsState, kept: KeptAction): ActionsState {
  return {...actions, kept: actions.kept.filter((other) => other !== kept)};
}
