import * as v from 'valibot';
import {AddonError} from './errors/addon-error.ts';
import type {Properties} from './ports.ts';
import {
  approvalsByDefault,
  booksClosedThrough,
  controllerEmail,
  storedApprovals,
} from './settings-approvals.ts';
import type {SettingsField, SettingsProblem, SettingsValues} from './settings-contract.ts';
import {assertTimeZone} from './time/zone.ts';

/** How one spreadsheet does its billing. Stored as one JSON document property, so every editor of the file shares it. */
export interface Settings extends SettingsValues {
  readonly version: 1;
}

/** The columns of `Receivables` that can be left out: no function, control total or look-up needs them. */
export const hideableColumns = [
  'Collection',
  'Finalized',
  'Due',
  'Days past due',
  'Amount due',
  'Amount paid',
  'PO',
  'Link',
] as const;

export const defaultSettings: Settings = {
  version: 1,
  timeZone: null,
  bucketEdges: [30, 60, 90, 120],
  noDueDate: 'finalized',
  hiddenColumns: [],
  currencyOrder: [],
  purchaseOrder: {
    customFields: ['PO', 'PO number', 'PO Number', 'Purchase order'],
    metadataKeys: ['po', 'po_number', 'purchase_order'],
  },
  approvals: approvalsByDefault,
  booksClosedThrough: null,
  controllerEmail: null,
};

const settingsProperty = 'settings';

const edgesWanted =
  'must be up to 12 strictly increasing whole days from 1 to 36500, such as [30, 60, 90, 120]';
const currenciesWanted = 'must be a list of three-letter currency codes, such as ["USD", "EUR"]';
const namesWanted = 'must be a list of names, none of them empty';
const noDueDateWanted = 'must be "finalized" or "not-due"';
const columnsWanted = `must be a list of columns that can be left out: ${hideableColumns.join(', ')}`;
const zoneWanted = 'must be null or the name of a time zone, such as "America/New_York"';

/** Valibot says "Expected never" of a name that is no setting. */
const named = (issue: v.BaseIssue<unknown>) =>
  issue.expected === 'never'
    ? 'is not a setting'
    : issue.received === 'undefined'
      ? 'is missing'
      : 'must be an object';

const names = v.array(v.pipe(v.string(namesWanted), v.nonEmpty(namesWanted)), namesWanted);
const currencies = v.array(
  v.pipe(v.string(currenciesWanted), v.regex(/^[A-Za-z]{3}$/, currenciesWanted), v.toUpperCase()),
  currenciesWanted,
);
const bucketEdges = v.pipe(
  v.array(
    v.pipe(
      v.number(edgesWanted),
      v.integer(edgesWanted),
      v.minValue(1, edgesWanted),
      v.maxValue(36_500, edgesWanted),
    ),
    edgesWanted,
  ),
  v.minLength(1, edgesWanted),
  v.maxLength(12, edgesWanted),
  v.check((days) => strictlyIncreasing(days), edgesWanted),
);
const storedSettings = v.strictObject(
  {
    version: v.literal(1, 'must be 1'),
    timeZone: v.optional(v.nullable(v.string(zoneWanted)), defaultSettings.timeZone),
    bucketEdges: v.optional(bucketEdges, [...defaultSettings.bucketEdges]),
    noDueDate: v.optional(v.picklist(['finalized', 'not-due'], noDueDateWanted), defaultSettings.noDueDate),
    hiddenColumns: v.optional(v.array(v.picklist(hideableColumns, columnsWanted), columnsWanted), []),
    currencyOrder: v.optional(currencies, [...defaultSettings.currencyOrder]),
    purchaseOrder: v.optional(
      v.strictObject(
        {
          customFields: v.optional(names, [...defaultSettings.purchaseOrder.customFields]),
          metadataKeys: v.optional(names, [...defaultSettings.purchaseOrder.metadataKeys]),
        },
        named,
      ),
      {},
    ),
    approvals: v.optional(v.strictObject(storedApprovals, named), {}),
    booksClosedThrough: v.optional(booksClosedThrough, null),
    controllerEmail: v.optional(controllerEmail, null),
  },
  named,
);

/**
 * The spreadsheet's settings, each one that is not stored at its default.
 *
 * @throws AddonError SETTINGS_INVALID naming the setting, so that a slip never silently ages by other rules.
 */
export function readSettings(documentProperties: Properties): Settings {
  const text = documentProperties.read(settingsProperty);
  if (text === null) return defaultSettings;

  const checked = checkSettings(parseJson(text));
  if (checked.kind === 'settings') return checked.settings;
  throw settingsInvalid(
    checked.problems.map(({setting, what}) => `${setting} ${what}`)[0] ?? 'they are refused',
  );
}

export type EnteredSettings =
  | {readonly kind: 'usable'; readonly settings: Settings}
  | {readonly kind: 'refused'; readonly problems: readonly SettingsProblem[]};

/** Checks what a person entered, every setting of it. */
export function checkEntered(values: unknown): EnteredSettings {
  const checked = checkSettings({...Object(values), version: 1});
  if (checked.kind === 'problems') {
    return {
      kind: 'refused',
      problems: checked.problems.map(({field, setting, what}) => ({
        field,
        message: field === null ? `Cannot save: ${setting} ${what}.` : `${sentence(what)}.`,
      })),
    };
  }
  const {length} = JSON.stringify(checked.settings);
  if (length > settingsCharactersMax) {
    const message = `Cannot save: the settings have ${length} characters and ${settingsCharactersMax} fit. Shorten the lists.`;
    return {kind: 'refused', problems: [{field: null, message}]};
  }
  return {kind: 'usable', settings: checked.settings};
}

/** Stores what a person entered when all of it can be used. */
export function saveSettings(documentProperties: Properties, values: unknown): EnteredSettings {
  const checked = checkEntered(values);
  if (checked.kind === 'usable') {
    documentProperties.write(settingsProperty, JSON.stringify(checked.settings));
  }
  return checked;
}

/** A property takes 9 KB; a character takes up to three bytes of it. */
const settingsCharactersMax = 3_000;

interface Problem {
  /** Null for what is wrong with the whole, or with something that is no setting. */
  readonly field: SettingsField | null;
  /** `"purchaseOrder.customFields"` */
  readonly setting: string;
  /** `must be …` */
  readonly what: string;
}

type CheckedSettings =
  | {readonly kind: 'settings'; readonly settings: Settings}
  | {readonly kind: 'problems'; readonly problems: readonly Problem[]};

function checkSettings(input: unknown): CheckedSettings {
  const parsed = v.safeParse(storedSettings, input);
  if (!parsed.success) {
    const [first, ...others] = parsed.issues;
    const problems = new Map([[problemOf(first).setting, problemOf(first)]]);
    // One wrong list has an issue for each of its entries: the first says it.
    for (const problem of others.map(problemOf)) {
      if (!problems.has(problem.setting)) problems.set(problem.setting, problem);
    }
    return {kind: 'problems', problems: [...problems.values()]};
  }
  const {timeZone} = parsed.output;
  if (timeZone !== null && !isKnownZone(timeZone)) {
    const what = `${zoneWanted}; "${timeZone}" is none`;
    return {kind: 'problems', problems: [{field: 'timeZone', setting: '"timeZone"', what}]};
  }
  return {kind: 'settings', settings: parsed.output};
}

/** `must be …` is read beside its field. */
function sentence(what: string): string {
  return what.charAt(0).toUpperCase() + what.slice(1);
}

/** Every setting by its dotted name. */
export const settingsFields: readonly SettingsField[] = [
  'timeZone',
  'bucketEdges',
  'noDueDate',
  'hiddenColumns',
  'currencyOrder',
  'purchaseOrder.customFields',
  'purchaseOrder.metadataKeys',
  'approvals.in',
  'approvals.limits',
  'approvals.longestTermsDays',
  'approvals.approvers',
  'booksClosedThrough',
  'controllerEmail',
];

/** Names the setting without the place in its list. */
function problemOf(issue: v.BaseIssue<unknown>): Problem {
  const keys = (issue.path ?? []).map(({key}) => key);
  const place = keys.findIndex((key) => typeof key !== 'string');
  const name = (place === -1 ? keys : keys.slice(0, place)).join('.');
  return {
    field: settingsFields.find((field) => field === name) ?? null,
    setting: name === '' ? 'the stored JSON' : `"${name}"`,
    what: issue.message,
  };
}

function isKnownZone(timeZone: string): boolean {
  try {
    assertTimeZone(timeZone);
    return true;
  } catch (fault) {
    // The question is whether there is such a zone; that there is none is an answer.
    if (fault instanceof AddonError) return false;
    throw fault;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw settingsInvalid('the stored text is not JSON', cause);
  }
}

function settingsInvalid(what: string, cause?: unknown): AddonError {
  return new AddonError({
    code: 'SETTINGS_INVALID',
    fact: `Cannot use the settings of this spreadsheet: ${what}.`,
    nextStep:
      'Correct it in the sidebar under Settings, or delete the document property "settings" to go back to the defaults.',
    cause,
  });
}

function strictlyIncreasing(days: readonly number[]): boolean {
  return days.every((day, index) => index === 0 || day > (days[index - 1] ?? 0));
}
