import type {ComponentChildren} from 'preact';
import type {ShownFailure} from '../google-failure.ts';
import {Button} from './button.tsx';
import {Sign, type Tone} from './sign.tsx';

export function Notice({tone, children}: {readonly tone: Tone; readonly children: ComponentChildren}) {
  return (
    <div class={`notice ${tone}`}>
      <Sign tone={tone} />
      {children}
    </div>
  );
}

/** A failure as its fact, what to do next, and what to do it with. */
export function FailureNotice({
  failure,
  before,
  onRetry,
  children,
}: {
  readonly failure: ShownFailure;
  /** When and where, ahead of the fact. */
  readonly before?: string;
  readonly onRetry?: () => void;
  readonly children?: ComponentChildren;
}) {
  return (
    <div class="notice bad" role="alert">
      <Sign tone="bad" />
      {before !== undefined && <p>{before}</p>}
      <p class="fact">{failure.fact}</p>
      <p class="next">{failure.nextStep}</p>
      {failure.requestId !== null && (
        <p class="request-id">
          For Stripe support: <code>{failure.requestId}</code>
        </p>
      )}
      {(onRetry !== undefined || children) && (
        <div class="buttons">
          {onRetry !== undefined && <Button onPress={onRetry}>Try again</Button>}
          {children}
        </div>
      )}
    </div>
  );
}
