import {AddonError} from '../../src/core/errors/addon-error.ts';
import {defaultSettings, readSettings} from '../../src/core/settings.ts';
import {fakeProperties} from '../support/fake-ports.ts';

const read = (stored: unknown) =>
  readSettings(fakeProperties({settings: typeof stored === 'string' ? stored : JSON.stringify(stored)}));

const refusalOf = (stored: unknown): AddonError => {
  try {
    read(stored);
  } catch (fault) {
    if (fault instanceof AddonError) return fault;
    throw fault;
  }
  throw new Error('It was expected to refuse.');
};

describe('readSettings()', () => {
  test('takes every default where nothing is stored', () => {
    expect(readSettings(fakeProperties())).toEqual(defaultSettings);
  });

  test('takes the default of each setting that is left out', () => {
    expect(read({version: 1})).toEqual(defaultSettings);
    expect(read({version: 1, bucketEdges: [15, 45], purchaseOrder: {metadataKeys: ['bestellung']}})).toEqual({
      ...defaultSettings,
      bucketEdges: [15, 45],
      purchaseOrder: {...defaultSettings.purchaseOrder, metadataKeys: ['bestellung']},
    });
  });

  test('keeps what is stored, and reads currencies in any case', () => {
    expect(read({version: 1, timeZone: 'Europe/Berlin', currencyOrder: ['usd', 'EUR']})).toEqual({
      ...defaultSettings,
      timeZone: 'Europe/Berlin',
      currencyOrder: ['USD', 'EUR'],
    });
  });

  const edges =
    '"bucketEdges" must be up to 12 strictly increasing whole days from 1 to 36500, such as [30, 60, 90, 120]';
  const currencies = '"currencyOrder" must be a list of three-letter currency codes, such as ["USD", "EUR"]';
  const zone = '"timeZone" must be null or the name of a time zone, such as "America/New_York"';
  const names = (which: string) => `"purchaseOrder.${which}" must be a list of names, none of them empty`;
  test.each<[unknown, string]>([
    ['{', 'the stored text is not JSON'],
    ['null', 'the stored JSON must be an object'],
    ['3', 'the stored JSON must be an object'],
    [{}, '"version" is missing'],
    [{version: 2}, '"version" must be 1'],
    [{version: 1, buckets: [30]}, '"buckets" is not a setting'],
    [{version: 1, timeZone: 3}, zone],
    [{version: 1, timeZone: 'Mars/Olympus'}, `${zone}; "Mars/Olympus" is none`],
    [{version: 1, timeZone: ''}, `${zone}; "" is none`],
    [{version: 1, bucketEdges: '30,60'}, edges],
    [{version: 1, bucketEdges: []}, edges],
    [{version: 1, bucketEdges: [30, 30]}, edges],
    [{version: 1, bucketEdges: [60, 30]}, edges],
    [{version: 1, bucketEdges: [0, 30]}, edges],
    [{version: 1, bucketEdges: [-30]}, edges],
    [{version: 1, bucketEdges: [1.5]}, edges],
    [{version: 1, bucketEdges: ['30']}, edges],
    [{version: 1, bucketEdges: [36_501]}, edges],
    [{version: 1, bucketEdges: Array.from({length: 13}, (_, n) => n + 1)}, edges],
    [{version: 1, currencyOrder: 'USD'}, currencies],
    [{version: 1, currencyOrder: ['dollars']}, currencies],
    [{version: 1, currencyOrder: [1]}, currencies],
    [{version: 1, purchaseOrder: 'PO'}, '"purchaseOrder" must be an object'],
    [{version: 1, purchaseOrder: {fields: []}}, '"purchaseOrder.fields" is not a setting'],
    [{version: 1, purchaseOrder: {customFields: 'PO'}}, names('customFields')],
    [{version: 1, purchaseOrder: {customFields: ['']}}, names('customFields')],
    [{version: 1, purchaseOrder: {metadataKeys: [1]}}, names('metadataKeys')],
  ])('refuses %j', (stored, fact) => {
    const refusal = refusalOf(stored);
    expect(refusal.code).toBe('SETTINGS_INVALID');
    expect(refusal.message).toBe(
      `Cannot use the settings of this spreadsheet: ${fact}. Correct it in the sidebar under Settings, or delete the document property "settings" to go back to the defaults.`,
    );
  });
});
