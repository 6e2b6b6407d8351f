/**
 * The numbers that may have a fraction: every other number in a request or an answer is a whole one. Stripe's types
 * say `number` for both, so this is read from its API reference (https://docs.stripe.com/api) and held against
 * Stripe's own descriptions by a test.
 */
export const fractionalNumbers = new Set([
  'amount_percent',
  'application_fee_percent',
  'effective_percentage',
  'exchange_rate',
  'height',
  'latitude',
  'length',
  'longitude',
  'percent_off',
  'percent_ownership',
  'percentage',
  'weight',
  'width',
]);

/** @param {readonly string[]} path names from the top, without positions */
export const isFractional = (path) => fractionalNumbers.has(path.at(-1) ?? '');
