import * as v from 'valibot';
import {AddonError} from './errors/addon-error.ts';
import type {Properties} from './ports.ts';
import {assertTimeZone} from './time/zone.ts';

/** How one spreadsheet does its billing. Stored as one JSON document property, so every editor of the file shares it. */
export interface Settings {
  readonly version: 1;
  /** The zone whose calendar days decide what is due; null takes the Stripe account's. */
  readonly timeZone: string | null;
  /** Last day of each aging bucket but the open-ended last one; strictly increasing whole days. */
  readonly bucketEdges: readonly number[];
  /** Currencies shown first, in this order; the others follow by code. */
  readonly currencyOrder: readonly string[];
  /** Where an invoice carries the customer's purchase order: custom-field names first, then metadata keys. */
  readonly purchaseOrder: {
    readonly customFields: readonly string[];
    readonly metadataKeys: readonly string[];
  };
}

export const defaultSettings: Settings = {
  version: 1,
  timeZone: null,
  bucketEdges: [30, 60, 90, 120],
  currencyOrder: [],
  purchaseOrder: {
    customFields: ['PO', 'PO number', 'PO Number', 'Purchase order'],
    metadataKeys: ['po', 'po_number', 'purchase_order'],
  },
};

const settingsProperty = 'settings';

const edgesWanted =
  'must be up to 12 strictly increasing whole days from 1 to 36500, such as [30, 60, 90, 120]';
const currenciesWanted = 'must be a list of three-letter currency codes, such as ["USD", "EUR"]';
const namesWanted = 'must be a list of names, none of them empty';
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

  const parsed = v.safeParse(storedSettings, parseJson(text));
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw settingsInvalid(`${nameOf(issue)} ${issue.message}`);
  }
  if (parsed.output.timeZone !== null) assertKnownZone(parsed.output.timeZone);
  return parsed.output;
}

/** `"purchaseOrder.customFields"`: the setting, without the place in its list. */
function nameOf(issue: v.BaseIssue<unknown>): string {
  const keys = (issue.path ?? []).map(({key}) => key).filter((key) => typeof key === 'string');
  return keys.length === 0 ? 'the stored JSON' : `"${keys.join('.')}"`;
}

function assertKnownZone(timeZone: string): void {
  try {
    assertTimeZone(timeZone);
  } catch (cause) {
    if (!(cause instanceof AddonError)) throw cause;
    throw settingsInvalid(`"timeZone" ${zoneWanted}; "${timeZone}" is none`, cause);
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
    nextStep: 'Correct the document property "settings", or delete it to go back to the defaults.',
    cause,
  });
}

function strictlyIncreasing(days: readonly number[]): boolean {
  return days.every((day, index) => index === 0 || day > (days[index - 1] ?? 0));
}
