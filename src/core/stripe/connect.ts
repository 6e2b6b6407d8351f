import {AddonError} from '../errors/addon-error.ts';
import type {Properties} from '../ports.ts';
import type {ConnectReply, ConnectRequest} from '../sidebar-contract.ts';
import {type Account, readAccount} from './account.ts';
import {createStripeClient} from './client.ts';
import {writeConnectedAccount, writeConnection} from './connection.ts';
import {parseStripeKey} from './credentials.ts';
import type {StripePorts} from './wave.ts';

/**
 * Connects the person who runs this: the key is tried against Stripe first and kept only when Stripe knows it.
 *
 * @throws AddonError CREDENTIALS_MISSING or CREDENTIALS_INVALID for what is not a key, or one Stripe refuses, or a live
 *   secret key that nobody has confirmed; STRIPE_UNREACHABLE and its kin when it could not be tried
 */
export function connectStripe(
  ports: StripePorts & {readonly userProperties: Properties},
  request: ConnectRequest,
): ConnectReply {
  const credentials = parseStripeKey(String(request?.key ?? ''));
  if (credentials.needsConfirmation && request.acceptSecretKey !== true) {
    throw new AddonError({
      code: 'CREDENTIALS_INVALID',
      fact: 'Cannot connect with a live secret key (sk_live_): it may do everything, payouts included.',
      nextStep: 'Create a restricted key (rk_live_) that may read invoices and customers, and connect that.',
    });
  }
  const client = createStripeClient(ports, credentials);
  let account: Account | null = null;
  try {
    account = readAccount(client);
  } catch (fault) {
    // A restricted key need not read the account; that Stripe says so proves that the key is good.
    if (!(fault instanceof AddonError && fault.code === 'PERMISSION_MISSING')) throw fault;
  }

  writeConnection(ports.userProperties, credentials);
  writeConnectedAccount(ports.userProperties, credentials, account);
  return {account: account?.id ?? null, mode: credentials.mode, lastFour: credentials.lastFour};
}
