import type {CreateReply, CreateRequest} from '../../src/core/invoice-contract.ts';
import type {ShownFailure} from '../google-failure.ts';
import {type CreationForm, initialForm} from './creation-form.ts';
import type {InvoicesAction} from './invoices.ts';

export type CreationComplete = Extract<CreateReply, {readonly status: 'complete'}>;

/** How far a batch has come, in invoices. */
export interface BatchProgress {
  /** Or finalized, where they are drafts already. */
  readonly created: number;
  readonly invoices: number;
  readonly isOfDrafts?: boolean;
}

/** What is asked again to go on: the same request never makes an invoice twice. */
interface Begun {
  readonly request: CreateRequest;
  readonly progress: BatchProgress;
}

export type CreationStage =
  | {readonly kind: 'idle'}
  | (Begun & {
      readonly kind: 'working';
      /** A person pressed Stop, and the part that is under way is still to end. */
      readonly isStopping: boolean;
    })
  | (Begun & {readonly kind: 'stopped'})
  | (Begun & {readonly kind: 'failed'; readonly failure: ShownFailure})
  | {readonly kind: 'complete'; readonly reply: CreationComplete};

export interface CreationPage {
  readonly form: CreationForm;
  readonly stage: CreationStage;
}

export const initialCreation: CreationPage = {form: initialForm, stage: {kind: 'idle'}};

export type CreationAction =
  | {readonly type: 'creation-typed'; readonly form: CreationForm}
  | {
      readonly type: 'creation-started';
      readonly request: CreateRequest;
      readonly progress: BatchProgress;
    }
  | {readonly type: 'creation-answered'; readonly reply: CreateReply}
  | {readonly type: 'creation-stop-asked'}
  | {readonly type: 'creation-stopped'}
  | {readonly type: 'creation-failed'; readonly failure: ShownFailure};

export function reduceCreation(page: CreationPage, action: InvoicesAction): CreationPage {
  const {stage} = page;
  switch (action.type) {
    case 'creation-typed':
      return {...page, form: action.form};
    case 'creation-started':
      return {
        ...page,
        stage: {kind: 'working', request: action.request, progress: action.progress, isStopping: false},
      };
    case 'creation-answered':
      return {...page, ...afterAnswer(page, action.reply)};
    case 'creation-stop-asked':
      return stage.kind === 'working' ? {...page, stage: {...stage, isStopping: true}} : page;
    case 'creation-stopped':
      return stage.kind === 'working'
        ? {...page, stage: {kind: 'stopped', request: stage.request, progress: stage.progress}}
        : page;
    case 'creation-failed':
      return stage.kind === 'working'
        ? {
            ...page,
            stage: {
              kind: 'failed',
              request: stage.request,
              progress: stage.progress,
              failure: action.failure,
            },
          }
        : page;
    case 'drafts-asked':
      // Who checks or previews anew has read what came of the batch before.
      return stage.kind === 'working' ? page : {...page, stage: {kind: 'idle'}};
    case 'drafts-answered':
      // What was typed for one preview says nothing of another.
      return {...page, form: {...initialForm, goal: page.form.goal}};
    default:
      return page;
  }
}

function afterAnswer({form, stage}: CreationPage, reply: CreateReply): CreationPage {
  if (reply.status === 'complete')
    return {form: {...initialForm, goal: form.goal}, stage: {kind: 'complete', reply}};
  if (stage.kind !== 'working') return {form, stage};
  const {progress} = stage;
  const {remaining} = reply;
  const created = progress.isOfDrafts === true ? progress.invoices - remaining : reply.created;
  return {
    form,
    stage: {
      ...stage,
      // A batch that is gone on with may hold more than was known of it.
      progress: {...progress, created, invoices: Math.max(progress.invoices, created, remaining)},
    },
  };
}
