import type {
  EnteredSettings,
  SettingsField,
  SettingsProblem,
  SettingsState,
  SettingsValues,
} from '../../src/core/sidebar-contract.ts';
import {type ControlsForm, controlsFormOf, readControls} from './settings-controls.ts';

/** The settings as a person types them. */
export interface SettingsForm extends ControlsForm {
  /** Blank takes the Stripe account's. */
  readonly timeZone: string;
  /** `30, 60, 90, 120` */
  readonly bucketEdges: string;
  readonly noDueDate: SettingsValues['noDueDate'];
  readonly hiddenColumns: readonly string[];
  /** `USD, EUR` */
  readonly currencyOrder: string;
  /** One name for each line. */
  readonly customFields: string;
  readonly metadataKeys: string;
}

export function formOf(values: SettingsValues): SettingsForm {
  return {
    timeZone: values.timeZone ?? '',
    bucketEdges: values.bucketEdges.join(', '),
    noDueDate: values.noDueDate,
    hiddenColumns: values.hiddenColumns,
    currencyOrder: values.currencyOrder.join(', '),
    customFields: values.purchaseOrder.customFields.join('\n'),
    metadataKeys: values.purchaseOrder.metadataKeys.join('\n'),
    ...controlsFormOf(values),
  };
}

export type FormReading =
  | {readonly kind: 'values'; readonly values: EnteredSettings}
  | {readonly kind: 'problems'; readonly problems: readonly SettingsProblem[]};

/**
 * Reads what was typed. What is no value at all is refused here, in the words of the field; whether a value may be used is
 * for the script to say.
 */
export function readForm(form: SettingsForm): FormReading {
  const edges = edgesOf(form.bucketEdges);
  const currencyOrder = partsOf(form.currencyOrder, /[,;\s]+/).map((code) => code.toUpperCase());
  const strange = currencyOrder.filter((code) => !/^[A-Z]{3}$/.test(code));
  const controls = readControls(form);
  const problems: SettingsProblem[] = [];
  if (edges === null || !isIncreasing(edges)) {
    problems.push({
      field: 'bucketEdges',
      message: 'Write whole days, each more than the one before, such as 30, 60, 90, 120.',
    });
  }
  if (strange.length > 0) {
    problems.push({
      field: 'currencyOrder',
      message: `${strange.join(', ')}: a currency has three letters, such as EUR.`,
    });
  }
  problems.push(...controls.problems);
  if (edges === null || problems.length > 0) return {kind: 'problems', problems};
  return {
    kind: 'values',
    values: {
      timeZone: form.timeZone.trim() === '' ? null : form.timeZone.trim(),
      bucketEdges: edges,
      noDueDate: form.noDueDate,
      hiddenColumns: form.hiddenColumns,
      currencyOrder,
      purchaseOrder: {
        customFields: partsOf(form.customFields, /\n/),
        metadataKeys: partsOf(form.metadataKeys, /\n/),
      },
      ...controls.values,
    },
  };
}

/** The buckets that these edges make, to be seen while one types; null where they make none. */
export function bucketLabels(typed: string): readonly string[] | null {
  const edges = edgesOf(typed);
  const [first] = edges ?? [];
  if (edges === null || first === undefined) return null;
  if (!isIncreasing(edges)) return null;
  const inner = edges.map((edge, index) => {
    const from = (edges[index - 1] ?? 0) + 1;
    return from === edge ? String(edge) : `${from}–${edge}`;
  });
  return ['Not due', ...inner, `${(edges[edges.length - 1] ?? 0) + 1}+`];
}

function isIncreasing(edges: readonly number[]): boolean {
  return edges.every((edge, index) => edge > (edges[index - 1] ?? 0));
}

/** Null where something is not a whole number. */
function edgesOf(typed: string): readonly number[] | null {
  const parts = partsOf(typed, /[,;\s]+/);
  return parts.every((part) => /^\d{1,9}$/.test(part)) ? parts.map(Number) : null;
}

function partsOf(text: string, between: RegExp): readonly string[] {
  return text
    .split(between)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** What is wrong with one field, or with the whole where `field` is null; null when nothing is. */
export function problemOf(problems: readonly SettingsProblem[], field: SettingsField | null): string | null {
  const texts = problems.filter((problem) => problem.field === field).map(({message}) => message);
  return texts.length === 0 ? null : texts.join(' ');
}

export function isSameForm(left: SettingsForm, right: SettingsForm): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

/** Whether what is typed differs from what is stored; stored settings that cannot be used may always be replaced. */
export function isChanged(form: SettingsForm, stored: SettingsState): boolean {
  return stored.problem !== null || !isSameForm(form, formOf(stored.values));
}
