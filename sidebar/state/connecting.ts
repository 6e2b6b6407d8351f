import type {KeyCheck} from '../../src/core/sidebar-contract.ts';
import type {ShownFailure} from '../google-failure.ts';

/** Where connecting stands. The key itself is never part of it. */
export type ConnectStage =
  | {readonly kind: 'idle'}
  | {readonly kind: 'checking'}
  | {readonly kind: 'connecting'}
  | {readonly kind: 'disconnect-asked'}
  | {readonly kind: 'disconnecting'}
  | {
      readonly kind: 'checked';
      readonly check: KeyCheck;
      readonly message: string;
      readonly outcome: 'connected' | 'not-connected' | 'only-checked';
    }
  | {readonly kind: 'told'; readonly message: string}
  | {readonly kind: 'failed'; readonly failure: ShownFailure; readonly during: 'key' | 'disconnecting'};

export type ConnectAction =
  | {readonly type: 'key-empty'}
  | {readonly type: 'key-sent'; readonly forCheckOnly: boolean}
  | {
      readonly type: 'key-answered';
      readonly check: KeyCheck;
      readonly message: string;
      readonly outcome: 'connected' | 'not-connected' | 'only-checked';
    }
  | {readonly type: 'key-failed'; readonly failure: ShownFailure}
  | {readonly type: 'disconnect-asked'}
  | {readonly type: 'disconnect-dismissed'}
  | {readonly type: 'disconnect-started'}
  | {readonly type: 'disconnected'; readonly message: string}
  | {readonly type: 'disconnect-failed'; readonly failure: ShownFailure};

const noKey: ShownFailure = {
  code: 'CREDENTIALS_MISSING',
  fact: 'There is no key in the field.',
  nextStep: 'Paste a key that begins with rk_, then press the button again.',
  requestId: null,
};

export function reduceConnect(action: ConnectAction): ConnectStage {
  switch (action.type) {
    case 'key-empty':
      return {kind: 'failed', failure: noKey, during: 'key'};
    case 'key-sent':
      return {kind: action.forCheckOnly ? 'checking' : 'connecting'};
    case 'key-answered': {
      const {check, message, outcome} = action;
      return {kind: 'checked', check, message, outcome};
    }
    case 'key-failed':
      return {kind: 'failed', failure: action.failure, during: 'key'};
    case 'disconnect-asked':
      return {kind: 'disconnect-asked'};
    case 'disconnect-dismissed':
      return {kind: 'idle'};
    case 'disconnect-started':
      return {kind: 'disconnecting'};
    case 'disconnected':
      return {kind: 'told', message: action.message};
    case 'disconnect-failed':
      return {kind: 'failed', failure: action.failure, during: 'disconnecting'};
  }
}

/** A live secret key was offered: the next one may be connected only with this said. */
export function needsConfirmation(stage: ConnectStage): boolean {
  return stage.kind === 'checked' && stage.outcome !== 'connected' && stage.check.needsConfirmation;
}
