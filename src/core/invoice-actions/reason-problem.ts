import type {ActionRequest} from '../action-contract.ts';

/** Why the reason does not do, as a sentence that says what to do; null when it does or none is asked for. */
export function reasonProblem(
  {reasonCode, reason}: Pick<ActionRequest, 'reasonCode' | 'reason'>,
  reasonCodes: readonly string[],
): string | null {
  if (reasonCodes.length === 0) return null;
  if (reasonCode === '') return 'Choose a reason.';
  if (!reasonCodes.includes(reasonCode)) {
    return `“${reasonCode.slice(0, 40)}” is not one of the reasons. Choose ${reasonCodes.join(', ')}.`;
  }
  return reasonCode === 'Other' && reason.trim() === '' ? 'Say the reason in your words.' : null;
}
