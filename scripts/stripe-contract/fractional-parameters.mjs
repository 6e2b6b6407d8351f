/**
 * The parameters that take a fraction: every other number in a request is a whole one. Stripe's types say `number`
 * for both, so this is read from its API reference (https://docs.stripe.com/api) and held against Stripe's own
 * descriptions by a test.
 */
export const fractionalParameters = new Set([
  'amount_percent',
  'application_fee_percent',
  'package_dimensions.height',
  'package_dimensions.length',
  'package_dimensions.weight',
  'package_dimensions.width',
  'percent_off',
  'percent_ownership',
  'percentage',
]);

/**
 * @param {readonly string[]} path names from the top, without positions
 */
export const isFractional = (path) =>
  fractionalParameters.has(path.slice(-1).join('.')) || fractionalParameters.has(path.slice(-2).join('.'));
