import {AddonError} from '../errors/addon-error.ts';
import {assertInvariant} from '../errors/assert-invariant.ts';
import type {KeyCheck, PermissionCheck} from '../sidebar-contract.ts';
import {type Account, decodeAccount} from './account.ts';
import {createStripeClient} from './client.ts';
import {parseStripeKey, type StripeKey} from './credentials.ts';
import type {Params} from './encoding.ts';
import {isNoSuchObject} from './errors.ts';
import type {StripePorts, WaveAnswer} from './wave.ts';

/** One endpoint that the add-on reads. Rows by endpoint: https://docs.stripe.com/keys/permissions-reference */
interface Probe {
  readonly purpose: string;
  readonly path: string;
  readonly params: Params;
  /** What the dashboard calls it, until Stripe's own refusal names it. */
  readonly row: string;
  readonly isRequired: boolean;
  readonly without: string;
}

const one = {limit: 1};

/** No customer has this id: Stripe answers "No such customer" to a key that may read cash balances. */
const noCustomer = 'cus_BillingOpsPermissionCheck';

const probes: readonly Probe[] = [
  {
    purpose: 'Read invoices',
    path: '/v1/invoices',
    params: one,
    row: 'Invoices',
    isRequired: true,
    without: 'Nothing works: receivables are invoices.',
  },
  {
    purpose: 'Read customers',
    path: '/v1/customers',
    params: one,
    row: 'Customers',
    isRequired: true,
    without: 'Nothing works: every invoice is read with its customer.',
  },
  {
    purpose: 'Read the account',
    path: '/v1/account',
    params: {},
    row: 'Accounts',
    isRequired: false,
    without: "The stamp does not name the account, and days are counted in the spreadsheet's time zone.",
  },
  {
    purpose: 'Read payments of invoices',
    path: '/v1/invoice_payments',
    params: one,
    row: 'Invoices',
    isRequired: false,
    without: 'Payment status shows no payments.',
  },
  {
    purpose: 'Read payment attempts',
    path: '/v1/payment_intents',
    params: one,
    row: 'PaymentIntents',
    isRequired: false,
    without: 'Payment status shows no payment in flight and no reason of a failure.',
  },
  {
    purpose: 'Read charges',
    path: '/v1/charges',
    params: one,
    row: 'Charges and Refunds',
    isRequired: false,
    without: 'Payment status shows neither how a payment was made nor refunds.',
  },
  {
    purpose: 'Read credit notes',
    path: '/v1/credit_notes',
    params: one,
    row: 'Credit notes',
    isRequired: false,
    without: 'Payment status shows no credit notes.',
  },
  {
    purpose: 'Read disputes',
    path: '/v1/disputes',
    params: one,
    row: 'Disputes',
    isRequired: false,
    without: 'Payment status shows no disputes.',
  },
  {
    purpose: 'Read cash balances',
    path: `/v1/customers/${noCustomer}/cash_balance`,
    params: {},
    row: 'Customers',
    isRequired: false,
    without: 'Payment status does not show bank transfers that are held as cash.',
  },
  {
    purpose: 'Read events',
    path: '/v1/events',
    params: one,
    row: 'Events',
    isRequired: false,
    without: 'Payment status does not show when an invoice was e-mailed.',
  },
];

/** A person waits for it. */
const checkTimeMaxMs = 20_000;

export interface CheckedKey {
  readonly credentials: StripeKey;
  /** Null when the key may not read it. */
  readonly account: Account | null;
  readonly check: KeyCheck;
}

/**
 * Tries a key against each endpoint that the add-on reads, all in one wave. It is kept nowhere.
 *
 * @throws AddonError CREDENTIALS_MISSING or CREDENTIALS_INVALID for what is not a key or one that Stripe refuses;
 *   STRIPE_UNREACHABLE and its kin where Stripe gave no verdict on what the add-on cannot do without
 */
export function checkKey(ports: StripePorts, text: string): CheckedKey {
  const credentials = parseStripeKey(text);
  const client = createStripeClient(ports, credentials);
  const answers = client.sendWave(
    probes.map(({path, params}) => ({method: 'GET', path, params})),
    {deadlineUnixMs: ports.clock.nowUnixMs() + checkTimeMaxMs},
  );
  let account: Account | null = null;
  const permissions = probes.map((probe, index) => {
    const answer = answers[index];
    assertInvariant(answer !== undefined, 'every endpoint that was tried has an answer');
    if (answer.kind === 'answered' && probe.path === '/v1/account') account = decodeAccount(answer.body);
    return permissionFrom(probe, answer);
  });
  return {credentials, account, check: keyCheck(credentials, account, permissions)};
}

function permissionFrom(probe: Probe, answer: WaveAnswer): PermissionCheck {
  const {purpose, row, isRequired, without} = probe;
  const check = (result: PermissionCheck['result'], problem: string | null = null): PermissionCheck => ({
    purpose,
    result,
    isRequired,
    row,
    level: 'Read',
    without,
    problem,
  });
  if (answer.kind === 'answered') return check('granted');

  const {error} = answer;
  if (error.code === 'PERMISSION_MISSING') {
    // The row in the words of Stripe's refusal, where it gives them.
    const named = /set "([^"]+)" to (Read|Write)/.exec(error.nextStep);
    const level = named?.[2] === 'Write' ? 'Write' : 'Read';
    return {...check('missing', error.fact), row: named?.[1] ?? row, level};
  }
  if (probe.path.includes(noCustomer) && isNoSuchObject(error)) return check('granted');
  if (isRequired || error.code === 'CREDENTIALS_INVALID') throw error;
  return check('unclear', error.fact);
}

function keyCheck(
  credentials: StripeKey,
  account: Account | null,
  permissions: readonly PermissionCheck[],
): KeyCheck {
  const {mode, lastFour, kind, needsConfirmation} = credentials;
  return {
    mode,
    lastFour,
    kind,
    account: account === null ? null : {id: account.id, name: account.name},
    permissions,
    isUsable: permissions.every(({isRequired, result}) => !isRequired || result === 'granted'),
    needsConfirmation,
    message: messageOf(permissions),
  };
}

function messageOf(permissions: readonly PermissionCheck[]): string {
  const missing = permissions.filter(({result}) => result === 'missing');
  const ticks = [...new Set(missing.map(({row, level}) => `"${row}" to ${level}`))].join(', ');
  const where = `In the Stripe dashboard open Developers, API keys, edit this key and set ${ticks}.`;
  if (missing.some(({isRequired}) => isRequired)) {
    return `This key may not read what the add-on cannot do without. ${where}`;
  }
  if (missing.length > 0) {
    return `This key works; ${missing.length} of ${permissions.length} permissions ${missing.length === 1 ? 'is' : 'are'} missing. ${where}`;
  }
  const unclear = permissions.filter(({result}) => result === 'unclear').length;
  return unclear === 0
    ? `This key may read everything that the add-on reads.`
    : `This key works; Stripe gave no verdict on ${unclear} of ${permissions.length} permissions.`;
}

/** @throws AddonError CREDENTIALS_MISSING for a request that carries no text as its key */
export function keyOf(request: unknown): string {
  const {key} = Object(request);
  if (typeof key === 'string') return key;
  throw new AddonError({
    code: 'CREDENTIALS_MISSING',
    fact: 'Cannot connect to Stripe: no key was given.',
    nextStep: 'Paste a restricted key (rk_…) from the Stripe dashboard.',
  });
}
