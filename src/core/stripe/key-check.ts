import {AddonError} from '../errors/addon-error.ts';
import {assertInvariant} from '../errors/assert-invariant.ts';
import type {KeyCheck, PermissionCheck} from '../sidebar-contract.ts';
import {type Account, decodeAccount} from './account.ts';
import {createStripeClient} from './client.ts';
import {parseStripeKey, type StripeKey} from './credentials.ts';
import {isNoSuchObject} from './errors.ts';
import {type Probe, probes} from './key-probes.ts';
import type {StripeRequest} from './request.ts';
import type {StripePorts, WaveAnswer} from './wave.ts';

/** A person waits for it. */
const checkTimeMaxMs = 20_000;

export interface CheckedKey {
  readonly credentials: StripeKey;
  /** Null when the key may not read it. */
  readonly account: Account | null;
  readonly check: KeyCheck;
}

/**
 * Tries a key against each endpoint that the add-on reads or writes, all in one wave and without any effect. It is kept
 * nowhere.
 *
 * @throws AddonError CREDENTIALS_MISSING or CREDENTIALS_INVALID for what is not a key or one that Stripe refuses;
 *   STRIPE_UNREACHABLE and its kin where Stripe gave no verdict on what the add-on cannot do without
 */
export function checkKey(ports: StripePorts, text: string): CheckedKey {
  const credentials = parseStripeKey(text);
  const client = createStripeClient(ports, credentials);
  const nowUnixMs = ports.clock.nowUnixMs();
  const answers = client.sendWave(
    probes.map((probe, index) => requestOf(probe, `${nowUnixMs}-${index}`)),
    {deadlineUnixMs: nowUnixMs + checkTimeMaxMs},
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

function requestOf({method, path, params}: Probe, name: string): StripeRequest {
  if (method === 'GET') return {method, path, params};
  return {method, path, params, idempotencyKey: `billing-ops-permission-check-${name}`};
}

function permissionFrom(probe: Probe, answer: WaveAnswer): PermissionCheck {
  const {purpose, row, level, isRequired, without} = probe;
  const check = (result: PermissionCheck['result'], problem: string | null = null): PermissionCheck => ({
    purpose,
    result,
    isRequired,
    row,
    level,
    without,
    problem,
  });
  if (answer.kind === 'answered') return check('granted');

  const {error} = answer;
  if (error.code === 'PERMISSION_MISSING') {
    // The row in the words of Stripe's refusal, where it gives them.
    const named = /set "([^"]+)" to (Read|Write)/.exec(error.nextStep);
    const namedLevel = named?.[2] === 'Write' ? 'Write' : 'Read';
    return {
      ...check('missing', error.fact),
      row: named?.[1] ?? row,
      level: named === null ? level : namedLevel,
    };
  }
  if (probe.asksForNothing && isNoSuchObject(error)) return check('granted');
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
  const readings = permissions.filter((_, index) => probes[index]?.isFor === 'reading');
  const missing = readings.filter(({result}) => result === 'missing');
  const where = `In the Stripe dashboard open Developers, API keys, edit this key and set ${ticks(missing)}.`;
  if (missing.some(({isRequired}) => isRequired)) {
    return `This key may not read what the add-on cannot do without. ${where}`;
  }
  const creating = creatingWords(permissions.filter((_, index) => probes[index]?.isFor === 'creating'));
  if (missing.length > 0) {
    return `This key works; ${missing.length} of ${readings.length} permissions ${missing.length === 1 ? 'is' : 'are'} missing. ${where} ${creating}`;
  }
  const unclear = readings.filter(({result}) => result === 'unclear').length;
  return unclear === 0
    ? `This key may read everything that the add-on reads. ${creating}`
    : `This key works; Stripe gave no verdict on ${unclear} of ${readings.length} permissions. ${creating}`;
}

/** Whoever only refreshes needs none of it, so it is said apart. */
function creatingWords(permissions: readonly PermissionCheck[]): string {
  const missing = permissions.filter(({result}) => result === 'missing');
  if (missing.length > 0) {
    return `It refreshes without, but to create invoices and act on them, set ${ticks(missing)} too.`;
  }
  const unclear = permissions.filter(({result}) => result === 'unclear').length;
  return unclear === 0
    ? 'It may create invoices and act on them.'
    : `Of what creating invoices takes, Stripe gave no verdict on ${unclear} of ${permissions.length} permissions.`;
}

function ticks(missing: readonly PermissionCheck[]): string {
  return [...new Set(missing.map(({row, level}) => `"${row}" to ${level}`))].join(', ');
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
