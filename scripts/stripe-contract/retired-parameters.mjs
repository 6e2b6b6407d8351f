/**
 * Parameters that the types no longer have and that Stripe's own published scripts still send: they are taken, and
 * marked with the version that retired them, so that a client of today is told apart.
 *
 * `payment_method_types` is in nine of the billing scripts of https://github.com/stripe/stripe-cli (`pkg/fixtures/triggers`).
 * @type {Readonly<Record<string, Readonly<Record<string, import('./request-schema.mjs').Schema>>>>}
 */
export const retiredParameters = {
  'POST /v1/payment_intents': {
    payment_method_types: {kind: 'list', of: {kind: 'text'}, retired: '2026-09-30.endive'},
  },
};
