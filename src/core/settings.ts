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

const texts = v.array(v.pipe(v.string(), v.nonEmpty()));
const bucketEdges = v.pipe(
  v.array(v.pipe(v.number(), v.integer(), v.minValue(1))),
  v.minLength(1),
  v.maxLength(12),
  v.check(
    (days) => strictlyIncreasing(days),
    'must be strictly increasing whole days, such as [30, 60, 90, 120]',
  ),
);
const storedSettings = v.strictObject({
  version: v.literal(1),
  timeZone: v.optional(v.nullable(v.string()), defaultSettings.timeZone),
  bucketEdges: v.optional(bucketEdges, [...defaultSettings.bucketEdges]),
  currencyOrder: v.optional(texts, [...defaultSettings.currencyOrder]),
  purchaseOrder: v.optional(
    v.strictObject({
      customFields: v.optional(texts, [...defaultSettings.purchaseOrder.customFields]),
      metadataKeys: v.optional(texts, [...defaultSettings.purchaseOrder.metadataKeys]),
    }),
    {},
  ),
});

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
    const issue = parsed.issues[0];
    throw settingsInvalid(`"${v.getDotPath(issue) ?? 'settings'}": ${issue.message}`);
  }
  if (parsed.output.timeZone !== null) assertTimeZone(parsed.output.timeZone);
  return parsed.output;
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
