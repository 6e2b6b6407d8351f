import {AddonError} from '../errors/addon-error.ts';
import {failureOf} from '../failure.ts';
import type {SidebarConnected, SidebarConnectRequest, Told} from '../sidebar-contract.ts';
import {forgetConnection, writeConnectedAccount, writeConnection} from '../stripe/connection.ts';
import {type CheckedKey, checkKey, keyOf} from '../stripe/key-check.ts';
import {
  isOwnedBy,
  readAutomaticRefresh,
  turnAutomaticRefreshOff,
  turnAutomaticRefreshOn,
} from './automatic-refresh.ts';
import {checkSameBooks, readPublishedSnapshot} from './published-snapshot.ts';
import type {SidebarPorts} from './sidebar-state.ts';

/**
 * Connects the person who runs this, when their key may read what the add-on cannot do without.
 *
 * @throws AddonError as checkKey
 */
export function connectFromSidebar(ports: SidebarPorts, request: SidebarConnectRequest): SidebarConnected {
  const checked = checkKey(ports, keyOf(request));
  const {check, credentials, account} = checked;
  if (!check.isUsable) return {outcome: 'not-connected', check, message: check.message};
  if (check.needsConfirmation && request.acceptSecretKey !== true) {
    return {
      outcome: 'not-connected',
      check,
      message:
        'A live secret key (sk_live_) may do everything, payouts included. Create a restricted key (rk_live_) that may only read, or connect this one all the same.',
    };
  }

  writeConnection(ports.userProperties, credentials);
  writeConnectedAccount(ports.userProperties, credentials, account);
  const automatic = request.useForAutomaticRefresh === true ? automaticSentence(ports) : null;
  const who = account === null ? 'Stripe' : (account.name ?? account.id);
  const sentences = [
    `Connected to ${who} in ${credentials.mode} mode with the key that ends in ${credentials.lastFour}.`,
    automatic,
    otherBooks(ports, checked),
  ];
  return {
    outcome: 'connected',
    check,
    message: sentences.filter((sentence) => sentence !== null).join(' '),
  };
}

function automaticSentence(ports: SidebarPorts): string {
  try {
    return turnAutomaticRefreshOn(ports);
  } catch (fault) {
    // The key is kept by now, and a failure would say that it is not.
    const {fact, nextStep} = failureOf(fault);
    return `Automatic refresh could not be turned on. ${fact} ${nextStep}`;
  }
}

/** Better said now than at the first refresh: these tabs hold the books of another key. */
function otherBooks(ports: SidebarPorts, {credentials, account}: CheckedKey): string | null {
  try {
    checkSameBooks(readPublishedSnapshot(ports.documentProperties), {
      accountId: account?.id ?? null,
      mode: credentials.mode,
    });
    return null;
  } catch (fault) {
    if (fault instanceof AddonError) return fault.message;
    throw fault;
  }
}

/** Deletes this person's key here, and with it the automatic refresh that used it. */
export function disconnectStripe(ports: SidebarPorts): Told {
  const isOwner = isOwnedBy(ports.person, readAutomaticRefresh(ports.documentProperties));
  forgetConnection(ports.userProperties);
  const automatic = isOwner ? `${turnAutomaticRefreshOff(ports)} ` : '';
  return {
    message: `Your Stripe key is deleted here. ${automatic}To make it useless elsewhere too, roll it in the Stripe dashboard.`,
  };
}
