/** What the SDK can ask Stripe: method, path and the type of the parameters of every operation of a resource. */
import {SignatureKind} from 'typescript/unstable/sync';
import {inProject} from '../project.mjs';

/**
 * @typedef {import('./checker.mjs').Checker} Checker
 * @typedef {import('./checker.mjs').Type} Type
 * @typedef {import('./checker.mjs').TypeSymbol} TypeSymbol
 *
 * @typedef {object} Operation
 * @property {string} key such as `POST /v1/invoices/{id}/pay`: every id in a path is called `{id}`
 * @property {Type | null} parameters null where the operation takes none
 * @property {Type} answer what the promise resolves to
 */

/** The files of the SDK's resources that order-to-cash touches. */
export const resourceFiles = [
  'Accounts',
  'Balance',
  'BalanceTransactions',
  'Charges',
  'Coupons',
  'CreditNotes',
  'Customers',
  'Disputes',
  'Events',
  'InvoiceItems',
  'InvoicePayments',
  'Invoices',
  'PaymentAttemptRecords',
  'PaymentIntents',
  'PaymentMethods',
  'PaymentRecords',
  'Payouts',
  'Plans',
  'Prices',
  'Products',
  'PromotionCodes',
  'Quotes',
  'Refunds',
  'SetupAttempts',
  'SetupIntents',
  'SubscriptionItems',
  'SubscriptionSchedules',
  'Subscriptions',
  'TaxIds',
  'TaxRates',
  'TestHelpers/Customers',
  'TestHelpers/Refunds',
  'TestHelpers/TestClocks',
  'Tokens',
  'Topups',
];

/**
 * Accounts are read here and never made: what makes and changes them belongs to Connect, and takes a third of all
 * parameters there are.
 * @param {string} key
 */
const isLeftOut = (key) => key.includes(' /v1/accounts') || key === 'POST /v1/account';

/**
 * The types hold the parameters, the code holds the paths.
 * @param {Checker} checker
 * @param {(file: string) => readonly TypeSymbol[]} exportsOf
 * @returns {Promise<readonly Operation[]>} ordered by key
 */
export async function readOperations(checker, exportsOf) {
  /** @type {Operation[]} */
  const found = [];
  for (const file of resourceFiles) {
    const code = await import(inProject('node_modules/stripe/esm/resources', `${file}.js`));
    for (const resource of exportsOf(file).filter(({name}) => name.endsWith('Resource'))) {
      found.push(...operationsOf(checker, resource, code[resource.name].prototype));
    }
  }
  // The path of one's own account is reached by two methods.
  const byKey = new Map(
    found.filter(({key}) => !isLeftOut(key)).map((operation) => [operation.key, operation]),
  );
  return [...byKey.values()].sort((one, other) => (one.key < other.key ? -1 : 1));
}

/**
 * @param {Checker} checker
 * @param {TypeSymbol} resource
 * @param {Readonly<Record<string, unknown>>} prototype of the resource's class, whose methods know the paths
 * @returns {readonly Operation[]}
 */
function operationsOf(checker, resource, prototype) {
  return checker.getPropertiesOfType(checker.getDeclaredTypeOfSymbol(resource)).flatMap((method) => {
    const code = Object.hasOwn(prototype, method.name) ? prototype[method.name] : undefined;
    const type = checker.getTypeOfSymbol(method);
    const [signature] = type === undefined ? [] : checker.getSignaturesOfType(type, SignatureKind.Call);
    if (typeof code !== 'function' || signature === undefined) return [];

    const names = signature.getParameters();
    const idCount = names.findIndex(({name}) => name === 'params' || name === 'options');
    const params = names.find(({name}) => name === 'params');
    const answer = checker.getReturnTypeOfSignature(signature);
    if (answer === undefined)
      throw new Error(`Cannot read ${resource.name}.${method.name}: it returns nothing.`);
    return [
      {
        key: keyOf(code, idCount),
        parameters: params ? (checker.getTypeOfSymbol(params) ?? null) : null,
        answer,
      },
    ];
  });
}

/**
 * @param {Function} code
 * @param {number} idCount
 */
function keyOf(code, idCount) {
  const recorder = {
    _makeRequest: (/** @type {string} */ method, /** @type {string} */ path) => `${method} ${path}`,
  };
  return decodeURIComponent(code.call(recorder, ...Array(idCount).fill('{id}')));
}
