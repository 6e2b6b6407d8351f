import {AddonError, type ErrorCode} from '../core/errors/addon-error.ts';
import {say} from './adapters/menu-ui.ts';

/**
 * Runs what a person chose in the menu: a fault is shown to them as its sentences. `remedies` answer faults that a
 * person can settle on the spot. What is not a fault of ours to explain is thrown on, for Google's execution log.
 */
export function fromMenu(
  job: () => void,
  remedies: Readonly<Partial<Record<ErrorCode, (fact: string) => void>>> = {},
): void {
  try {
    job();
  } catch (fault) {
    if (!(fault instanceof AddonError)) throw fault;
    const remedy = remedies[fault.code];
    if (remedy !== undefined) fromMenu(() => remedy(fault.message));
    else say(fault.message);
  }
}
