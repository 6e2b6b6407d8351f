import type {
  SaveSettingsReply,
  SettingsProblem,
  SettingsState,
  SettingsValues,
} from '../../src/core/sidebar-contract.ts';
import type {ShownFailure} from '../google-failure.ts';
import {formOf, isSameForm, type SettingsForm} from './settings-form.ts';
import {idle, type Task, working} from './task.ts';

export interface SettingsPage {
  /** Null until the state was read. */
  readonly form: SettingsForm | null;
  /** What the form was filled with: while they are equal, newer settings may take its place. */
  readonly filledWith: SettingsForm | null;
  /** What was stored when the form was filled: saving replaces that and nothing newer. */
  readonly basis: SettingsValues | null;
  /** What is on its way to the script; null when nothing is. */
  readonly sent: SettingsForm | null;
  readonly problems: readonly SettingsProblem[];
  readonly task: Task;
}

export const initialSettings: SettingsPage = {
  form: null,
  filledWith: null,
  basis: null,
  sent: null,
  problems: [],
  task: idle,
};

export type SettingsAction =
  | {readonly type: 'settings-typed'; readonly form: SettingsForm}
  | {
      readonly type: 'settings-filled';
      readonly form: SettingsForm;
      /** What is stored, now that this person has seen it. */
      readonly basis: SettingsValues;
      readonly message: string;
    }
  | {readonly type: 'settings-refused'; readonly problems: readonly SettingsProblem[]}
  | {readonly type: 'settings-saving'}
  | {readonly type: 'settings-answered'; readonly reply: SaveSettingsReply}
  | {readonly type: 'settings-failed'; readonly failure: ShownFailure};

export function reduceSettings(page: SettingsPage, action: SettingsAction): SettingsPage {
  switch (action.type) {
    case 'settings-typed':
      // Typing does not end a saving that is under way.
      return {...page, form: action.form, problems: [], task: page.task.kind === 'working' ? working : idle};
    case 'settings-filled':
      return {
        ...page,
        form: action.form,
        basis: action.basis,
        problems: [],
        task: {kind: 'told', message: action.message},
      };
    case 'settings-refused':
      return {...page, problems: action.problems, task: idle};
    case 'settings-saving':
      return {...page, sent: page.form, problems: [], task: working};
    case 'settings-answered':
      return answered(page, action.reply);
    case 'settings-failed':
      return {...page, sent: null, task: {kind: 'failed', failure: action.failure}};
  }
}

function answered(page: SettingsPage, reply: SaveSettingsReply): SettingsPage {
  switch (reply.outcome) {
    case 'refused':
      return {...page, sent: null, problems: reply.problems, task: idle};
    case 'needs approval':
      // What was typed stays, to be saved once somebody has agreed.
      return {...page, sent: null, problems: [], task: {kind: 'told', message: reply.message}};
    case 'saved':
      return {
        ...afterSaving(page, reply.settings.values),
        task: {kind: 'told', message: reply.message},
      };
  }
}

/** What was typed while it was saved stays, still to be saved. */
function afterSaving(page: SettingsPage, values: SettingsValues): SettingsPage {
  const isTypedSince = page.form !== null && page.sent !== null && !isSameForm(page.form, page.sent);
  const stored = filled(values);
  return {...page, ...stored, form: isTypedSince ? page.form : stored.form, sent: null};
}

/** Takes over what is stored now, unless a person has begun to type. */
export function refill(page: SettingsPage, {values}: SettingsState): SettingsPage {
  const isUntouched =
    page.form === null || page.filledWith === null || isSameForm(page.form, page.filledWith);
  return isUntouched ? {...page, ...filled(values)} : page;
}

function filled(values: SettingsValues) {
  const form = formOf(values);
  return {form, filledWith: form, basis: values, problems: []};
}
