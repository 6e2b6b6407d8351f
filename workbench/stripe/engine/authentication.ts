/**
 * Who asks, and what the key may read. https://docs.stripe.com/api/authentication and
 * https://docs.stripe.com/keys#limit-access
 */
import {StripeRefusal} from './errors.ts';

/** Permissions by the name Stripe uses in its refusals. Each allows what its name says and nothing else. */
export type Permission = `rak_${string}_read` | `rak_${string}_write`;

/** A secret key reads everything; a restricted one what it lists. */
export type SandboxKey =
  | string
  | {readonly key: string; readonly permissions: readonly Permission[] | 'everything'};

interface Caller {
  readonly key: string;
  readonly permissions: readonly Permission[] | 'everything';
}

/** @throws StripeRefusal 401 */
export function authenticate(authorization: string | undefined, keys: readonly SandboxKey[]): Caller {
  const given = keyIn(authorization);
  if (given === null) {
    throw unauthorized(
      'You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer ' +
        "auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY'). See https://stripe.com/docs/api#authentication for " +
        'details, or we can help at https://support.stripe.com/.',
    );
  }
  for (const accepted of keys) {
    const caller: Caller =
      typeof accepted === 'string' ? {key: accepted, permissions: 'everything'} : accepted;
    if (caller.key === given) return caller;
  }
  throw unauthorized(`Invalid API Key provided: ${masked(given, 4)}`);
}

/** @throws StripeRefusal 403 naming the missing permission */
export function demandPermission(caller: Caller, permission: Permission, accountId: string): void {
  if (caller.permissions === 'everything' || caller.permissions.includes(permission)) return;
  throw new StripeRefusal({
    status: 403,
    message:
      `The provided key '${masked(caller.key, 6)}' does not have the required permissions for this endpoint on ` +
      `account '${accountId}'. Having the '${permission}' permission would allow this request to continue.`,
  });
}

function unauthorized(message: string): StripeRefusal {
  return new StripeRefusal({status: 401, message, headers: {'WWW-Authenticate': 'Basic realm="Stripe"'}});
}

/** The bearer token, or the user name of Basic authentication with an empty password. */
function keyIn(authorization: string | undefined): string | null {
  const [, scheme = '', credentials = ''] = /^\s*(\S+)\s+(\S+)\s*$/.exec(authorization ?? '') ?? [];
  if (/^bearer$/i.test(scheme)) return credentials;
  if (!/^basic$/i.test(scheme)) return null;
  const [user = ''] = Buffer.from(credentials, 'base64').toString('utf8').split(':');
  return user === '' ? null : user;
}

/** Stripe repeats a key with its kind and its last characters only. */
function masked(key: string, shownAtEnd: number): string {
  const kind = /^[a-z]+_(?:test|live)_/.exec(key)?.[0] ?? '';
  const secret = key.slice(kind.length);
  const shown = secret.length > shownAtEnd ? secret.slice(-shownAtEnd) : '';
  return `${kind}${'*'.repeat(secret.length - shown.length)}${shown}`;
}
